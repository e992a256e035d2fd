import { hex, readFields, readHash, readNumber, readQuantity } from "./answers.js";
import { ask, BadAnswer, type Endpoint, isDeclined } from "./endpoint.js";
import { OutboxFault } from "./faults.js";
import { findUser, type Used, usedBy } from "./findUser.js";
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

/** What the outbox asks of a chain, by a quorum. */
export class Chain {
  /** What a node said last when it declined a transaction, by hash. */
  readonly hearsay = new Map<string, string>();

  constructor(
    readonly quorum: Quorum,
    readonly chainId: bigint,
    readonly from: string,
    private readonly finality: Finality,
  ) {}

  /**
   * Looks at which chain the endpoints serve.
   *
   * @returns The hash of its first block.
   * @throws OutboxFault where an endpoint serves another chain, or too few answer.
   */
  async requireChain(): Promise<string> {
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
    const genesis = await this.quorum.agreed(
      async (endpoint) => {
        const block = readFields(await ask(endpoint, "eth_getBlockByNumber", "0x0", false), "block");
        return readHash(block?.hash, "first block's hash");
      },
      (hash) => hash,
    );
    if (genesis === undefined) throw this.quorum.fault();
    return genesis;
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
          this.hearsay.set(hash, `${endpoint.name}: ${error.message}`);
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
