import { expect } from "chai";
import fc from "fast-check";

import { FiscInputError } from "../../sdk/errors.js";
import { displayCents, formatCents, MAX_CENTS, parseCents } from "../../sdk/money.js";

const cents = fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n });
const digits = fc.stringMatching(/^\d{1,30}$/);

describe("money", () => {
  it("reads what it writes, to the cent", () => {
    fc.assert(fc.property(cents, (amount) => parseCents(formatCents(amount)) === amount));
  });

  it("writes a sign, digits and two decimals, and nothing else", () => {
    fc.assert(
      fc.property(cents, (amount) => {
        expect(formatCents(amount)).to.match(/^-?(0|[1-9]\d*)\.\d\d$/);
      }),
    );
    expect([0n, 5n, -5n, 100n, -12_345n].map(formatCents)).to.deep.equal([
      "0.00",
      "0.05",
      "-0.05",
      "1.00",
      "-123.45",
    ]);
  });

  it("takes no, one or two decimals", () => {
    fc.assert(
      fc.property(digits, fc.nat(9), fc.nat(9), (units, tenth, hundredth) => {
        expect(parseCents(units)).to.equal(BigInt(units) * 100n);
        expect(parseCents(`-${units}.${tenth}`)).to.equal(-(BigInt(units) * 100n + BigInt(tenth * 10)));
        expect(parseCents(`${units}.${tenth}${hundredth}`)).to.equal(BigInt(`${units}${tenth}${hundredth}`));
      }),
    );
    expect(parseCents("-0.00")).to.equal(0n);
    expect(parseCents("184467440737095516.15")).to.equal(MAX_CENTS);
  });

  it("refuses a third decimal, scientific notation and whatever else is no plain decimal", () => {
    const scientific = fc
      .tuple(digits, fc.constantFrom("e", "E", "e+", "e-"), digits)
      .map((parts) => parts.join(""));
    const threeDecimals = fc
      .tuple(digits, fc.stringMatching(/^\d{3,6}$/))
      .map(([units, decimals]) => `${units}.${decimals}`);
    fc.assert(
      fc.property(fc.oneof(scientific, threeDecimals), (text) => {
        expect(() => parseCents(text)).to.throw(FiscInputError);
      }),
    );
    for (const text of [
      ...["", " ", " 1", "1 ", "1\n", "+1", "--1", "- 1", "1-", "(1)", "1,000", "1.", ".5", "1.2.3"],
      ...["NaN", "Infinity", "0x10", "$1", "1_000", "\u0661", "\u22121"],
    ]) {
      expect(() => parseCents(text), JSON.stringify(text)).to.throw(FiscInputError);
    }
  });

  it("never takes a string for another amount than it says", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-+.,\deE ]{0,8}$/), (text) => {
        let read: bigint;
        try {
          read = parseCents(text);
        } catch (error) {
          expect(error).to.be.instanceOf(FiscInputError);
          return;
        }
        const [units = "", decimals = ""] = text.split(".");
        expect(read).to.equal(BigInt(`${units}${decimals.padEnd(2, "0")}`));
      }),
    );
  });

  it("names the place, the string and what to write instead", () => {
    expect(() => parseCents("12.345", "line 7, column X")).to.throw(
      FiscInputError,
      'line 7, column X: "12.345" is not an amount; write digits with at most two decimals, such as "1234.50".',
    );
    expect(() => parseCents("?")).to.throw(FiscInputError, /^amount: /);
  });

  it("sets thousands apart for people, and changes nothing else", () => {
    fc.assert(
      fc.property(cents, (amount) => {
        const shown = displayCents(amount);
        expect(shown).to.match(/^-?\d{1,3}(,\d{3})*\.\d\d$/);
        expect(shown.replaceAll(",", "")).to.equal(formatCents(amount));
      }),
    );
    expect(displayCents(-123_456_789n)).to.equal("-1,234,567.89");
  });
});
