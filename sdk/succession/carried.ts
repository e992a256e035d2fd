import { owedOf, undeliveredOf } from "../books/amounts.js";
import type { AccountBook, Books, ObligationBook } from "../books/model.js";
import { phaseOf } from "../books/phase.js";

/** What an obligation brings along, in cents. Nothing of it is certified. */
export interface CarriedObligation {
  readonly undelivered: bigint;
  readonly acceptedUnpaid: bigint;
  /** Outstanding, paid or not. */
  readonly advances: bigint;
  /** Held back before, and what was paid of advances: none of it may be claimed. */
  readonly retained: bigint;
  /** All of it. */
  readonly obligated: bigint;
}

/**
 * What is still open of an obligation. What was paid for accepted goods stays with the predecessor. What was paid as an
 * advance and is outstanding goes along, since goods are still to come for it, and is held back, since no more money is.
 *
 * Payments count against outstanding advances first, as in statements.
 */
export function carriedObligation(obligation: ObligationBook): CarriedObligation {
  const { accepted, advanced, paid, retained } = obligation;
  const unpaid = owedOf(obligation) - paid;
  const acceptedUnpaid = unpaid < accepted ? unpaid : accepted;
  const undelivered = undeliveredOf(obligation);
  const advancesPaid = paid < advanced ? paid : advanced;
  return {
    undelivered,
    acceptedUnpaid,
    advances: advanced,
    retained: retained + advancesPaid,
    obligated: undelivered + acceptedUnpaid + advanced,
  };
}

/** What an account brings along, in cents. */
export interface CarriedAccount {
  readonly account: AccountBook;
  readonly authority: bigint;
  readonly available: bigint;
  readonly allotted: bigint;
  readonly obligated: bigint;
  readonly withheld: bigint;
  readonly reserved: bigint;
  readonly anticipated: bigint;
  readonly collected: bigint;
  /** Reserved where nothing new can be obligated any more: it goes along as available. */
  readonly lapsedReserved: bigint;
  /** Expected where nothing can be realised any more: it stays behind. */
  readonly lapsedAnticipated: bigint;
}

/**
 * What each account brings along at `asOf`, in UTC seconds, in the order of their ids, so that a parent comes before its
 * children. Cancelled ones bring nothing and are left out.
 */
export function carriedAccounts(books: Books, asOf: number): Map<number, CarriedAccount> {
  const upwards = new Map<number, CarriedAccount>();
  // Children have higher ids than their parents.
  for (const account of [...books.accounts.values()].reverse()) {
    const phase = phaseOf(books, account, asOf);
    if (phase === "cancelled") continue;
    const allotted = sum(account.children, (id) => upwards.get(id)?.authority);
    const obligated = sum(account.obligations, (id) => {
      const obligation = books.obligations.get(id);
      return obligation && carriedObligation(obligation).obligated;
    });
    const takesNew = phase === "open" && asOf >= account.opensAt && asOf < account.closesAt;
    const lapsedReserved = takesNew ? 0n : account.reserved;
    const lapsedAnticipated = phase === "expired" ? account.anticipated : 0n;
    const available = account.available + lapsedReserved;
    const reserved = account.reserved - lapsedReserved;
    const { withheld } = account;
    upwards.set(account.id, {
      account,
      authority: available + allotted + obligated + withheld + reserved,
      available,
      allotted,
      obligated,
      withheld,
      reserved,
      anticipated: account.anticipated - lapsedAnticipated,
      collected: account.collected,
      lapsedReserved,
      lapsedAnticipated,
    });
  }
  return new Map([...upwards].reverse());
}

const sum = <T>(items: readonly T[], amount: (item: T) => bigint | undefined): bigint =>
  items.reduce((total, item) => total + (amount(item) ?? 0n), 0n);
