import { startOfDay, type Calendar } from "../../sdk/calendar.js";
import { FiscInputError } from "../../sdk/errors.js";
import { formatCents, MAX_CENTS } from "../../sdk/money.js";

/**
 * The years that a file or an option may name. The first is the first fiscal year that begins after 1970, where the
 * chain's clock does; the last leaves room in four digits for cancellation and for a calendar that is moved.
 */
export const YEARS = { first: 1971, last: 2199 } as const;

/** Checks that a ledger can keep `year`. */
export function requireYear(year: number, place: string): void {
  if (year >= YEARS.first && year <= YEARS.last) return;
  throw new FiscInputError(
    place,
    `the year ${String(year).padStart(4, "0")} is outside ${String(YEARS.first)} to ${String(YEARS.last)}`,
    "correct the year; the ledger's clock begins in 1970",
  );
}

/** UTC seconds at which the civil day `date` begins, in a year that a ledger can keep. */
export function requireDay(date: string, calendar: Calendar, place: string): number {
  const begins = startOfDay(date, calendar, place);
  requireYear(Number(date.slice(0, 4)), place);
  return begins;
}

/** Checks that `cents`, on either side, fit into the 64 bits of an amount. */
export function requireAmount(cents: bigint, place: string, what: string): void {
  if (cents <= MAX_CENTS && cents >= -MAX_CENTS) return;
  throw new FiscInputError(
    place,
    `${what} ${formatCents(cents)}, more than the ledger's 64 bits of cents hold`,
    `correct the figure; the most is ${formatCents(MAX_CENTS)}`,
  );
}
