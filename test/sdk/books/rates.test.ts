import { expect } from "chai";
import fc from "fast-check";

import { emptyBooks } from "../../../sdk/books/emptyBooks.js";
import { civilDay, interestDue } from "../../../sdk/books/rates.js";
import { loadFixture, time } from "../../fixtures/network.js";
import { paying } from "../../fixtures/paying.js";

const DAY = 86_400;

/** Rates that rise and fall, and a clock that changes twice a year. */
async function rated() {
  const { rates, treasury } = await paying();
  const budget = rates.connect(treasury.budget.signer);
  const now = await time.latest();
  const today = Math.floor(now / DAY);
  for (const [ago, rate] of [
    [300, 4_000],
    [200, 100_000],
    [100, 0],
    [50, 1_375],
  ] as const) {
    await budget.setRate(today - ago, rate);
  }
  await budget.setOffset(now - 200 * DAY, -4 * 3_600);
  await budget.setOffset(now - DAY, 14 * 3_600);
  const books = emptyBooks();
  for (const { fromDay, rate } of await rates.rates()) {
    books.rates.push({ fromDay: Number(fromDay), rate: Number(rate) });
  }
  for (const { from, offset } of await rates.offsets()) {
    books.offsets.push({ from: Number(from), offset: Number(offset) });
  }
  return { rates, books, today };
}

describe("interest in the books", () => {
  it("is the contract's to the cent, for any amount and any day", async () => {
    const { rates, books, today } = await loadFixture(rated);
    const now = await time.latest();
    expect(civilDay(books, now)).to.equal(Number(await rates.today()));
    await fc.assert(
      fc.asyncProperty(
        fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
        fc.integer({ min: today - 500, max: today + 3 }),
        fc.integer({ min: today - 10, max: today + 60 }),
        async (principal, dueDay, paidDay) => {
          const { interest, daysLate, rate } = await rates.interestOn(principal, dueDay, paidDay);
          const due = interestDue(books, principal, dueDay, paidDay);
          const stored = { amount: interest, daysLate: Number(daysLate), rate: Number(rate) };
          expect(due).to.deep.equal(stored);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("is none without a rate, and below a dollar; a clock that never was set is UTC's", () => {
    const books = emptyBooks();
    expect(interestDue(books, 1_000_00n, 10, 50)).to.deep.equal({ amount: 0n, daysLate: 40, rate: 0 });
    expect(civilDay(books, 50 * DAY - 1)).to.equal(49);
    books.rates.push({ fromDay: 11, rate: 3_600 });
    // A day's interest at 3.6% is a ten-thousandth.
    const onTheDollar = interestDue(books, 10_000_00n, 10, 11);
    expect(onTheDollar).to.deep.equal({ amount: 1_00n, daysLate: 1, rate: 3_600 });
    expect(interestDue(books, 9_949_99n, 10, 11).amount).to.equal(0n);
    expect(interestDue(books, 10_000_00n, 9, 11).rate, "in force on the day after").to.equal(0);
    expect(interestDue(books, 10_000_00n, 11, 11).daysLate).to.equal(0);
  });
});
