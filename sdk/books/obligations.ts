import { MANY_PAYEES } from "../ids.js";
import type { JournalEventOf, Position } from "../journal/event.js";
import { accountIn, expectWindow, movablePhase, obligationIn } from "./access.js";
import { unclaimedOf, undeliveredOf } from "./amounts.js";
import type { Handlers } from "./handlers.js";
import { expectLedgerOpen } from "./ledger.js";
import type { AccountBook, Books, ObligationBook } from "./model.js";
import { BUDGET, CONTRACTING, expectOffice, RECEIVING } from "./offices.js";
import { expectAmount, expectEnough, expectRoom, expectSequence, violation } from "./rules.js";

type CommitmentAct =
  | "Increased"
  | "Deobligated"
  | "Novated"
  | "Accepted"
  | "Reversed"
  | "Advanced"
  | "Liquidated"
  | "Recalled"
  | "Retained"
  | "Unretained";

const SEPARATE =
  "whoever obligates neither accepts, advances, liquidates, holds back nor certifies, nor the other way round";
const DELIVERED = "no more is accepted, advanced or given up than is undelivered";

/** The obligation of an act on its commitment, checked for all that such acts have in common. */
function begin(
  books: Books,
  event: JournalEventOf<CommitmentAct>,
  office: number,
): { obligation: ObligationBook; account: AccountBook } {
  const { args, position } = event;
  expectLedgerOpen(books, position);
  const obligation = obligationIn(books, position, args.obligation);
  const account = accountIn(books, position, obligation.account);
  const subject = (): string => `obligation ${args.obligation}`;
  expectSequence(position, subject, obligation.sequence, args.sequence);
  expectAmount(position, subject, args.amount);
  movablePhase(books, position, account);
  expectOffice(books, position, args.officer, office, args.amount, account.owner);
  return { obligation, account };
}

/** Records an act that was checked. */
function record(obligation: ObligationBook, event: JournalEventOf<CommitmentAct>): void {
  const { officer, amount, evidence } = event.args;
  const { name, position } = event;
  const { id, account } = obligation;
  const counterpart = name === "Novated" ? obligation.payee : 0;
  obligation.sequence += 1;
  obligation.acts.push({
    name,
    account,
    obligation: id,
    counterpart,
    officer,
    amount,
    evidence,
    document: undefined,
    position,
  });
}

/** Checks that the officer is none of those who did the other duty. */
export function expectSeparate(
  position: Position,
  obligation: ObligationBook,
  others: readonly number[],
  officer: number,
): void {
  if (others.includes(officer)) {
    throw violation(position, `obligation ${obligation.id}`, SEPARATE, `officer ${officer} did both`);
  }
}

function join(officers: number[], officer: number): void {
  if (!officers.includes(officer)) officers.push(officer);
}

function deliver(
  books: Books,
  event: JournalEventOf<"Accepted" | "Advanced">,
  office: number,
): { obligation: ObligationBook; account: AccountBook } {
  const begun = begin(books, event, office);
  const { obligation } = begun;
  const { officer, amount } = event.args;
  expectSeparate(event.position, obligation, obligation.obligators, officer);
  expectEnough(
    event.position,
    () => `obligation ${obligation.id}`,
    DELIVERED,
    undeliveredOf(obligation),
    amount,
  );
  join(obligation.acceptors, officer);
  return begun;
}

/** Takes in a new obligation: an opening entry, or one made here. */
function enter(books: Books, event: JournalEventOf<"Obligated" | "ObligationOpened">): void {
  const { name, args, position } = event;
  expectLedgerOpen(books, position);
  const { obligation: id, payee, officer, amount, classification, evidence } = args;
  const isOpening = name === "ObligationOpened";
  const account = accountIn(books, position, Number(id >> 32n));
  const subject = (): string => `account ${account.id}`;
  expectSequence(position, subject, account.sequence, Number(id & 0xffffffffn));
  expectAmount(position, subject, amount);
  expectOffice(books, position, officer, CONTRACTING, amount, account.owner);
  if (isOpening) expectOpening(books, position, account);
  else expectWindow(books, position, account);
  if (payee === 0 || !classification.startsWith("0x01")) {
    throw violation(
      position,
      `obligation ${id}`,
      "an obligation names a payee and a classification",
      `payee ${payee}, classification ${classification}`,
    );
  }
  expectEnough(position, subject, "no act takes more than is available", account.available, amount);
  account.available -= amount;
  account.obligated += amount;
  account.flows.obligated += amount;
  if (isOpening) {
    account.flows.openingObligated += amount;
    books.status.openingObligated += amount;
  }
  const act = {
    name,
    account: account.id,
    obligation: id,
    counterpart: payee,
    officer,
    amount,
    evidence,
    document: undefined,
    position,
  };
  account.sequence += 1;
  account.acts.push(act);
  account.obligations.push(id);
  books.obligations.set(id, {
    id,
    account: account.id,
    payee,
    isOpening,
    classification,
    obligated: amount,
    accepted: 0n,
    advanced: 0n,
    certified: 0n,
    paid: 0n,
    retained: 0n,
    sequence: 1,
    obligators: [officer],
    acceptors: [],
    certifiers: [],
    increased: 0n,
    deobligated: 0n,
    acts: [act],
  });
}

/** Checks that an opening entry may come: before the seal, on a root that has opened. */
function expectOpening(books: Books, position: Position, account: AccountBook): void {
  const phase = movablePhase(books, position, account);
  if (books.status.isSealed || phase === "planned") {
    throw violation(
      position,
      `account ${account.id}`,
      "opening entries are for accounts that have opened, and end with the seal",
      books.status.isSealed ? "the ledger is sealed" : "it has not opened",
    );
  }
}

/** Checks that the officer may raise or novate: none of those with the other duties. */
function expectMayObligate(position: Position, obligation: ObligationBook, officer: number): void {
  expectSeparate(position, obligation, obligation.acceptors, officer);
  expectSeparate(position, obligation, obligation.certifiers, officer);
}

export const obligationHandlers: Handlers<CommitmentAct | "Obligated" | "ObligationOpened"> = {
  Obligated: enter,
  ObligationOpened: enter,

  Increased(books, event) {
    const { obligation, account } = begin(books, event, CONTRACTING);
    const { officer, amount } = event.args;
    const subject = (): string => `account ${account.id}`;
    expectMayObligate(event.position, obligation, officer);
    expectEnough(event.position, subject, "no act takes more than is available", account.available, amount);
    expectRoom(event.position, subject, obligation.obligated, amount);
    account.available -= amount;
    account.obligated += amount;
    account.sequence += 1;
    account.flows.increased += amount;
    obligation.obligated += amount;
    obligation.increased += amount;
    join(obligation.obligators, officer);
    record(obligation, event);
  },

  Deobligated(books, event) {
    const { obligation, account } = begin(books, event, CONTRACTING);
    const { amount } = event.args;
    expectEnough(
      event.position,
      () => `obligation ${obligation.id}`,
      DELIVERED,
      undeliveredOf(obligation),
      amount,
    );
    account.available += amount;
    account.obligated -= amount;
    account.sequence += 1;
    account.flows.deobligated += amount;
    obligation.obligated -= amount;
    obligation.deobligated += amount;
    record(obligation, event);
  },

  Novated(books, event) {
    const { obligation } = begin(books, event, CONTRACTING);
    const { payee, officer, amount } = event.args;
    // What is certified or advanced is on its way to the former payee.
    const pending = obligation.certified + obligation.advanced;
    const concernsMany = payee === MANY_PAYEES || obligation.payee === MANY_PAYEES;
    if (
      payee === 0 ||
      payee === obligation.payee ||
      concernsMany ||
      amount !== obligation.obligated ||
      pending !== 0n
    ) {
      throw violation(
        event.position,
        `obligation ${obligation.id}`,
        "a novation passes the whole obligation from one payee to another, with nothing pending",
        `payee ${payee}, amount ${amount} of ${obligation.obligated}, pending ${pending}`,
      );
    }
    expectMayObligate(event.position, obligation, officer);
    obligation.payee = payee;
    join(obligation.obligators, officer);
    record(obligation, event);
  },

  Accepted(books, event) {
    const { obligation, account } = deliver(books, event, RECEIVING);
    obligation.accepted += event.args.amount;
    account.flows.accepted += event.args.amount;
    record(obligation, event);
  },

  Reversed(books, event) {
    const { obligation, account } = begin(books, event, RECEIVING);
    const { amount } = event.args;
    const subject = (): string => `obligation ${obligation.id}`;
    expectEnough(
      event.position,
      subject,
      "no more is reversed than was accepted",
      obligation.accepted,
      amount,
    );
    expectEnough(
      event.position,
      subject,
      "a reversal respects what is claimed",
      unclaimedOf(obligation),
      amount,
    );
    obligation.accepted -= amount;
    account.flows.reversed += amount;
    record(obligation, event);
  },

  Advanced(books, event) {
    const { obligation, account } = deliver(books, event, BUDGET);
    obligation.advanced += event.args.amount;
    account.flows.advanced += event.args.amount;
    record(obligation, event);
  },

  Liquidated(books, event) {
    const { obligation, account } = begin(books, event, RECEIVING);
    const { officer, amount } = event.args;
    const subject = (): string => `obligation ${obligation.id}`;
    expectSeparate(event.position, obligation, obligation.obligators, officer);
    expectEnough(
      event.position,
      subject,
      "no more is liquidated than was advanced",
      obligation.advanced,
      amount,
    );
    obligation.advanced -= amount;
    obligation.accepted += amount;
    join(obligation.acceptors, officer);
    account.flows.liquidated += amount;
    record(obligation, event);
  },

  Recalled(books, event) {
    const { obligation, account } = begin(books, event, BUDGET);
    const { amount } = event.args;
    const subject = (): string => `obligation ${obligation.id}`;
    expectEnough(
      event.position,
      subject,
      "no more is recalled than was advanced",
      obligation.advanced,
      amount,
    );
    expectEnough(
      event.position,
      subject,
      "a recall respects what is claimed",
      unclaimedOf(obligation),
      amount,
    );
    obligation.advanced -= amount;
    account.flows.recalled += amount;
    record(obligation, event);
  },

  Retained(books, event) {
    const { obligation, account } = begin(books, event, RECEIVING);
    const { officer, amount } = event.args;
    expectSeparate(event.position, obligation, obligation.obligators, officer);
    expectEnough(
      event.position,
      () => `obligation ${obligation.id}`,
      "no more is held back than may be claimed",
      unclaimedOf(obligation),
      amount,
    );
    obligation.retained += amount;
    join(obligation.acceptors, officer);
    account.flows.retained += amount;
    record(obligation, event);
  },

  Unretained(books, event) {
    const { obligation, account } = begin(books, event, RECEIVING);
    const { officer, amount } = event.args;
    expectSeparate(event.position, obligation, obligation.obligators, officer);
    expectEnough(
      event.position,
      () => `obligation ${obligation.id}`,
      "no more is let go than is held back",
      obligation.retained,
      amount,
    );
    obligation.retained -= amount;
    join(obligation.acceptors, officer);
    account.flows.unretained += amount;
    record(obligation, event);
  },
};
