import { TREASURY } from "../ids.js";
import type { Position } from "../journal/event.js";
import { DAY } from "./constants.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { BUDGET, expectOffice } from "./offices.js";
import { violation } from "./rules.js";

/** A rate of 100% a year. */
const WHOLE = 100_000;
const LARGEST_OFFSET = 14 * 3_600;
/** What is added can't be taken back, so it begins within two years. */
const FURTHEST_DAYS = 731;
/** For at most a year, and from a dollar on (5 CFR 1315.10(a)). */
const MOST_DAYS = 365;
const LEAST = 100n;
const LARGEST = 2n ** 64n - 1n;

export interface InterestDue {
  /** Cents. */
  readonly amount: bigint;
  readonly daysLate: number;
  readonly rate: number;
}

/** The civil day at `time`, counted from 1970-01-01. */
export function civilDay(books: Books, time: number): number {
  const offset = books.offsets.findLast(({ from }) => from <= time)?.offset ?? 0;
  return Math.floor((time + offset) / DAY);
}

/** Interest on `principal` cents due on `dueDay` and paid on `paidDay`, by the formula of 5 CFR 1315.17(c). */
export function interestDue(books: Books, principal: bigint, dueDay: number, paidDay: number): InterestDue {
  const daysLate = Math.max(0, paidDay - dueDay);
  if (daysLate === 0) return { amount: 0n, daysLate, rate: 0 };
  const rate = books.rates.findLast(({ fromDay }) => fromDay <= dueDay + 1)?.rate ?? 0;
  return { amount: interest(principal, rate, Math.min(daysLate, MOST_DAYS)), daysLate, rate };
}

/** Exact until it is rounded, half a cent up. */
function interest(principal: bigint, rate: number, days: number): bigint {
  const months = BigInt(Math.floor(days / 30));
  const yearly = BigInt(rate);
  const [month, day] = [BigInt(12 * WHOLE), BigInt(360 * WHOLE)];
  const whole = month ** months * day;
  const grown = (month + yearly) ** months * (day + yearly * BigInt(days % 30));
  const cents = (2n * principal * (grown - whole) + whole) / (2n * whole);
  if (cents < LEAST) return 0n;
  return cents > LARGEST ? LARGEST : cents;
}

function expectNext(
  position: Position,
  what: string,
  last: number | undefined,
  next: number,
  most: number,
): void {
  if ((last !== undefined && next <= last) || next > most) {
    throw violation(
      position,
      what,
      "each begins after the one before it, and within two years",
      `${next} after ${last ?? "none"}, at most ${most}`,
    );
  }
}

export const rateHandlers: Handlers<"InterestRateSet" | "ZoneOffsetSet"> = {
  InterestRateSet(books, { args, position }) {
    const { officer, fromDay, rate } = args;
    expectOffice(books, position, officer, BUDGET, 0n, TREASURY);
    const furthestDay = civilDay(books, position.timestamp) + FURTHEST_DAYS;
    expectNext(position, "interest rate", books.rates.at(-1)?.fromDay, fromDay, furthestDay);
    if (rate > WHOLE) throw violation(position, "interest rate", "a rate is at most 100%", `${rate}`);
    books.rates.push({ fromDay, rate });
  },

  ZoneOffsetSet(books, { args, position }) {
    const { officer, from, offset } = args;
    expectOffice(books, position, officer, BUDGET, 0n, TREASURY);
    const furthest = position.timestamp + FURTHEST_DAYS * DAY;
    expectNext(position, "time zone", books.offsets.at(-1)?.from, from, furthest);
    if (Math.abs(offset) > LARGEST_OFFSET) {
      throw violation(position, "time zone", "an offset is at most 14 hours", `${offset}`);
    }
    books.offsets.push({ from, offset });
  },
};
