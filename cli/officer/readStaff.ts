import { readCsv } from "../../scripts/support/csv.js";
import { someCents } from "../../sdk/client/inputs/amounts.js";
import { addressOf } from "../../sdk/client/inputs/hex.js";
import { FiscInputError } from "../../sdk/errors.js";
import { type Office, OFFICES } from "../../sdk/offices.js";
import { type BadLine, badLine, type CheckedLines } from "../pay/badLines.js";

/** An officer to be, and where. */
export interface StaffLine {
  readonly key: string;
  readonly organisation: string;
  /** The organisation above it, where it has to be created; "" for none. */
  readonly parent: string;
  readonly offices: readonly Office[];
  /** Decimal; "" without limit. */
  readonly limit: string;
}

/** Reads officers: columns `key`, `organisation`, `parent`, `offices` with spaces between, and `limit`. */
export async function readStaff(file: string): Promise<CheckedLines<StaffLine>> {
  const bad: BadLine[] = [];
  const valid: StaffLine[] = [];
  const columns = ["key", "organisation", "parent", "offices", "limit"];
  for await (const { line, row } of readCsv(file, columns, {
    onMisfit: (error, at) => bad.push(badLine(at, error)),
  })) {
    try {
      valid.push(lineOf(row));
    } catch (error) {
      if (!(error instanceof FiscInputError)) throw error;
      bad.push(badLine(line, error));
    }
  }
  return { valid, bad: bad.sort((a, b) => a.line - b.line) };
}

function lineOf(row: Readonly<Record<string, string>>): StaffLine {
  const { key = "", organisation = "", parent = "", offices = "", limit = "" } = row;
  if (organisation === "")
    throw new FiscInputError("organisation", "it is empty", "give the organisation's code");
  const named = offices.split(" ").filter((office) => office !== "");
  const unknown = named.find((office) => !Object.hasOwn(OFFICES, office));
  if (unknown !== undefined || named.length === 0) {
    throw new FiscInputError(
      "offices",
      `there is no office "${unknown ?? ""}"`,
      `use ${Object.keys(OFFICES).join(", ")}`,
    );
  }
  if (limit !== "") someCents(limit, "limit");
  // Safe: each of them was looked up.
  return { key: addressOf(key, "key"), organisation, parent, offices: named as Office[], limit };
}
