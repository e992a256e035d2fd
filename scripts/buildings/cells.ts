import { HUNDREDTHS } from "../../sdk/buildings/facts.js";
import { FiscInputError } from "../../sdk/errors.js";

/** What can stand in a file's cell, each with its own error. `place` names the line and the column. */

/** The largest area that 32 bits of hundredths hold. */
const MOST_AREA = 2 ** 32 - 1;

const DECIMAL = /^-?\d{1,20}(?:\.\d{1,20})?$/;

/**
 * Hundredths of a decimal number of square feet.
 *
 * The published files print doubles with 17 digits, so that 40294.34 stands there as 40294.339999999997: what counts is
 * that a whole number of hundredths is the same double.
 */
export function parseArea(text: string, place: string): number {
  const feet = parseNumber(text, place, "an area in square feet");
  if (feet < 0) {
    throw new FiscInputError(place, `the area ${text} is below 0`, "correct it; 0 means not stated");
  }
  const area = Math.round(feet * HUNDREDTHS);
  if (area > MOST_AREA) {
    throw new FiscInputError(
      place,
      `the area ${text} is more than the register holds`,
      `correct it; the most is ${formatArea(MOST_AREA)}`,
    );
  }
  if (area / HUNDREDTHS !== feet) {
    throw new FiscInputError(
      place,
      `the area ${text} is finer than hundredths of a square foot`,
      "round it to two decimals",
    );
  }
  return area;
}

/** The shortest decimal of an area: the same double as in any file that it came from. */
export const formatArea = (area: number): string => String(area / HUNDREDTHS);

/** Checks a latitude or longitude in decimal degrees. */
export function requireDegrees(text: string, most: number, place: string): void {
  if (text === "") {
    throw new FiscInputError(
      place,
      "it has no coordinates",
      "add latitude and longitude in decimal degrees: without them nobody finds it on a map",
    );
  }
  const degrees = parseNumber(text, place, "a coordinate in decimal degrees");
  if (Math.abs(degrees) > most) {
    throw new FiscInputError(
      place,
      `the coordinate ${text} is outside ${String(-most)} to ${String(most)}`,
      "correct it; latitude comes first",
    );
  }
}

/** Checks a number that may be left out. */
export function requireNumberOrNone(text: string, place: string): void {
  if (text !== "") parseNumber(text, place, "a number");
}

function parseNumber(text: string, place: string, what: string): number {
  if (DECIMAL.test(text)) return Number(text);
  throw new FiscInputError(
    place,
    text === "" ? "it is empty" : `"${text}" is not ${what}`,
    "write plain digits with a point, such as 1234.5",
  );
}

/** Checks that a cell is one line: a line break or a control character belongs into no inventory. */
export function requireOneLine(text: string, place: string): void {
  if (!/\p{Cc}/u.test(text)) return;
  throw new FiscInputError(place, "it holds a line break or a control character", "write it on one line");
}
