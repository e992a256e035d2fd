import { expect } from "chai";
import fc from "fast-check";

import { civilDate, NO_END, US_FEDERAL } from "../../../sdk/calendar.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { areaOf, centsOf, someCents, thousandthsOf } from "../../../sdk/client/inputs/amounts.js";
import { civilDayOf, secondsOf, timeOf } from "../../../sdk/client/inputs/dates.js";
import { addressOf, bytesOf, hashOf, optionalAddress, reasonCodeOf } from "../../../sdk/client/inputs/hex.js";
import { numberNamed, wholeNumber } from "../../../sdk/client/inputs/numbers.js";
import { obligationOf, printObligation } from "../../../sdk/client/refs.js";
import { formatCents, MAX_CENTS } from "../../../sdk/money.js";

const refusedAt = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    if (error instanceof FiscInputError) return error.place;
    throw error;
  }
  throw new Error("it went through");
};

describe("the client's inputs", () => {
  it("every amount in cents is read as it is printed", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: MAX_CENTS }), (cents) => centsOf(formatCents(cents)) === cents),
    );
    for (const wrong of ["0", "0.00", "-1", "1e3", "1.005", "", formatCents(MAX_CENTS + 1n)]) {
      expect(
        refusedAt(() => centsOf(wrong, "x")),
        wrong,
      ).to.equal("x");
    }
    expect(someCents("0")).to.equal(0n);
    expect(refusedAt(() => someCents(1 as unknown as string))).to.equal("amount");
  });

  it("every civil date is read as it is printed, in the ledger's own zone", () => {
    const date = fc.date({ min: new Date("1971-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(date, (day) => {
        const text = day.toISOString().slice(0, 10);
        expect(civilDate(timeOf(text, US_FEDERAL), US_FEDERAL)).to.equal(text);
      }),
    );
    expect(timeOf("2025-10-01", US_FEDERAL)).to.equal(1_759_291_200);
    expect(timeOf("2025-10-01T00:00:00Z", US_FEDERAL)).to.equal(1_759_276_800);
    expect(timeOf("none", US_FEDERAL)).to.equal(NO_END);
    for (const wrong of [
      "2025-02-30",
      "01/02/2025",
      "2025-13-01T00:00:00Z",
      "1960-01-01",
      "2025-10-01T00:00:00",
    ]) {
      expect(
        refusedAt(() => timeOf(wrong, US_FEDERAL, "x")),
        wrong,
      ).to.equal("x");
    }
    expect(civilDayOf("1970-01-02")).to.equal(1);
    expect(refusedAt(() => civilDayOf("2200-01-01"))).to.equal("date");
  });

  it("durations are a whole number of a unit", () => {
    expect(secondsOf("1 day")).to.equal(86_400);
    expect(secondsOf("90 seconds")).to.equal(90);
    expect(secondsOf("0 days")).to.equal(0);
    for (const wrong of ["7", "7d", "1.5 days", "-1 day", "1 month", "999999999 years"]) {
      expect(
        refusedAt(() => secondsOf(wrong)),
        wrong,
      ).to.equal("duration");
    }
  });

  it("rates and areas have so many decimals and no more", () => {
    expect(thousandthsOf("4.625")).to.equal(4_625);
    expect(thousandthsOf("100")).to.equal(100_000);
    for (const wrong of ["4.6255", "-1", "4,5", "four"])
      expect(refusedAt(() => thousandthsOf(wrong))).to.equal("rate");
    expect(areaOf("1500.5")).to.equal(150_050);
    expect(refusedAt(() => areaOf("42949672.96"))).to.equal("area");
  });

  it("hexadecimal is of the length that is asked for", () => {
    const hash = `0x${"aB".repeat(32)}`;
    expect(hashOf(hash, "x")).to.equal(hash.toLowerCase());
    expect(refusedAt(() => hashOf("0xab", "x"))).to.equal("x");
    expect(optionalAddress(undefined, "x")).to.match(/^0x0{40}$/);
    // One digit's case is wrong: a typing error, most likely.
    expect(refusedAt(() => addressOf("0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "x"))).to.equal("x");
    expect(reasonCodeOf("R02")).to.equal("0x523032");
    expect(refusedAt(() => reasonCodeOf("R002"))).to.equal("code");
    expect(refusedAt(() => bytesOf("0x123", "x"))).to.equal("x");
  });

  it("numbers are whole and in bounds, names such as there are", () => {
    expect(refusedAt(() => wholeNumber(1.5, 10, "x"))).to.equal("x");
    expect(refusedAt(() => wholeNumber(11, 10, "x"))).to.equal("x");
    expect(refusedAt(() => numberNamed({ one: 1 }, "toString" as "one", "x"))).to.equal("x");
  });

  it("every obligation is read as it is printed", () => {
    const id = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n });
    fc.assert(fc.property(id, (it) => obligationOf(printObligation(it)) === it && obligationOf(it) === it));
    for (const wrong of ["3", "3/", "3/2/1", "4294967296/1", 0n, 2n ** 64n]) {
      expect(
        refusedAt(() => obligationOf(wrong)),
        String(wrong),
      ).to.equal("obligation");
    }
  });
});
