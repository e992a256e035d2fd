import { FiscInputError } from "./errors.js";

/** The most that one amount can be: 64 bits of cents. */
export const MAX_CENTS = 2n ** 64n - 1n;

const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;

/**
 * Cents of a decimal string: an optional minus, digits, at most two decimals. Nothing else: no thousands separators,
 * no scientific notation, no third decimal, so that no figure is ever guessed at.
 *
 * @param place Named in the error, as in "line 12, column X".
 * @throws FiscInputError for any other string.
 */
export function parseCents(decimal: string, place = "amount"): bigint {
  const match = DECIMAL.exec(decimal);
  if (match === null) {
    throw new FiscInputError(
      place,
      `"${decimal}" is not an amount`,
      'write digits with at most two decimals, such as "1234.50"',
    );
  }
  const [, sign = "", units = "0", decimals = ""] = match;
  const cents = BigInt(units) * 100n + BigInt(decimals.padEnd(2, "0"));
  return sign === "-" ? -cents : cents;
}

/** The decimal string of cents, always with two decimals: `-5n` is "-0.05". */
export function formatCents(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Like `formatCents`, with a comma between thousands, to be read by people. */
export function displayCents(cents: bigint): string {
  const [units = "", decimals = ""] = formatCents(cents).split(".");
  return `${units.replace(/\B(?=(\d{3})+$)/g, ",")}.${decimals}`;
}
