import { TREASURY } from "../ids.js";
import type { JournalEventOf, Position } from "../journal/event.js";
import { accountIn, obligationIn } from "./access.js";
import { NEVER_DUE } from "./constants.js";
import { expectDisburser, expectReason } from "./documentRules.js";
import { JournalGap } from "./errors.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { CERTIFYING, expectOffice, INSPECTOR, SUBMITTING } from "./offices.js";
import { detailsInForce, isEligible, payeeIn } from "./payees.js";
import type { ExpectedClaim, VoucherBook } from "./paymentModel.js";
import { phaseOf } from "./phase.js";
import { expectAmount, placeOf, violation } from "./rules.js";

/** The most cents that a line carries, by the rail's number. */
export const MOST = [2n ** 40n - 1n, 2n ** 48n - 1n];
/** Why a voucher was left out, with the contracts' numbers. */
const REFUSAL = { held: 2, payeeNotEligible: 3, dutiesNotSeparate: 4, accountClosed: 5 } as const;
const NOT_CERTIFIED = 1;

/** How many rounds a voucher's slot tells apart. */
const ROUNDS = 256;

/** How the ids of parts and interest end, and no invoice's may: it is no payee's index. */
const DERIVED = "ffffffff";
/** Where an invoice's id says whose it is: the last eight digits. */
const PAYEE_DIGITS = 8;

const subjectOf = (id: string) => (): string => `voucher ${id}`;

/** The voucher, which must be there. */
export function voucherIn(books: Books, position: Position, id: string): VoucherBook {
  const voucher = books.vouchers.get(id);
  if (voucher === undefined) throw new JournalGap(placeOf(position, subjectOf(id)), "its submission", "none");
  return voucher;
}

function expectState(
  position: Position,
  { id, state, expected }: VoucherBook,
  ...states: readonly VoucherBook["state"][]
): void {
  if (!states.includes(state) || expected !== undefined) {
    throw violation(
      position,
      subjectOf(id),
      "a voucher goes its way, step by step",
      `it is ${state}${expected === undefined ? "" : ` and waits for ${expected.name}`}, not ${states.join(" or ")}`,
    );
  }
}

/** Whose officers act on a voucher: the owner of its obligation's account, by now. */
function ownerOf(books: Books, position: Position, voucher: VoucherBook): number {
  const { account } = obligationIn(books, position, voucher.obligation);
  return accountIn(books, position, account).owner;
}

/** Checks that parts stand under ids of their kind, and invoices under others: nobody claims a part ahead. */
function expectOwnId(position: Position, id: string, isDerived: boolean): void {
  if (id.endsWith(DERIVED) !== isDerived) {
    throw violation(position, subjectOf(id), "the ids of parts and interest are no invoice's", id);
  }
}

/** Checks that an invoice is claimed for whom its id names, a part or interest for whom it was made. */
function expectSamePayee(position: Position, id: string, payee: number, made: number | undefined): void {
  const own = id.endsWith(DERIVED) ? made : Number(`0x${id.slice(-PAYEE_DIGITS)}`);
  if (payee !== own) {
    throw violation(
      position,
      subjectOf(id),
      "an invoice stays its payee's",
      `payee ${payee}, the invoice is of ${own ?? "nobody"}`,
    );
  }
}

/** Checks that a part or interest is claimed again by no more than before, and interest as never due. */
function expectLimited(
  position: Position,
  again: Pick<VoucherBook, "id" | "amount" | "dueDay">,
  former: VoucherBook,
): void {
  if (!again.id.endsWith(DERIVED)) return;
  if (again.amount > former.amount || (!former.isPart && again.dueDay !== NEVER_DUE)) {
    throw violation(
      position,
      subjectOf(again.id),
      "parts and interest are claimed again by no more, and interest is never due",
      `${again.amount} due on ${again.dueDay}, before ${former.amount}`,
    );
  }
}

/** A voucher as it is claimed. A hold is not shaken off by giving the claim up and making it again. */
function claimed(
  some: Pick<
    VoucherBook,
    "id" | "obligation" | "amount" | "payee" | "submitter" | "dueDay" | "evidence" | "state" | "isPart"
  >,
  former?: VoucherBook,
): VoucherBook {
  return {
    ...some,
    certifier: 0,
    version: 0,
    round: former === undefined ? 0 : (former.round + 1) % ROUNDS,
    rail: 0,
    isHeld: former?.isHeld ?? false,
    heldByInspector: former?.heldByInspector ?? false,
    isFreed: false,
    interestOf: former?.interestOf,
    parts: [],
    payments: [],
    former,
    expected: undefined,
    certificates: [],
    refusals: [],
  };
}

/** Checks what is claimed against its obligation: the owner submits, for the payee. */
function expectOwed(
  books: Books,
  position: Position,
  id: string,
  obligationId: bigint,
  payee: number,
  organisation?: number,
): number {
  const obligation = obligationIn(books, position, obligationId);
  const { owner } = accountIn(books, position, obligation.account);
  if (payee !== obligation.payee || (organisation ?? owner) !== owner) {
    throw violation(
      position,
      subjectOf(id),
      "a voucher agrees with its obligation",
      `payee ${payee} by organisation ${organisation ?? owner}, owed to ${obligation.payee} by ${owner}`,
    );
  }
  return owner;
}

/** What is announced of a payment that comes back: the ledger's claim follows. */
function coming(voucher: VoucherBook, amount: bigint, back: ExpectedClaim["back"]): void {
  voucher.expected = { name: "Returned", amount, back };
}

/** Whether the ledger would not pay it in the batch that it posted just before: cancelled, or another's account. */
function isClosed(books: Books, position: Position, { obligation, state }: VoucherBook): boolean {
  const posted = books.lastPosting;
  if (state !== "certified" || posted?.transactionHash !== position.transactionHash) return false;
  const account = accountIn(books, position, obligationIn(books, position, obligation).account);
  const isOther = posted.payments[0]?.organisation !== account.owner;
  return isOther || phaseOf(books, account, position.timestamp) === "cancelled";
}

/**
 * Whether the reason for leaving a voucher out is true. Of "not certified" the journal can't tell: one may stand twice in
 * a batch.
 */
function isTrue(
  books: Books,
  { args, position }: JournalEventOf<"VoucherRefused">,
  it: VoucherBook,
): boolean {
  const { reason, officer } = args;
  if (reason === REFUSAL.held) return it.isHeld;
  if (reason === REFUSAL.dutiesNotSeparate) return officer === it.submitter || officer === it.certifier;
  if (reason === REFUSAL.payeeNotEligible) {
    return !isEligible(payeeIn(books, position, it.payee), position.timestamp);
  }
  if (reason === REFUSAL.accountClosed) return isClosed(books, position, it);
  return reason === NOT_CERTIFIED;
}

export const voucherHandlers: Handlers<
  | "VoucherSubmitted"
  | "InvoiceOpened"
  | "PartSubmitted"
  | "VoucherCertified"
  | "VoucherCancelled"
  | "InvoiceGivenUp"
  | "VoucherHeld"
  | "VoucherReleased"
  | "VoucherFreed"
  | "VoucherRefused"
  | "VoucherFailed"
  | "VoucherReturned"
  | "VoucherRefunded"
> = {
  VoucherSubmitted(books, { args, position }) {
    const {
      organisation,
      officer,
      isSuperseding,
      voucher: id,
      obligation,
      payee,
      amount,
      dueDay,
      evidence,
    } = args;
    const subject = subjectOf(id);
    const posted = (position.line === 0 ? 0n : books.posted) + amount;
    expectAmount(position, subject, amount);
    expectOffice(books, position, officer, SUBMITTING, posted, organisation);
    expectOwed(books, position, id, obligation, payee, organisation);
    const former = books.vouchers.get(id);
    if (isSuperseding ? former?.state !== "cancelled" : former !== undefined) {
      throw violation(
        position,
        subject,
        "an invoice is claimed once, and again after a cancellation alone",
        `it is ${former?.state ?? "not claimed"}`,
      );
    }
    if (former !== undefined) {
      expectState(position, former, "cancelled");
      const owner = ownerOf(books, position, former);
      if (!former.isFreed && owner !== organisation) {
        throw violation(
          position,
          subject,
          "a claim is made again by the organisation that has it, unless an inspector freed it",
          `by organisation ${organisation}, it is ${owner}'s`,
        );
      }
    }
    const part = books.announced.get(id);
    const whole = part === undefined ? undefined : books.vouchers.get(part.invoice);
    if (part !== undefined && (amount !== part.amount || whole?.obligation !== obligation)) {
      throw violation(
        position,
        subject,
        "parts come to no more than their invoice",
        `${amount}, announced ${part.amount}`,
      );
    }
    if (former !== undefined) expectLimited(position, { id, amount, dueDay }, former);
    const isPart = part !== undefined || former?.isPart === true;
    // Interest was claimed before, by the law.
    if (former === undefined) expectOwnId(position, id, isPart);
    expectSamePayee(position, id, payee, (former ?? whole)?.payee);
    books.posted = posted;
    books.announced.delete(id);
    books.vouchers.set(
      id,
      claimed(
        { id, obligation, amount, payee, submitter: officer, dueDay, evidence, state: "submitted", isPart },
        former,
      ),
    );
  },

  InvoiceOpened(books, { args, position }) {
    const { invoice: id, obligation, officer, payee, amount, evidence } = args;
    expectAmount(position, subjectOf(id), amount);
    const owner = expectOwed(books, position, id, obligation, payee);
    expectOffice(books, position, officer, SUBMITTING, amount, owner);
    if (books.vouchers.has(id)) {
      throw violation(position, subjectOf(id), "an invoice is claimed once", "it was claimed before");
    }
    expectOwnId(position, id, false);
    expectSamePayee(position, id, payee, undefined);
    const head = { id, obligation, amount, payee, submitter: officer, dueDay: 0, evidence };
    books.vouchers.set(id, claimed({ ...head, state: "invoice", isPart: false }));
  },

  PartSubmitted(books, { args, position }) {
    const { invoice: id, voucher, number, left } = args;
    const invoice = voucherIn(books, position, id);
    expectState(position, invoice, "invoice");
    if (invoice.isHeld) {
      throw violation(position, subjectOf(id), "a held invoice is not claimed in parts", "it is held");
    }
    if (number !== invoice.version + 1) {
      throw new JournalGap(placeOf(position, subjectOf(id)), `part ${invoice.version + 1}`, `part ${number}`);
    }
    if (left >= invoice.amount || books.vouchers.has(voucher) || books.announced.has(voucher)) {
      throw violation(
        position,
        subjectOf(id),
        "parts come to no more than their invoice",
        `${left} left of ${invoice.amount}`,
      );
    }
    books.announced.set(voucher, { invoice: id, amount: invoice.amount - left });
    invoice.amount = left;
    invoice.version = number;
    invoice.parts.push(voucher);
  },

  VoucherCertified(books, { args, position }) {
    const { officer, rail, voucher: id, version } = args;
    const voucher = voucherIn(books, position, id);
    expectState(position, voucher, "certified");
    const payee = payeeIn(books, position, voucher.payee);
    const time = position.timestamp;
    if (voucher.version !== 0 || voucher.certifier !== officer || voucher.amount > (MOST[rail] ?? 0n)) {
      throw violation(
        position,
        subjectOf(id),
        "a certificate comes with its claim, and fits its rail",
        `${voucher.amount} on rail ${rail}, by ${officer}, the claim by ${voucher.certifier}`,
      );
    }
    const owedTo = obligationIn(books, position, voucher.obligation).payee;
    // What was paid before and came back is still the former payee's.
    if (voucher.payments.length === 0 && owedTo !== payee.id) {
      throw violation(
        position,
        subjectOf(id),
        "after a novation the former payee's invoice is no claim",
        `payee ${payee.id}, owed to ${owedTo}`,
      );
    }
    const isPayable = !payee.isPerson && isEligible(payee, time);
    if (detailsInForce(payee, rail, time)?.version !== version || !isPayable) {
      throw violation(
        position,
        subjectOf(id),
        "what is certified are the details in force, of an eligible payee who is no person",
        `version ${version} of payee ${payee.id}`,
      );
    }
    voucher.version = version;
    voucher.rail = rail;
    voucher.certificates.push({ officer, version, rail, time });
  },

  VoucherCancelled(books, { args, position }) {
    const voucher = voucherIn(books, position, args.voucher);
    expectState(position, voucher, "submitted", "certified", "returned");
    const owner = ownerOf(books, position, voucher);
    expectOffice(books, position, args.officer, CERTIFYING, voucher.amount, owner);
    const { amount } = voucher;
    if (voucher.state === "certified") voucher.expected = { name: "Decertified", amount, back: undefined };
    voucher.state = "cancelled";
  },

  InvoiceGivenUp(books, { args, position }) {
    const invoice = voucherIn(books, position, args.invoice);
    expectState(position, invoice, "invoice");
    const owner = ownerOf(books, position, invoice);
    expectOffice(books, position, args.officer, CERTIFYING, args.amount, owner);
    if (args.amount === 0n || args.amount !== invoice.amount) {
      throw violation(
        position,
        subjectOf(invoice.id),
        "what is given up of an invoice is what is left of it",
        `${args.amount}, left are ${invoice.amount}`,
      );
    }
    invoice.amount = 0n;
  },

  VoucherHeld(books, { args, position }) {
    const voucher = voucherIn(books, position, args.voucher);
    expectState(position, voucher, "submitted", "certified", "returned", "invoice");
    if (args.byInspector) expectOffice(books, position, args.officer, INSPECTOR, 0n, TREASURY);
    else {
      const owner = ownerOf(books, position, voucher);
      expectOffice(books, position, args.officer, CERTIFYING, voucher.amount, owner);
    }
    voucher.isHeld = true;
    voucher.heldByInspector ||= args.byInspector;
  },

  VoucherReleased(books, { args, position }) {
    const voucher = voucherIn(books, position, args.voucher);
    if (!voucher.isHeld) {
      throw violation(position, subjectOf(voucher.id), "what is held is released", "it is not held");
    }
    // An inspector holds that office alone, so one of the two is refused.
    const isCertifying = !voucher.heldByInspector && !isInspector(books, args.officer);
    if (isCertifying) {
      const owner = ownerOf(books, position, voucher);
      expectOffice(books, position, args.officer, CERTIFYING, voucher.amount, owner);
    } else expectOffice(books, position, args.officer, INSPECTOR, 0n, TREASURY);
    voucher.isHeld = false;
    voucher.heldByInspector = false;
  },

  VoucherFreed(books, { args, position }) {
    const voucher = voucherIn(books, position, args.voucher);
    expectState(position, voucher, "submitted", "cancelled", "invoice");
    expectOffice(books, position, args.officer, INSPECTOR, 0n, TREASURY);
    if (voucher.parts.length > 0) {
      throw violation(
        position,
        subjectOf(voucher.id),
        "what is freed has no parts",
        `it has ${voucher.parts.length}`,
      );
    }
    voucher.state = "cancelled";
    voucher.isFreed = true;
  },

  VoucherRefused(books, event) {
    const { args, position } = event;
    const voucher = books.vouchers.get(args.voucher);
    // Any id can be asked for.
    if (voucher === undefined && args.reason === NOT_CERTIFIED) return;
    const it = voucher ?? voucherIn(books, position, args.voucher);
    if (!isTrue(books, event, it)) {
      throw violation(
        position,
        subjectOf(it.id),
        "a voucher is left out for a reason that holds",
        `reason ${args.reason}`,
      );
    }
    it.refusals.push({ reason: args.reason, officer: args.officer, position });
  },

  VoucherFailed(books, { args, position }) {
    const voucher = voucherIn(books, position, args.voucher);
    expectState(position, voucher, "paid");
    const payment = voucher.payments.at(-1);
    if (payment?.position.transactionHash !== position.transactionHash || payment.officer !== args.officer) {
      throw violation(
        position,
        subjectOf(voucher.id),
        "what fails was being paid",
        `officer ${args.officer} paid nothing of it`,
      );
    }
    coming(voucher, voucher.amount, { reason: "failed", code: "" });
    voucher.state = "returned";
    voucher.dueDay = NEVER_DUE;
  },

  VoucherReturned(books, { args, position }) {
    const voucher = voucherIn(books, position, args.voucher);
    expectState(position, voucher, "paid");
    const owner = ownerOf(books, position, voucher);
    expectReason(position, subjectOf(voucher.id), args.code);
    expectDisburser(books, position, owner, args.officer, voucher.amount);
    coming(voucher, voucher.amount, { reason: "returned", code: args.code });
    voucher.state = "returned";
    voucher.dueDay = NEVER_DUE;
  },

  VoucherRefunded(books, { args, position }) {
    const { officer, amount, evidence } = args;
    const voucher = voucherIn(books, position, args.voucher);
    expectState(position, voucher, "paid");
    const owner = ownerOf(books, position, voucher);
    expectDisburser(books, position, owner, officer, amount);
    if (amount === 0n || amount > voucher.amount) {
      throw violation(
        position,
        subjectOf(voucher.id),
        "no more is refunded than was paid",
        `${amount} of ${voucher.amount}`,
      );
    }
    coming(voucher, amount, { reason: "refunded", code: "", evidence });
    voucher.amount -= amount;
  },
};

function isInspector(books: Books, officer: number): boolean {
  const held = books.officers.get(officer)?.appointments.get(TREASURY)?.offices ?? 0;
  return (held & INSPECTOR) !== 0;
}
