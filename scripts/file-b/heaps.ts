import { FiscInputError } from "../../sdk/errors.js";
import { requireAmount } from "../support/bounds.js";
import { readCsv } from "../support/csv.js";
import { peakOf, planRow } from "./plan.js";
import { FILE_B_COLUMNS, parseFileBRow, type FileBRow } from "./row.js";
import type { TreasuryAccount } from "./treasuryAccounts.js";

/** A row that the importer can't take. */
export interface MalformedRow {
  readonly line: number;
  readonly problem: string;
}

export interface FileB {
  /** Rows in the file. */
  readonly read: number;
  readonly rows: readonly FileBRow[];
  readonly malformed: readonly MalformedRow[];
}

/**
 * Reads a File B whole, before anything is sent, and sets malformed rows apart by their line.
 *
 * @param accounts Treasury's list: an account that is not on it is malformed.
 */
export async function readFileB(
  file: string,
  accounts: ReadonlyMap<string, TreasuryAccount>,
): Promise<FileB> {
  const rows: FileBRow[] = [];
  const malformed: MalformedRow[] = [];
  /** What each account's rows obligate at their peaks together; cents. */
  const peaks = new Map<string, bigint>();
  for await (const { line, row } of readCsv(file, FILE_B_COLUMNS)) {
    try {
      const parsed = parseFileBRow(line, row);
      if (!accounts.has(parsed.account)) {
        throw new FiscInputError(
          `line ${String(line)}`,
          `account ${parsed.account} is not on Treasury's list`,
          "give the list of the file's year",
        );
      }
      peaks.set(parsed.account, requireRoom(parsed, peaks.get(parsed.account) ?? 0n));
      rows.push(parsed);
    } catch (error) {
      if (!(error instanceof FiscInputError)) throw error;
      malformed.push({ line, problem: error.message });
    }
  }
  return { read: rows.length + malformed.length, rows, malformed };
}

/**
 * Checks that the ledger has room for a row beside the rows of its account before it.
 *
 * @returns What they all obligate at their peaks.
 */
function requireRoom(row: FileBRow, before: bigint): bigint {
  const place = `line ${String(row.line)}`;
  const moves = planRow(row);
  for (const { amount } of moves) requireAmount(amount, place, "a balance comes to");
  const peak = before + peakOf(moves);
  requireAmount(peak, place, `with it, the rows of account ${row.account} come to`);
  return peak;
}
