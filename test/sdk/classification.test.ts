import { expect } from "chai";
import fc from "fast-check";

import { type Classification, decodeClassification, encodeClassification } from "../../sdk/classification.js";
import { FiscInputError } from "../../sdk/errors.js";

const ascii = (length: number) => fc.stringMatching(new RegExp(`^[ -~]{0,${length}}$`));
const classification: fc.Arbitrary<Classification> = fc.record({
  objectClass: ascii(4),
  programActivity: ascii(4),
  fundingSource: ascii(1),
  emergencyFund: ascii(3),
});

describe("classification", () => {
  it("comes back from its packed form", () => {
    fc.assert(
      fc.property(classification, (it) => {
        const packed = encodeClassification(it);
        expect(packed).to.match(/^0x01[0-9a-f]{62}$/);
        expect(decodeClassification(packed)).to.deep.equal({ version: 1, ...it });
      }),
    );
  });

  it("is packed as the contracts describe it", () => {
    const packed = encodeClassification({
      objectClass: "252",
      programActivity: "0801",
      fundingSource: "R",
      emergencyFund: "QQQ",
    });
    // Version, object class, program activity, funding source, emergency fund code, 19 zero bytes.
    expect(packed).to.equal(["0x01", "32353200", "30383031", "52", "515151", "00".repeat(19)].join(""));
    expect(encodeClassification({})).to.equal(`0x01${"00".repeat(31)}`);
  });

  it("refuses what does not fit, with the place and the field", () => {
    for (const [field, value] of [
      ["objectClass", "25200"],
      ["programActivity", "00001"],
      ["fundingSource", "DR"],
      ["emergencyFund", "QQQQ"],
      ["objectClass", "\u00e9"],
      ["objectClass", "1\n"],
    ] as const) {
      expect(() => encodeClassification({ [field]: value }, "line 4")).to.throw(
        FiscInputError,
        `line 4, ${field}: "${value}" does not fit a classification; use at most`,
      );
    }
  });

  it("never reads two different codes as one, whatever bytes the ledger took", () => {
    const bytes = fc.uint8Array({ minLength: 12, maxLength: 12 });
    const packed = (it: Uint8Array) => `0x01${Buffer.from(it).toString("hex")}${"00".repeat(19)}`;
    const read = (it: Uint8Array) => JSON.stringify(decodeClassification(packed(it)));
    fc.assert(
      fc.property(bytes, fc.nat(11), fc.integer({ min: 1, max: 255 }), (one, at, flip) => {
        const other = one.with(at, one[at]! ^ flip);
        expect(read(one)).not.to.equal(read(other));
      }),
    );
  });

  it("refuses a codec that it does not know, and what is no classification", () => {
    for (const packed of [
      `0x${"00".repeat(32)}`,
      `0x02${"00".repeat(31)}`,
      `0x01${"00".repeat(30)}`,
      `0x01${"00".repeat(32)}`,
      `01${"00".repeat(31)}`,
      `0x01${"zz".repeat(31)}`,
      "",
    ]) {
      expect(() => decodeClassification(packed), packed).to.throw(FiscInputError, /is in no known codec/);
    }
  });
});
