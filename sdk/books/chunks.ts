import type { JournalEventOf } from "../journal/event.js";
import { isLineSet, lineCountOf, sumLines, voucherIdsIn } from "./chunkLines.js";
import { ATTESTED } from "./constants.js";
import type { Books } from "./model.js";
import type { ChunkBook, PaymentBook, ScheduleBook } from "./paymentModel.js";
import { expectEnough, violation } from "./rules.js";

/** Cents of a payment that the rail could not pay. */
const failedOf = ({ returns }: PaymentBook): bigint =>
  returns.reduce((sum, { reason, amount }) => sum + (reason === "failed" ? amount : 0n), 0n);

function pay(
  { args, position }: JournalEventOf<"ChunkPaid">,
  chunk: ChunkBook,
  payment: PaymentBook | undefined,
): void {
  const { officer, paid: amount, bindings, lines } = args;
  chunk.paid = { officer, amount, bindings, lines, payment, position };
}

/**
 * Pays a chunk of a benefit schedule: its lines, but for those that were stopped, are what was posted, and those that
 * failed what came back.
 */
export function payBenefits(
  event: JournalEventOf<"ChunkPaid">,
  schedule: ScheduleBook,
  chunk: ChunkBook,
): void {
  const { args, position } = event;
  const { paying, failing, header } = schedule;
  const { stopped, failed } = chunk;
  const subject = (): string => `schedule ${schedule.id}, chunk ${chunk.index}`;
  const isStopped = (line: number): boolean => isLineSet((word) => stopped.get(word) ?? 0n, line);
  const hasFailed = (line: number): boolean => isLineSet((word) => failed[word] ?? 0n, line);

  if (lineCountOf(header.rail, args.lines) === undefined) {
    throw violation(
      position,
      subject,
      "a chunk is a whole number of lines",
      `${(args.lines.length - 2) / 2} bytes on rail ${header.rail}`,
    );
  }
  const due = sumLines(header.rail, args.lines, stopped.size === 0 ? undefined : (line) => !isStopped(line));
  const lost =
    failing === undefined
      ? 0n
      : sumLines(header.rail, args.lines, (line) => hasFailed(line) && !isStopped(line)).cents;
  const posted = paying?.amount ?? 0n;
  const back = failing?.amount ?? 0n;
  if (due.cents !== posted || lost !== back || args.paid !== posted - back) {
    throw violation(
      position,
      subject,
      "what is posted is what the lines come to, less what was stopped or failed",
      `${args.paid} paid, ${posted} posted, ${due.cents} in the lines; ${back} came back, ${lost} in the lines`,
    );
  }
  const isOther =
    paying !== undefined &&
    (paying.officer !== args.officer || paying.position.transactionHash !== position.transactionHash);
  const isElsewhere = failing !== undefined && failing.chunk !== chunk.index;
  const traces = paying === undefined || header.rail !== ATTESTED ? undefined : (paying.traces?.count ?? 0n);
  if (isOther || isElsewhere || (traces ?? BigInt(due.count)) !== BigInt(due.count)) {
    throw violation(
      position,
      subject,
      "a chunk is posted, settled and journalled at once",
      `by officer ${args.officer}, ${due.count} lines, ${traces ?? 0n} trace numbers`,
    );
  }
  if (paying !== undefined) paying.chunk = chunk.index;
  pay(event, chunk, paying);
  schedule.paying = undefined;
  schedule.failing = undefined;
}

/** Pays a chunk of a vendor schedule: vouchers among those that it names were paid just before. */
export function payVendors(
  books: Books,
  event: JournalEventOf<"ChunkPaid">,
  schedule: ScheduleBook,
  chunk: ChunkBook,
): void {
  const { args, position } = event;
  const { header } = schedule;
  const subject = (): string => `schedule ${schedule.id}, chunk ${chunk.index}`;
  const ids = new Set(voucherIdsIn(args.lines));
  const posted = books.lastPosting;
  const payments = posted?.transactionHash === position.transactionHash ? posted.payments : [];
  const paid = payments.reduce((sum, payment) => sum + payment.amount - failedOf(payment), 0n);
  const isOurs = payments.every((payment) => {
    const { document, schedule: other, organisation, officer, rail } = payment;
    const isDue = ids.has(document) && other === undefined;
    return isDue && organisation === header.organisation && officer === args.officer && rail === header.rail;
  });
  if (payments.length === 0 || !isOurs || paid !== args.paid) {
    throw violation(
      position,
      subject,
      "a vendor schedule pays vouchers that it names",
      `${args.paid} paid, its vouchers ${paid}`,
    );
  }
  expectEnough(position, subject, "chunks come to no more than was certified", schedule.left, paid);
  schedule.left -= paid;
  for (const payment of payments) {
    payment.schedule = schedule.id;
    payment.chunk = chunk.index;
  }
  pay(event, chunk, undefined);
}
