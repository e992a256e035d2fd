import type { Call } from "../client/sender.js";
import { type Fields, hex, readFields, readHash, readNumber, readQuantity } from "./answers.js";
import { BadAnswer, type Endpoint, isDeclined } from "./endpoint.js";
import { OutboxFault } from "./faults.js";
import type { Quorum } from "./quorum.js";
import { readReceipt, type Told } from "./receipt.js";

/** When a block stays: the chain says so itself, or so many blocks are on top of it. */
export type Finality = "finalized" | number;

/** How far the chain is, as the quorum sees it. */
export interface View {
  /** The newest block. */
  readonly head: number;
  /** The newest block that stays. */
  readonly final: number;
  /** Nonces of the key that are used, up to the newest block. */
  readonly used: number;
}

/** A transaction that used a nonce. */
export interface Used {
  readonly hash: string;
  readonly to: string;
  readonly data: string;
}

/** What the outbox asks of a chain, by a quorum. */
export class Chain {
  constructor(
    readonly quorum: Quorum,
    readonly chainId: bigint,
    private readonly from: string,
    private readonly finality: Finality,
  ) {}

  /** @throws OutboxFault where an endpoint serves another chain, or too few answer. */
  async requireChain(): Promise<void> {
    const answers = await this.quorum.ask((endpoint) => ask(endpoint, "eth_chainId"));
    for (const { endpoint, value } of answers) {
      const is = readQuantity(value, "chain id");
      if (is === this.chainId) continue;
      throw new OutboxFault(
        "wrong chain",
        endpoint.name,
        `it serves chain ${String(is)}, not ${String(this.chainId)}`,
        "name an endpoint of the right chain, or the right chain",
      );
    }
    this.quorum.requireEnough(answers);
  }

  async view(): Promise<View> {
    const told = await this.quorum.askAll(async (endpoint): Promise<View> => {
      const chainId = readQuantity(await ask(endpoint, "eth_chainId"), "chain id");
      if (chainId !== this.chainId) throw new BadAnswer(`it serves chain ${String(chainId)} now`);
      const used = await usedBy(endpoint, this.from, "latest");
      const head = readNumber(await ask(endpoint, "eth_blockNumber"), "block number");
      return { head, used, final: await this.#finalOf(endpoint, head) };
    });
    return {
      head: this.quorum.atLeast(told.map(({ head }) => head)),
      final: this.quorum.atLeast(told.map(({ final }) => final)),
      used: this.quorum.atLeast(told.map(({ used }) => used)),
    };
  }

  /** The receipt of whichever of these transactions was mined. Up to the block `final`, in a block that is there still. */
  async mined(hashes: readonly string[], final: number): Promise<Told | undefined> {
    return this.quorum.agreed(
      async (endpoint) => {
        for (const hash of hashes) {
          const told = readReceipt(await ask(endpoint, "eth_getTransactionReceipt", hash), hash, this.from);
          if (told === undefined) continue;
          if (told.blockNumber > final) return told;
          const block = readFields(
            await ask(endpoint, "eth_getBlockByNumber", hex(told.blockNumber), false),
            "block",
          );
          return block !== undefined && readHash(block.hash, "block's hash") === told.blockHash
            ? told
            : undefined;
        }
        return undefined;
      },
      ({ key }) => key,
    );
  }

  /**
   * The transaction that used a nonce, looked for in the blocks themselves.
   *
   * @param since A block before which it was free, to begin at.
   */
  async user(nonce: number, since: number): Promise<Used | undefined> {
    return this.quorum.agreed(
      async (endpoint) => {
        try {
          return await findUser(endpoint, this.from, nonce, since);
        } catch (error) {
          // It has not kept that much of the past: no opinion.
          if (isDeclined(error)) return undefined;
          throw error;
        }
      },
      ({ hash }) => hash,
    );
  }

  /** In wei. */
  async balance(): Promise<bigint> {
    const told = await this.quorum.askAll(async (endpoint) =>
      readQuantity(await ask(endpoint, "eth_getBalance", this.from, "latest"), "balance"),
    );
    return this.quorum.atLeast(told);
  }

  /**
   * Gas for a call: the most that an endpoint says.
   *
   * @throws OutboxFault where the quorum says that it would revert.
   */
  async estimate({ to, data }: Call, id: string): Promise<bigint> {
    let refusals = 0;
    let refusal: unknown;
    const told = await this.quorum.askAll(async (endpoint) => {
      try {
        const call = { from: this.from, to, data };
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
  async revertData({ to, data }: Call, block: number): Promise<string | undefined> {
    for (const at of [block - 1, block]) {
      let found: string | undefined;
      await this.quorum.ask(async (endpoint) => {
        try {
          await ask(endpoint, "eth_call", { from: this.from, to, data }, hex(at));
        } catch (error) {
          if (!isDeclined(error)) throw error;
          found ??= dataOf(error);
        }
      });
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Gives signed transactions to all endpoints, in order. What they say is no more than hearsay. */
  async send(transactions: readonly { readonly raw: string; readonly hash: string }[]): Promise<void> {
    await this.quorum.ask(async (endpoint) => {
      for (const { raw, hash } of transactions) {
        try {
          const answer = await ask(endpoint, "eth_sendRawTransaction", raw);
          if (readHash(answer, "transaction's hash") !== hash)
            throw new BadAnswer("it gives a transaction another hash");
        } catch (error) {
          // "Already known", "nonce too low", "underpriced": the chain says later what became of it.
          if (!isDeclined(error)) throw error;
        }
      }
    });
  }

  async #finalOf(endpoint: Endpoint, head: number): Promise<number> {
    if (this.finality !== "finalized") return Math.max(-1, head - this.finality);
    const block = readFields(await ask(endpoint, "eth_getBlockByNumber", "finalized", false), "block");
    // Before the first one is final, none is.
    return block === undefined ? -1 : readNumber(block.number, "block's number");
  }
}

export const ask = (endpoint: Endpoint, method: string, ...params: readonly unknown[]): Promise<unknown> =>
  endpoint.request({ method, params });

const usedBy = async (endpoint: Endpoint, from: string, block: string): Promise<number> =>
  readNumber(await ask(endpoint, "eth_getTransactionCount", from, block), "transaction count");

async function findUser(
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
