import type { Log, Provider } from "ethers";

import { journalInterfaces } from "../../../sdk/journal/interfaces.js";

const CHECKSUM = `0x${"1".repeat(40)}`;
export const ADDRESSES = [CHECKSUM];

interface FakeBlock {
  hash: string;
  /** How many events it holds. */
  events: number;
}

/** A chain in memory that answers what the reader asks, and can be reorganised, cut and made to refuse. */
export class FakeProvider {
  readonly blocks: FakeBlock[] = [];
  /** Ranges asked for, as they were. */
  readonly ranges: [number, number][] = [];
  blockRequests = 0;
  /** The most blocks that it answers for at a time. */
  largestRange = Infinity;
  refusal: Error = Object.assign(new Error("query exceeds max block range"), { code: -32005 });
  /** Called before each answer to a request for logs. */
  onLogs: () => void = () => undefined;
  /** What it makes of an answer. */
  alter: (logs: Log[]) => Log[] = (logs) => logs;

  constructor(events: readonly number[]) {
    this.extend(events, "a");
  }

  extend(events: readonly number[], fork: string): void {
    for (const count of events) this.blocks.push({ hash: `0x${fork}${this.blocks.length}`, events: count });
  }

  /** Replaces all blocks from `from` on. */
  reorganise(from: number, events: readonly number[], fork = "b"): void {
    this.blocks.length = from;
    this.extend(events, fork);
  }

  get provider(): Provider {
    return this as unknown as Provider;
  }

  getBlockNumber(): Promise<number> {
    return Promise.resolve(this.blocks.length - 1);
  }

  getBlock(number: number): Promise<unknown> {
    this.blockRequests += 1;
    const block = this.blocks[number];
    return Promise.resolve(
      block === undefined ? null : { number, hash: block.hash, timestamp: 1_000 + number },
    );
  }

  getLogs({ fromBlock, toBlock }: { fromBlock: number; toBlock: number }): Promise<Log[]> {
    this.ranges.push([fromBlock, toBlock]);
    if (toBlock - fromBlock + 1 > this.largestRange) return Promise.reject(this.refusal);
    this.onLogs();
    const logs: Log[] = [];
    for (let number = fromBlock; number <= toBlock; number++) {
      const block = this.blocks[number];
      for (let index = 0; index < (block?.events ?? 0); index++) logs.push(logAt(number, block!.hash, index));
    }
    return Promise.resolve(this.alter(logs));
  }
}

const registry = journalInterfaces()[0]!;
const encoded = registry.encodeEventLog("KeyRevoked", [1, CHECKSUM, CHECKSUM]);

function logAt(blockNumber: number, blockHash: string, index: number): Log {
  const place = { address: CHECKSUM, blockNumber, blockHash, transactionHash: `0xt${blockNumber}`, index };
  return { ...encoded, ...place, removed: false } as unknown as Log;
}
