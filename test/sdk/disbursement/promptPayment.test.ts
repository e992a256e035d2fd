import { expect } from "chai";
import fc from "fast-check";

import { promptPaymentInterest } from "../../../sdk/disbursement/promptPayment.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { MAX_CENTS } from "../../../sdk/money.js";

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY_MS;

const principal = fc.bigInt({ min: 0n, max: 10n ** 15n });
const rate = fc.integer({ min: 0, max: 100_000 });
const daysLate = fc.integer({ min: 0, max: 365 });

describe("promptPaymentInterest", () => {
  it("gives the examples of 5 CFR 1315.17", () => {
    const days = daysBetween("2026-04-01", "2026-04-11");
    expect(promptPaymentInterest({ principal: 1_500_00n, rate: 6_500, daysLate: days })).to.equal(2_71n);
    const longer = daysBetween("2026-04-01", "2026-06-15");
    expect(longer).to.equal(75);
    expect(promptPaymentInterest({ principal: 1_500_00n, rate: 6_000, daysLate: longer })).to.equal(18_83n);
  });

  it("compounds after each period of 30 days", () => {
    // 12% a year is 1% a period: on 100,000.00 that is 1,000.00, then 1,010.00, then 1,020.10.
    const after = (days: number) =>
      promptPaymentInterest({ principal: 100_000_00n, rate: 12_000, daysLate: days });
    expect([29, 30, 31, 60, 90].map(after)).to.deep.equal([
      966_67n,
      1_000_00n,
      1_033_67n,
      2_010_00n,
      3_030_10n,
    ]);
  });

  it("is nothing in time, without a rate or on nothing", () => {
    expect(promptPaymentInterest({ principal: 10n ** 12n, rate: 6_500, daysLate: 0 })).to.equal(0n);
    expect(promptPaymentInterest({ principal: 10n ** 12n, rate: 6_500, daysLate: -30 })).to.equal(0n);
    expect(promptPaymentInterest({ principal: 10n ** 12n, rate: 0, daysLate: 100 })).to.equal(0n);
    expect(promptPaymentInterest({ principal: 0n, rate: 6_500, daysLate: 100 })).to.equal(0n);
  });

  it("is nothing below one dollar, which half a cent reaches", () => {
    // At 36% a day's interest is a thousandth.
    const on = (cents: bigint) => promptPaymentInterest({ principal: cents, rate: 36_000, daysLate: 1 });
    expect(on(99_499n)).to.equal(0n);
    expect(on(99_500n)).to.equal(100n);
    expect(on(100_499n)).to.equal(100n);
    expect(on(100_500n)).to.equal(101n);
  });

  it("rounds exactly half a cent up, also where no decimal fraction is exact", () => {
    // 1,584.00 at 4.625% for ten days is 203.5 cents; a thirtieth of a percent has no end.
    expect(promptPaymentInterest({ principal: 1_584_00n, rate: 4_625, daysLate: 10 })).to.equal(2_04n);
  });

  it("accrues for a year at the longest", () => {
    const after = (days: number) =>
      promptPaymentInterest({ principal: 1_000_000_00n, rate: 6_500, daysLate: days });
    expect(after(365)).to.be.greaterThan(after(364));
    expect(after(366)).to.equal(after(365));
    expect(after(100_000)).to.equal(after(365));
  });

  it("grows with the amount, the rate and the days", () => {
    fc.assert(
      fc.property(principal, rate, daysLate, (cents, yearly, days) => {
        const of = (more: { cents?: bigint; yearly?: number; days?: number }) =>
          promptPaymentInterest({
            principal: cents + (more.cents ?? 0n),
            rate: Math.min(yearly + (more.yearly ?? 0), 100_000),
            daysLate: days + (more.days ?? 0),
          });
        const interest = of({});
        expect(of({ cents: 1_000n }) >= interest).to.equal(true);
        expect(of({ yearly: 10 }) >= interest).to.equal(true);
        expect(of({ days: 1 }) >= interest).to.equal(true);
        // At 100% for a year, less than e times the principal.
        expect(interest).to.be.at.most((cents * 172n) / 100n);
      }),
    );
  });

  it("never exceeds what an amount can be", () => {
    expect(promptPaymentInterest({ principal: MAX_CENTS, rate: 100_000, daysLate: 365 })).to.equal(MAX_CENTS);
  });

  it("refuses what is no amount, rate or number of days", () => {
    const wrong = [
      [{ principal: -1n }, /^principal: -0.01 can't be owed/],
      [{ principal: MAX_CENTS + 1n }, /^principal: 184467440737095516.16 can't be owed/],
      [{ rate: -1 }, /^rate: -1 is no rate/],
      [{ rate: 100_001 }, /^rate: 100001 is no rate/],
      [{ rate: 4.625 }, /^rate: 4.625 is no rate/],
      [{ rate: Number.NaN }, /^rate: NaN is no rate/],
      [{ daysLate: 1.5 }, /^days late: 1.5 is no number/],
      [{ daysLate: Number.POSITIVE_INFINITY }, /^days late: Infinity is no number/],
    ] as const;
    for (const [it, why] of wrong) {
      const late = { principal: 1_500_00n, rate: 6_500, daysLate: 10, ...it };
      expect(() => promptPaymentInterest(late)).to.throw(FiscInputError, why);
    }
  });
});
