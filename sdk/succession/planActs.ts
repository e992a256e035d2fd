import { type AccountAct, acts, type ObligationAct, type ReceiptKind } from "../acts.js";
import { superiorOf } from "../books/access.js";
import type { AccountBook, Books, ObligationBook } from "../books/model.js";
import { obligationId, TREASURY } from "../ids.js";
import type { CarriedAccount, CarriedObligation } from "./carried.js";
import { originOf } from "./origin.js";
import { type ActsStep, Batcher } from "./steps.js";

/** What goes along. */
interface Carried {
  readonly carried: ReadonlyMap<number, CarriedAccount>;
  /** The successor's ids by the predecessor's. */
  readonly accounts: ReadonlyMap<number, number>;
  readonly open: readonly (CarriedObligation & { readonly predecessor: ObligationBook })[];
}

/**
 * The acts that bring accounts that were just opened to what they carry, in batches: authority from the law down, then
 * what is set apart, then obligations and what is owed of them.
 *
 * @returns The batches, and the successor's id of each obligation by the predecessor's.
 */
export function planActs(
  books: Books,
  ledger: string,
  { carried, accounts, open }: Carried,
): { steps: ActsStep[]; ids: Map<bigint, bigint> } {
  const batcher = new Batcher();
  const sequences = new Map<bigint, number>();
  const take = (subject: bigint): number => {
    const sequence = sequences.get(subject) ?? 1;
    sequences.set(subject, sequence + 1);
    return sequence;
  };
  // Every account that goes along has one.
  const idOf = (account: number): number => accounts.get(account) ?? 0;
  const onAccount = ({ id }: AccountBook, amount: bigint): AccountAct => {
    const account = idOf(id);
    const sequence = take(BigInt(account));
    return { account, sequence, amount, evidence: originOf(ledger, BigInt(id)) };
  };
  const all = [...carried.values()];
  const roots = all.filter(({ account }) => account.parent === 0);
  const children = all.filter(({ account }) => account.parent !== 0);
  const superior = (account: AccountBook): number => superiorOf(books, account);

  for (const { account, authority } of roots) {
    if (authority > 0n)
      batcher.add(TREASURY, "appropriating", acts.appropriate(onAccount(account, authority)));
  }
  for (const { account, anticipated } of roots) {
    if (anticipated > 0n)
      batcher.add(TREASURY, "appropriating", acts.anticipate(onAccount(account, anticipated)));
  }
  for (const { account, collected } of roots) {
    for (const [receipt, amount] of receiptsOf(account, collected)) {
      batcher.add(TREASURY, "collecting", acts.collect({ ...onAccount(account, amount), receipt }));
    }
  }
  const byLevel = [...children].sort(
    (a, b) => a.account.depth - b.account.depth || superior(a.account) - superior(b.account),
  );
  for (const { account, authority } of byLevel) {
    if (authority === 0n) continue;
    batcher.add(superior(account), "budget", acts.allot(onAccount(account, authority)));
    // The parent's number rises too.
    take(BigInt(idOf(account.parent)));
  }
  for (const { account, withheld } of [...all].sort((a, b) => superior(a.account) - superior(b.account))) {
    if (withheld > 0n) batcher.add(superior(account), "budget", acts.withhold(onAccount(account, withheld)));
  }
  for (const { account, reserved } of [...all].sort((a, b) => a.account.owner - b.account.owner)) {
    if (reserved > 0n) batcher.add(account.owner, "budget", acts.reserve(onAccount(account, reserved)));
  }

  const ids = new Map<bigint, bigint>();
  const ownerOf = ({ account }: ObligationBook): number => books.accounts.get(account)?.owner ?? 0;
  const byOwner = [...open].sort((a, b) => ownerOf(a.predecessor) - ownerOf(b.predecessor));
  for (const { predecessor, obligated } of byOwner) {
    const account = idOf(predecessor.account);
    const sequence = take(BigInt(account));
    const { payee, classification } = predecessor;
    const evidence = originOf(ledger, predecessor.id);
    const line = { account, sequence, amount: obligated, payee, classification, evidence };
    batcher.add(ownerOf(predecessor), "contracting", acts.openObligation(line));
    ids.set(predecessor.id, obligationId(account, sequence));
  }
  const onObligation = ({ id }: ObligationBook, amount: bigint): ObligationAct => {
    // Opened a few lines before.
    const obligation = ids.get(id) ?? 0n;
    return { obligation, sequence: take(obligation), amount, evidence: originOf(ledger, id) };
  };
  for (const { predecessor, acceptedUnpaid } of byOwner) {
    if (acceptedUnpaid === 0n) continue;
    batcher.add(ownerOf(predecessor), "receiving", acts.accept(onObligation(predecessor, acceptedUnpaid)));
  }
  for (const { predecessor, advances } of byOwner) {
    if (advances === 0n) continue;
    batcher.add(ownerOf(predecessor), "budget", acts.advance(onObligation(predecessor, advances)));
  }
  for (const { predecessor, retained } of byOwner) {
    if (retained === 0n) continue;
    batcher.add(ownerOf(predecessor), "receiving", acts.retain(onObligation(predecessor, retained)));
  }
  return { steps: batcher.steps, ids };
}

/**
 * Receipts that have not become authority, by kind. Which did, no book says: proceeds are taken to have come first, then
 * refunds, then reimbursements.
 */
function receiptsOf({ flows }: AccountBook, collected: bigint): [ReceiptKind, bigint][] {
  let rest = collected;
  const kinds: [ReceiptKind, bigint][] = [
    ["reimbursement", flows.collectedReimbursements - flows.uncollectedReimbursements],
    ["refund", flows.collectedRefunds - flows.uncollectedRefunds],
    // Whatever is left, whatever it was taken out as.
    ["proceeds", collected],
  ];
  return kinds.flatMap(([kind, net]): [ReceiptKind, bigint][] => {
    const amount = net < rest ? net : rest;
    if (amount <= 0n) return [];
    rest -= amount;
    return [[kind, amount]];
  });
}
