import type { JournalEvent } from "../journal/event.js";
import { apply } from "./apply.js";
import { emptyBooks } from "./emptyBooks.js";
import type { Books } from "./model.js";

/**
 * The books of a journal: of all its events from the first on, in their order.
 *
 * @param until UTC seconds: events at or after it are left out, which gives the books as they stood at a date.
 */
export function fold(events: Iterable<JournalEvent>, until = Infinity): Books {
  const books = emptyBooks();
  for (const event of events) {
    if (event.position.timestamp >= until) break;
    apply(books, event);
  }
  return books;
}
