import { getAddress } from "ethers";

import { type JournalEntry, readIgnitionJournal } from "./readJournal.js";

/** What the journal says of how a deployment went. */
export interface DeploymentHistory {
  readonly deployer: string;
  /** The block that created each contract, by its address. */
  readonly created: ReadonlyMap<string, number>;
  /** The block of the last transaction. */
  readonly last: number;
}

/** Reads a deployment that has ended. */
export function historyOf(entries: readonly JournalEntry[]): DeploymentHistory {
  const created = new Map<string, number>();
  let last = 0;
  let deployer: string | undefined;
  for (const { line } of entries) {
    deployer ??= line.from;
    if (line.type !== "TRANSACTION_CONFIRM" || line.receipt === undefined) continue;
    const { blockNumber, contractAddress } = line.receipt;
    last = Math.max(last, blockNumber);
    if (contractAddress !== undefined) created.set(getAddress(contractAddress), blockNumber);
  }
  if (deployer === undefined) throw new Error("the journal names no account that deployed");
  return { deployer: getAddress(deployer), created, last };
}

/** How many transactions of the deployment in a folder are done. */
export async function historyLength(folder: string): Promise<number> {
  const entries = await readIgnitionJournal(folder);
  return entries.filter(({ line }) => line.type === "TRANSACTION_CONFIRM").length;
}
