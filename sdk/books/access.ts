import type { Position } from "../journal/event.js";
import { JournalGap } from "./errors.js";
import type { AccountBook, Books, BooksSettings, ObligationBook, OfficerBook } from "./model.js";
import { type BooksPhase, phaseOf } from "./phase.js";
import { placeOf, violation } from "./rules.js";

/** The registry's settings, which its first event gives. */
export function settingsOf(books: Books, position: Position): BooksSettings {
  if (books.settings === undefined) {
    throw new JournalGap(
      placeOf(position, "registry"),
      "RegistryCreated first",
      "another event of the registry",
    );
  }
  return books.settings;
}

/** Whether the event comes from the making of the registry itself: its founders need nobody's leave. */
export function isFounding(books: Books, position: Position): boolean {
  return position.transactionHash === books.registryCreation;
}

/** Checks that there is such an organisation: one that is named and missing was created unseen. */
export function expectOrganisation(books: Books, position: Position, id: number): void {
  if (!books.organisations.has(id)) {
    throw new JournalGap(placeOf(position, `organisation ${id}`), "its creation", "none");
  }
}

/** The officer, who must be there. */
export function officerIn(books: Books, position: Position, id: number): OfficerBook {
  const officer = books.officers.get(id);
  if (officer === undefined) throw new JournalGap(placeOf(position, `officer ${id}`), "an enrolment", "none");
  return officer;
}

/** The account, which must be there: one that is named and missing was opened unseen. */
export function accountIn(books: Books, position: Position, id: number): AccountBook {
  const account = books.accounts.get(id);
  if (account === undefined) throw new JournalGap(placeOf(position, `account ${id}`), "its opening", "none");
  return account;
}

/** The obligation, which must be there. */
export function obligationIn(books: Books, position: Position, id: bigint): ObligationBook {
  const obligation = books.obligations.get(id);
  if (obligation === undefined) {
    throw new JournalGap(placeOf(position, `obligation ${id}`), "the act that made it", "none");
  }
  return obligation;
}

/** The account's phase at the event's time, which must not be cancelled. */
export function movablePhase(books: Books, position: Position, account: AccountBook): BooksPhase {
  const phase = phaseOf(books, account, position.timestamp);
  if (phase === "cancelled") {
    throw violation(
      position,
      `account ${account.id}`,
      "nothing moves in a cancelled account",
      "it is cancelled",
    );
  }
  return phase;
}

/** Checks that a new commitment is inside the root's open phase and the account's own window. */
export function expectWindow(books: Books, position: Position, account: AccountBook): void {
  const time = position.timestamp;
  const phase = phaseOf(books, account, time);
  if (phase !== "open" || time < account.opensAt || time >= account.closesAt) {
    throw violation(
      position,
      `account ${account.id}`,
      "new commitments need an open root and the account's own window",
      `${phase}, window ${account.opensAt} to ${account.closesAt}, time ${time}`,
    );
  }
}

/** The organisation above an account: its parent's owner, for a root the treasury. */
export function superiorOf(books: Books, account: AccountBook): number {
  return account.parent === 0 ? 1 : (books.accounts.get(account.parent)?.owner ?? 0);
}
