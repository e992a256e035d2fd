import { authorityOf, owedOf, undeliveredOf } from "../books/amounts.js";
import type { AccountBook, Books } from "../books/model.js";

/** What stands at an account, or at several together. All in cents. */
export interface Balances {
  /** All that was made available less what was taken away. Of several accounts: less what they passed down. */
  authority: bigint;
  /** Passed down to children. Of several accounts: 0, since the children count themselves. */
  allotted: bigint;
  withheld: bigint;
  reserved: bigint;
  available: bigint;
  obligated: bigint;
  /** Neither passed down nor obligated: available, withheld and reserved together. */
  unobligated: bigint;
  /** Resources expected, no authority. */
  anticipated: bigint;
  /** Receipts that have not become authority. */
  collected: bigint;
  /** Obligated and neither accepted nor advanced. */
  undelivered: bigint;
  accepted: bigint;
  /** Accepted and not paid: what is owed. Payments count against outstanding advances first. */
  acceptedUnpaid: bigint;
  /** Advances outstanding. */
  advances: bigint;
  /** Certified and not paid yet. */
  certified: bigint;
  /** Paid, less what came back. */
  paid: bigint;
}

/** The fields of balances, in the order that statements show them. */
export const BALANCES = [
  "authority",
  "allotted",
  "withheld",
  "reserved",
  "available",
  "obligated",
  "unobligated",
  "anticipated",
  "collected",
  "undelivered",
  "accepted",
  "acceptedUnpaid",
  "advances",
  "certified",
  "paid",
] as const satisfies readonly (keyof Balances)[];

export function zeroBalances(): Balances {
  return {
    authority: 0n,
    allotted: 0n,
    withheld: 0n,
    reserved: 0n,
    available: 0n,
    obligated: 0n,
    unobligated: 0n,
    anticipated: 0n,
    collected: 0n,
    undelivered: 0n,
    accepted: 0n,
    acceptedUnpaid: 0n,
    advances: 0n,
    certified: 0n,
    paid: 0n,
  };
}

/** The balances of one account's own, whatever its phase. */
export function balancesOf(books: Books, account: AccountBook): Balances {
  const { allotted, withheld, reserved, available, obligated, anticipated, collected } = account;
  const balances: Balances = {
    ...zeroBalances(),
    authority: authorityOf(account),
    allotted,
    withheld,
    reserved,
    available,
    obligated,
    unobligated: available + withheld + reserved,
    anticipated,
    collected,
  };
  for (const id of account.obligations) {
    const obligation = books.obligations.get(id);
    if (obligation === undefined) continue;
    const { accepted, advanced, certified, paid } = obligation;
    const unpaid = owedOf(obligation) - paid;
    balances.undelivered += undeliveredOf(obligation);
    balances.accepted += accepted;
    balances.acceptedUnpaid += unpaid < accepted ? unpaid : accepted;
    balances.advances += advanced;
    balances.certified += certified;
    balances.paid += paid;
  }
  return balances;
}

/** Adds an account's own balances to those of several, among which nothing counts twice. */
export function addBalances(sum: Balances, own: Balances): void {
  for (const field of BALANCES) sum[field] += own[field];
  sum.authority -= own.allotted;
  sum.allotted -= own.allotted;
}
