import { FiscInputError } from "../../errors.js";
import { formatCents, MAX_CENTS, parseCents } from "../../money.js";

/**
 * Cents of an amount to be moved: above 0, at most 64 bits.
 *
 * @throws FiscInputError for anything but such a decimal string. A number is none: it may have been rounded already.
 */
export function centsOf(amount: string, place = "amount"): bigint {
  const cents = someCents(amount, place);
  if (cents !== 0n) return cents;
  throw new FiscInputError(place, `"${amount}" is nothing`, "give an amount above 0");
}

/** Cents of an amount that may be 0. */
export function someCents(amount: string, place = "amount"): bigint {
  if (typeof amount !== "string") {
    throw new FiscInputError(place, `${String(amount)} is no text`, 'give it in quotes, such as "1234.50"');
  }
  const cents = parseCents(amount, place);
  if (cents < 0n || cents > MAX_CENTS) {
    throw new FiscInputError(
      place,
      `"${amount}" can't be entered`,
      `give at most ${formatCents(MAX_CENTS)}, and no negative amount: each act has an opposite`,
    );
  }
  return cents;
}

const RATE = /^(\d{1,3})(?:\.(\d{1,3}))?$/;

/**
 * Thousandths of a percent of a yearly rate such as "4.625".
 *
 * @throws FiscInputError for anything but percent with at most three decimals.
 */
export function thousandthsOf(percent: string, place = "rate"): number {
  const [, whole, decimals = ""] = RATE.exec(percent) ?? [];
  if (whole === undefined) {
    throw new FiscInputError(
      place,
      `"${percent}" is no rate`,
      'give percent with at most three decimals, such as "4.625"',
    );
  }
  return Number(whole) * 1_000 + Number(decimals.padEnd(3, "0"));
}

/** Hundredths of a square foot, as decimal strings say them: the same digits as cents. */
const MOST_AREA = 2n ** 32n - 1n;

/** @throws FiscInputError for what is no area that the register can hold. */
export function areaOf(area: string, place = "area"): number {
  const hundredths = someCents(area, place);
  if (hundredths <= MOST_AREA) return Number(hundredths);
  throw new FiscInputError(
    place,
    `"${area}" square feet are too many`,
    `give at most ${formatCents(MOST_AREA)}`,
  );
}
