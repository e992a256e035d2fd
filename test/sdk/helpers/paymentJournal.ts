import { apply } from "../../../sdk/books/apply.js";
import { cloneBooks } from "../../../sdk/books/cloneBooks.js";
import { emptyBooks } from "../../../sdk/books/emptyBooks.js";
import type { Books } from "../../../sdk/books/model.js";
import type { JournalEvent, JournalEventArgs, JournalEventName } from "../../../sdk/journal/event.js";
import { readJournal } from "../../../sdk/journal/reader.js";
import { ethers } from "../../fixtures/network.js";
import { type EveryPayment, everyPayment } from "./everyPayment.js";

/** The contracts by which money leaves. */
export function disbursementOf(all: EveryPayment) {
  const { payees, cash, rates, tokenRail, attestedRail, vouchers, schedules } = all;
  return { payees, cash, rates, tokenRail, attestedRail, vouchers, schedules };
}

/** The addresses of all contracts that write the journal. */
export const addressesOf = (all: EveryPayment): Promise<string[]> =>
  Promise.all(
    [all.registry, all.ledger, all.veto, ...Object.values(disbursementOf(all))].map((one) =>
      one.getAddress(),
    ),
  );

/** The journal of `everyPayment`, as the contracts wrote it. */
export async function paymentJournal(): Promise<EveryPayment & { events: readonly JournalEvent[] }> {
  const all = await everyPayment();
  const events: JournalEvent[] = [];
  const source = { provider: ethers.provider, addresses: await addressesOf(all), from: 0 };
  for await (const page of readJournal(source)) events.push(...page.events);
  return { ...all, events };
}

/** Args of an event of any name. */
export type AnyArgs<N extends JournalEventName> = Partial<JournalEventArgs<N>>;

/** The events before the nth of a name whose args include some, the event, and the books as they are before it. */
export function upTo<N extends JournalEventName>(
  events: readonly JournalEvent[],
  name: N,
  some: AnyArgs<N> = {},
  nth = 0,
): { books: Books; event: JournalEvent; index: number } {
  const wanted = Object.entries(some);
  const isWanted = (event: JournalEvent): boolean => {
    const args = event.args as Readonly<Record<string, unknown>>;
    return event.name === name && wanted.every(([field, value]) => args[field] === value);
  };
  const event = events.filter(isWanted)[nth];
  if (event === undefined) throw new Error(`there is no such ${name}`);
  const index = events.indexOf(event);
  const books = emptyBooks();
  for (const before of events.slice(0, index)) apply(books, before);
  return { books, event, index };
}

/** The event with other args. */
export const changed = (event: JournalEvent, changes: object): JournalEvent =>
  ({ ...event, args: { ...event.args, ...changes } }) as unknown as JournalEvent;

/** What the books say to an event; they must be as they were if they refuse it. */
export function answerTo(
  books: Books,
  event: JournalEvent,
): { error: unknown; isUnchanged: boolean; before: Books } {
  const before = cloneBooks(books);
  try {
    apply(books, event);
    return { error: undefined, isUnchanged: false, before };
  } catch (error) {
    return { error, isUnchanged: true, before };
  }
}
