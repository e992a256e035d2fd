import { apply } from "../../../sdk/books/apply.js";
import { emptyBooks } from "../../../sdk/books/emptyBooks.js";
import type { Books } from "../../../sdk/books/model.js";
import { type AddressBook, parseAddressBook } from "../../../sdk/client/addressBook.js";
import type { Fisc } from "../../../sdk/client/fisc.js";
import type { BatchOperation } from "../../../sdk/client/officers/council.js";
import { connectFisc } from "../../../sdk/client/connectFisc.js";
import { refusedBy } from "../../../sdk/client/refused.js";
import type { Sender } from "../../../sdk/client/sender.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { TREASURY } from "../../../sdk/ids.js";
import { readJournal } from "../../../sdk/journal/reader.js";
import { callOf } from "../../../sdk/succession/callOf.js";
import type { SuccessionStep } from "../../../sdk/succession/steps.js";
import { textOf } from "./textOf.js";

/** The client of the new ledger, by the address book that `deploy-successor.ts` wrote. */
export async function successorIn({ provider }: Fisc, file: string): Promise<Fisc> {
  return connectFisc(provider, parseAddressBook(await textOf(file), file));
}

/** A ledger's books: up to its freeze if it has come to that, so that they are the same whenever they are read. */
export async function ledgerBooks({ book, provider }: Fisc): Promise<Books> {
  const { registry, veto, ledger } = book.contracts;
  const addresses = [registry, veto, ledger].map(({ address }) => address);
  const books = emptyBooks();
  for await (const { events } of readJournal({ provider, addresses, from: book.fromBlock })) {
    for (const event of events) {
      apply(books, event);
      if (event.name === "LedgerFrozen") return books;
    }
  }
  return books;
}

/** The second of a ledger's freeze. @throws FiscInputError where it is not frozen. */
export function frozenAt({ status, position }: Books): number {
  if (status.isFrozen && position !== undefined) return position.timestamp;
  throw new FiscInputError(
    "predecessor",
    "it is not frozen, so that its books can still change",
    "have the council's operation executed first: switch-ledger.ts",
  );
}

/**
 * What the council decides on, whole: the former payers are dismissed for good, the former ledger is frozen, and the new
 * payers are appointed.
 */
export async function switching(former: Fisc, next: AddressBook): Promise<BatchOperation> {
  const { vouchers, schedules } = former.book.contracts;
  const dismissed = [vouchers, schedules].map(({ address }) =>
    former.officers.dismiss.call({ officer: address }),
  );
  const appointed = [next.contracts.vouchers, next.contracts.schedules].map(({ address }) =>
    former.officers.appoint.call({ officer: address, organisation: TREASURY, offices: ["paying"] }),
  );
  return { calls: await Promise.all([...dismissed, former.budget.freeze.call({}), ...appointed]) };
}

/** Carries out one step, after making sure that no rule refuses it. */
export async function carryOut(next: Fisc, step: SuccessionStep, sender: Sender): Promise<void> {
  const call = callOf(step, next.book.contracts.ledger.address);
  try {
    await next.provider.call({ ...call, from: sender.from });
  } catch (error) {
    throw refusedBy(error, next.calendar) ?? error;
  }
  await sender.send(call);
}
