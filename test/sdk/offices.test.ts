import { expect } from "chai";
import fc from "fast-check";

import { type Office, OFFICES, officesIn, officesMask } from "../../sdk/offices.js";
import { solidity } from "./helpers/solidity.js";

const NAMES = Object.keys(OFFICES) as Office[];

describe("offices", () => {
  it("are the contracts' own, bit for bit", () => {
    const source = solidity("types/Offices.sol");
    const inContracts = [...source.matchAll(/uint32 internal constant (\w+) = 1 << (\d+);/g)].map(
      ([, name = "", bit = ""]) => [name.toLowerCase(), 2 ** Number(bit)] as const,
    );
    expect(Object.fromEntries(inContracts)).to.deep.equal(OFFICES);
    const all = /ALL = \(1 << (\d+)\) - 1;/.exec(source)?.[1];
    expect(officesMask(...NAMES)).to.equal(2 ** Number(all) - 1);
  });

  it("go into a mask and come back", () => {
    fc.assert(
      fc.property(fc.subarray(NAMES), (offices) => {
        expect(officesIn(officesMask(...offices))).to.deep.equal(offices);
      }),
    );
    expect(officesMask()).to.equal(0);
    expect(officesMask("budget", "budget")).to.equal(OFFICES.budget);
  });

  it("leave bits that are no office unnamed", () => {
    expect(officesIn((1 << 20) | OFFICES.property)).to.deep.equal(["property"]);
  });
});
