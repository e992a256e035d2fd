import { DateTime } from "luxon";
import { FiscInputError } from "./errors.js";

/** The date of an end that never comes, as the contracts write it: the largest 40-bit number of seconds. */
export const NO_END = 2 ** 40 - 1;

/** The civil calendar that a ledger's dates are meant in. */
export interface Calendar {
  /** IANA name of the time zone. */
  readonly timeZone: string;
  /** First day of the fiscal year, as `MM-DD`. */
  readonly fiscalYearStart: string;
}

/** The calendar of the US federal government: fiscal years from 1 October (31 USC 1102), in Washington's time. */
export const US_FEDERAL: Calendar = { timeZone: "America/New_York", fiscalYearStart: "10-01" };

/** UTC seconds at which the civil day `date` (`YYYY-MM-DD`) begins. */
export function startOfDay(date: string, calendar: Calendar, place = "date"): number {
  const parsed = DateTime.fromISO(date, { zone: calendar.timeZone });
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !parsed.isValid) {
    throw new FiscInputError(place, `"${date}" is not a date`, 'write it as "2025-09-30"');
  }
  return parsed.startOf("day").toSeconds();
}

/** UTC seconds at which fiscal year `year` begins; a year is named after the calendar year in which it ends. */
export function startOfFiscalYear(year: number, calendar: Calendar): number {
  const begins = calendar.fiscalYearStart === "01-01" ? year : year - 1;
  return startOfDay(`${String(begins).padStart(4, "0")}-${calendar.fiscalYearStart}`, calendar);
}

/** The fiscal year that `seconds` lies in. */
export function fiscalYearOf(seconds: number, calendar: Calendar): number {
  const { year } = DateTime.fromSeconds(seconds, { zone: calendar.timeZone });
  return [year + 1, year].find((named) => startOfFiscalYear(named, calendar) <= seconds) ?? year;
}

/** UTC seconds at which quarter 1 to 4 of a fiscal year begins. */
export function startOfQuarter(year: number, quarter: number, calendar: Calendar): number {
  const start = DateTime.fromSeconds(startOfFiscalYear(year, calendar), { zone: calendar.timeZone });
  // A day can begin later than midnight where its clock goes forward; the quarter's own day need not.
  return start
    .plus({ months: 3 * (quarter - 1) })
    .startOf("day")
    .toSeconds();
}

const DAY = 86_400;

/**
 * The number of the civil day `date` (`YYYY-MM-DD`), counted from 1970-01-01; negative before.
 *
 * @throws FiscInputError for what is no date.
 */
export function dayOf(date: string, place = "date"): number {
  return startOfDay(date, { timeZone: "utc", fiscalYearStart: "01-01" }, place) / DAY;
}

/** The civil day with this number, as `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return DateTime.fromSeconds(day * DAY, { zone: "utc" }).toISODate() ?? "invalid";
}

/** The number of the civil day that `seconds` lies in. */
export function civilDayAt(seconds: number, calendar: Calendar): number {
  return dayOf(civilDate(seconds, calendar));
}

/** The civil day that `seconds` lies in, as `YYYY-MM-DD`; "none" for an end that never comes. */
export function civilDate(seconds: number, calendar: Calendar): string {
  if (seconds >= NO_END) return "none";
  return DateTime.fromSeconds(seconds, { zone: calendar.timeZone }).toISODate() ?? "invalid";
}
