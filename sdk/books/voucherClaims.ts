import type { JournalEventOf } from "../journal/event.js";
import { expectAnnounced, expectDisburser, expectThree } from "./documentRules.js";
import type { ClaimOn, ClaimName, Settle } from "./documents.js";
import type { Books } from "./model.js";
import { CERTIFYING, expectOffice } from "./offices.js";
import { isEligible, payeeIn } from "./payees.js";
import type { VoucherBook } from "./paymentModel.js";
import { recordPayment, recordReturn } from "./payments.js";
import { civilDay, interestDue } from "./rates.js";
import { violation } from "./rules.js";

const subjectOf =
  ({ id }: VoucherBook) =>
  (): string =>
    `voucher ${id}`;

/** Checks that a claim is on the voucher's obligation, and of its whole amount. */
function expectWhole({ args, position }: JournalEventOf<ClaimName>, voucher: VoucherBook): void {
  if (args.obligation !== voucher.obligation || args.amount !== voucher.amount) {
    throw violation(
      position,
      subjectOf(voucher),
      "a voucher is claimed whole, on its obligation",
      `${args.amount} on ${args.obligation}, the voucher is for ${voucher.amount} on ${voucher.obligation}`,
    );
  }
}

function expectFree({ position }: JournalEventOf<ClaimName>, voucher: VoucherBook): void {
  if (voucher.isHeld) {
    throw violation(
      position,
      subjectOf(voucher),
      "a held voucher is neither certified nor paid",
      "it is held",
    );
  }
}

/** With which details and for which rail, the voucher's own event says next. */
export function certify(books: Books, { event, posted }: ClaimOn<"Certified">, voucher: VoucherBook): Settle {
  const { officer, organisation } = event.args;
  if ((voucher.state !== "submitted" && voucher.state !== "returned") || voucher.expected !== undefined) {
    throw violation(
      event.position,
      subjectOf(voucher),
      "what is certified was submitted or came back",
      `it is ${voucher.state}`,
    );
  }
  expectWhole(event, voucher);
  expectFree(event, voucher);
  expectThree(event.position, subjectOf(voucher), [voucher.submitter], officer);
  // The limit holds for the whole call.
  expectOffice(books, event.position, officer, CERTIFYING, posted, organisation);
  return () => {
    voucher.state = "certified";
    voucher.certifier = officer;
    voucher.version = 0;
  };
}

/** The voucher's own event came before. */
export function giveUp({ event }: ClaimOn<"Decertified">, voucher: VoucherBook): Settle {
  expectAnnounced(event, subjectOf(voucher), voucher.expected);
  expectWhole(event, voucher);
  return () => (voucher.expected = undefined);
}

export function pay(
  books: Books,
  { event, obligation, posted }: ClaimOn<"Paid">,
  voucher: VoucherBook,
): Settle {
  const { officer, organisation } = event.args;
  const { position } = event;
  if (voucher.state !== "certified" || voucher.version === 0) {
    throw violation(
      position,
      subjectOf(voucher),
      "a voucher is paid once, after it was certified",
      `it is ${voucher.state}, with version ${voucher.version} of the payee's details`,
    );
  }
  expectWhole(event, voucher);
  expectFree(event, voucher);
  expectThree(position, subjectOf(voucher), [voucher.submitter, voucher.certifier], officer);
  expectDisburser(books, position, organisation, officer, posted);
  if (!isEligible(payeeIn(books, position, voucher.payee), position.timestamp)) {
    throw violation(
      position,
      subjectOf(voucher),
      "whoever is paid is eligible at that time",
      `payee ${voucher.payee} is not`,
    );
  }
  return () => {
    voucher.state = "paid";
    const { payee, rail, amount, dueDay } = voucher;
    // A bank's day is told by its attestation, which follows.
    const interest = interestDue(books, amount, dueDay, civilDay(books, position.timestamp)).amount;
    voucher.payments.push(recordPayment(books, event, obligation, { of: "voucher", payee, rail, interest }));
  };
}

/** The voucher's own event came before: that it failed, came back, or was refunded in part. */
export function bringBack(books: Books, { event }: ClaimOn<"Returned">, voucher: VoucherBook): Settle {
  const { expected } = voucher;
  expectAnnounced(event, subjectOf(voucher), expected);
  return () => {
    recordReturn(books, voucher.payments.at(-1), event, expected?.back);
    voucher.expected = undefined;
  };
}
