import { TREASURY } from "../ids.js";
import type { JournalEventOf, Position } from "../journal/event.js";
import { accountIn, expectWindow, movablePhase, superiorOf } from "./access.js";
import { authorityOf } from "./amounts.js";
import type { Handlers } from "./handlers.js";
import { expectLedgerOpen } from "./ledger.js";
import type { AccountBook, Books } from "./model.js";
import { APPROPRIATING, BUDGET, COLLECTING, expectOffice } from "./offices.js";
import type { BooksPhase } from "./phase.js";
import { expectAmount, expectEnough, expectRoom, expectSequence, violation } from "./rules.js";

/** The acts on one account that carry nothing but who, how much and on what evidence. */
type PlainAct =
  | "Appropriated"
  | "Rescinded"
  | "Anticipated"
  | "Forgone"
  | "Realised"
  | "Withheld"
  | "Released"
  | "Allotted"
  | "Withdrawn"
  | "Reserved"
  | "Unreserved";
type ReceiptAct = "Collected" | "Uncollected";
type AccountAct = PlainAct | "Transferred" | ReceiptAct;

const ENOUGH_AUTHORITY = "no act takes more than is available";
const ENOUGH_RESERVES = "no more is given back than was set apart or expected";

/** The account of an act, checked for all that every act on an account has in common. */
function begin(books: Books, event: JournalEventOf<AccountAct>): { account: AccountBook; phase: BooksPhase } {
  const { args, position } = event;
  expectLedgerOpen(books, position);
  const account = accountIn(books, position, args.account);
  const subject = (): string => `account ${args.account}`;
  expectSequence(position, subject, account.sequence, args.sequence);
  expectAmount(position, subject, args.amount);
  return { account, phase: movablePhase(books, position, account) };
}

/** Records an act that was checked, at each account whose authority it moved. */
function record(
  event: JournalEventOf<AccountAct>,
  counterpart: number,
  ...accounts: readonly AccountBook[]
): void {
  const { account, officer, amount, evidence } = event.args;
  const { name, position } = event;
  const none = { obligation: undefined, document: undefined };
  const act = { name, account, ...none, counterpart, officer, amount, evidence, position };
  for (const moved of accounts) {
    moved.sequence += 1;
    moved.acts.push(act);
  }
}

/** The account of an act of law: a root's, for the treasury. */
function beginLaw(
  books: Books,
  event: JournalEventOf<AccountAct>,
): { account: AccountBook; phase: BooksPhase } {
  const begun = begin(books, event);
  const { args, position } = event;
  if (begun.account.parent !== 0) {
    throw violation(position, `account ${args.account}`, "acts of law are made on roots", "it is a child");
  }
  expectOffice(books, position, args.officer, APPROPRIATING, args.amount, TREASURY);
  return begun;
}

function expectAvailable(position: Position, account: AccountBook, amount: bigint): void {
  expectEnough(position, () => `account ${account.id}`, ENOUGH_AUTHORITY, account.available, amount);
}

function parentOf(books: Books, position: Position, account: AccountBook): AccountBook {
  if (account.parent === 0) {
    throw violation(
      position,
      `account ${account.id}`,
      "only a child passes authority up or down",
      "it is a root",
    );
  }
  return accountIn(books, position, account.parent);
}

function expectUnexpired(position: Position, account: AccountBook, phase: BooksPhase): void {
  if (phase === "expired") {
    throw violation(
      position,
      `account ${account.id}`,
      "an expired account takes nothing new",
      "it is expired",
    );
  }
}

/** The kinds of receipts by their numbers, as flows name them. */
const RECEIPT_KINDS = [undefined, "Proceeds", "Refunds", "Reimbursements"] as const;

/** The account of an act on receipts: a root's, for its owner or the treasury. */
function beginReceipt(
  books: Books,
  event: JournalEventOf<ReceiptAct>,
): { account: AccountBook; kind: "Proceeds" | "Refunds" | "Reimbursements" } {
  const { account } = begin(books, event);
  const { args, position } = event;
  const subject = (): string => `account ${account.id}`;
  if (account.parent !== 0) {
    throw violation(position, subject, "receipts are collected into roots", "it is a child");
  }
  expectOffice(books, position, args.officer, COLLECTING, args.amount, account.owner, TREASURY);
  const kind = RECEIPT_KINDS[args.kind];
  if (kind === undefined) {
    throw violation(position, subject, "a receipt is of a known kind", `kind ${args.kind}`);
  }
  return { account, kind };
}

export const accountHandlers: Handlers<AccountAct> = {
  Appropriated(books, event) {
    const { account, phase } = beginLaw(books, event);
    const { amount } = event.args;
    const isOpening = !books.status.isSealed;
    if (!isOpening) expectUnexpired(event.position, account, phase);
    expectRoom(event.position, () => `account ${account.id}`, authorityOf(account), amount);
    account.available += amount;
    account.flows.appropriated += amount;
    if (isOpening) {
      account.flows.openingAppropriated += amount;
      books.status.openingAuthority += amount;
    }
    record(event, 0, account);
  },

  Rescinded(books, event) {
    const { account } = beginLaw(books, event);
    const { amount } = event.args;
    expectAvailable(event.position, account, amount);
    account.available -= amount;
    account.flows.rescinded += amount;
    record(event, 0, account);
  },

  Anticipated(books, event) {
    const { account, phase } = beginLaw(books, event);
    const { amount } = event.args;
    expectUnexpired(event.position, account, phase);
    expectRoom(event.position, () => `account ${account.id}`, account.anticipated, amount);
    account.anticipated += amount;
    account.flows.anticipated += amount;
    record(event, 0, account);
  },

  Forgone(books, event) {
    const { account } = beginLaw(books, event);
    const { amount } = event.args;
    expectEnough(event.position, () => `account ${account.id}`, ENOUGH_RESERVES, account.anticipated, amount);
    account.anticipated -= amount;
    account.flows.forgone += amount;
    record(event, 0, account);
  },

  Realised(books, event) {
    const { account, phase } = beginLaw(books, event);
    expectUnexpired(event.position, account, phase);
    const { amount } = event.args;
    const subject = (): string => `account ${account.id}`;
    expectEnough(event.position, subject, ENOUGH_RESERVES, account.anticipated, amount);
    expectEnough(event.position, subject, ENOUGH_RESERVES, account.collected, amount);
    expectRoom(event.position, subject, authorityOf(account), amount);
    account.anticipated -= amount;
    account.collected -= amount;
    account.available += amount;
    account.flows.realised += amount;
    record(event, 0, account);
  },

  Transferred(books, event) {
    const { account, phase } = begin(books, event);
    const { args, position } = event;
    const receiver = accountIn(books, position, args.to);
    const subject = (): string => `account ${account.id}`;
    expectOffice(books, position, args.officer, BUDGET, args.amount, superiorOf(books, account));
    if (receiver.id === account.id || receiver.parent !== account.parent) {
      throw violation(
        position,
        subject,
        "transfers go to a sibling, or from root to root",
        `to account ${args.to}`,
      );
    }
    if (account.parent === 0) {
      // It changes what the law gave for what.
      expectOffice(books, position, args.officer, APPROPRIATING, args.amount, TREASURY);
      expectUnexpired(position, account, phase);
      expectUnexpired(position, receiver, movablePhase(books, position, receiver));
      expectRoom(position, () => `account ${receiver.id}`, authorityOf(receiver), args.amount);
    }
    expectAvailable(position, account, args.amount);
    account.available -= args.amount;
    account.flows.transferredOut += args.amount;
    receiver.available += args.amount;
    receiver.flows.transferredIn += args.amount;
    record(event, receiver.id, account, receiver);
  },

  Withheld(books, event) {
    const { account } = begin(books, event);
    const { officer, amount } = event.args;
    expectOffice(books, event.position, officer, BUDGET, amount, superiorOf(books, account));
    expectAvailable(event.position, account, amount);
    account.available -= amount;
    account.withheld += amount;
    account.flows.withheld += amount;
    record(event, 0, account);
  },

  Released(books, event) {
    const { account } = begin(books, event);
    const { officer, amount } = event.args;
    expectOffice(books, event.position, officer, BUDGET, amount, superiorOf(books, account));
    expectEnough(event.position, () => `account ${account.id}`, ENOUGH_RESERVES, account.withheld, amount);
    account.withheld -= amount;
    account.available += amount;
    account.flows.released += amount;
    record(event, 0, account);
  },

  Allotted(books, event) {
    const { account } = begin(books, event);
    const { officer, amount } = event.args;
    const parent = parentOf(books, event.position, account);
    expectOffice(books, event.position, officer, BUDGET, amount, parent.owner);
    expectAvailable(event.position, parent, amount);
    parent.available -= amount;
    parent.allotted += amount;
    parent.flows.allottedOut += amount;
    account.available += amount;
    account.flows.allottedIn += amount;
    record(event, 0, account, parent);
  },

  Withdrawn(books, event) {
    const { account } = begin(books, event);
    const { officer, amount } = event.args;
    const parent = parentOf(books, event.position, account);
    expectOffice(books, event.position, officer, BUDGET, amount, account.owner, parent.owner);
    expectAvailable(event.position, account, amount);
    account.available -= amount;
    account.flows.withdrawnOut += amount;
    parent.allotted -= amount;
    parent.available += amount;
    parent.flows.withdrawnIn += amount;
    record(event, 0, account, parent);
  },

  Reserved(books, event) {
    const { account } = begin(books, event);
    const { officer, amount } = event.args;
    expectOffice(books, event.position, officer, BUDGET, amount, account.owner);
    expectWindow(books, event.position, account);
    expectAvailable(event.position, account, amount);
    account.available -= amount;
    account.reserved += amount;
    account.flows.reserved += amount;
    record(event, 0, account);
  },

  Unreserved(books, event) {
    const { account } = begin(books, event);
    const { officer, amount } = event.args;
    expectOffice(books, event.position, officer, BUDGET, amount, account.owner);
    expectEnough(event.position, () => `account ${account.id}`, ENOUGH_RESERVES, account.reserved, amount);
    account.reserved -= amount;
    account.available += amount;
    account.flows.unreserved += amount;
    record(event, 0, account);
  },

  Collected(books, event) {
    const { account, kind } = beginReceipt(books, event);
    const { amount } = event.args;
    expectRoom(event.position, () => `account ${account.id}`, account.collected, amount);
    account.collected += amount;
    account.flows[`collected${kind}`] += amount;
    record(event, event.args.kind, account);
  },

  Uncollected(books, event) {
    const { account, kind } = beginReceipt(books, event);
    const { amount } = event.args;
    expectEnough(event.position, () => `account ${account.id}`, ENOUGH_RESERVES, account.collected, amount);
    account.collected -= amount;
    account.flows[`uncollected${kind}`] += amount;
    record(event, event.args.kind, account);
  },
};
