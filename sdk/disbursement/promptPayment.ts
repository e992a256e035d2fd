import { FiscInputError } from "../errors.js";
import { formatCents, MAX_CENTS } from "../money.js";

/** A rate of 100% a year: rates are in thousandths of a percent, as they are published. */
const WHOLE = 100_000n;

/** Days after which interest accrues no more (5 CFR 1315.10(a)(5)). */
const MOST_DAYS = 365;

/** Cents below which interest is not paid (5 CFR 1315.10(a)(7)). */
const LEAST_CENTS = 100n;

/** A payment that comes late. */
export interface LatePayment {
  /** Cents. */
  readonly principal: bigint;
  /** A year's, in thousandths of a percent: the one in force on the day after the due date. */
  readonly rate: number;
  /**
   * Civil days from the day after the due date to the payment's own, which is the settlement day for a bank's and the day
   * of its block for tokens; 0 or less if it is in time.
   */
  readonly daysLate: number;
}

/**
 * Interest on a late payment in cents, as the contracts will charge it: by the formula of 5 CFR 1315.17(c),
 * `P (1 + r/12)^n (1 + r/360 d) - P` with n periods of 30 days and d further days, at the longest for a year, rounded
 * half up to a cent, and nothing if it is less than one dollar.
 *
 * The fraction is exact until it is rounded.
 *
 * @throws FiscInputError for an amount, a rate or a number of days that none can be.
 */
export function promptPaymentInterest({ principal, rate, daysLate }: LatePayment): bigint {
  if (principal < 0n || principal > MAX_CENTS) {
    throw new FiscInputError(
      "principal",
      `${formatCents(principal)} can't be owed`,
      `give 0.00 to ${formatCents(MAX_CENTS)}`,
    );
  }
  if (!Number.isInteger(rate) || rate < 0 || rate > Number(WHOLE)) {
    throw new FiscInputError(
      "rate",
      `${String(rate)} is no rate in thousandths of a percent`,
      `give a whole number from 0 to ${String(WHOLE)}, such as 4625 for 4.625%`,
    );
  }
  if (!Number.isInteger(daysLate)) {
    throw new FiscInputError("days late", `${String(daysLate)} is no number of days`, "give whole days");
  }
  const days = Math.min(Math.max(daysLate, 0), MOST_DAYS);
  const periods = BigInt(Math.floor(days / 30));
  const yearly = BigInt(rate);

  const numerator = (12n * WHOLE + yearly) ** periods * (360n * WHOLE + yearly * BigInt(days % 30));
  const denominator = (12n * WHOLE) ** periods * 360n * WHOLE;
  const cents = roundedHalfUp(principal * (numerator - denominator), denominator);
  if (cents < LEAST_CENTS) return 0n;
  return cents > MAX_CENTS ? MAX_CENTS : cents;
}

const roundedHalfUp = (numerator: bigint, denominator: bigint): bigint =>
  (2n * numerator + denominator) / (2n * denominator);
