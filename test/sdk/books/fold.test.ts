import { expect } from "chai";
import fc from "fast-check";

import { findBrokenInvariants } from "../../../sdk/audit/invariants.js";
import { apply } from "../../../sdk/books/apply.js";
import { cloneBooks } from "../../../sdk/books/cloneBooks.js";
import { emptyBooks } from "../../../sdk/books/emptyBooks.js";
import { JournalGap } from "../../../sdk/books/errors.js";
import { evidenceIn } from "../../../sdk/books/evidence.js";
import { fold } from "../../../sdk/books/fold.js";
import type { JournalEvent } from "../../../sdk/journal/event.js";
import { cpuSeconds } from "../../helpers/cpuSeconds.js";
import { act, EVIDENCE, fundedJournal, move, obligate, OFFICERS, onObligation } from "../helpers/journal.js";
import { expectGap } from "../helpers/refuse.js";
import { steps, walk } from "../helpers/walk.js";

const at = (event: JournalEvent, changes: object): JournalEvent => ({
  ...event,
  position: { ...event.position, ...changes },
});

/** What an event's number counts: an account's acts or an obligation's. Claims have none. */
function subjectOf({ args }: JournalEvent): string | undefined {
  if (!("sequence" in args)) return undefined;
  return "obligation" in args ? `obligation ${args.obligation}` : `account ${args.account}`;
}

describe("apply", () => {
  it("takes events in the order of the chain alone", () => {
    const journal = fundedJournal();
    const event = journal.next("Appropriated", {
      account: 1,
      officer: OFFICERS.appropriating,
      sequence: journal.account(1).sequence,
      amount: 1n,
      evidence: EVIDENCE,
    });
    const { blockNumber, blockHash, logIndex, timestamp } = journal.books.position!;
    expectGap(journal, at(event, { blockNumber: blockNumber - 1 }), /journal/);
    const same = expectGap(journal, at(event, { blockNumber, blockHash, logIndex }), /journal/);
    expect(same.found).to.equal("an earlier or the same one");
    expectGap(journal, at(event, { blockNumber, blockHash: "0xother", logIndex: logIndex + 1 }), /journal/);
    expectGap(journal, at(event, { timestamp: timestamp - 1 }), /journal/);
    const later = { blockNumber, blockHash, logIndex: logIndex + 1, timestamp };
    expectGap(journal, at(event, { ...later, line: 1 }), /journal/);
    apply(journal.books, at(event, later));
    expect(journal.account(1).acts.at(-1)!.evidence).to.equal(EVIDENCE);
  });

  it("takes the lines of one log in their order, and misses one between", () => {
    const journal = fundedJournal();
    const id = obligate(journal, 3, 100n);
    move(journal, "Accepted", id, 50n);
    const line = (number: number) =>
      journal.next("Certified", onObligation(journal, "Certified", id, 10n), number);
    expect(expectGap(journal, line(2), /journal/).expected).to.equal("line 1 of its log");
    journal.emit("Certified", onObligation(journal, "Certified", id, 10n));
    expectGap(journal, line(2), /, log 0, line 2, journal$/);
    journal.emit("Certified", onObligation(journal, "Certified", id, 10n), 1);
    expectGap(journal, line(1), /journal/);
    expect(journal.obligation(id).certified).to.equal(20n);
  });

  it("counts events and keeps the last position", () => {
    const { books, events } = fundedJournal();
    expect(books.events).to.equal(events.length);
    expect(books.position).to.deep.equal(events.at(-1)!.position);
  });

  it("keeps every invariant after every act of any journal", () => {
    fc.assert(
      fc.property(steps(60), (all) => {
        walk(all, (journal) => expect(findBrokenInvariants(journal.books)).to.deep.equal([]));
      }),
      { numRuns: 100 },
    );
  });
});

describe("fold", () => {
  it("gives the same books again, from the events alone", () => {
    fc.assert(
      fc.property(steps(80), (all) => {
        const { books, events } = walk(all);
        expect(fold(events)).to.deep.equal(books);
      }),
      { numRuns: 50 },
    );
  });

  it("misses any one act left out, as soon as its subject acts again", () => {
    let checked = 0;
    fc.assert(
      fc.property(steps(80), fc.nat(), (all, pick) => {
        const { events } = walk(all);
        const acts = events.filter((event, i) => {
          const subject = subjectOf(event);
          return subject !== undefined && events.slice(i + 1).some((later) => subjectOf(later) === subject);
        });
        const left = acts[pick % acts.length];
        if (left === undefined) return;
        checked += 1;
        // What it moved may be missed, at a parent or a sibling, before its number is.
        expect(() => fold(events.filter((event) => event !== left))).to.throw(
          /expected sequence|broken rule/,
        );
      }),
      { numRuns: 200 },
    );
    expect(checked).to.be.greaterThan(100);
  });

  it("refuses any event given twice", () => {
    const { events } = fundedJournal();
    for (const [i, event] of events.entries()) {
      expect(() => fold([...events.slice(0, i + 1), event])).to.throw(JournalGap);
    }
  });

  it("stops at a date: what happens at it is not part of it", () => {
    const journal = fundedJournal();
    const { position } = act(journal, "Appropriated", 1, 5n);
    const { timestamp } = position;
    expect(fold(journal.events, timestamp).accounts.get(1)!.available).to.equal(300_00n);
    expect(fold(journal.events, timestamp + 1).accounts.get(1)!.available).to.equal(300_05n);
  });

  it("takes at least 100,000 events a second", function () {
    const journal = fundedJournal();
    const count = 200_000;
    const first = journal.events.length;
    for (let i = 0; journal.events.length - first < count; i++) {
      const id = obligate(journal, 3 + (i % 2), 7n);
      for (const name of ["Accepted", "Certified", "Paid", "Returned", "Decertified", "Reversed"] as const) {
        if (name !== "Decertified") move(journal, name, id, 1n);
      }
      move(journal, "Deobligated", id, 6n);
      act(journal, "Withdrawn", 3 + (i % 2), 1n);
      act(journal, "Allotted", 3 + (i % 2), 2n);
    }
    const seconds = cpuSeconds(() => expect(fold(journal.events).events).to.equal(journal.events.length));
    const perSecond = Math.round(journal.events.length / seconds);
    console.log(`      ${perSecond.toLocaleString("en")} events a second`);
    expect(perSecond).to.be.greaterThan(100_000);
  });
});

describe("cloneBooks", () => {
  it("gives books that later events leave alone", () => {
    const journal = fundedJournal();
    const id = obligate(journal, 3, 10n);
    const before = cloneBooks(journal.books);
    const same = cloneBooks(journal.books);
    move(journal, "Accepted", id, 5n);
    act(journal, "Withdrawn", 3, 5n);
    expect(before).to.deep.equal(same);
    expect(before).not.to.deep.equal(journal.books);
    apply(before, journal.events.at(-2)!);
    apply(before, journal.events.at(-1)!);
    expect(before).to.deep.equal(journal.books);
  });
});

describe("evidenceIn", () => {
  it("lists every act that rests on something, once, in order", () => {
    const journal = fundedJournal();
    const id = obligate(journal, 3, 10n);
    move(journal, "Accepted", id, 5n);
    // A claim's document is what it belongs to, no evidence of its own.
    move(journal, "Certified", id, 5n);
    const second = obligate(journal, 1, 10n);
    expect(evidenceIn(journal.books).map(({ name, obligation }) => [name, obligation])).to.deep.equal([
      ["Obligated", id],
      ["Obligated", second],
    ]);
    expect(evidenceIn(emptyBooks())).to.deep.equal([]);
  });
});
