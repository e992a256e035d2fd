import { TREASURY } from "../ids.js";
import type { Position } from "../journal/event.js";
import { JournalGap } from "./errors.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { APPROPRIATING, expectOffice } from "./offices.js";
import { placeOf, violation } from "./rules.js";

/** Checks that the ledger exists and is not frozen: then nothing of it may move. */
export function expectLedgerOpen(books: Books, position: Position): void {
  if (books.identity === undefined) {
    throw new JournalGap(placeOf(position, "ledger"), "LedgerCreated first", "another event of the ledger");
  }
  if (books.status.isFrozen) {
    throw violation(position, "ledger", "nothing moves in a frozen ledger", "it is frozen");
  }
}

export const ledgerHandlers: Handlers<"LedgerCreated" | "OpeningSealed" | "LedgerFrozen"> = {
  LedgerCreated(books, { args, position }) {
    if (books.identity !== undefined) {
      throw violation(
        position,
        "ledger",
        "the books are of one ledger",
        `${args.ledger} besides ${books.identity.ledger}`,
      );
    }
    books.identity = { ...args };
  },

  OpeningSealed(books, { args, position }) {
    expectLedgerOpen(books, position);
    const { status } = books;
    expectOffice(books, position, args.officer, APPROPRIATING, 0n, TREASURY);
    if (status.isSealed) throw violation(position, "ledger", "the opening is sealed once", "a second seal");
    if (
      args.openingAuthority !== status.openingAuthority ||
      args.openingObligated !== status.openingObligated
    ) {
      throw violation(
        position,
        "ledger",
        "the seal gives the totals that were entered",
        `${args.openingAuthority} and ${args.openingObligated}, ` +
          `entered ${status.openingAuthority} and ${status.openingObligated}`,
      );
    }
    status.isSealed = true;
  },

  LedgerFrozen(books, { position }) {
    expectLedgerOpen(books, position);
    books.status.isFrozen = true;
  },
};
