import { DateTime } from "luxon";

import type { Calendar } from "../../sdk/calendar.js";

/** How far civil time is ahead of UTC, and since when. */
export interface Offset {
  /** UTC seconds. */
  readonly from: number;
  /** Seconds. */
  readonly offset: number;
}

const HOUR = 3_600;

/** The offsets of a calendar's time zone from one time to another: the first one, and each change (summer time). */
export function zoneOffsets({ timeZone }: Calendar, from: number, until: number): Offset[] {
  const offsets: Offset[] = [];
  // Clocks are put forward and back on the hour.
  for (let time = from; time < until; time += HOUR) {
    const offset = DateTime.fromSeconds(time, { zone: timeZone }).offset * 60;
    if (offset !== offsets.at(-1)?.offset) offsets.push({ from: time, offset });
  }
  return offsets;
}
