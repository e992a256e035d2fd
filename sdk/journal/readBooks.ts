import { apply } from "../books/apply.js";
import { cloneBooks } from "../books/cloneBooks.js";
import { emptyBooks } from "../books/emptyBooks.js";
import type { Books } from "../books/model.js";
import { type JournalCursor, readJournal, type ReadJournalOptions } from "./reader.js";

/**
 * Reads the journal into books: new ones, or a copy of those that were read up to the cursor.
 *
 * The books given are left alone, so that after a failure the same call can be made again. Who would rather keep what
 * was read before the failure than the copy applies the pages of `readJournal` to books of their own.
 *
 * @returns The books, and the cursor to read on from; the one given if there was nothing to read.
 */
export async function readBooks(
  options: ReadJournalOptions & { readonly books?: Books },
): Promise<{ books: Books; cursor: JournalCursor | undefined }> {
  const books = options.books === undefined ? emptyBooks() : cloneBooks(options.books);
  let { cursor } = options;
  for await (const page of readJournal(options)) {
    for (const event of page.events) apply(books, event);
    cursor = page.cursor;
  }
  return { books, cursor };
}
