import type { JournalEventOf } from "../journal/event.js";
import type { Books, ObligationBook } from "./model.js";
import type { ExpectedClaim, PaymentBook, ReturnBook } from "./paymentModel.js";

/** What is known of a payment beside its claim. */
export type Payable = Pick<PaymentBook, "of" | "payee" | "rail"> & Partial<Pick<PaymentBook, "interest">>;

/** Enters a payment that was checked into the register. */
export function recordPayment(
  books: Books,
  event: JournalEventOf<"Paid">,
  { account, id: obligation }: ObligationBook,
  { of, payee, rail, interest = 0n }: Payable,
): PaymentBook {
  const { args, position } = event;
  const { document, organisation, officer, amount, payer } = args;
  const payment: PaymentBook = {
    document,
    of,
    organisation,
    account,
    obligation,
    payee,
    officer,
    rail,
    amount,
    token: undefined,
    traces: undefined,
    interest,
    charged: undefined,
    schedule: of === "schedule" ? document : undefined,
    chunk: undefined,
    returns: [],
    position,
  };
  books.payments.push(payment);
  if (position.line === 0 || books.lastPosting === undefined) {
    const { transactionHash } = position;
    books.lastPosting = { transactionHash, payer, payments: [payment], isSettled: false };
  } else books.lastPosting.payments.push(payment);
  return payment;
}

/** Opens the entry of what a posting of returns comes to, of which each line is counted before it is recorded. */
export function countReturned(books: Books, { args, position }: JournalEventOf<"Returned">): void {
  const { transactionHash } = position;
  if (position.line === 0 || books.lastReturns === undefined) {
    books.lastReturns = { transactionHash, payer: args.payer, amount: 0n, returns: [], isSettled: false };
  }
  books.lastReturns.amount += args.amount;
}

/** Enters what came back against its payment. */
export function recordReturn(
  books: Books,
  payment: PaymentBook | undefined,
  { args, position }: JournalEventOf<"Returned">,
  back: ExpectedClaim["back"],
): void {
  if (back === undefined || payment === undefined) return;
  const { officer, amount } = args;
  const entry: ReturnBook = { ...back, officer, amount, attestation: undefined, token: undefined, position };
  payment.returns.push(entry);
  books.lastReturns?.returns.push({ entry, rail: payment.rail });
}
