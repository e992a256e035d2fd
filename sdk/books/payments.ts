import type { JournalEventOf } from "../journal/event.js";
import type { Books, ObligationBook } from "./model.js";
import type { PaymentBook, ReturnBook } from "./paymentModel.js";

/** What is known of a payment beside its claim. */
export type Payable = Pick<PaymentBook, "of" | "payee" | "rail">;

/** Enters a payment that was checked into the register. */
export function recordPayment(
  books: Books,
  event: JournalEventOf<"Paid">,
  { account, id: obligation }: ObligationBook,
  { of, payee, rail }: Payable,
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
    traces: undefined,
    schedule: of === "schedule" ? document : undefined,
    chunk: undefined,
    returns: [],
    position,
  };
  books.payments.push(payment);
  if (position.line === 0 || books.lastPosting === undefined) {
    const { transactionHash } = position;
    books.lastPosting = { transactionHash, payer, payments: [payment], isAttested: false };
  } else books.lastPosting.payments.push(payment);
  return payment;
}

/** Enters what came back against its payment. */
export function recordReturn(
  payment: PaymentBook | undefined,
  { args, position }: JournalEventOf<"Returned">,
  back: Pick<ReturnBook, "reason" | "code"> | undefined,
): void {
  if (back === undefined) return;
  payment?.returns.push({ ...back, officer: args.officer, amount: args.amount, position });
}
