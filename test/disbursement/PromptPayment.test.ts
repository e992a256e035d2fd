import { expect } from "chai";
import fc from "fast-check";

import { promptPaymentInterest } from "../../sdk/disbursement/promptPayment.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { ethers, loadFixture } from "../fixtures/network.js";

const RUNS = process.env.FISC_DEEP === "1" ? 50_000 : 2_000;

const deployed = async () => ({ formula: await ethers.deployContract("PromptPaymentMock") });

const rate = fc.integer({ min: 0, max: 100_000 });
const daysLate = fc.integer({ min: 0, max: 400 });

/** From cents to all the money that there is, each size as likely as the next, and the type's end. */
const principal = fc.oneof(
  fc.integer({ min: 0, max: 64 }).chain((bits) => {
    const most = 2n ** BigInt(bits) - 1n;
    return fc.bigInt({ min: 0n, max: most });
  }),
  fc.bigInt({ min: 2n ** 63n, max: MAX_CENTS }),
);

/**
 * Late payments whose interest ends in exactly half a cent, up to 59 days late: the formula's fraction in lowest terms,
 * with the principal an odd number of halves of its denominator.
 */
const halfCents = fc
  .record({ rate: fc.integer({ min: 1, max: 100_000 }), daysLate: fc.integer({ min: 1, max: 59 }) })
  .map((late) => ({ ...late, ...fraction(late.rate, late.daysLate) }))
  .filter(({ denominator }) => denominator % 2n === 0n && denominator / 2n <= 10n ** 15n)
  .chain((it) =>
    fc
      .bigInt({ min: 0n, max: 1_000n })
      .map((odd) => ({ ...it, principal: (it.denominator / 2n) * (2n * odd + 1n) })),
  )
  .filter((it) => it.principal <= MAX_CENTS);

/** Interest on one cent, not rounded, in lowest terms. */
function fraction(rate: number, days: number): { numerator: bigint; denominator: bigint } {
  const yearly = BigInt(rate);
  const periods = BigInt(Math.floor(days / 30));
  const denominator = 1_200_000n ** periods * 36_000_000n;
  const numerator =
    (1_200_000n + yearly) ** periods * (36_000_000n + yearly * BigInt(days % 30)) - denominator;
  const common = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
}

const greatestCommonDivisor = (a: bigint, b: bigint): bigint =>
  b === 0n ? a : greatestCommonDivisor(b, a % b);

describe("PromptPayment", () => {
  it("agrees with the SDK's exact fractions, to the cent", async () => {
    const { formula } = await loadFixture(deployed);
    await fc.assert(
      fc.asyncProperty(fc.record({ principal, rate, daysLate }), async (late) => {
        const interest = await formula.interest(late.principal, late.rate, late.daysLate);
        expect(interest).to.equal(promptPaymentInterest(late));
      }),
      { numRuns: RUNS },
    );
  });

  it("agrees where interest ends in exactly half a cent: that is a cent more", async () => {
    const { formula } = await loadFixture(deployed);
    await fc.assert(
      fc.asyncProperty(halfCents, async (late) => {
        const interest = await formula.interest(late.principal, late.rate, late.daysLate);
        const up = (late.principal * late.numerator * 2n + late.denominator) / (2n * late.denominator);
        expect((late.principal * late.numerator * 2n) % late.denominator).to.equal(0n);
        expect(interest).to.equal(up < 100n ? 0n : up);
        expect(interest).to.equal(promptPaymentInterest(late));
      }),
      { numRuns: RUNS },
    );
  });

  it("agrees on every day of a year at rates as they were published", async () => {
    const { formula } = await loadFixture(deployed);
    for (const published of [875, 1_625, 4_625, 4_875, 6_500, 8_500, 15_625]) {
      for (let days = 0; days <= 367; days++) {
        const late = { principal: 1_234_567_89n, rate: published, daysLate: days };
        expect(await formula.interest(late.principal, published, days)).to.equal(promptPaymentInterest(late));
      }
    }
  });
});
