import type { Call } from "../client/sender.js";
import { hex, readQuantity } from "./answers.js";
import type { Chain } from "./chain.js";
import { ask, isDeclined } from "./endpoint.js";
import { OutboxFault } from "./faults.js";

/**
 * Gas for a call: the most that an endpoint says.
 *
 * @throws OutboxFault where the quorum says that it would revert.
 */
export async function estimateGas({ quorum, from }: Chain, { to, data }: Call, id: string): Promise<bigint> {
  let refusals = 0;
  let refusal: unknown;
  const told = await quorum.askAll(async (endpoint) => {
    try {
      const call = { from, to, data };
      return readQuantity(await ask(endpoint, "eth_estimateGas", call, "pending"), "estimate");
    } catch (error) {
      if (!isDeclined(error)) throw error;
      refusals += 1;
      refusal = error;
      return 0n;
    }
  });
  const most = told.reduce((a, b) => (a > b ? a : b), 0n);
  if (refusals > told.length - refusals || most === 0n) throw refused(id, refusal);
  return most;
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
        if (!isDeclined(error)) throw error;
        found ??= dataOf(error);
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
    dataOf(error),
  );
}

/** Nodes put it into `data`, or into an object there. */
function dataOf(error: unknown): string | undefined {
  const { data } = (error ?? {}) as { data?: unknown };
  if (typeof data === "string") return data;
  return typeof data === "object" && data !== null && "data" in data ? String(data.data) : undefined;
}
