import type { ObligationBook } from "../../../sdk/books/model.js";
import { fundedJournal, type Journal, move, obligate } from "./journal.js";

/** 100.00 obligated on child 3: 50.00 accepted, 20.00 advanced, 30.00 certified, 25.00 paid, 2.00 held back. */
export function busy(): { journal: Journal; id: bigint } {
  const journal = fundedJournal();
  const id = obligate(journal, 3, 100_00n);
  move(journal, "Accepted", id, 50_00n);
  move(journal, "Advanced", id, 20_00n);
  move(journal, "Certified", id, 55_00n);
  move(journal, "Paid", id, 25_00n);
  move(journal, "Retained", id, 2_00n);
  return { journal, id };
}

const PARTS = ["obligated", "accepted", "advanced", "certified", "paid", "retained", "sequence"] as const;

export type ObligationPart = (typeof PARTS)[number];

/** What of an obligation has changed, and by how much. */
export function changesOf(before: ObligationBook, after: ObligationBook) {
  const changed = PARTS.filter((part) => before[part] !== after[part]);
  return Object.fromEntries(changed.map((part) => [part, BigInt(after[part]) - BigInt(before[part])]));
}
