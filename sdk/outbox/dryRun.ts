import type { Call } from "../client/sender.js";
import { revertDataOf } from "../refusal.js";
import { hex, readQuantity } from "./answers.js";
import type { Chain } from "./chain.js";
import { ask, isDeclined, isRefusal } from "./endpoint.js";
import { OutboxFault } from "./faults.js";

/**
 * Gas for a call: the most that so many endpoints say at least.
 *
 * @throws OutboxFault `refused` where the quorum says that it would revert; `no quorum` where nobody can tell.
 */
export async function estimateGas({ quorum, from }: Chain, { to, data }: Call, id: string): Promise<bigint> {
  const estimates: bigint[] = [];
  const refusals: Error[] = [];
  await quorum.askAll(async (endpoint) => {
    try {
      const call = { from, to, data };
      estimates.push(readQuantity(await ask(endpoint, "eth_estimateGas", call, "pending"), "estimate"));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusals.push(error);
    }
  });
  // With enough on both sides, some are only behind: what is signed then can revert, but is made once.
  if (quorum.isEnough(estimates)) return quorum.atLeast(estimates);
  if (quorum.isEnough(refusals)) throw refused(id, refusals[0]);
  throw quorum.fault();
}

/** What a transaction reverted with, if a node can still tell. */
export async function revertData(
  { quorum, from }: Chain,
  { to, data }: Call,
  block: number,
): Promise<string | undefined> {
  for (const at of [block - 1, block]) {
    let found: string | undefined;
    await quorum.ask(async (endpoint) => {
      try {
        await ask(endpoint, "eth_call", { from, to, data }, hex(at));
      } catch (error) {
        if (!isRefusal(error) && !isDeclined(error)) throw error;
        found ??= revertDataOf(error);
      }
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

function refused(id: string, error: unknown): OutboxFault {
  const message = error instanceof Error ? error.message : String(error);
  return new OutboxFault(
    "refused",
    `intent "${id}"`,
    `it would fail (${message})`,
    "see what the contract says; nothing was sent",
    revertDataOf(error),
  );
}
