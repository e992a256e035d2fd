import { readFields, readQuantity } from "./answers.js";
import { ask, isDeclined } from "./endpoint.js";
import type { Quorum } from "./quorum.js";

/** What a transaction offers for a unit of gas, in wei: at the most, and of it to the block's producer. */
export interface Fee {
  readonly maxFee: bigint;
  readonly tip: bigint;
}

const GWEI = 10n ** 9n;

/** What gets a transaction into one of the next blocks: the middle of what the endpoints say, up to `most`. */
export async function currentFee(quorum: Quorum, most: bigint): Promise<Fee> {
  const told = await quorum.askAll(async (endpoint): Promise<Fee> => {
    const block = readFields(await ask(endpoint, "eth_getBlockByNumber", "latest", false), "block");
    const base = readQuantity(block?.baseFeePerGas, "base fee");
    let tip = GWEI;
    try {
      tip = readQuantity(await ask(endpoint, "eth_maxPriorityFeePerGas"), "priority fee");
    } catch (error) {
      // Not every node has an opinion.
      if (!isDeclined(error)) throw error;
    }
    // Six full blocks in a row double the base fee.
    return { maxFee: 2n * base + tip, tip };
  });
  const middle = (values: bigint[]): bigint =>
    values.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))[Math.floor((values.length - 1) / 2)] ?? 0n;
  return bounded(
    { maxFee: middle(told.map((it) => it.maxFee)), tip: middle(told.map((it) => it.tip)) },
    most,
  );
}

/** A fee with which nodes take a transaction in another's place; undefined where it would be above `most`. */
export function raisedFee(former: Fee, current: Fee, most: bigint): Fee | undefined {
  const raised = bounded(
    {
      maxFee: larger(by(former.maxFee, 5n, 4n), current.maxFee),
      tip: larger(by(former.tip, 5n, 4n), current.tip),
    },
    most,
  );
  // Nodes want a tenth more of both.
  const isEnough = raised.maxFee >= by(former.maxFee, 11n, 10n) && raised.tip >= by(former.tip, 11n, 10n);
  return isEnough ? raised : undefined;
}

const by = (wei: bigint, numerator: bigint, denominator: bigint): bigint =>
  (wei * numerator) / denominator + 1n;
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

function bounded({ maxFee, tip }: Fee, most: bigint): Fee {
  const bound = maxFee < most ? maxFee : most;
  return { maxFee: bound, tip: tip < bound ? tip : bound };
}
