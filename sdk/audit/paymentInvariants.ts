import { isLineSet, sumLines } from "../books/chunkLines.js";
import { ATTESTED, TOKEN } from "../books/constants.js";
import type { Books, HaltBook } from "../books/model.js";
import type { PaymentBook, ScheduleBook, VoucherBook } from "../books/paymentModel.js";
import { vaultOf } from "../books/rails.js";
import { chunkLeaf, merkleRoot } from "../disbursement/merkle.js";
import type { Report } from "./invariants.js";

/** What a token's own books say, in its units: the other side of the vault's. */
export interface TokenBalances {
  readonly vault: bigint;
  /** What all payees together received and still have; leave it out where others may have moved it. */
  readonly received?: bigint;
}

/** Checks what was paid against what was certified, and against the tokens' own balances where they are given. */
export function checkPayments(
  books: Books,
  balances: ReadonlyMap<string, TokenBalances> | undefined,
  report: Report,
): void {
  checkRegister(books, report);
  checkInterest(books, report);
  const paidTo = new Set(books.payments.map(({ document, payee }) => `${document} ${payee}`));
  for (const voucher of books.vouchers.values()) checkVoucher(books, paidTo, voucher, report);
  const sums = sumsOf(books);
  for (const schedule of books.schedules.values()) checkSchedule(schedule, sums, report);
  checkTokens(books, sums, report);
  if (balances !== undefined) checkBalances(books, balances, sums, report);
  for (const [id, { invoice }] of books.announced) report(21, `invoice ${invoice}`, `part ${id} is missing`);
}

const returnedOf = ({ returns }: PaymentBook): bigint =>
  returns.reduce((sum, { amount }) => sum + amount, 0n);

/** What the register of payments comes to, in cents. */
interface Sums {
  /** By schedule: what its own chunks paid, whatever came back. */
  readonly scheduled: ReadonlyMap<string, bigint>;
  /** By token: what was posted and did not fail. */
  readonly paid: ReadonlyMap<string, bigint>;
  /** By token: what came back later was brought into the vault, in whichever token, and counts there. */
  readonly broughtBack: ReadonlyMap<string, bigint>;
}

function sumsOf({ payments }: Books): Sums {
  const scheduled = new Map<string, bigint>();
  const paid = new Map<string, bigint>();
  const broughtBack = new Map<string, bigint>();
  const add = (sums: Map<string, bigint>, key: string, amount: bigint): void => {
    sums.set(key, (sums.get(key) ?? 0n) + amount);
  };
  for (const payment of payments) {
    const { of, document, token, amount, returns } = payment;
    if (of === "schedule") add(scheduled, document, amount);
    if (token !== undefined) add(paid, token, amount - failedOf(payment));
    for (const back of returns) if (back.token !== undefined) add(broughtBack, back.token, back.amount);
  }
  return { scheduled, paid, broughtBack };
}

/** Payments less returns are what obligations were paid, and halts stopped them. */
function checkRegister(books: Books, report: Report): void {
  const paid = new Map<bigint, bigint>();
  for (const payment of books.payments) {
    const { obligation, amount, organisation, document, position } = payment;
    const returned = returnedOf(payment);
    if (returned > amount) report(11, `document ${document}`, `${returned} came back of ${amount}`);
    paid.set(obligation, (paid.get(obligation) ?? 0n) + amount - returned);
    if (payment.rail === ATTESTED && payment.traces === undefined) {
      report(21, `document ${document}`, "its attestation is missing");
    }
    for (const { reason, attestation, token } of payment.returns) {
      if (reason === "failed") continue;
      if (payment.rail === ATTESTED && attestation === undefined) {
        report(21, `document ${document}`, `it was ${reason}, which nobody attests`);
      }
      if (payment.rail === TOKEN && token === undefined) {
        report(21, `document ${document}`, `it was ${reason}, for which nobody brought tokens`);
      }
    }
    const halt = haltAt(books, organisation, position.timestamp);
    if (halt !== undefined) {
      report(17, `organisation ${organisation}`, `paid at ${position.timestamp}, halted until ${halt.until}`);
    }
  }
  for (const { id, paid: inBooks } of books.obligations.values()) {
    const registered = (paid.get(id) ?? 0n) - (books.otherReturns.get(id) ?? 0n);
    if (registered !== inBooks) {
      report(11, `obligation ${id}`, `payments come to ${registered}, paid is ${inBooks}`);
    }
  }
}

/** The halt under which an organisation paid nothing at `time`: its own, or that of all. */
function haltAt(books: Books, organisation: number, time: number): HaltBook | undefined {
  const covers = ({ from, until }: HaltBook): boolean => time > from && time < until;
  const own = haltsOf(books, organisation);
  // While an organisation cools down from its own halt, one of all does not stop it again.
  const isCooling = own.some(({ until, again }) => time >= until && time < again);
  return own.find(covers) ?? (isCooling ? undefined : haltsOf(books, 0).find(covers));
}

/** All halts that a scope ever had. */
function haltsOf(books: Books, scope: number): HaltBook[] {
  const halts: HaltBook[] = [];
  for (let halt = books.halts.get(scope); halt !== undefined; halt = halt.former) halts.push(halt);
  return halts;
}

/** What was paid late bears interest, which is charged with its first payment: what came back was no lateness. */
function checkInterest(books: Books, report: Report): void {
  const charged = new Set<string>();
  for (const payment of books.payments) {
    const { document, interest, position } = payment;
    if (payment.charged !== undefined) charged.add(document);
    if (interest === 0n || failedOf(payment) !== 0n || charged.has(document)) continue;
    report(21, `document ${document}`, `paid at ${position.timestamp} without its interest of ${interest}`);
  }
}

/** @param paidTo Whom each document ever paid, as "document payee". */
function checkVoucher(books: Books, paidTo: ReadonlySet<string>, voucher: VoucherBook, report: Report): void {
  const { id, interestOf, expected } = voucher;
  const subject = `voucher ${id}`;
  if (voucher.state === "paid" && voucher.payments.length === 0) {
    report(8, subject, "it is paid by no payment");
  }
  let claim: VoucherBook | undefined = voucher;
  for (; claim !== undefined; claim = claim.former) checkClaim(books, claim, report);
  // What was paid late may have come back, and be claimed for another payee since.
  if (interestOf !== undefined && !paidTo.has(`${interestOf} ${voucher.payee}`)) {
    report(10, subject, `interest on ${interestOf}, which never paid payee ${voucher.payee}`);
  }
  for (const part of voucher.parts) {
    if (books.vouchers.get(part)?.isPart !== true) report(10, subject, `part ${part} is none`);
  }
  if (voucher.state === "certified" && voucher.version === 0)
    report(21, subject, "its certificate is missing");
  if (expected !== undefined) report(21, subject, `${expected.name} of ${expected.amount} is missing`);
}

/** A voucher's claim, be it the last one or one that was cancelled: each of its payments and certificates. */
function checkClaim(books: Books, claim: VoucherBook, report: Report): void {
  const { id, payee, submitter, certificates, payments } = claim;
  const subject = `voucher ${id}`;
  for (const { officer, position } of payments) {
    const certificate = certificates.findLast(({ time }) => time <= position.timestamp);
    if (certificate === undefined) {
      report(8, subject, `paid at ${position.timestamp}, certified never before`);
      continue;
    }
    // Interest is certified by the law, under the certificate of what was paid late.
    if (new Set([submitter, certificate.officer, officer]).size < 3) {
      report(
        9,
        subject,
        `submitted by ${submitter}, certified by ${certificate.officer}, paid by ${officer}`,
      );
    }
  }
  for (const { version, rail, time } of certificates) {
    const details = books.payees.get(payee)?.rails[rail === TOKEN ? 0 : 1].details[version - 1];
    if (details === undefined || details.from > time) {
      report(18, subject, `certified at ${time} for details that hold from ${details?.from ?? "never"}`);
    }
  }
}

function checkSchedule(schedule: ScheduleBook, { scheduled }: Sums, report: Report): void {
  const { id, header, submitter, certifier, left } = schedule;
  const subject = `schedule ${id}`;
  let posted = 0n;
  for (const { index, stopped, failed, paid } of schedule.chunks.values()) {
    if (paid === undefined) continue;
    const { officer, amount, payment, lines } = paid;
    if (new Set([submitter, certifier, officer]).size < 3) {
      report(9, subject, `submitted by ${submitter}, certified by ${certifier}, paid by ${officer}`);
    }
    posted += payment?.amount ?? amount;
    if (header.kind !== 0) continue;
    // Each line for itself: those neither stopped nor failed, and they alone, are what was paid.
    const isPaid = (line: number): boolean =>
      !isLineSet((word) => (stopped.get(word) ?? 0n) | (failed[word] ?? 0n), line);
    const { cents } = sumLines(header.rail, lines, isPaid);
    if (cents !== amount)
      report(14, `${subject}, chunk ${index}`, `lines come to ${cents}, paid is ${amount}`);
  }
  const isClosed = schedule.state === "closed";
  if (isClosed ? posted > header.total : schedule.state === "certified" && posted + left !== header.total) {
    report(13, subject, `chunks come to ${posted}, ${left} left of ${header.total}`);
  }
  const registered = scheduled.get(id) ?? 0n;
  if (header.kind === 0 && registered !== posted) {
    report(13, subject, `chunks come to ${posted}, payments to ${registered}`);
  }
  const root = rootOf(schedule);
  if (root !== undefined && root !== header.root) {
    report(13, subject, `its chunks' root is ${root}, certified was ${header.root}`);
  }
  const isOpen = schedule.paying !== undefined || schedule.expected !== undefined || schedule.released !== 0n;
  if (isOpen) report(21, subject, "an event of its own is missing");
}

/** The root that the chunks of a schedule come to once all are paid: the journal has no proofs, and needs none then. */
function rootOf({ header, chunks }: ScheduleBook): string | undefined {
  const leaves: string[] = [];
  for (const { index, paid } of chunks.values()) {
    if (paid !== undefined) leaves.push(chunkLeaf(index, paid.bindings, paid.lines));
  }
  return leaves.length === header.chunks ? merkleRoot(leaves) : undefined;
}

/** The vault holds what the books say of each token, or more: anyone may send tokens to it. */
function checkBalances(
  books: Books,
  balances: ReadonlyMap<string, TokenBalances>,
  sums: Sums,
  report: Report,
): void {
  for (const [token, balance] of balances) {
    const it = books.tokens.get(token);
    if (it === undefined) continue;
    const { unitsPerCent, paid } = it;
    const held = balance.vault / unitsPerCent;
    const vault = vaultOf(it);
    if (held < vault) report(12, `vault, ${token}`, `it holds ${held}, funded less paid is ${vault}`);
    const broughtBack = sums.broughtBack.get(token) ?? 0n;
    const received = balance.received === undefined ? undefined : balance.received / unitsPerCent;
    if (received !== undefined && received !== paid - broughtBack) {
      report(
        11,
        `payees, ${token}`,
        `they received ${received}, paid was ${paid}, brought back ${broughtBack}`,
      );
    }
  }
}

/** What a rail paid is what was posted less what it failed to pay. */
function checkTokens(books: Books, sums: Sums, report: Report): void {
  for (const { token, paid } of books.tokens.values()) {
    const posted = sums.paid.get(token) ?? 0n;
    if (posted !== paid) report(11, `token ${token}`, `paid is ${paid}, posted and not failed ${posted}`);
  }
  for (const { rail, token, document } of books.payments) {
    if (rail === TOKEN && token === undefined) report(11, `document ${document}`, "no rail paid it");
  }
}

const failedOf = ({ returns }: PaymentBook): bigint =>
  returns.reduce((sum, { reason, amount }) => (reason === "failed" ? sum + amount : sum), 0n);
