import { apply } from "../books/apply.js";
import { emptyBooks } from "../books/emptyBooks.js";
import type { Books } from "../books/model.js";
import { type JournalCursor, readJournal, type ReadJournalOptions } from "./reader.js";

/**
 * Reads the journal into books: new ones, or those that were read up to the cursor.
 *
 * @returns The books, and the cursor to read on from; the one given if there was nothing to read.
 */
export async function readBooks(
  options: ReadJournalOptions & { readonly books?: Books },
): Promise<{ books: Books; cursor: JournalCursor | undefined }> {
  const { books = emptyBooks() } = options;
  let { cursor } = options;
  for await (const page of readJournal(options)) {
    for (const event of page.events) apply(books, event);
    cursor = page.cursor;
  }
  return { books, cursor };
}
