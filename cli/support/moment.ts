import { type Calendar, dateOf, dayOf, startOfDay } from "../../sdk/calendar.js";

/** The last second of a civil day, in UTC seconds: what a day's figures are as of. */
export function endOfDay(date: string, calendar: Calendar, place: string): number {
  return startOfDay(dateOf(dayOf(date, place) + 1), calendar, place) - 1;
}
