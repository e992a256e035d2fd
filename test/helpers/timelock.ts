import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { ZeroHash } from "ethers";

import { time } from "../fixtures/network.js";
import type { TimelockController } from "../../types/ethers-contracts/index.js";

/** A call that the top administrator shall make. */
export interface Operation {
  readonly target: string;
  readonly data: string;
  readonly value: bigint;
  readonly predecessor: string;
  readonly salt: string;
}

export const operation = (target: string, data: string, salt = ZeroHash): Operation => ({
  target,
  data,
  value: 0n,
  predecessor: ZeroHash,
  salt,
});

/** The operation's fields, in the order in which the timelock and the veto take them. */
export const fields = ({ target, value, data, predecessor, salt }: Operation) =>
  [target, value, data, predecessor, salt] as const;

/** Has a councillor schedule the operation, at the shortest delay. */
export async function schedule(timelock: TimelockController, councillor: HardhatEthersSigner, it: Operation) {
  return timelock.connect(councillor).schedule(...fields(it), await timelock.getMinDelay());
}

/** Waits out the delay and has `anyone` execute the operation. */
export async function executeLater(timelock: TimelockController, anyone: HardhatEthersSigner, it: Operation) {
  await time.increase(await timelock.getMinDelay());
  return timelock.connect(anyone).execute(...fields(it));
}

/** Schedules and executes a call of the top administrator's. */
export async function throughTop(
  {
    timelock,
    council,
    stranger,
  }: {
    timelock: TimelockController;
    council: readonly [HardhatEthersSigner, ...HardhatEthersSigner[]];
    stranger: HardhatEthersSigner;
  },
  target: { getAddress(): Promise<string> },
  data: string,
) {
  const it = operation(await target.getAddress(), data);
  await schedule(timelock, council[0], it);
  return executeLater(timelock, stranger, it);
}
