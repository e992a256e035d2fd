import type { Block, Interface, Log, Provider } from "ethers";

import { mapBounded } from "../concurrency.js";
import { createDecoder } from "./decode.js";
import { JournalGap, JournalReorganised } from "./errors.js";
import type { JournalEvent } from "./event.js";
import { isRangeRefused } from "./isRangeRefused.js";
import { journalInterfaces } from "./interfaces.js";

/** A block up to which the journal was read. Plain data: store it beside the books. */
export interface JournalCursor {
  readonly blockNumber: number;
  readonly blockHash: string;
}

/** Some of the journal: all events of a run of blocks, and the cursor to read on from. */
export interface JournalPage {
  readonly events: readonly JournalEvent[];
  readonly cursor: JournalCursor;
}

export interface ReadJournalOptions {
  readonly provider: Provider;
  /** The contracts that write the journal: registry, ledger, veto, and those by which money leaves. */
  readonly addresses: readonly string[];
  /** First block; with a cursor, its next block at the latest. */
  readonly from: number;
  /** Last block; the newest when left out. */
  readonly to?: number;
  /** Blocks asked for at a time, at most. */
  readonly pageSize?: number;
  /** Reads on behind it, after checking that it is still part of the chain. */
  readonly cursor?: JournalCursor;
  /** Requests under way at a time. */
  readonly concurrency?: number;
  /** The ABIs to decode with, when not the generated ones. */
  readonly interfaces?: readonly Interface[];
}

/** The block, which the provider says exists. */
async function blockAt(provider: Provider, number: number): Promise<Block & { hash: string }> {
  const block = await provider.getBlock(number);
  if (!block?.hash) {
    throw new JournalGap(
      `block ${number}`,
      "a block",
      "none",
      "use a provider that keeps all blocks, or wait until it has caught up",
    );
  }
  return block as Block & { hash: string };
}

/** Checks that a block read before is still part of the chain. */
async function expectCanonical(provider: Provider, cursor: JournalCursor): Promise<void> {
  const hash = (await provider.getBlock(cursor.blockNumber))?.hash ?? undefined;
  if (hash !== cursor.blockHash) throw new JournalReorganised(cursor.blockNumber, cursor.blockHash, hash);
}

/** The logs in the order of the chain: inside the range asked for, and each once. */
function ordered(logs: readonly Log[], from: number, to: number): Log[] {
  const sorted = [...logs].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
  for (const [i, log] of sorted.entries()) {
    const last = sorted[i - 1];
    const isRepeated = last?.blockNumber === log.blockNumber && last.index === log.index;
    if (isRepeated || log.blockNumber < from || log.blockNumber > to) {
      throw new JournalGap(
        `block ${log.blockNumber}, log ${log.index}`,
        `each log of blocks ${from} to ${to} once`,
        isRepeated ? "one twice" : "one from elsewhere",
        "use another provider",
      );
    }
    if (log.removed) throw new JournalReorganised(log.blockNumber, log.blockHash, undefined);
  }
  return sorted;
}

/**
 * Reads the journal page by page, in the order of the chain.
 *
 * Each page is checked to be of one chain, before it is given out: the last block has the same hash before and after
 * its logs were read, each log's block is the one that has its number, and the cursor before it still stands.
 *
 * What a provider leaves out of a page does not show here. The books notice it as far as they can count: an act carries
 * its subject's number, organisations, officers and accounts are numbered in order, an obligation is named after its
 * account's number. So a missing act shows once its subject acts again, and a missing creation once the thing or the
 * next one is named. What has no number (claims and what they pay, keys, appointments, revocations, halts, dates,
 * vetoes, the seal), and the last act on a subject, shows only where it makes a later event break a rule. To be sure,
 * compare the books with storage (`compareBooksWithStorage`), through a provider that you trust or several that do not
 * know each other.
 *
 * @throws JournalReorganised if the chain has changed behind the cursor or while a page was read.
 * @throws JournalGap if the provider lacks blocks, or the cursor lies before `from`.
 * @throws JournalUnknownEvent for a log that is no event of the journal.
 */
export async function* readJournal(
  options: ReadJournalOptions,
): AsyncGenerator<JournalPage, void, undefined> {
  const { provider, addresses, pageSize = 2_000, concurrency = 32 } = options;
  const decode = createDecoder(options.interfaces ?? journalInterfaces());
  let { cursor } = options;
  if (cursor !== undefined) {
    if (cursor.blockNumber + 1 < options.from) {
      throw new JournalGap(
        `block ${options.from}`,
        `a cursor at block ${options.from - 1} or later`,
        `one at ${cursor.blockNumber}`,
        "read from the cursor's next block",
      );
    }
    await expectCanonical(provider, cursor);
  }
  const to = options.to ?? (await provider.getBlockNumber());
  let from = cursor === undefined ? options.from : cursor.blockNumber + 1;
  let size = Math.max(1, pageSize);

  while (from <= to) {
    const end = Math.min(from + size - 1, to);
    const last = await blockAt(provider, end);
    let found: Log[];
    try {
      found = await provider.getLogs({ address: [...addresses], fromBlock: from, toBlock: end });
    } catch (error) {
      if (end === from || !isRangeRefused(error)) throw error;
      size = Math.max(1, Math.floor((end - from + 1) / 2));
      continue;
    }
    const logs = ordered(found, from, end);
    const numbers = [...new Set(logs.map((log) => log.blockNumber))];
    const times = new Map<number, number>();
    const hashes = new Map<number, string>();
    await mapBounded(numbers, concurrency, async (number) => {
      const block = number === end ? last : await blockAt(provider, number);
      times.set(number, block.timestamp);
      hashes.set(number, block.hash);
    });
    const events = logs.flatMap((log) => {
      const hash = hashes.get(log.blockNumber);
      if (hash !== log.blockHash) throw new JournalReorganised(log.blockNumber, log.blockHash, hash);
      return decode(log, times.get(log.blockNumber) ?? 0);
    });
    const next: JournalCursor = { blockNumber: end, blockHash: last.hash };
    if (cursor !== undefined) await expectCanonical(provider, cursor);
    await expectCanonical(provider, next);
    cursor = next;
    yield { events, cursor };
    from = end + 1;
    size = Math.min(pageSize, size * 2);
  }
}
