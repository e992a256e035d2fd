import { artifacts } from "hardhat";
import { expect } from "chai";
import { type ErrorFragment, Interface, type InterfaceAbi, type ParamType } from "ethers";

import { US_FEDERAL } from "../../../sdk/calendar.js";
import { FiscRefused, refusedBy } from "../../../sdk/client/refused.js";
import { FORMATS, printValue } from "../../../sdk/client/refusals/formats.js";
import { OTHER_ERRORS } from "../../../sdk/client/refusals/openzeppelin.js";
import { PLACEHOLDER } from "../../../sdk/client/refusals/render.js";
import { ERROR_PAGES, sentenceOf } from "../../../sdk/client/refusals/sentences.js";

/** Every contract that is deployed, by the names of their artifacts. */
const CONTRACTS = [
  "TimelockController",
  "OfficerRegistry",
  "InspectorVeto",
  "BudgetLedger",
  "PayeeRegistry",
  "CashCeilings",
  "InterestRates",
  "TokenRail",
  "AttestedRail",
  "Vouchers",
  "Schedules",
  "BuildingRegistry",
  "RecordRegistry",
];

async function errorsOfContracts(): Promise<Map<string, ErrorFragment>> {
  const abis = await Promise.all(
    CONTRACTS.map(async (name) => (await artifacts.readArtifact(name)).abi as InterfaceAbi),
  );
  const all = [...abis, OTHER_ERRORS].flatMap((abi) => {
    const found: ErrorFragment[] = [];
    new Interface(abi).forEachError((fragment) => found.push(fragment));
    return found;
  });
  return new Map(all.map((fragment) => [fragment.name, fragment]));
}

/** A value of an argument's type, such as a contract gives. */
function sample({ type, baseType }: ParamType): unknown {
  if (baseType === "string") return "a-code";
  if (baseType === "address") return `0x${"ab".repeat(20)}`;
  const [, bytes] = /^bytes(\d+)$/.exec(type) ?? [];
  if (bytes !== undefined) return `0x${"41".padEnd(2 * Number(bytes), "0")}`;
  return 1n;
}

const wordsOf = (rule: string): string[] => {
  const sentence = sentenceOf(rule)?.sentence;
  return sentence === undefined ? [] : [sentence.happened, sentence.rule, sentence.remedy];
};

describe("the sentences of refusals", () => {
  it("there is one for every custom error of every contract, and none besides", async () => {
    const errors = await errorsOfContracts();
    const sentences = Object.values(ERROR_PAGES).flatMap((it) => Object.keys(it));
    expect(sentences.sort()).to.deep.equal([...errors.keys()].sort());
    expect(errors.size).to.be.above(150);
  });

  it("each renders with real values, and leaves no argument out of words", async () => {
    for (const [rule, fragment] of await errorsOfContracts()) {
      const data = new Interface([fragment]).encodeErrorResult(fragment, fragment.inputs.map(sample));
      const refused = refusedBy({ data }, US_FEDERAL);
      expect(refused, rule).to.be.instanceOf(FiscRefused);
      expect(refused?.rule).to.equal(rule);
      expect(refused?.sentence, rule)
        .to.match(/^\S.*: .*; .*\.$/)
        .and.not.match(/[{}]|undefined|\.\./);
      expect(refused?.message).to.include(refused?.docs);
    }
  });

  it("each names the error's own arguments only, and formats that there are", async () => {
    for (const [rule, { inputs }] of await errorsOfContracts()) {
      const named = wordsOf(rule).flatMap((text) => [...text.matchAll(PLACEHOLDER)]);
      for (const [, name, format] of named) {
        expect(
          inputs.map((input) => input.name),
          rule,
        ).to.include(name);
        if (format !== undefined) expect(FORMATS, rule).to.include(format);
      }
      // What is left out would have to be guessed.
      const left = inputs.filter((input) => named.every(([, name]) => name !== input.name));
      expect(
        left.map(({ name }) => name),
        rule,
      ).to.deep.equal([]);
    }
  });

  it("amounts stand as decimals and times as dates", () => {
    expect(printValue(123_456n, "cents", US_FEDERAL)).to.equal("1234.56");
    expect(printValue(1_759_291_200n, "time", US_FEDERAL)).to.equal("2025-10-01");
    expect(printValue(1_759_291_201n, "time", US_FEDERAL)).to.equal("2025-10-01 00:00:01 -04:00");
    expect(printValue(2n ** 40n - 1n, "time", US_FEDERAL)).to.equal("never");
    expect(printValue(259_200n, "duration", US_FEDERAL)).to.equal("3 days");
    expect(printValue(0n, "duration", US_FEDERAL)).to.equal("0 seconds");
    expect(printValue(3_600n, "duration", US_FEDERAL)).to.equal("1 hour");
    expect(printValue((3n << 32n) | 2n, "obligation", US_FEDERAL)).to.equal("3/2");
    expect(printValue((3n << 32n) | 2n, "subject", US_FEDERAL)).to.equal("obligation 3/2");
    expect(printValue(3n, "subject", US_FEDERAL)).to.equal("account 3");
    expect(printValue(48n, "offices", US_FEDERAL)).to.equal("budget, contracting");
    expect(printValue(4_625n, "rate", US_FEDERAL)).to.equal("4.625%");
    expect(printValue(20_000n, "day", US_FEDERAL)).to.equal("2024-10-04");
    expect(printValue(99n, "phase", US_FEDERAL)).to.equal("99");
    expect(printValue(`0x02${"00".repeat(31)}`, "classification", US_FEDERAL)).to.match(/^0x02/);
    expect(printValue(`0x${"00".repeat(31)}05`, "states", US_FEDERAL)).to.equal("not proposed or ready");
  });

  it("what no rule refused is no refusal", () => {
    expect(refusedBy(new Error("ECONNREFUSED"), US_FEDERAL)).to.equal(undefined);
    expect(refusedBy({ data: "0xdeadbeef" }, US_FEDERAL)).to.equal(undefined);
  });
});
