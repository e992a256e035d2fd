import { type Fields, hex, readFields, readHash, readNumber } from "./answers.js";
import { ask, type Endpoint } from "./endpoint.js";

/** A transaction that used a nonce. */
export interface Used {
  readonly hash: string;
  readonly to: string;
  readonly data: string;
}

/** How many nonces of a key are used, up to a block. */
export const usedBy = async (endpoint: Endpoint, from: string, block: string): Promise<number> =>
  readNumber(await ask(endpoint, "eth_getTransactionCount", from, block), "transaction count");

/**
 * Looks for the transaction that used a nonce in the blocks themselves; undefined while none did.
 *
 * @param since A block before which it was free, to begin at.
 */
export async function findUser(
  endpoint: Endpoint,
  from: string,
  nonce: number,
  since: number,
): Promise<Used | undefined> {
  const isUsedAt = async (block: number) => (await usedBy(endpoint, from, hex(block))) > nonce;
  let high = readNumber(await ask(endpoint, "eth_blockNumber"), "block number");
  if (!(await isUsedAt(high))) return undefined;
  let low = Math.min(since, high);
  if (await isUsedAt(low)) low = 0;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await isUsedAt(middle)) high = middle;
    else low = middle;
  }
  const block = readFields(await ask(endpoint, "eth_getBlockByNumber", hex(high), true), "block");
  const transactions = block?.transactions;
  if (!Array.isArray(transactions)) return undefined;
  const user = (transactions as Fields[]).find(
    (it) => String(it.from).toLowerCase() === from.toLowerCase() && readNumber(it.nonce, "nonce") === nonce,
  );
  if (user === undefined) return undefined;
  return { hash: readHash(user.hash, "transaction's hash"), to: String(user.to), data: String(user.input) };
}
