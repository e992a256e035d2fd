import { FiscInputError } from "./errors.js";

/** What an obligation is for: the fields of classification codec 1, see `contracts/types/Classification.sol`. */
export interface Classification {
  /** Object class, up to 4 characters. */
  readonly objectClass: string;
  /** Program activity, up to 4 characters. */
  readonly programActivity: string;
  /** `D` direct, `R` reimbursable, or empty. */
  readonly fundingSource: string;
  /** Disaster emergency fund code, up to 3 characters, or empty. */
  readonly emergencyFund: string;
}

const FIELDS = [
  ["objectClass", 4],
  ["programActivity", 4],
  ["fundingSource", 1],
  ["emergencyFund", 3],
] as const;

/**
 * Packs a classification into the 32 bytes that an obligation carries.
 *
 * @param place Named in the error, as in "line 12".
 * @throws FiscInputError for a field that is too long or not plain ASCII.
 */
export function encodeClassification(
  classification: Partial<Classification>,
  place = "classification",
): string {
  let packed = "01";
  for (const [field, length] of FIELDS) {
    const value = classification[field] ?? "";
    if (!/^[\x20-\x7e]*$/.test(value) || value.length > length) {
      throw new FiscInputError(
        `${place}, ${field}`,
        `"${value}" does not fit a classification`,
        `use at most ${String(length)} plain characters`,
      );
    }
    packed += Buffer.from(value, "ascii")
      .toString("hex")
      .padEnd(length * 2, "0");
  }
  return `0x${packed.padEnd(64, "0")}`;
}

/** Unpacks the 32 bytes that an obligation carries. */
export function decodeClassification(packed: string): Classification & { readonly version: number } {
  const bytes = Buffer.from(packed.slice(2), "hex");
  const version = bytes[0] ?? 0;
  if (bytes.length !== 32 || version !== 1) {
    throw new FiscInputError("classification", `${packed} is in no known codec`, "update the SDK");
  }
  const values: Record<string, string> = {};
  let start = 1;
  for (const [field, length] of FIELDS) {
    // Bytes that are no ASCII stay apart: the ledger takes any, and two codes must never read as one.
    values[field] = bytes.toString("latin1", start, start + length).replace(/\0+$/, "");
    start += length;
  }
  return { version, ...(values as unknown as Classification) };
}
