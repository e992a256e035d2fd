import type { NetworkConnection } from "hardhat/types/network";

import { startOfDay, type Calendar } from "../../sdk/calendar.js";
import { chainTime } from "./network.js";

/**
 * By how many whole years a history must move to lie in the chain's future.
 *
 * A node's clock can't go back. Where it is past the history's first day, the whole calendar moves forward, so that
 * the same history happens from now on.
 */
export async function yearsToShift(
  connection: NetworkConnection,
  firstDay: string,
  calendar: Calendar,
): Promise<number> {
  const now = await chainTime(connection);
  let years = 0;
  while (startOfDay(shiftDate(firstDay, years), calendar) < now) years += 1;
  return years;
}

/** The same day of another year; 29 February becomes the 28th. */
export function shiftDate(date: string, years: number): string {
  const shifted = `${String(Number(date.slice(0, 4)) + years)}${date.slice(4)}`;
  return years !== 0 && shifted.endsWith("-02-29") ? shifted.replace(/29$/, "28") : shifted;
}
