import type { NetworkConnection } from "hardhat/types/network";

import { civilDate, startOfDay, type Calendar } from "../../sdk/calendar.js";
import { FiscInputError } from "../../sdk/errors.js";
import { chainTime } from "./network.js";

/**
 * By how many whole years a history must move to lie in the chain's future.
 *
 * A node's clock can't go back. Where it is past the history's first day, the whole calendar moves forward, so that
 * the same history happens from now on.
 *
 * @param step Moves by a multiple of so many years: with four, leap days stay where they are.
 */
export async function yearsToShift(
  connection: NetworkConnection,
  firstDay: string,
  calendar: Calendar,
  step = 1,
): Promise<number> {
  const now = await chainTime(connection);
  let years = 0;
  while (startOfDay(shiftDate(firstDay, years), calendar) < now) {
    years += step;
    if (years > MOST_YEARS) {
      throw new FiscInputError(
        "the node",
        `its clock stands at ${civilDate(now, calendar)}, centuries past ${firstDay}`,
        "start it again, or another one",
      );
    }
  }
  return years;
}

/** How far a calendar moves at most, so that its years keep four digits. */
const MOST_YEARS = 1_000;

/** The same day of another year; 29 February becomes the 28th. */
export function shiftDate(date: string, years: number): string {
  const shifted = `${String(Number(date.slice(0, 4)) + years)}${date.slice(4)}`;
  return years !== 0 && shifted.endsWith("-02-29") ? shifted.replace(/29$/, "28") : shifted;
}
