import { apply } from "../../sdk/books/apply.js";
import { emptyBooks } from "../../sdk/books/emptyBooks.js";
import type { Books } from "../../sdk/books/model.js";
import { readJournal } from "../../sdk/journal/reader.js";
import { ethers } from "../fixtures/network.js";
import type { Tally } from "./stage.js";

/** Folds the journal of the contracts at these addresses into books, and notes what events there are. */
export async function foldJournal(addresses: readonly string[], tally: Tally): Promise<Books> {
  const books = emptyBooks();
  for await (const { events } of readJournal({ provider: ethers.provider, addresses, from: 0 })) {
    for (const event of events) {
      apply(books, event);
      tally.events.add(event.name);
    }
  }
  return books;
}
