import { expect } from "chai";
import fc from "fast-check";

import { authorityOf } from "../../../sdk/books/amounts.js";
import { cloneBooks } from "../../../sdk/books/cloneBooks.js";
import { emptyBooks } from "../../../sdk/books/emptyBooks.js";
import { fold } from "../../../sdk/books/fold.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { sf133, Sf133Imbalance, type Sf133Options } from "../../../sdk/statements/sf133.js";
import { SF133_LINES, SF133_TOTALS } from "../../../sdk/statements/sf133Lines.js";
import { statement } from "../../../sdk/statements/statement.js";
import {
  act,
  AGENCY,
  CANCELS,
  CLOSES,
  DAY,
  EVIDENCE,
  fundedJournal,
  type Journal,
  ledgerJournal,
  move,
  NONE,
  obligate,
  seal,
  OFFICERS,
  OPENS,
  REIMBURSABLE,
} from "../helpers/journal.js";
import { steps, walk } from "../helpers/walk.js";

const YEAR = 365 * DAY;

function transferOut(journal: Journal, amount: bigint): void {
  const { sequence } = journal.account(1);
  journal.emit("Transferred", {
    account: 1,
    to: 2,
    officer: OFFICERS.appropriating,
    sequence,
    amount,
    evidence: NONE,
  });
}

/** Root 1, open for two years: the first year's acts. */
function firstYear() {
  const journal = fundedJournal();
  const later = { closesAt: OPENS + 2 * YEAR, cancelsAt: CANCELS };
  for (const account of [1, 2]) {
    journal.emit("AccountExtended", { account, officer: OFFICERS.appropriating, ...later });
  }
  for (const account of [3, 4]) {
    journal.emit("AccountExtended", {
      account,
      officer: OFFICERS.budget,
      closesAt: OPENS + 2 * YEAR,
      cancelsAt: 0,
    });
  }
  const direct = obligate(journal, 3, 100_00n);
  obligate(journal, 4, 50_00n, { classification: REIMBURSABLE });
  move(journal, "Accepted", direct, 60_00n);
  move(journal, "Certified", direct, 60_00n);
  move(journal, "Paid", direct, 40_00n);
  act(journal, "Anticipated", 1, 80_00n);
  const { sequence } = journal.account(1);
  const receipt = {
    account: 1,
    officer: OFFICERS.collecting,
    sequence,
    kind: 3,
    amount: 90_00n,
    evidence: EVIDENCE,
  };
  journal.emit("Collected", receipt);
  act(journal, "Realised", 1, 30_00n);
  transferOut(journal, 10_00n);
  act(journal, "Rescinded", 1, 5_00n);
  return { journal, direct };
}

function secondYear() {
  const { journal, direct } = firstYear();
  const opening = cloneBooks(journal.books);
  journal.time = OPENS + YEAR;
  act(journal, "Withheld", 1, 15_00n);
  move(journal, "Increased", direct, 20_00n);
  move(journal, "Deobligated", direct, 30_00n);
  const another = obligate(journal, 3, 70_00n);
  move(journal, "Deobligated", another, 10_00n);
  move(journal, "Paid", direct, 20_00n);
  move(journal, "Returned", direct, 5_00n);
  act(journal, "Rescinded", 1, 7_00n);
  transferOut(journal, 3_00n);
  return { journal, direct, opening };
}

/** The lines that are not zero, totals left out. */
function details(options: Sf133Options): Record<string, bigint> {
  const rows = sf133(options).rows.filter(({ amount, isTotal }) => !isTotal && amount !== 0n);
  return Object.fromEntries(rows.map(({ line, amount }) => [line, amount]));
}

const first = (closing: Sf133Options["closing"]): Sf133Options => ({
  opening: emptyBooks(),
  closing,
  root: 1,
  from: OPENS,
  asOf: OPENS + YEAR - 1,
});

describe("sf133", () => {
  it("reports a first year", () => {
    const { books } = firstYear().journal;
    expect(details(first(books))).to.deep.equal({
      1100: 1_000_00n,
      1120: -10_00n,
      1130: -5_00n,
      1700: 30_00n,
      1740: 50_00n,
      2004: 100_00n,
      2104: 50_00n,
      2170: 150_00n,
      2201: 550_00n,
      2403: 365_00n,
      3010: 150_00n,
      3020: -40_00n,
      4010: 40_00n,
    });
    const { amounts, symbol } = sf133(first(books));
    expect(symbol).to.equal("012-2025-0100");
    expect(amounts).to.include({
      1160: 985_00n,
      1750: 80_00n,
      1910: 1_065_00n,
      2190: 150_00n,
      2490: 915_00n,
    });
    expect(amounts).to.include({ 2500: 1_065_00n, 3012: 150_00n, 3050: 110_00n });
    const received = { ...first(books), root: 2 };
    expect(details(received)).to.deep.equal({ 1011: 10_00n, 2301: 10_00n });
  });

  it("reports a second year: brought forward, recoveries, balances given up", () => {
    const { journal, opening } = secondYear();
    const options = {
      opening,
      closing: journal.books,
      root: 1,
      from: OPENS + YEAR,
      asOf: OPENS + 2 * YEAR - 1,
    };
    expect(details(options)).to.deep.equal({
      1000: 865_00n,
      1010: -3_00n,
      1021: 30_00n,
      1131: -7_00n,
      1740: 50_00n,
      2004: 80_00n,
      2170: 80_00n,
      2201: 500_00n,
      2401: 15_00n,
      2403: 340_00n,
      3000: 110_00n,
      3010: 80_00n,
      3020: -15_00n,
      4011: 15_00n,
      3040: -30_00n,
    });
    expect(sf133(options).amounts).to.include({ 1910: 935_00n, 2500: 935_00n, 2490: 855_00n, 3050: 145_00n });
  });

  it("reports an expired year: upward adjustments and recoveries, nothing apportioned", () => {
    const { journal, direct } = secondYear();
    const opening = cloneBooks(journal.books);
    journal.time = OPENS + 2 * YEAR;
    move(journal, "Deobligated", direct, 10_00n);
    move(journal, "Increased", direct, 4_00n);
    const options = { opening, closing: journal.books, root: 1, from: OPENS + 2 * YEAR, asOf: journal.time };
    expect(details(options)).to.deep.equal({
      1000: 805_00n,
      1021: 10_00n,
      1740: 50_00n,
      2004: 4_00n,
      2180: 4_00n,
      2413: 861_00n,
      3000: 145_00n,
      3011: 4_00n,
      3041: -10_00n,
    });
  });

  it("counts interest as an increase: of its year, or once expired as an upward adjustment", () => {
    const { journal, direct } = firstYear();
    move(journal, "InterestAccrued", direct, 2_00n);
    const interest = { 2004: 102_00n, 2170: 152_00n, 2201: 548_00n, 3010: 152_00n };
    expect(details(first(journal.books))).to.include(interest);
    const opening = cloneBooks(journal.books);
    journal.time = OPENS + 2 * YEAR;
    move(journal, "InterestAccrued", direct, 3_00n);
    const options = { opening, closing: journal.books, root: 1, from: OPENS + 2 * YEAR, asOf: journal.time };
    expect(details(options)).to.include({ 2004: 3_00n, 2180: 3_00n, 3011: 3_00n });
  });

  it("withdraws everything in the year of cancellation, and reports nothing after", () => {
    const { journal } = secondYear();
    const opening = cloneBooks(journal.books);
    const options = { opening, closing: journal.books, root: 1, from: CANCELS - YEAR, asOf: CANCELS };
    expect(details(options)).to.deep.equal({
      1000: 805_00n,
      1021: 145_00n,
      1029: -950_00n,
      3000: 145_00n,
      3041: -145_00n,
    });
    expect(sf133(options).amounts).to.include({ 1910: 0n, 2500: 0n, 3050: 0n });
    expect(details({ ...options, from: CANCELS, asOf: CANCELS + YEAR })).to.deep.equal({});
  });

  it("tells what may be used now, later and no more", () => {
    const journal = ledgerJournal();
    const window = (account: number, code: string, opensAt: number, closesAt: number) => {
      const terms = { account, parent: 1, owner: AGENCY, officer: OFFICERS.budget, opensAt, closesAt, code };
      journal.emit("AllotmentOpened", terms);
    };
    window(5, "Q1", OPENS, OPENS + 90 * DAY);
    window(6, "Q2", OPENS + 90 * DAY, OPENS + 180 * DAY);
    window(7, "Q3", OPENS + 180 * DAY, OPENS + 270 * DAY);
    act(journal, "Appropriated", 1, 100n);
    act(journal, "Appropriated", 2, 8n);
    act(journal, "Allotted", 5, 1n);
    act(journal, "Allotted", 6, 2n);
    act(journal, "Allotted", 7, 4n);
    act(journal, "Withheld", 1, 16n);
    const options = { ...first(journal.books), asOf: OPENS + 100 * DAY };
    expect(sf133(options).amounts).to.include({ 2201: 2n, 2202: 4n, 2401: 16n, 2403: 78n, 2301: 0n });
    expect(sf133({ ...options, root: 2 }).amounts).to.include({ 2301: 8n, 2304: 8n, 2403: 0n });
    const planned = ledgerJournal();
    const dates = { opensAt: CLOSES, closesAt: CLOSES + YEAR, cancelsAt: CANCELS };
    planned.emit("AppropriationOpened", {
      account: 5,
      owner: AGENCY,
      officer: OFFICERS.appropriating,
      ...dates,
      symbol: "S",
    });
    act(planned, "Appropriated", 5, 9n);
    expect(sf133({ ...first(planned.books), root: 5 }).amounts).to.include({ 2302: 9n, 2301: 0n, 2490: 9n });
    const opened = { ...first(planned.books), root: 5, asOf: CLOSES };
    expect(sf133(opened).amounts, "from its first second on").to.include({ 2302: 0n, 2301: 9n });
  });

  it("takes entries before the seal as brought forward, or as the year's own before there is one", () => {
    const journal = ledgerJournal();
    act(journal, "Appropriated", 1, 500n);
    const id = obligate(journal, 1, 200n, { name: "ObligationOpened" });
    move(journal, "Accepted", id, 60n);
    move(journal, "Certified", id, 60n);
    move(journal, "Paid", id, 60n);
    move(journal, "Deobligated", id, 10n);
    const own = { 1100: 500n, 2004: 190n, 2170: 190n, 2403: 310n, 3010: 190n, 3020: -60n, 4010: 60n };
    expect(details(first(journal.books))).to.deep.equal(own);
    seal(journal, 500n, 200n);
    const carried = { 1000: 300n, 1021: 10n, 2403: 310n, 3000: 200n, 3020: -60n, 3040: -10n, 4011: 60n };
    expect(details(first(journal.books))).to.deep.equal(carried);
    expect(details({ ...first(journal.books), openingEntries: "new" })).to.deep.equal(own);
  });

  it("foots for any journal, any root and any two dates, and agrees with the statement", () => {
    let reports = 0;
    fc.assert(
      fc.property(steps(60), fc.nat(), (all, pick) => {
        const { events, time, books } = walk(all);
        const from = events[pick % events.length]!.position.timestamp;
        const opening = fold(events, from);
        const asOf = Math.max(from, time);
        const { accounts } = statement(books, asOf);
        for (const root of [1, 2]) {
          const { amounts } = sf133({ opening, closing: books, root, from, asOf });
          const { tree, phase } = accounts.get(root)!;
          expect(amounts[2490]).to.equal(tree.unobligated + tree.anticipated);
          expect(amounts[3050]).to.equal(tree.obligated - tree.paid);
          const before = opening.accounts.get(root);
          const sum = [...opening.accounts.values()].filter((account) => account.root === root);
          const obligated = sum.reduce((total, account) => total + account.obligated, 0n);
          if (phase !== "cancelled") {
            expect(amounts[1000]).to.equal((before === undefined ? 0n : authorityOf(before)) - obligated);
          }
          reports += 1;
        }
      }),
      { numRuns: 150 },
    );
    expect(reports).to.equal(300);
  });

  it("throws rather than give out a report that does not foot", () => {
    const alterations: [RegExp, (journal: Journal) => unknown][] = [
      [/line 2490/, ({ books }) => (books.accounts.get(3)!.obligated += 1n)],
      [/line 2500/, ({ books }) => (books.accounts.get(4)!.available += 1n)],
      [/line 2500/, ({ books }) => (books.accounts.get(1)!.flows.appropriated += 1n)],
      [/line 2500/, ({ books }) => (books.accounts.get(1)!.flows.realised -= 1n)],
    ];
    for (const [rule, alter] of alterations) {
      const { journal } = firstYear();
      alter(journal);
      expect(() => sf133(first(journal.books))).to.throw(Sf133Imbalance, rule);
    }
    const { journal, opening } = secondYear();
    const before = opening.obligations.get(journal.account(3).obligations[0]!)!;
    const options = {
      opening,
      closing: journal.books,
      root: 1,
      from: OPENS + YEAR,
      asOf: OPENS + 2 * YEAR - 1,
    };
    before.deobligated += 1n;
    expect(() => sf133(options)).to.throw(Sf133Imbalance, /line 1910/);
    before.deobligated -= 1n;
    // A recovery that was spent again: the resources foot, what is unpaid does not.
    before.obligated += 1n;
    opening.accounts.get(3)!.available += 1n;
    opening.accounts.get(1)!.allotted += 1n;
    expect(() => sf133(options)).to.throw(Sf133Imbalance, /line 3050/);
  });

  it("refuses what is no appropriation, and books and dates that do not belong together", () => {
    const { journal, opening } = secondYear();
    const options = { opening, closing: journal.books, root: 1, from: OPENS + YEAR, asOf: OPENS + 2 * YEAR };
    for (const wrong of [
      { root: 3 },
      { root: 9 },
      { from: OPENS },
      { asOf: OPENS + YEAR },
      { opening: journal.books },
    ]) {
      expect(() => sf133({ ...options, ...wrong })).to.throw(FiscInputError);
    }
    const late = { ...options, from: OPENS + 3 * YEAR, opening: journal.books };
    expect(() => sf133(late)).to.throw(FiscInputError, /before the year's start/);
    const first = { ...options, closing: opening, asOf: OPENS + YEAR };
    expect(() => sf133(first), "the year's first second").not.to.throw();
  });

  it("gives every line, in order, with its title; and sums up each detail once", () => {
    const { rows } = sf133(first(firstYear().journal.books));
    expect(rows.map(({ line }) => line)).to.deep.equal(Object.keys(SF133_LINES).map(Number));
    expect(rows.map(({ line }) => line)).to.deep.equal(rows.map(({ line }) => line).sort((a, b) => a - b));
    const parts = Object.values(SF133_TOTALS).flat();
    expect(new Set(parts).size).to.equal(parts.length);
    const unsummed = rows.filter(({ line }) => !(parts as number[]).includes(line)).map(({ line }) => line);
    expect(unsummed, "the ends of the sums, and the other split of 2190").to.deep.equal([
      1910, 2004, 2104, 2500, 3050, 4020,
    ]);
  });
});
