import { expect } from "chai";
import { concat } from "ethers";
import fc from "fast-check";

import { isLineSet, lineCountOf, sumLines, voucherIdsIn } from "../../../sdk/books/chunkLines.js";
import { decodeLines, encodeLines, mostPerLine, RAILS, railNumber } from "../../../sdk/disbursement/lines.js";
import { cpuSeconds } from "../../helpers/cpuSeconds.js";

/** Lines of a rail, of amounts up to the largest. */
const linesOn = (rail: (typeof RAILS)[number]) => {
  const bytes = rail === "token" ? 20 : 10;
  const payee = fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((it) => `0x${Buffer.from(it).toString("hex")}`);
  return fc.array(fc.record({ payee, amount: fc.bigInt({ min: 1n, max: mostPerLine(rail) }) }), {
    minLength: 1,
    maxLength: 300,
  });
};

describe("packed lines in the books", () => {
  for (const rail of RAILS) {
    it(`add up as the lines do that they hold, on the ${rail} rail`, () => {
      fc.assert(
        fc.property(linesOn(rail), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (lines, bits) => {
          const packed = encodeLines(rail, lines);
          const amounts = decodeLines(rail, packed).map(({ amount }) => amount);
          expect(amounts).to.deep.equal(lines.map(({ amount }) => amount));
          expect(lineCountOf(railNumber(rail), packed)).to.equal(lines.length);
          const isSet = (line: number): boolean => isLineSet((word) => (word === 0 ? bits : 0n), line);
          const picked = amounts.filter((_, i) => i < 256 && ((bits >> BigInt(i)) & 1n) === 1n);
          for (const [counts, expected] of [
            [undefined, amounts],
            [isSet, picked],
          ] as const) {
            const { cents, count } = sumLines(railNumber(rail), packed, counts);
            expect(cents).to.equal(expected.reduce((sum, amount) => sum + amount, 0n));
            expect(count).to.equal(expected.length);
          }
        }),
        { numRuns: 100 },
      );
    });
  }

  it("are a whole number of lines, or ids of vouchers", () => {
    expect(lineCountOf(0, "0x")).to.equal(undefined);
    expect(lineCountOf(1, `0x${"00".repeat(17)}`)).to.equal(undefined);
    const ids = [`0x${"12".repeat(32)}`, `0x${"34".repeat(32)}`];
    expect(voucherIdsIn(concat(ids))).to.deep.equal(ids);
    expect(voucherIdsIn("0x")).to.equal(undefined);
    expect(voucherIdsIn(`0x${"12".repeat(33)}`)).to.equal(undefined);
  });

  it("take a second or so for 500,000 lines", () => {
    const line = { payee: `0x${"ab".repeat(10)}`, amount: mostPerLine("attested") };
    const packed = encodeLines("attested", new Array(5_000).fill(line));
    const seconds = cpuSeconds(() => {
      for (let chunk = 0; chunk < 100; chunk++) expect(sumLines(1, packed).count).to.equal(5_000);
    });
    console.log(`      500,000 lines in ${seconds.toFixed(2)} s`);
    expect(seconds).to.be.lessThan(2);
    expect(decodeLines("attested", packed)).to.have.length(5_000);
  });
});
