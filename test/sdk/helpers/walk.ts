import fc from "fast-check";

import { BooksViolation } from "../../../sdk/books/errors.js";
import type { JournalEvent } from "../../../sdk/journal/event.js";
import {
  type ClaimName,
  fundedJournal,
  type Journal,
  NONE,
  type ObligationAct,
  OFFICERS,
  onAccount,
  onObligation,
  type PlainAct,
  transferrerOf,
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
const ON_OBLIGATION: readonly (ObligationAct | ClaimName)[] = [
  "Increased",
  "Deobligated",
  "Accepted",
  "Reversed",
  "Advanced",
  "Liquidated",
  "Recalled",
  "Retained",
  "Unretained",
  "Certified",
  "Decertified",
  "Paid",
  "Returned",
  "InterestAccrued",
];

/** One step of a random journal: an act of some kind, somewhere, of some amount, after some time. */
export interface Step {
  readonly act:
    PlainAct | ObligationAct | ClaimName | "Obligated" | "Transferred" | "Collected" | "Uncollected";
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
    "Uncollected",
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
    const officer = transferrerOf(account);
    return journal.next(act, { account, to, officer, sequence, amount, evidence: NONE });
  }
  if (act === "Collected" || act === "Uncollected") {
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
  const move = act as ObligationAct | ClaimName;
  return journal.next(move, onObligation(journal, move, id, amount));
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
