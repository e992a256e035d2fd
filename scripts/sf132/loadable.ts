import { civilDate, type Calendar } from "../../sdk/calendar.js";
import { FiscInputError } from "../../sdk/errors.js";
import { requireAmount } from "../support/bounds.js";
import { datesOf, type ApportionmentDates } from "./dates.js";
import { windowOf } from "./lines.js";
import type { Apportionment, ApportionmentLine } from "./parse.js";

/**
 * Checks before anything is sent that the ledger will take an apportionment on the day of its approval.
 *
 * @throws FiscInputError that names the line of the file which the rules of the ledger leave no room for.
 */
export function requireLoadable(apportionment: Apportionment, calendar: Calendar): void {
  const dates = datesOf(apportionment, calendar);
  requireTime(apportionment, dates, calendar);
  requireRoom(apportionment);
  for (const line of apportionment.lines.filter(
    ({ role, amount }) => role === "apportioned" && amount > 0n,
  )) {
    if (windowOf(line.line, apportionment.fiscalYear, dates, calendar) !== undefined) continue;
    throw new FiscInputError(
      placeOf(line),
      `line ${String(line.line)} of fiscal year ${String(apportionment.fiscalYear)} falls outside account ` +
        `${apportionment.symbol}, open from ${civilDate(dates.opensAt, calendar)} to ` +
        civilDate(dates.closesAt, calendar),
      "correct the line, the fiscal year or the account's period",
    );
  }
}

/** A cancelled account takes nothing, an expired one expects nothing any more. */
function requireTime(
  { symbol, approved, lines }: Apportionment,
  { approvedAt, closesAt, cancelsAt }: ApportionmentDates,
  calendar: Calendar,
): void {
  const [first] = lines;
  if (first !== undefined && approvedAt >= cancelsAt) {
    throw new FiscInputError(
      placeOf(first),
      `account ${symbol} was cancelled on ${civilDate(cancelsAt, calendar)}, before its approval on ${approved}`,
      "correct the account's period or the approval, or leave the account out",
    );
  }
  const expected = lines.find(({ role, amount }) => role === "anticipated" && amount !== 0n);
  if (expected !== undefined && approvedAt >= closesAt) {
    throw new FiscInputError(
      placeOf(expected),
      `line ${String(expected.line)} anticipates resources, and account ${symbol} expired on ` +
        civilDate(closesAt, calendar),
      "correct the account's period or the line: an expired account takes no new resources",
    );
  }
}

/** What is given before anything is taken away must fit, in hand and anticipated. */
function requireRoom({ symbol, lines }: Apportionment): void {
  for (const role of ["resource", "anticipated"] as const) {
    let given = 0n;
    for (const line of lines.filter((it) => it.role === role && it.amount > 0n)) {
      given += line.amount;
      requireAmount(given, placeOf(line), `with it, the ${role} lines of account ${symbol} come to`);
    }
  }
}

const placeOf = ({ fileLine }: ApportionmentLine): string => `line ${String(fileLine)}`;
