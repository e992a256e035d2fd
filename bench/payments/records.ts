import { concat, toBeHex } from "ethers";

import { type Case, gasOf } from "../cases.js";
import { noise } from "../world.js";
import { giveTokens } from "./tokens.js";
import type { PaymentWorld } from "./world.js";

const ITEMS = 500;

/** Cents to the units of a token with six decimals. */
const SCALE = 10_000n;

/** The gas of a drop of three-byte amounts of cents to addresses that hold tokens or do not. */
async function drop(world: PaymentWorld, packed: boolean, existing: boolean): Promise<bigint> {
  const { connection, token, signers } = world;
  const dropper = (await connection.ethers.deployContract("BareDropper")).connect(signers.deployer);
  await (await token.connect(signers.deployer).approve(dropper, 2n ** 256n - 1n)).wait();
  const payees = Array.from({ length: ITEMS }, () => noise(20));
  const cents = payees.map(() => BigInt(noise(3)));
  if (existing) await giveTokens(world, payees);
  if (!packed) {
    const units = cents.map((amount) => amount * SCALE);
    return gasOf(dropper.dropArrays(token, payees, units));
  }
  const lines = concat(payees.map((payee, i) => concat([payee, toBeHex(cents[i] ?? 0n, 5)])));
  return gasOf(dropper.drop(token, SCALE, lines));
}

/** The unchecked peers that are plain loops. */
export const RECORDS: readonly Case<PaymentWorld>[] = [
  ...[true, false].flatMap((packed) =>
    [false, true].map((existing) => ({
      name: `record.${packed ? "packedDrop" : "drop"}.${String(ITEMS)}.${existing ? "existing" : "fresh"}`,
      items: ITEMS,
      gas: (world: PaymentWorld) => drop(world, packed, existing),
    })),
  ),
  {
    name: `record.timestamp.${String(ITEMS)}`,
    items: ITEMS,
    gas: async ({ connection }) => {
      const timestamps = await connection.ethers.deployContract("BareTimestamps");
      return gasOf(timestamps.timestamp(Array.from({ length: ITEMS }, () => noise(32))));
    },
  },
];
