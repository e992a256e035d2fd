import { network } from "hardhat";

import type { FiscParameters } from "../../sdk/deployment/parameters.js";
import { FiscInputError } from "../../sdk/errors.js";
import { deployFisc } from "../deployFisc.js";

/**
 * Deploys once in this process, where it costs nothing.
 *
 * @param place What the parameters came from, for errors.
 * @returns The gas of each transaction, in their order.
 * @throws FiscInputError for parameters that the contracts refuse.
 */
export async function rehearse(parameters: FiscParameters, place: string): Promise<number[]> {
  const connection = await network.create({ network: "default" });
  try {
    const { provider } = connection.ethers;
    const first = await provider.getBlockNumber();
    try {
      await deployFisc(connection, parameters);
    } catch (error) {
      throw new FiscInputError(
        place,
        `the contracts refuse these parameters (${error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error)})`,
        "mind the bounds that deploy/parameters/local.json5 gives for each",
      );
    }
    const gas: number[] = [];
    for (let number = first + 1; number <= (await provider.getBlockNumber()); number++) {
      const block = await provider.getBlock(number);
      for (const hash of block?.transactions ?? []) {
        gas.push(Number((await provider.getTransactionReceipt(hash))?.gasUsed ?? 0n));
      }
    }
    return gas;
  } finally {
    await connection.close();
  }
}
