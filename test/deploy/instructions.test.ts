import { expect } from "chai";
import { getBytes } from "ethers";
import { artifacts } from "hardhat";

import { CONTRACT_NAMES } from "../../sdk/contracts.js";
import { SOLIDITY_NAMES } from "../../sdk/deployment/solidityNames.js";

const PUSH1 = 0x60;
const PUSH32 = 0x7f;
/** Instructions that came after the Cancun hard fork; chains that lag behind take them for invalid. */
const LATER: Readonly<Record<number, string>> = { 0x1e: "CLZ" };

/** The instructions of a contract's code, without what the compiler appends about its sources. */
function instructionsIn(code: string): Set<number> {
  const bytes = getBytes(code);
  const end = bytes.length - 2 - ((bytes.at(-2)! << 8) | bytes.at(-1)!);
  const found = new Set<number>();
  for (let i = 0; i < end; i++) {
    const instruction = bytes[i]!;
    found.add(instruction);
    if (instruction >= PUSH1 && instruction <= PUSH32) i += instruction - PUSH1 + 1;
  }
  return found;
}

describe("what the build needs of a chain", () => {
  it("sees an instruction, and not what is pushed", () => {
    const end = "a100" + "0002";
    expect([...instructionsIn(`0x1e${end}`)]).to.deep.equal([0x1e]);
    expect([...instructionsIn(`0x601e${end}`)]).to.deep.equal([0x60]);
  });

  for (const name of CONTRACT_NAMES) {
    it(`is no more than Cancun for ${SOLIDITY_NAMES[name]}`, async () => {
      const { deployedBytecode } = await artifacts.readArtifact(SOLIDITY_NAMES[name]);
      const found = instructionsIn(deployedBytecode);
      expect(found.size).to.be.greaterThan(50);
      for (const [instruction, title] of Object.entries(LATER)) {
        expect(found.has(Number(instruction)), title).to.equal(false);
      }
    });
  }
});
