import { authorityOf, owedOf } from "../books/amounts.js";
import type { AccountBook, ActRecord, Books, ObligationBook } from "../books/model.js";
import { checkBuildings } from "./buildingInvariants.js";
import { checkPayments, type TokenBalances } from "./paymentInvariants.js";
import { checkRecords } from "./recordInvariants.js";

/** An invariant that the books break. */
export interface Finding {
  /** The number in the design's list of invariants. */
  readonly invariant: number;
  /** What it was found at, as in "account 12". */
  readonly subject: string;
  /** The values that break it. */
  readonly detail: string;
}

/** What each invariant that books can be checked for says, by its number. */
export const INVARIANTS: Readonly<Record<number, string>> = {
  1: "the authority of an account's children adds up to what it allotted",
  2: "authority is what flowed in less what flowed out, and no part of it is negative",
  3: "paid, certified and held back stay within what is owed, and what is owed within what is obligated",
  4: "an account's obligated amount is the sum over its obligations",
  5: "transfers change the sum over all roots by nothing",
  6: "obligations are made inside root's and account's dates; once cancelled, claims come back or are given up alone",
  8: "what is paid was certified before",
  9: "whoever obligates neither accepts, advances, liquidates, holds back nor certifies, nor the other way round; submitter, certifier and disburser are three officers",
  10: "an invoice is claimed once: parts and interest stand under ids of their own",
  11: "payments less returns are what was paid, and what payees received",
  12: "the vault holds at least what was funded less what was paid",
  13: "each chunk is paid once, was certified, and all come to no more than was certified",
  14: "what fails or is stopped changes nothing for the lines beside it",
  17: "a halt stops every payment in its scope",
  18: "new details of a payee are certified for no voucher before their delay is over",
  19: "a building is in one custody, in use as far as it goes and its title allows, and gone for ever once disposed of; costs name registered buildings",
  20: "a version of a record and its predecessor never change; nothing is erased under a hold or before its time, and erased is final",
  21: "the journal is whole: what one event announces, another one completes",
};

const OBLIGATING: ReadonlySet<string> = new Set(["Obligated", "ObligationOpened", "Increased", "Novated"]);
/** What nobody does who obligated. */
const APART: ReadonlySet<string> = new Set([
  "Accepted",
  "Advanced",
  "Liquidated",
  "Retained",
  "Unretained",
  "Certified",
]);

export type Report = (invariant: number, subject: string, detail: string) => void;

/**
 * Checks the books against the invariants of the design that books can show, each recomputed from other facts than
 * those that `apply` checks: balances from flows, amounts from the acts.
 *
 * @param balances By token, to check the vault and the payees against.
 * @returns What is broken; nothing for sound books.
 */
export function findBrokenInvariants(books: Books, balances?: ReadonlyMap<string, TokenBalances>): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (invariant, subject, detail) => findings.push({ invariant, subject, detail });
  for (const account of books.accounts.values()) checkAccount(books, account, report);
  for (const obligation of books.obligations.values()) checkObligation(books, obligation, report);
  checkRoots(books, report);
  checkPayments(books, balances, report);
  checkBuildings(books, report);
  checkRecords(books, report);
  return findings;
}

function checkAccount(books: Books, account: AccountBook, report: Report): void {
  const subject = `account ${account.id}`;
  const children = account.children.map((id) => books.accounts.get(id));
  const below = children.reduce((sum, child) => sum + (child === undefined ? 0n : authorityOf(child)), 0n);
  if (below !== account.allotted)
    report(1, subject, `children hold ${below}, allotted is ${account.allotted}`);

  const { flows } = account;
  const flowed =
    flows.appropriated -
    flows.rescinded +
    flows.realised +
    flows.transferredIn -
    flows.transferredOut +
    flows.allottedIn -
    flows.withdrawnOut;
  const authority = authorityOf(account);
  if (flowed !== authority) report(2, subject, `flows come to ${flowed}, authority is ${authority}`);
  const { available, allotted, withheld, reserved, obligated, anticipated, collected } = account;
  const parts = { available, allotted, withheld, reserved, obligated, anticipated, collected };
  for (const [part, amount] of Object.entries(parts)) {
    if (amount < 0n) report(2, subject, `${part} is ${amount}`);
  }

  const own = account.obligations.map((id) => books.obligations.get(id));
  const sum = own.reduce((total, obligation) => total + (obligation?.obligated ?? 0n), 0n);
  if (sum !== obligated || own.includes(undefined)) {
    report(4, subject, `obligations come to ${sum}, obligated is ${obligated}`);
  }
  for (const act of account.acts) checkDates(books, account, act, report);
}

function checkObligation(books: Books, obligation: ObligationBook, report: Report): void {
  const subject = `obligation ${obligation.id}`;
  const owed = owedOf(obligation);
  const { obligated, accepted, advanced, certified, paid, retained } = obligation;
  if (paid + certified + retained > owed || owed > obligated) {
    const claimed = `paid ${paid}, certified ${certified}, held back ${retained}`;
    report(3, subject, `${claimed}, owed ${owed}, obligated ${obligated}`);
  }
  const parts = { obligated, accepted, advanced, certified, paid, retained };
  for (const [part, amount] of Object.entries(parts)) {
    if (amount < 0n) report(3, subject, `${part} is ${amount}`);
  }
  const account = books.accounts.get(obligation.account);
  for (const act of obligation.acts) {
    if (account !== undefined) checkDates(books, account, act, report);
  }
  checkActs(obligation, report);
}

/** Runs through an obligation's acts once more: who did what, and what was certified before it was paid. */
function checkActs(obligation: ObligationBook, report: Report): void {
  const subject = `obligation ${obligation.id}`;
  const obligators = new Set<number>();
  const others = new Set<number>();
  let certified = 0n;
  let retained = 0n;
  for (const { name, officer, amount } of obligation.acts) {
    if (OBLIGATING.has(name)) {
      obligators.add(officer);
      if (others.has(officer)) report(9, subject, `officer ${officer} had other duties, then ${name}`);
    } else if (APART.has(name)) {
      others.add(officer);
      if (obligators.has(officer)) report(9, subject, `officer ${officer} had obligated, then ${name}`);
    }
    if (name === "Retained") retained += amount;
    else if (name === "Unretained") retained -= amount;
    // Interest is certified as it arises: the law decides it, no officer.
    else if (name === "Certified" || name === "InterestAccrued") certified += amount;
    else if (name === "Decertified" || name === "Paid") certified -= amount;
    if (certified < 0n) report(8, subject, `${-certified} cents more paid or given up than certified`);
  }
  if (certified !== obligation.certified) {
    report(8, subject, `acts leave ${certified} certified, the books ${obligation.certified}`);
  }
  if (retained !== obligation.retained) {
    report(3, subject, `acts leave ${retained} held back, the books ${obligation.retained}`);
  }
}

/** Checks an act's time against dates that only ever move later, so that those of today bound those of then. */
function checkDates(books: Books, account: AccountBook, act: ActRecord, report: Report): void {
  const root = books.accounts.get(account.root);
  if (root === undefined) return;
  const time = act.position.timestamp;
  const subject = `account ${account.id}`;
  const isFreeing = act.name === "Decertified" || act.name === "Returned";
  if (time >= root.cancelsAt && !isFreeing) {
    report(6, subject, `${act.name} at ${time}, cancelled at ${root.cancelsAt}`);
  }
  const isNew = act.name === "Reserved" || act.name === "Obligated";
  if (!isNew || act.account !== account.id) return;
  const opensAt = Math.max(root.opensAt, account.opensAt);
  const closesAt = Math.min(root.closesAt, account.closesAt);
  if (time < opensAt || time >= closesAt) {
    report(6, subject, `${act.name} at ${time}, open from ${opensAt} to ${closesAt}`);
  }
}

function checkRoots(books: Books, report: Report): void {
  const roots = [...books.accounts.values()].filter(({ parent }) => parent === 0);
  const total = (of: (account: AccountBook) => bigint): bigint =>
    roots.reduce((sum, root) => sum + of(root), 0n);
  const authority = total(authorityOf);
  const made = total(({ flows }) => flows.appropriated - flows.rescinded + flows.realised);
  if (authority !== made) report(5, "all roots", `authority is ${authority}, made available was ${made}`);
}
