import { owedOf, undeliveredOf, unclaimedOf } from "../books/amounts.js";
import type { Books, ObligationBook } from "../books/model.js";
import { phaseOf } from "../books/phase.js";
import type { Compare } from "./compare.js";
import { matchObligations } from "./matchObligations.js";
import { printSubject } from "./printSubject.js";

/** Compares each obligation that goes along with the opening entry that names it as its origin. */
export function compareObligations(
  predecessor: Books,
  successor: Books,
  asOf: number,
  compare: Compare,
): void {
  const { pairs, missing, strangers } = matchObligations(predecessor, successor);
  for (const obligation of missing) {
    const account = predecessor.accounts.get(obligation.account);
    if (account === undefined || phaseOf(predecessor, account, asOf) === "cancelled") continue;
    // What is left of it, if anything, should be there.
    compare(printSubject(obligation.id), "open", openOf(obligation), 0n);
  }
  for (const obligation of strangers) {
    compare(`successor's ${printSubject(obligation.id)}`, "origin", "none", "not known");
  }
  for (const [own, other] of pairs) {
    const subject = printSubject(own.id);
    compare(subject, "payee", String(own.payee), String(other.payee));
    compare(subject, "classification", own.classification, other.classification);
    compare(subject, "undelivered", undeliveredOf(own), undeliveredOf(other));
    compare(subject, "delivered unpaid", deliveredUnpaid(own), deliveredUnpaid(other));
    compare(subject, "advances outstanding", own.advanced, other.advanced);
    compare(subject, "claimable", unclaimedOf(own) + own.certified, unclaimedOf(other) + other.certified);
  }
}

/** Payments count against outstanding advances first. */
function deliveredUnpaid(obligation: ObligationBook): bigint {
  const unpaid = owedOf(obligation) - obligation.paid;
  return unpaid < obligation.accepted ? unpaid : obligation.accepted;
}

const openOf = (obligation: ObligationBook): bigint =>
  undeliveredOf(obligation) + deliveredUnpaid(obligation) + obligation.advanced;
