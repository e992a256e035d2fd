import type { Position } from "../journal/event.js";
import type { Books } from "../books/model.js";
import type { PaymentBook, ReturnAttestation, ReturnBook, TraceRange } from "../books/paymentModel.js";
import { RAILS, type Rail } from "../disbursement/lines.js";

/** One entry of the payment register: a payment, or what came back of one. */
export interface RegisterRow {
  /** Counts from 1 through the whole register, in the journal's order. */
  readonly number: number;
  readonly entry: "payment" | ReturnBook["reason"];
  /** UTC seconds. */
  readonly time: number;
  readonly organisation: number;
  readonly account: number;
  readonly obligation: bigint;
  /** The voucher; undefined where the lines of a benefit schedule were paid. */
  readonly voucher: string | undefined;
  /** Whom a voucher paid; `MANY_PAYEES` for the many of a schedule. */
  readonly payee: number;
  /** The schedule that paid it, and its chunk. */
  readonly schedule: string | undefined;
  readonly chunk: number | undefined;
  /** Undefined where its payer is unknown. */
  readonly rail: Rail | undefined;
  /** Cents; negative for what came back. */
  readonly amount: bigint;
  /** What the bank calls it: the trace numbers of its lines. */
  readonly traces: TraceRange | undefined;
  /** The bank's reason for a return, such as "R02"; "" for none. */
  readonly code: string;
  /** By which bank it came back, and on what evidence. */
  readonly attestation: ReturnAttestation | undefined;
  readonly officer: number;
  /** The payment's number, for what came back of it. */
  readonly against: number | undefined;
  readonly position: Position;
}

export interface RegisterOptions {
  /** UTC seconds: entries from `from` on and before `until`. */
  readonly from?: number;
  readonly until?: number;
  /** Only this organisation's. */
  readonly organisation?: number;
}

interface Entry {
  readonly payment: PaymentBook;
  readonly back: ReturnBook | undefined;
}

const positionOf = ({ payment, back }: Entry): Position => back?.position ?? payment.position;

function inOrder(first: Entry, second: Entry): number {
  const [a, b] = [positionOf(first), positionOf(second)];
  return a.blockNumber - b.blockNumber || a.logIndex - b.logIndex || a.line - b.line;
}

/** The bank's reason as people know it. */
const readable = (code: string): string =>
  code.replace(/^0x/, "").replace(/../g, (byte) => {
    const number = Number.parseInt(byte, 16);
    return number >= 0x21 && number <= 0x7e ? String.fromCharCode(number) : "";
  });

/**
 * The register of payments: a row for each voucher's payment and each chunk of a schedule, and one for everything that
 * came back, linked to its payment. Nothing is changed afterwards, so that the amounts add up to the gross outlays of the
 * payers that it knows.
 */
export function paymentRegister(books: Books, options: RegisterOptions = {}): RegisterRow[] {
  const { from = 0, until = Infinity, organisation } = options;
  const entries: Entry[] = books.payments.flatMap((payment) => [
    { payment, back: undefined },
    ...payment.returns.map((back) => ({ payment, back })),
  ]);
  entries.sort(inOrder);
  const numbers = new Map<PaymentBook, number>();
  const rows = entries.map((entry, i) => {
    const number = i + 1;
    if (entry.back === undefined) numbers.set(entry.payment, number);
    return rowOf(entry, number, numbers);
  });
  return rows.filter(({ time, organisation: by }) => {
    return time >= from && time < until && (organisation === undefined || by === organisation);
  });
}

function rowOf(
  { payment, back }: Entry,
  number: number,
  numbers: ReadonlyMap<PaymentBook, number>,
): RegisterRow {
  const { organisation, account, obligation, document, of, payee, schedule, chunk, rail, traces } = payment;
  const { officer, position } = back ?? payment;
  return {
    number,
    entry: back?.reason ?? "payment",
    time: position.timestamp,
    organisation,
    account,
    obligation,
    voucher: of === "voucher" ? document : undefined,
    payee,
    schedule,
    chunk,
    rail: rail === undefined ? undefined : RAILS[rail],
    amount: back === undefined ? payment.amount : -back.amount,
    traces,
    code: readable(back?.code ?? ""),
    attestation: back?.attestation,
    officer,
    against: back === undefined ? undefined : numbers.get(payment),
    position,
  };
}
