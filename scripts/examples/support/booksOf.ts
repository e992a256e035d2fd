import type { Books } from "../../../sdk/books/model.js";
import { addressesIn } from "../../../sdk/client/addressBook.js";
import type { Fisc } from "../../../sdk/client/fisc.js";
import { readBooks } from "../../../sdk/journal/readBooks.js";

/** The ledger's books as of now. */
export async function booksOf({ book, provider }: Fisc): Promise<Books> {
  // The timelock's own events are none of the journal's.
  const { timelock: _, ...addresses } = addressesIn(book);
  const options = { provider, addresses: Object.values(addresses), from: book.fromBlock };
  return (await readBooks(options)).books;
}
