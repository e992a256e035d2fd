import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { hexlify, randomBytes } from "ethers";

import { FiscInputError } from "../../../sdk/errors.js";
import { indexedLeaf, merkleRoot } from "../../../sdk/disbursement/merkle.js";
import { bindingsRoot, bindingsTree } from "../../../sdk/disbursement/schedule.js";

describe("merkleRoot", () => {
  const values = Array.from({ length: 70 }, () => hexlify(randomBytes(32)));

  it("is the root of OpenZeppelin's tree, for every number of leaves", () => {
    for (let count = 1; count <= values.length; ++count) {
      const some = values.slice(0, count);
      const tree = StandardMerkleTree.of(
        some.map((value, i) => [i, value]),
        ["uint32", "bytes32"],
      );
      expect(merkleRoot(some.map((value, i) => indexedLeaf(i, value)))).to.equal(tree.root);
      expect(bindingsRoot(some)).to.equal(bindingsTree(some).root);
    }
  });

  it("takes bindings in capitals, and no others than 32 bytes", () => {
    const capitals = values.map((value) => `0x${value.slice(2).toUpperCase()}`);
    expect(bindingsRoot(capitals)).to.equal(bindingsRoot(values));
    for (const wrong of ["0x", values[0]?.slice(0, 64) ?? "", `${values[0] ?? ""}00`, "binding"]) {
      expect(() => bindingsRoot([values[1] ?? "", wrong])).to.throw(FiscInputError, /line 2/);
    }
  });

  it("leaves the leaves in their order", () => {
    const leaves = values.map((value, i) => indexedLeaf(i, value));
    const before = [...leaves];
    merkleRoot(leaves);
    expect(leaves).to.deep.equal(before);
  });
});
