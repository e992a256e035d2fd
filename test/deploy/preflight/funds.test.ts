import { expect } from "chai";
import { FeeData, type Provider } from "ethers";

import { checkFunds } from "../../../deploy/preflight/funds.js";
import { FiscInputError } from "../../../sdk/errors.js";

const DEPLOYER = `0x${"9".repeat(40)}`;

/** A chain at these prices. */
function chain(balance: bigint, gasLimit = 30_000_000n, maxFeePerGas: bigint | null = 2n): Provider {
  return {
    getBalance: () => Promise.resolve(balance),
    getFeeData: () => Promise.resolve(new FeeData(3n, maxFeePerGas, maxFeePerGas)),
    getBlock: () => Promise.resolve({ gasLimit }),
  } as unknown as Provider;
}

describe("what the deployer has to pay", () => {
  it("is half as much again as the gas left costs now", async () => {
    const estimate = await checkFunds(chain(900n), DEPLOYER, [100, 200]);
    expect(estimate).to.deep.equal({ gas: 300, needed: 900n, balance: 900n });
    expect((await checkFunds(chain(2000n, 30_000_000n, null), DEPLOYER, [100, 200])).needed).to.equal(1350n);
    expect((await checkFunds(chain(0n), DEPLOYER, [])).needed).to.equal(0n);
  });

  it("is asked for where it is not there", async () => {
    const error = await checkFunds(chain(899n), DEPLOYER, [100, 200]).catch((it: unknown) => it);
    expect(error).to.be.instanceOf(FiscInputError);
    expect((error as Error).message).to.match(
      /it holds 0\.0+899 of the chain's coin, and about 0\.0+9 may be needed; send it 0\.0+1 more\./,
    );
  });

  for (const [what, gasLimit, gas, most] of [
    ["a block", 15_000_000n, 15_000_001, 15_000_000],
    ["a transaction", 60_000_000n, 16_777_217, 16_777_216],
  ] as const) {
    it(`is not paid where a contract does not fit into ${what}`, async () => {
      const provider = chain(10n ** 18n, gasLimit);
      await checkFunds(provider, DEPLOYER, [gas - 1]);
      const error = await checkFunds(provider, DEPLOYER, [1, gas]).catch((it: unknown) => it);
      expect((error as Error).message).to.include(`take transactions of ${String(most)} gas`);
    });
  }
});
