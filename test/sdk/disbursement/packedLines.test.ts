import { expect } from "chai";
import { concat, getAddress, hexlify, randomBytes, toBeHex } from "ethers";

import { FiscInputError } from "../../../sdk/errors.js";
import {
  decodeLines,
  encodeLines,
  type Line,
  lineSize,
  mostPerLine,
  type Rail,
} from "../../../sdk/disbursement/lines.js";

const SIZES = { token: [20, 5], attested: [10, 6] } as const;

function someLines(rail: Rail, count: number) {
  return Array.from({ length: count }, (_, i) => {
    const payee = hexlify(randomBytes(SIZES[rail][0]));
    return {
      payee: rail === "token" ? getAddress(payee) : payee,
      amount: i === 0 ? mostPerLine(rail) : BigInt(i),
    };
  });
}

describe("lines", () => {
  for (const rail of ["token", "attested"] as const) {
    it(`pack and unpack on the ${rail} rail`, () => {
      const lines = someLines(rail, 9);
      const packed = encodeLines(rail, lines);
      expect(packed).to.equal(
        concat(lines.map(({ payee, amount }) => concat([payee, toBeHex(amount, SIZES[rail][1])]))),
      );
      expect(decodeLines(rail, packed)).to.deep.equal(lines);
      expect(packed.length).to.equal(2 + 2 * 9 * lineSize(rail));
    });

    it(`refuse an amount that a line can't carry on the ${rail} rail, and say which line`, () => {
      const [first, second] = someLines(rail, 2);
      for (const amount of [0n, -1n, mostPerLine(rail) + 1n]) {
        const lines = [
          { ...first, amount: 1n },
          { ...second, amount },
        ] as Line[];
        expect(() => encodeLines(rail, lines)).to.throw(FiscInputError, /line 2/);
      }
    });

    it(`refuse a payee of the other rail on the ${rail} rail`, () => {
      const other = someLines(rail === "token" ? "attested" : "token", 1);
      expect(() => encodeLines(rail, other)).to.throw(FiscInputError, /line 1/);
    });

    it(`refuse bytes that are no whole lines of the ${rail} rail`, () => {
      expect(() => decodeLines(rail, "0x00")).to.throw(FiscInputError, /1 bytes/);
    });
  }

  it("check an address's checksum, where it has one", () => {
    const { payee } = someLines("token", 1)[0] ?? { payee: "" };
    const swapped = payee.replace(/[a-fA-F](?=[^a-fA-F]*$)/, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    );
    expect(() => encodeLines("token", [{ payee: swapped, amount: 1n }])).to.throw(FiscInputError);
    expect(encodeLines("token", [{ payee: payee.toLowerCase(), amount: 1n }])).to.equal(
      encodeLines("token", [{ payee, amount: 1n }]),
    );
  });
});
