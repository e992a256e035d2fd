import { FiscInputError } from "../../errors.js";

/** A whole number in bounds. @throws FiscInputError for any other. */
export function wholeNumber(value: number, most: number, place: string, least = 0): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw new FiscInputError(
    place,
    `${String(value)} can't be given here`,
    `give a whole number from ${least} to ${most}`,
  );
}

/** The most of unsigned numbers by their bits. */
export const MOST = { 8: 2 ** 8 - 1, 16: 2 ** 16 - 1, 24: 2 ** 24 - 1, 32: 2 ** 32 - 1 } as const;

/** The contracts' number of a name. @throws FiscInputError for a name that there is not; it lists those that there are. */
export function numberNamed<Name extends string>(
  names: Readonly<Record<Name, number>>,
  name: Name,
  place: string,
): number {
  if (Object.hasOwn(names, name)) return names[name];
  throw new FiscInputError(place, `there is no "${name}"`, `use one of ${Object.keys(names).join(", ")}`);
}
