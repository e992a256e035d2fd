import { formatEther, type Provider } from "ethers";

import { FiscInputError } from "../../sdk/errors.js";
import { TRANSACTION_GAS_CAP } from "../../sdk/transactionGas.js";

/** What is left to pay, as far as can be told beforehand. */
export interface Estimate {
  readonly gas: number;
  /** In the chain's coin: what the key should hold, with room for fees that rise and for what a rollup adds. */
  readonly needed: bigint;
  readonly balance: bigint;
}

/**
 * Checks that the deployer can pay for what is left, and that each transaction fits into a block.
 *
 * @param gas The gas of each transaction left, as rehearsed.
 * @throws FiscInputError that says what is missing.
 */
export async function checkFunds(
  provider: Provider,
  deployer: string,
  gas: readonly number[],
): Promise<Estimate> {
  const [balance, fees, block] = await Promise.all([
    provider.getBalance(deployer),
    provider.getFeeData(),
    provider.getBlock("latest"),
  ]);
  const total = gas.reduce((sum, it) => sum + it, 0);
  const price = fees.maxFeePerGas ?? fees.gasPrice ?? 0n;
  const needed = (BigInt(total) * price * 3n) / 2n;
  const largest = Math.max(0, ...gas);
  const most = Math.min(TRANSACTION_GAS_CAP, Number(block?.gasLimit ?? 0n));
  if (largest > most) {
    throw new FiscInputError(
      "the chain",
      `its blocks take transactions of ${String(most)} gas, and the largest contract needs ${String(largest)}`,
      "deploy to a chain with larger blocks",
    );
  }
  if (balance < needed) {
    throw new FiscInputError(
      `the key that deploys, ${deployer}`,
      `it holds ${formatEther(balance)} of the chain's coin, and about ${formatEther(needed)} may be needed`,
      `send it ${formatEther(needed - balance)} more`,
    );
  }
  return { gas: total, needed, balance };
}
