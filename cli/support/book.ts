import { readFile } from "node:fs/promises";
import path from "node:path";

import { type AddressBook, parseAddressBook } from "../../sdk/client/addressBook.js";
import { FiscInputError } from "../../sdk/errors.js";

/** Reads an address book, as a deployment writes it: a file, or the folder that holds its `book.json`. */
export async function readLedgerBook(file: string): Promise<AddressBook> {
  let text: string;
  try {
    text = await textOf(file);
  } catch (error) {
    throw new FiscInputError(
      file,
      `the address book can't be read (${String((error as NodeJS.ErrnoException).code)})`,
      "check its path, or deploy a ledger first",
    );
  }
  return parseAddressBook(text, path.basename(file));
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EISDIR") throw error;
    return readFile(path.join(file, "book.json"), "utf8");
  }
}
