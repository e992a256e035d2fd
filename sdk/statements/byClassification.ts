import { owedOf, undeliveredOf } from "../books/amounts.js";
import type { Books } from "../books/model.js";
import { phaseOf } from "../books/phase.js";
import { type Classification, decodeClassification } from "../classification.js";
import { expectNotLater } from "./statement.js";

/** What obligations of one code come to, in cents. The words are those of `Balances`. */
export interface ClassifiedBalances {
  obligated: bigint;
  undelivered: bigint;
  accepted: bigint;
  acceptedUnpaid: bigint;
  advances: bigint;
  certified: bigint;
  paid: bigint;
}

/**
 * The obligations that stand at `asOf`, in UTC seconds, added up by one dimension of their classification; those of
 * cancelled accounts count as zero.
 *
 * @param root Only this root's; all when left out.
 * @returns By code, in the codes' order; under "" those without one.
 */
export function byClassification(
  books: Books,
  asOf: number,
  dimension: keyof Classification,
  root?: number,
): Map<string, ClassifiedBalances> {
  expectNotLater(books, asOf);
  const codes = new Map<string, string>();
  const sums = new Map<string, ClassifiedBalances>();
  for (const obligation of books.obligations.values()) {
    const account = books.accounts.get(obligation.account);
    if (account === undefined || (root !== undefined && account.root !== root)) continue;
    if (phaseOf(books, account, asOf) === "cancelled") continue;
    const { classification, accepted, advanced, certified, paid } = obligation;
    const code = codes.get(classification) ?? decodeClassification(classification)[dimension];
    codes.set(classification, code);
    const sum = sums.get(code) ?? {
      obligated: 0n,
      undelivered: 0n,
      accepted: 0n,
      acceptedUnpaid: 0n,
      advances: 0n,
      certified: 0n,
      paid: 0n,
    };
    const unpaid = owedOf(obligation) - paid;
    sum.obligated += obligation.obligated;
    sum.undelivered += undeliveredOf(obligation);
    sum.accepted += accepted;
    sum.acceptedUnpaid += unpaid < accepted ? unpaid : accepted;
    sum.advances += advanced;
    sum.certified += certified;
    sum.paid += paid;
    sums.set(code, sum);
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
