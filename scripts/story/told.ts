import { civilDate, type Calendar } from "../../sdk/calendar.js";
import { displayCents } from "../../sdk/money.js";
import { printTable } from "../../sdk/statements/print.js";

/** What an officer did, and when. */
export interface Deed {
  readonly officer: string;
  /** UTC seconds. */
  readonly time: number;
}

/** What happened, as a certifying officer would note it. */
export interface Told {
  /** UTC seconds. */
  readonly time: number;
  readonly what: string;
  /** The invoice, schedule, payee, building or record that it happened to. */
  readonly subject: string;
  /** Cents. */
  readonly amount?: bigint;
  /** Of a payment rail, and trace number or transaction; of a building or record, to whom, from what or how far. */
  readonly how?: string;
  /** Whoever submitted, certified and paid, in this order; or whoever did it. */
  readonly by: readonly Deed[];
  readonly note: string;
}

/** What the columns are called that payments, buildings and records have each their own of. */
interface Titles {
  readonly subject: string;
  readonly how: string;
  readonly by: string;
}

export const OF_PAYMENTS: Titles = {
  subject: "invoice or payee",
  how: "rail",
  by: "submitted, certified, paid by",
};
export const OF_BUILDINGS: Titles = { subject: "building", how: "what of it", by: "by" };
export const OF_RECORDS: Titles = { subject: "record", how: "what of it", by: "by" };

/** A table of what happened. Each officer's date stands beside them where it is not the line's own. */
export function printTold(all: readonly Told[], calendar: Calendar, titles: Titles): string {
  const dateOf = ({ time }: { readonly time: number }): string => civilDate(time, calendar);
  const byOf = (it: Told): string =>
    it.by
      .map((deed) => {
        const date = dateOf(deed);
        return date === dateOf(it) ? deed.officer : `${deed.officer} ${date.slice("YYYY-".length)}`;
      })
      .join(", ");
  return printTable<Told>(
    [
      { title: "date", text: dateOf },
      { title: "what", text: ({ what }) => what },
      { title: titles.subject, text: ({ subject }) => subject },
      {
        title: "amount",
        text: ({ amount }) => (amount === undefined ? "" : displayCents(amount)),
        align: "right",
      },
      { title: titles.how, text: ({ how = "" }) => how },
      { title: titles.by, text: byOf },
      { title: "", text: ({ note }) => note },
    ],
    all,
  );
}
