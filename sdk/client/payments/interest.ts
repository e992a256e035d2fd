import { FiscInputError } from "../../errors.js";
import { Domain } from "../desk.js";
import { thousandthsOf } from "../inputs/amounts.js";
import { civilDayOf, timeOf } from "../inputs/dates.js";

/** The rate of interest on late payments, and the ledger's clock. By a budget officer of the treasury. */
export class Interest extends Domain {
  /** Adds a rate; none is ever changed. */
  readonly setRate = this.write(
    "rates",
    "setRate",
  )({
    events: ["InterestRateSet"],
    args: (input: {
      /** First civil day on which it is in force. */
      readonly from: string;
      /** Percent a year, with at most three decimals: "4.625". */
      readonly rate: string;
    }) => [civilDayOf(input.from, "from"), thousandthsOf(input.rate)],
  });

  /** Adds an offset of the ledger's time zone, as summer time begins or ends. */
  readonly setOffset = this.write(
    "rates",
    "setOffset",
  )({
    events: ["ZoneOffsetSet"],
    args: (input: {
      /** A moment, or a civil date. */
      readonly from: string;
      /** How far civil time is ahead of UTC: "-05:00". */
      readonly offset: string;
    }) => [timeOf(input.from, this.desk.calendar, "from"), offsetOf(input.offset)],
  });
}

function offsetOf(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):([0-5]\d)$/.exec(offset) ?? [];
  if (sign === undefined) {
    throw new FiscInputError("offset", `"${offset}" is no offset from UTC`, 'write it as "-05:00"');
  }
  const seconds = Number(hours) * 3_600 + Number(minutes) * 60;
  return sign === "-" ? -seconds : seconds;
}
