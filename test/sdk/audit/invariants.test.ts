import { expect } from "chai";

import { findBrokenInvariants, INVARIANTS } from "../../../sdk/audit/invariants.js";
import type { ActRecord, Books } from "../../../sdk/books/model.js";
import { CANCELS, CLOSES, fundedJournal, move, obligate, OFFICERS } from "../helpers/journal.js";

/** Sound books, with an obligation that went all the way. */
function sound() {
  const journal = fundedJournal();
  const id = obligate(journal, 3, 100_00n);
  move(journal, "Accepted", id, 50_00n);
  move(journal, "Certified", id, 40_00n);
  move(journal, "Paid", id, 30_00n);
  move(journal, "InterestAccrued", id, 1_00n);
  move(journal, "Paid", id, 1_00n);
  move(journal, "Retained", id, 3_00n);
  move(journal, "Unretained", id, 1_00n);
  return { books: journal.books, account: journal.account(3), obligation: journal.obligation(id) };
}

type Sound = ReturnType<typeof sound>;

/** An act of the obligation again, changed. */
function again({ obligation }: Sound, name: ActRecord["name"], changes: Partial<ActRecord>): void {
  const act = obligation.acts.find((one) => one.name === name)!;
  obligation.acts.push({ ...act, ...changes });
}

const later = (act: ActRecord, timestamp: number): ActRecord => ({
  ...act,
  position: { ...act.position, timestamp },
});

const tampered: [number, string, (all: Sound) => unknown][] = [
  [1, "a child with more than was allotted", ({ account }) => (account.available += 1n)],
  [2, "authority that never flowed in", ({ account }) => (account.withheld += 1n)],
  [2, "a negative part", ({ account }) => ((account.reserved -= 1n), (account.available += 1n))],
  [3, "more claimed than owed", ({ obligation }) => (obligation.paid += 9_00n)],
  [3, "more held back than owed", ({ obligation }) => (obligation.retained += 11_00n)],
  [3, "money held back by nobody", ({ obligation }) => (obligation.retained += 1n)],
  [3, "money let go that was not held back", (all) => again(all, "Retained", { name: "Unretained" })],
  [3, "more owed than obligated", ({ obligation }) => (obligation.accepted += 51_00n)],
  [3, "a negative claim", ({ obligation }) => ((obligation.certified = -1n), (obligation.paid = 0n))],
  [4, "an account that obligated more than its obligations", ({ account }) => (account.obligated += 1n)],
  [4, "a lost obligation", ({ books, obligation }) => books.obligations.delete(obligation.id)],
  [5, "a transfer that came from nowhere", ({ books }) => (root(books).flows.transferredIn += 1n)],
  [6, "an obligation after the end", ({ account }) => (account.acts[1] = later(account.acts[1]!, CLOSES))],
  [6, "an act after cancellation", ({ account }) => (account.acts[0] = later(account.acts[0]!, CANCELS))],
  [8, "a payment that was never certified", (all) => again(all, "Paid", { amount: 11_00n })],
  [8, "a certificate that was never given", ({ obligation }) => (obligation.certified -= 1n)],
  [9, "an obligator who accepts", (all) => again(all, "Accepted", { officer: OFFICERS.contracting })],
  [
    9,
    "an obligator who certifies",
    (all) => again(all, "Certified", { officer: OFFICERS.contracting, amount: 0n }),
  ],
  [9, "an obligator who holds back", (all) => again(all, "Retained", { officer: OFFICERS.contracting })],
  [9, "an acceptor who raises", (all) => again(all, "Accepted", { name: "Increased" })],
];

function root(books: Books) {
  const account = books.accounts.get(1)!;
  account.available += 1n;
  return account;
}

describe("findBrokenInvariants", () => {
  it("finds nothing in sound books", () => {
    expect(findBrokenInvariants(sound().books)).to.deep.equal([]);
  });

  for (const [invariant, what, tamper] of tampered) {
    it(`finds ${what} (invariant ${invariant})`, () => {
      const all = sound();
      tamper(all);
      const found = findBrokenInvariants(all.books).map((finding) => finding.invariant);
      expect(found).to.include(invariant);
      expect(INVARIANTS).to.include.keys(found.map(String));
    });
  }
});
