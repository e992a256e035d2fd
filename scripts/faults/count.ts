import type { Provider } from "ethers";

import { mapBounded } from "../../sdk/concurrency.js";
import type { World } from "./world.js";

/** What the chain says of the payments, whatever the outbox thinks. */
export interface Counted {
  /** Payees who got more than once, or more than they were owed. */
  readonly doubles: number;
  /** Payees who got nothing, or less. */
  readonly losses: number;
  readonly paidOnce: number;
  /** Transactions of the key: as many as there are payments, if none was in vain. */
  readonly transactions: number;
}

/** Questions at a time. */
const AT_ONCE = 16;

/** Counts each payee's transfers in the journal, and compares balances. */
export async function count({ token, key, owed }: World, provider: Provider): Promise<Counted> {
  const got = new Map<string, number>();
  for (const { args } of await token.queryFilter(token.filters.Transfer())) {
    const payee = args.to.toLowerCase();
    got.set(payee, (got.get(payee) ?? 0) + 1);
  }
  let [doubles, losses] = [0, 0];
  await mapBounded([...owed], AT_ONCE, async ([payee, units]) => {
    const has = await token.balanceOf(payee);
    const times = got.get(payee) ?? 0;
    if (times > 1 || has > units) doubles += 1;
    else if (times < 1 || has < units) losses += 1;
  });
  return {
    doubles,
    losses,
    paidOnce: owed.size - doubles - losses,
    transactions: await provider.getTransactionCount(key),
  };
}
