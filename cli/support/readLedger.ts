import { apply } from "../../sdk/books/apply.js";
import { cloneBooks } from "../../sdk/books/cloneBooks.js";
import { emptyBooks } from "../../sdk/books/emptyBooks.js";
import type { Books } from "../../sdk/books/model.js";
import type { Calendar } from "../../sdk/calendar.js";
import { CONTRACT_NAMES } from "../../sdk/contracts.js";
import { readJournal } from "../../sdk/journal/reader.js";
import type { Open } from "./open.js";
import { startProgress } from "./progress.js";
import type { Session } from "./session.js";

/** A ledger's books at a time. */
export interface Ledger {
  readonly books: Books;
  /** The books before `openingAt`, where that was asked for. */
  readonly opening: Books | undefined;
  readonly calendar: Calendar;
  /** The newest block that was read, or the last one before `until`. */
  readonly block: number;
  /** Its time, in UTC seconds. */
  readonly time: number;
}

export interface ReadOptions {
  /** UTC seconds: events from then on are left out. */
  readonly until?: number;
  /** UTC seconds: a copy of the books is kept as they stood then. */
  readonly openingAt?: (calendar: Calendar) => number;
}

/** Rebuilds the books from the journal, as far as the newest block. */
export async function readLedger(
  session: Session,
  { provider, book, addresses }: Open,
  { until = Infinity, openingAt }: ReadOptions = {},
): Promise<Ledger> {
  const head = await provider.getBlock("latest");
  if (head === null) throw new Error("the chain has no block");
  // The timelock's events are not the ledger's.
  const journal = CONTRACT_NAMES.filter((name) => name !== "timelock").map((name) => addresses[name]);
  const books = emptyBooks();
  let opening: Books | undefined;
  let at: number | undefined;
  const progress = startProgress(session, "Reading blocks");
  try {
    reading: for await (const { events, cursor } of readJournal({
      provider,
      addresses: journal,
      from: book.fromBlock,
      to: head.number,
    })) {
      for (const event of events) {
        const { timestamp } = event.position;
        if (timestamp >= until) break reading;
        if (openingAt !== undefined && books.identity !== undefined) at ??= openingAt(calendarOf(books));
        if (at !== undefined && opening === undefined && timestamp >= at) opening = cloneBooks(books);
        apply(books, event);
      }
      progress.reach(cursor.blockNumber - book.fromBlock + 1, head.number - book.fromBlock + 1);
    }
  } finally {
    progress.stop();
  }
  if (openingAt !== undefined) opening ??= cloneBooks(books);
  return {
    books,
    opening,
    calendar: calendarOf(books),
    block: head.number,
    time: Math.min(head.timestamp, until - 1),
  };
}

/** The calendar that the ledger's dates are meant in. */
export function calendarOf({ identity }: Books): Calendar {
  if (identity === undefined) throw new Error("the journal does not say which calendar is the ledger's");
  const { timeZone, fiscalYearStart } = identity;
  return { timeZone, fiscalYearStart };
}
