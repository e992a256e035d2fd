import { expect } from "chai";
import fc from "fast-check";

import { type Act, ACT_KINDS, type ActKind, acts, NO_EVIDENCE, RECEIPT_KINDS } from "../../sdk/acts.js";
import { FiscInputError } from "../../sdk/errors.js";
import { obligationId } from "../../sdk/ids.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { enumMembers, solidity } from "./helpers/solidity.js";

const EVIDENCE = `0x${"ab".repeat(32)}`;
const CLASSIFICATION = `0x01${"00".repeat(31)}`;
const OBLIGATION = obligationId(7, 3);

/** An act by any builder, with whatever else that builder needs. */
const build = (builder: keyof typeof acts, amount: bigint): Act =>
  (acts[builder] as (line: unknown) => Act)({
    account: 7,
    obligation: OBLIGATION,
    sequence: 4,
    amount,
    evidence: EVIDENCE,
    to: 8,
    payee: 9,
    receipt: "refund",
    classification: CLASSIFICATION,
  });

const BUILDERS = Object.keys(acts) as (keyof typeof acts)[];

const kindOf = (builder: keyof typeof acts): ActKind =>
  ACT_KINDS.find((kind) => kind.toLowerCase() === builder.toLowerCase())!;

describe("acts", () => {
  it("have the contracts' kinds, in their order", () => {
    expect(enumMembers(solidity("types/Act.sol"), "ActKind")).to.deep.equal([...ACT_KINDS]);
  });

  it("have the contracts' kinds of receipts", () => {
    const [none, ...kinds] = enumMembers(solidity("types/Act.sol"), "ReceiptKind");
    expect(none).to.equal("None");
    expect(kinds.map((kind) => kind.toLowerCase())).to.deep.equal(Object.keys(RECEIPT_KINDS));
    expect(Object.values(RECEIPT_KINDS)).to.deep.equal([1, 2, 3]);
  });

  it("have a builder for each kind", () => {
    expect(BUILDERS.map(kindOf)).to.deep.equal([...ACT_KINDS]);
  });

  for (const builder of BUILDERS) {
    it(`${builder} says what is done, to what, against what, and how much`, () => {
      const kind = ACT_KINDS.indexOf(kindOf(builder));
      const isMaking = builder === "obligate" || builder === "openObligation";
      const onAccount = kind <= ACT_KINDS.indexOf("OpenObligation");
      const counterparts: Partial<Record<keyof typeof acts, number>> = {
        transfer: 8,
        collect: 2,
        uncollect: 2,
        obligate: 9,
        openObligation: 9,
        novate: 9,
      };
      expect(build(builder, 500n)).to.deep.equal({
        kind,
        subject: onAccount ? 7n : OBLIGATION,
        counterpart: counterparts[builder] ?? 0,
        sequence: 4,
        amount: 500n,
        classification: isMaking ? CLASSIFICATION : NO_EVIDENCE,
        evidence: EVIDENCE,
      });
    });
  }

  it("rest on no evidence unless they name it", () => {
    expect(acts.allot({ account: 1, sequence: 1, amount: 1n }).evidence).to.equal(NO_EVIDENCE);
  });

  it("take 1 to all 64 bits of cents, and nothing below or above", () => {
    const builder = fc.constantFrom(...BUILDERS);
    fc.assert(
      fc.property(builder, fc.bigInt({ min: 1n, max: MAX_CENTS }), (name, amount) => {
        expect(build(name, amount).amount).to.equal(amount);
      }),
    );
    const outside = fc.oneof(fc.bigInt({ max: 0n }), fc.bigInt({ min: MAX_CENTS + 1n }));
    fc.assert(
      fc.property(builder, outside, (name, amount) => {
        expect(() => build(name, amount)).to.throw(FiscInputError, /cents can't be entered/);
      }),
    );
    expect(() => acts.allot({ account: 7, sequence: 1, amount: -5n })).to.throw(
      FiscInputError,
      "Allot on 7: an amount of -5 cents can't be entered; give at least 1",
    );
  });
});
