import { expect } from "chai";
import fc from "fast-check";
import { AbiCoder, concat, dataLength, getAddress, hexlify, toBeHex, zeroPadValue } from "ethers";

import {
  bankSettlement,
  type Method,
  METHODS,
  tokenSettlement,
} from "../../../sdk/disbursement/settlement.js";
import { loadFixture, time } from "../../fixtures/network.js";
import { paying } from "../../fixtures/paying.js";
import { expectEvent } from "../../helpers/expect.js";
import { enumMembers, solidity } from "../helpers/solidity.js";

const methods = Object.keys(METHODS) as Method[];

describe("settlements", () => {
  it("know the contracts' methods, in their order", () => {
    const members = enumMembers(solidity("disbursement/IAttestedRail.sol"), "Method");
    expect(members.map((name) => name.toLowerCase())).to.deep.equal(["none", ...methods]);
    expect(Object.values(METHODS)).to.deep.equal([1, 2, 3, 4]);
  });

  it("in tokens name the token in one word", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (bytes) => {
        const token = getAddress(hexlify(bytes));
        expect(tokenSettlement(token)).to.equal(zeroPadValue(token, 32).toLowerCase());
      }),
    );
  });

  it("by bank are four words, each as it was given", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.constantFrom(...methods),
        fc.integer({ min: 0, max: 2 ** 16 - 1 }),
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        (bank, method, settlementDay, firstTrace) => {
          const encoded = bankSettlement({ bank, method, settlementDay, firstTrace });
          expect(dataLength(encoded)).to.equal(128);
          expect(encoded).to.equal(
            concat([bank, METHODS[method], settlementDay, firstTrace].map((it) => toBeHex(it, 32))),
          );
          const decoded = AbiCoder.defaultAbiCoder().decode(
            ["tuple(uint32, uint8, uint16, uint64)"],
            encoded,
          );
          expect(decoded[0]).to.deep.equal([
            BigInt(bank),
            BigInt(METHODS[method]),
            BigInt(settlementDay),
            firstTrace,
          ]);
        },
      ),
    );
  });

  it("are read by the contracts as they were written", async () => {
    const { attestedRail, payer } = await loadFixture(paying);
    const today = Math.floor((await time.latest()) / 86_400);
    for (const [i, method] of methods.entries()) {
      const it = { bank: 2 ** 32 - 1 - i, method, settlementDay: today + i, firstTrace: 1_000n + BigInt(i) };
      await expectEvent(
        payer.contract.payOver(attestedRail, toBeHex(1, 16), 1n, bankSettlement(it)),
        attestedRail,
        "PaymentsAttested",
        it.bank,
        payer.contract,
        METHODS[method],
        it.settlementDay,
        it.firstTrace,
        1n,
      );
    }
  });
});
