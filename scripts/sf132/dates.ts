import { startOfDay, type Calendar } from "../../sdk/calendar.js";
import { accountDates, type AccountDates } from "../file-b/treasuryAccounts.js";
import { shiftDate } from "../support/shift.js";
import type { Apportionment } from "./parse.js";

/** When an apportionment is loaded, and the dates of its account; UTC seconds. */
export interface ApportionmentDates extends AccountDates {
  readonly approvedAt: number;
}

/** The dates of an apportionment: an account without a period opens on the day of the approval. */
export function datesOf(
  { symbol, agency, years, approved }: Apportionment,
  calendar: Calendar,
  shift = 0,
): ApportionmentDates {
  const approvedAt = startOfDay(shiftDate(approved, shift), calendar);
  return {
    approvedAt,
    ...accountDates({ symbol, name: symbol, agency, years }, calendar, approvedAt, shift),
  };
}
