import fc from "fast-check";

import { BooksViolation } from "../../../sdk/books/errors.js";
import type { JournalEvent } from "../../../sdk/journal/event.js";
import {
  fundedJournal,
  type Journal,
  NONE,
  type ObligationAct,
  OFFICERS,
  onAccount,
  onObligation,
  type PlainAct,
} from "./journal.js";

const PLAIN: readonly PlainAct[] = [
  "Appropriated",
  "Rescinded",
  "Anticipated",
  "Forgone",
  "Realised",
  "Withheld",
  "Released",
  "Allotted",
  "Withdrawn",
  "Reserved",
  "Unreserved",
];
const ON_OBLIGATION: readonly ObligationAct[] = [
  "Increased",
  "Deobligated",
  "Accepted",
  "Reversed",
  "Advanced",
  "Liquidated",
  "Certified",
  "Decertified",
  "Paid",
  "Returned",
];

/** One step of a random journal: an act of some kind, somewhere, of some amount, after some time. */
export interface Step {
  readonly act: PlainAct | ObligationAct | "Obligated" | "Transferred" | "Collected";
  readonly account: number;
  readonly to: number;
  readonly pick: number;
  readonly amount: bigint;
  readonly wait: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(
    ...PLAIN,
    ...ON_OBLIGATION,
    ...ON_OBLIGATION,
    "Obligated",
    "Obligated",
    "Transferred",
    "Collected",
  ),
  account: fc.integer({ min: 1, max: 4 }),
  to: fc.integer({ min: 1, max: 4 }),
  pick: fc.nat(),
  amount: fc.bigInt({ min: 1n, max: 200_00n }),
  wait: fc.constantFrom(0, 0, 0, 60, 86_400 * 20),
});

/** Random steps, most of which some ledger would take. */
export const steps = (maxLength: number): fc.Arbitrary<Step[]> => fc.array(step, { minLength: 5, maxLength });

/** The event of a step as it would come next, or nothing if there is no obligation to act on yet. */
function eventOf(journal: Journal, { act, account, to, pick, amount }: Step): JournalEvent | undefined {
  const { sequence } = journal.account(account);
  if (act === "Obligated") {
    return journal.next("Obligated", {
      obligation: (BigInt(account) << 32n) | BigInt(sequence),
      payee: 7,
      officer: OFFICERS.contracting,
      amount,
      classification: `0x01${"0".repeat(62)}`,
      evidence: NONE,
    });
  }
  if (act === "Transferred") {
    return journal.next(act, { account, to, officer: OFFICERS.budget, sequence, amount, evidence: NONE });
  }
  if (act === "Collected") {
    const kind = 1 + (pick % 3);
    return journal.next(act, {
      account,
      officer: OFFICERS.collecting,
      sequence,
      kind,
      amount,
      evidence: NONE,
    });
  }
  if ((PLAIN as readonly string[]).includes(act)) {
    return journal.next(act as PlainAct, onAccount(journal, act as PlainAct, account, amount));
  }
  const ids = [...journal.books.obligations.keys()];
  const id = ids[pick % ids.length];
  if (id === undefined) return undefined;
  return journal.next(act as ObligationAct, onObligation(journal, act as ObligationAct, id, amount));
}

/** The journal of all steps that the rules permit, the others left out. */
export function walk(all: readonly Step[], after: (journal: Journal) => void = () => undefined): Journal {
  const journal = fundedJournal();
  for (const one of all) {
    journal.time += one.wait;
    const event = eventOf(journal, one);
    if (event === undefined) continue;
    try {
      // Safe: any name with its own args.
      journal.emit(event.name, event.args);
    } catch (error) {
      if (!(error instanceof BooksViolation)) throw error;
    }
    after(journal);
  }
  return journal;
}
