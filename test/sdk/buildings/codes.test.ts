import { expect } from "chai";
import { encodeBytes32String } from "ethers";
import fc from "fast-check";

import { decodeCode, encodeCode, tokenIdOf } from "../../../sdk/buildings/codes.js";
import { FiscInputError } from "../../../sdk/errors.js";

const printable = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
const code = fc.array(printable, { minLength: 1, maxLength: 31 }).map((all) => all.join(""));

describe("codes of buildings and leases", () => {
  it("are written as ethers writes a short text, and come back", () => {
    fc.assert(
      fc.property(code, (one) => {
        expect(encodeCode(one)).to.equal(encodeBytes32String(one));
        expect(decodeCode(encodeCode(one))).to.equal(one);
        expect(tokenIdOf(one)).to.equal(BigInt(encodeBytes32String(one)));
      }),
    );
  });

  it("may be none", () => {
    expect(encodeCode("")).to.equal(`0x${"00".repeat(32)}`);
    expect(decodeCode(encodeCode(""))).to.equal("");
  });

  it("are refused where they are no code", () => {
    for (const wrong of ["A B", "é", "a\n", "x".repeat(32)]) {
      expect(() => encodeCode(wrong, "line 3"))
        .to.throw(FiscInputError)
        .with.property("place", "line 3");
    }
  });

  it("show bytes that are no code as they are, each its own way", () => {
    for (const word of [
      `${"00".repeat(31)}41`,
      `4100${"42".repeat(1)}${"00".repeat(29)}`,
      "41".repeat(32),
      `20${"00".repeat(31)}`,
      `7f${"00".repeat(31)}`,
    ]) {
      expect(decodeCode(`0x${word}`)).to.equal(`\uFFFD${word}`);
    }
  });
});
