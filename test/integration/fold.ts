import { apply } from "../../sdk/books/apply.js";
import { emptyBooks } from "../../sdk/books/emptyBooks.js";
import type { Books } from "../../sdk/books/model.js";
import type { JournalEvent } from "../../sdk/journal/event.js";
import { readJournal } from "../../sdk/journal/reader.js";
import { ethers } from "../fixtures/network.js";

/** The whole journal of the contracts at these addresses. */
export async function readAll(addresses: readonly string[]): Promise<JournalEvent[]> {
  const all: JournalEvent[] = [];
  for await (const { events } of readJournal({ provider: ethers.provider, addresses, from: 0 })) {
    all.push(...events);
  }
  return all;
}

/** Folds a journal into books. */
export function fold(events: readonly JournalEvent[]): Books {
  const books = emptyBooks();
  for (const event of events) apply(books, event);
  return books;
}
