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
  readonly openingAt?: number;
}

/** Rebuilds the books from the journal, as far as the newest block. */
export async function readLedger(
  session: Session,
  { provider, book, addresses, contracts }: Open,
  { until = Infinity, openingAt }: ReadOptions = {},
): Promise<Ledger> {
  const head = await provider.getBlock("latest");
  if (head === null) throw new Error("the chain has no block");
  // The timelock's events are not the ledger's.
  const journal = CONTRACT_NAMES.filter((name) => name !== "timelock").map((name) => addresses[name]);
  const books = emptyBooks();
  let opening: Books | undefined;
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
        if (openingAt !== undefined && opening === undefined && timestamp >= openingAt) {
          opening = cloneBooks(books);
        }
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
    calendar: await calendarOf(contracts),
    block: head.number,
    time: Math.min(head.timestamp, until - 1),
  };
}

/** The calendar that the ledger's dates are meant in. */
export async function calendarOf({ ledger }: Open["contracts"]): Promise<Calendar> {
  const { timeZone, fiscalYearStart } = await ledger.identity();
  return { timeZone, fiscalYearStart };
}
