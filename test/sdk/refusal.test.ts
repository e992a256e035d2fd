import { expect } from "chai";
import { Interface } from "ethers";
import fc from "fast-check";

import { refusalOf } from "../../sdk/refusal.js";

const LEDGER = new Interface(["error NotEnough(uint32 account, uint64 available)", "function pay()"]);
const REGISTRY = new Interface(["error Unknown(address key)"]);
const BOTH = [LEDGER, REGISTRY];
const DATA = LEDGER.encodeErrorResult("NotEnough", [7, 100n]);
const REFUSAL = { rule: "NotEnough", values: { account: 7n, available: 100n } };

describe("refusalOf", () => {
  it("finds the rule and its values wherever a library has put the revert data", () => {
    for (const error of [
      { data: DATA },
      { data: { data: DATA } },
      { info: { error: { data: DATA } } },
      { error: { error: { data: { data: DATA.toUpperCase().replace("0X", "0x") } } } },
      Object.assign(new Error("reverted"), { cause: { data: DATA } }),
      { data: "0x", info: { data: null }, error: { revert: { data: DATA } } },
    ]) {
      expect(refusalOf(error, BOTH)).to.deep.equal(REFUSAL);
    }
  });

  it("asks each contract in turn", () => {
    const key = `0x${"1".repeat(40)}`;
    const error = { data: REGISTRY.encodeErrorResult("Unknown", [key]) };
    expect(refusalOf(error, BOTH)).to.deep.equal({ rule: "Unknown", values: { key } });
    expect(refusalOf(error, [LEDGER])).to.equal(undefined);
    expect(refusalOf(error, [])).to.equal(undefined);
  });

  it("finds it under any wrapping of up to six layers", () => {
    const layers = fc.array(fc.constantFrom("data", "info", "error", "cause", "revert"), { maxLength: 6 });
    fc.assert(
      fc.property(layers, (keys) => {
        const wrapped = keys.reduce<object>((inner, key) => ({ [key]: inner }), { data: DATA });
        expect(refusalOf(wrapped, BOTH)).to.deep.equal(REFUSAL);
      }),
    );
  });

  it("says nothing where no rule refused: a lost connection, the call's own data, nothing at all", () => {
    const endless: { cause?: unknown } = {};
    endless.cause = endless;
    for (const error of [
      new Error("ECONNREFUSED"),
      { transaction: { data: DATA } },
      { data: "0x" },
      { data: "0xdeadbeef" },
      { data: LEDGER.encodeFunctionData("pay") },
      endless,
      DATA,
      undefined,
      null,
      7,
    ]) {
      expect(refusalOf(error, BOTH)).to.equal(undefined);
    }
  });

  it("takes a failed assertion or a string for no rule", () => {
    const builtIn = new Interface(["error Panic(uint256 code)", "error Error(string reason)"]);
    expect(refusalOf({ data: builtIn.encodeErrorResult("Panic", [0x11]) }, BOTH)).to.equal(undefined);
    expect(refusalOf({ data: builtIn.encodeErrorResult("Error", ["no"]) }, BOTH)).to.equal(undefined);
  });

  it("passes by anything without failing itself", () => {
    fc.assert(fc.property(fc.anything(), (error) => refusalOf(error, BOTH) === undefined));
  });
});
