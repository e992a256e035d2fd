import { DateTime } from "luxon";

import { type Calendar, dayOf, NO_END, startOfDay } from "../../calendar.js";
import { FiscInputError } from "../../errors.js";

const INSTANT = /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/;
const LATEST = NO_END;

/**
 * UTC seconds of a moment: a civil date ("2026-01-31", its first second in the ledger's time zone), an instant with its
 * zone ("2026-01-31T09:00:00Z"), or "none" for an end that never comes.
 *
 * @throws FiscInputError for any other text.
 */
export function timeOf(text: string, calendar: Calendar, place = "date"): number {
  if (text === "none") return NO_END;
  if (!INSTANT.test(text)) return within(startOfDay(text, calendar, place), text, place);
  const instant = DateTime.fromISO(text);
  if (!instant.isValid) {
    throw new FiscInputError(place, `"${text}" is no moment`, 'write it as "2026-01-31T09:00:00Z"');
  }
  return within(Math.floor(instant.toSeconds()), text, place);
}

function within(seconds: number, text: string, place: string): number {
  if (seconds >= 0 && seconds < LATEST) return seconds;
  throw new FiscInputError(place, `"${text}" is outside the ledger's time`, "give a date after 1970");
}

const MOST_DAYS = 2 ** 16 - 1;

/**
 * The number of a civil day from 1970-01-01 on, as contracts count due days.
 *
 * @throws FiscInputError for what is no such date.
 */
export function civilDayOf(date: string, place = "date"): number {
  const day = dayOf(date, place);
  if (day >= 0 && day <= MOST_DAYS) return day;
  throw new FiscInputError(place, `"${date}" can't be counted`, "give a date between 1970 and 2149");
}

const UNITS: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  year: 31_536_000,
};

/**
 * Seconds of a duration such as "7 days" or "12 hours".
 *
 * @throws FiscInputError for any other text.
 */
export function secondsOf(duration: string, place = "duration"): number {
  const [, count, unit = ""] = /^(\d{1,9}) (second|minute|hour|day|year)s?$/.exec(duration) ?? [];
  const seconds = Number(count) * (UNITS[unit] ?? 0);
  if (count !== undefined && seconds < NO_END) return seconds;
  throw new FiscInputError(place, `"${duration}" is no duration`, 'write it as "7 days" or "12 hours"');
}
