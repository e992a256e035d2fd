import { FiscInputError } from "../../sdk/errors.js";

/**
 * A whole number from the command line or a file.
 *
 * @throws FiscInputError for any other text, and numbers out of bounds.
 */
export function wholeNumber(text: string, option: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new FiscInputError(
    option,
    `"${text}" is not a whole number from ${String(least)} to ${String(most)}`,
    "give one in digits alone",
  );
}
