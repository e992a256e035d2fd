import type { JournalEventOf } from "../journal/event.js";
import { expectCash, restoreCash, spendCash } from "./cash.js";
import type { AccountBook, Books, ObligationBook } from "./model.js";
import { countReturned, recordPayment } from "./payments.js";
import * as schedules from "./scheduleClaims.js";
import * as vouchers from "./voucherClaims.js";

export type ClaimName = "Certified" | "Decertified" | "Paid" | "Returned";

/** What is left to do once a claim was checked whole. */
export type Settle = () => void;

/** A claim, and what it is on. */
export interface ClaimOn<N extends ClaimName> {
  readonly event: JournalEventOf<N>;
  readonly obligation: ObligationBook;
  readonly account: AccountBook;
  /** What the posting comes to, this claim included: the officer's limit holds for all of it. Cents. */
  readonly posted: bigint;
}

const nothing: Settle = () => undefined;

/**
 * Checks a claim against the voucher or schedule that it belongs to. A document that nobody submitted is another
 * payer's, who answers for it.
 */
export function settleCertified(books: Books, claim: ClaimOn<"Certified">): Settle {
  const { document } = claim.event.args;
  const voucher = books.vouchers.get(document);
  if (voucher !== undefined) return vouchers.certify(books, claim, voucher);
  const schedule = books.schedules.get(document);
  return schedule === undefined ? nothing : schedules.certify(claim, schedule);
}

export function settleDecertified(books: Books, claim: ClaimOn<"Decertified">): Settle {
  const { document } = claim.event.args;
  const voucher = books.vouchers.get(document);
  if (voucher !== undefined) return vouchers.giveUp(claim, voucher);
  const schedule = books.schedules.get(document);
  return schedule === undefined ? nothing : schedules.giveUp(claim, schedule);
}

/** As above, and cash leaves: the payment is counted and entered into the register. */
export function settlePaid(books: Books, claim: ClaimOn<"Paid">): Settle {
  const { event, obligation } = claim;
  const { document, organisation, amount } = event.args;
  expectCash(books, event.position, organisation, amount);
  const voucher = books.vouchers.get(document);
  const schedule = books.schedules.get(document);
  let settle: Settle;
  if (voucher !== undefined) settle = vouchers.pay(books, claim, voucher);
  else if (schedule !== undefined) settle = schedules.pay(books, claim, schedule);
  else {
    const other = { of: "other", payee: obligation.payee, rail: undefined } as const;
    settle = () => recordPayment(books, event, obligation, other);
  }
  return () => {
    spendCash(books, organisation, amount);
    settle();
  };
}

/** As above, and the cash is there again. */
export function settleReturned(books: Books, claim: ClaimOn<"Returned">): Settle {
  const { event, obligation } = claim;
  const { document, organisation, amount } = event.args;
  const voucher = books.vouchers.get(document);
  const schedule = books.schedules.get(document);
  let settle: Settle;
  if (voucher !== undefined) settle = vouchers.bringBack(books, claim, voucher);
  else if (schedule !== undefined) settle = schedules.bringBack(books, claim, schedule);
  else {
    const { otherReturns } = books;
    settle = () => otherReturns.set(obligation.id, (otherReturns.get(obligation.id) ?? 0n) + amount);
  }
  return () => {
    restoreCash(books, organisation, amount);
    countReturned(books, event);
    settle();
  };
}
