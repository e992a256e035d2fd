import type { Books, ObligationBook } from "../books/model.js";
import { originOf } from "./origin.js";

/** Obligations of two ledgers, by the origin that opening entries give as their evidence. */
export interface MatchedObligations {
  /** The predecessor's, and the successor's entry for it. */
  readonly pairs: readonly (readonly [ObligationBook, ObligationBook])[];
  /** The predecessor's that have no entry. */
  readonly missing: readonly ObligationBook[];
  /** The successor's that continue none, or one that another entry continues already. */
  readonly strangers: readonly ObligationBook[];
}

export function matchObligations(predecessor: Books, successor: Books): MatchedObligations {
  const ledger = predecessor.identity?.ledger;
  const entries = new Map<string, ObligationBook>();
  const strangers: ObligationBook[] = [];
  for (const entry of successor.obligations.values()) {
    const origin = entry.isOpening ? entry.acts[0]?.evidence : undefined;
    if (origin === undefined || entries.has(origin)) strangers.push(entry);
    else entries.set(origin, entry);
  }
  const pairs: [ObligationBook, ObligationBook][] = [];
  const missing: ObligationBook[] = [];
  for (const obligation of predecessor.obligations.values()) {
    const origin = ledger === undefined ? "" : originOf(ledger, obligation.id);
    const entry = entries.get(origin);
    entries.delete(origin);
    if (entry === undefined) missing.push(obligation);
    else pairs.push([obligation, entry]);
  }
  return { pairs, missing, strangers: [...strangers, ...entries.values()] };
}
