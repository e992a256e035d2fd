import { id, Transaction, toQuantity } from "ethers";

import { RpcError } from "../../../../sdk/outbox/endpoint.js";

interface Block {
  readonly hash: string;
  readonly transactions: readonly Transaction[];
}

type Answerer = (...params: never[]) => unknown;

/** Blocks on top of one that stays. */
const DEPTH = 4;

/** A chain in memory, with one key on it, that answers what an outbox asks, and can be reorganised. */
export class FakeChain {
  chainId = 31_337n;
  baseFee = 10n ** 9n;
  balance = 10n ** 20n;
  /** Calls with these data revert. */
  readonly reverting = new Set<string>();
  /** Nothing is mined that pays less. */
  leastFee = 0n;
  readonly blocks: Block[] = [{ hash: id("genesis"), transactions: [] }];
  readonly pool = new Map<number, Transaction>();
  /** Raw bytes as they came. */
  readonly seen: string[] = [];
  #fork = 0;

  constructor(readonly from: string) {}

  get head(): number {
    return this.blocks.length - 1;
  }

  /** All transactions on the chain, as they were mined. */
  get mined(): Transaction[] {
    return this.blocks.flatMap(({ transactions }) => transactions);
  }

  /** Mines what waits, then empty blocks up to `count`. */
  mine(count = 1): void {
    for (let i = 0; i < count; i++) {
      const transactions: Transaction[] = [];
      for (let nonce = this.usedAt(this.head); ; nonce++) {
        const next = this.pool.get(nonce);
        if (next === undefined || next.maxFeePerGas! < this.leastFee) break;
        this.pool.delete(nonce);
        transactions.push(next);
      }
      this.blocks.push({
        hash: id(`block ${String(this.blocks.length)} ${String(this.#fork)}`),
        transactions,
      });
    }
  }

  /** Replaces the last blocks by empty ones; what was in them is forgotten. */
  reorganise(depth: number): void {
    this.#fork += 1;
    this.blocks.length -= depth;
    this.pool.clear();
    this.mine(depth);
  }

  usedAt(block: number): number {
    return this.blocks.slice(0, block + 1).reduce((sum, { transactions }) => sum + transactions.length, 0);
  }

  answer(method: string, params: readonly unknown[]): unknown {
    const answerer = this.#answerers[method];
    if (answerer === undefined) throw new RpcError(`no method ${method}`, -32_601);
    return answerer(...(params as never[]));
  }

  send(raw: string): string {
    this.seen.push(raw);
    const transaction = Transaction.from(raw);
    const there = this.pool.get(transaction.nonce);
    if (this.mined.some(({ hash }) => hash === transaction.hash) || there?.hash === transaction.hash)
      throw new RpcError("already known", -32_000);
    if (transaction.nonce < this.usedAt(this.head)) throw new RpcError("nonce too low", -32_000);
    if (there !== undefined && transaction.maxFeePerGas! * 10n < there.maxFeePerGas! * 11n)
      throw new RpcError("replacement transaction underpriced", -32_000);
    this.pool.set(transaction.nonce, transaction);
    return transaction.hash!;
  }

  readonly #answerers: Readonly<Record<string, Answerer>> = {
    eth_chainId: () => toQuantity(this.chainId),
    eth_blockNumber: () => toQuantity(this.head),
    eth_getTransactionCount: (_: string, tag: string) => toQuantity(this.usedAt(this.#number(tag))),
    eth_getBalance: () => toQuantity(this.balance),
    eth_maxPriorityFeePerGas: () => toQuantity(10n ** 9n),
    eth_sendRawTransaction: (raw: string) => this.send(raw),
    eth_getBlockByNumber: (tag: string, isWhole: boolean) => this.#block(this.#number(tag), isWhole),
    eth_getTransactionReceipt: (hash: string) => this.#receipt(hash),
    eth_estimateGas: ({ data }: { data: string }) => this.#call(data, toQuantity(50_000)),
    eth_call: ({ data }: { data: string }) => this.#call(data, "0x"),
  };

  #call(data: string, result: string): string {
    if (this.reverting.has(data)) throw new RpcError("execution reverted", 3, `${data}ff`);
    return result;
  }

  #number(tag: string): number {
    if (tag === "finalized") return Math.max(0, this.head - DEPTH);
    return tag.startsWith("0x") ? Number(tag) : this.head;
  }

  #block(number: number, isWhole: boolean): unknown {
    const block = this.blocks[number];
    if (block === undefined) return null;
    const transactions = block.transactions.map((it) =>
      isWhole
        ? { hash: it.hash, from: it.from, nonce: toQuantity(it.nonce), to: it.to, input: it.data }
        : it.hash,
    );
    return {
      number: toQuantity(number),
      hash: block.hash,
      baseFeePerGas: toQuantity(this.baseFee),
      transactions,
    };
  }

  #receipt(hash: string): unknown {
    const number = this.blocks.findIndex(({ transactions }) => transactions.some((it) => it.hash === hash));
    const block = this.blocks[number];
    if (block === undefined) return null;
    const index = block.transactions.findIndex((it) => it.hash === hash);
    const { to, from, data } = block.transactions[index]!;
    const isReverted = this.reverting.has(data);
    const place = {
      blockHash: block.hash,
      blockNumber: toQuantity(number),
      transactionHash: hash,
      transactionIndex: toQuantity(index),
    };
    const log = { ...place, address: to, topics: [id("Paid")], data, logIndex: "0x0", removed: false };
    return {
      ...place,
      from,
      to,
      contractAddress: null,
      status: isReverted ? "0x0" : "0x1",
      type: "0x2",
      gasUsed: "0x5208",
      cumulativeGasUsed: "0x5208",
      effectiveGasPrice: toQuantity(this.baseFee),
      logsBloom: `0x${"0".repeat(512)}`,
      logs: isReverted ? [] : [log],
    };
  }
}
