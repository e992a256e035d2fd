import type { Block, Provider } from "ethers";

import { FiscInputError } from "../../errors.js";
import { type Contracts, FACTORIES } from "../../contracts.js";
import type { Anchor } from "../chain/anchor.js";
import { FIRST_VERSION } from "../commitment.js";
import { aheadOfClock, checkTrust, dateOf, mistrust, nowOf, type Trust } from "./trust.js";
import { type Author, type Reasoned, Untold, type Witness } from "./witness.js";

/** Seconds after which a node's newest block is no longer what is so now. */
const OLDEST = 3_600;

export interface OnlineOptions {
  /** First block in which the register can have written; where its logs are read from. */
  readonly from?: number;
  /** Seconds since its newest block after which a node counts as behind. */
  readonly oldest?: number;
}

/**
 * A witness that asks a node. What it says is as good as the node; for more, fetch a proof and keep it.
 *
 * @throws FiscInputError for a node that has no block, and trust in what can't be.
 */
export async function onlineWitness(
  provider: Provider,
  trust: Trust,
  { from = 0, oldest = OLDEST }: OnlineOptions = {},
): Promise<Witness> {
  checkTrust(trust);
  const { register } = trust;
  const chainId = Number((await provider.getNetwork()).chainId);
  const block = await provider.getBlock("latest");
  if (block === null) throw new FiscInputError("the node", "it has no block", "ask another one");
  const contract = FACTORIES.records.connect(register, provider);
  const { number, timestamp } = block;
  return {
    chainId,
    register,
    trusted:
      mistrust({ chainId, register }, trust) ??
      (await noRegister(provider, trust, number)) ??
      (await blockTrust(provider, block, trust)),
    block: { number, timestamp },
    stale: staleness(timestamp, nowOf(trust), oldest),
    anchorOf: async (record, version) => anchorAt(contract, record, version, number),
    authorOf: async (record, version) => authorAt(contract, record, version, from, number),
  };
}

function staleness(timestamp: number, now: number, oldest: number): string | undefined {
  const ahead = aheadOfClock(timestamp, now);
  if (ahead !== undefined || now - timestamp <= oldest) return ahead;
  return `the node's newest block is of ${dateOf(timestamp)} and it is ${dateOf(now)} here: the node is behind, or this clock is wrong`;
}

/** That there is no contract where the register should be; undefined if there is some. */
async function noRegister(
  provider: Provider,
  { register }: Trust,
  number: number,
): Promise<Reasoned | undefined> {
  if ((await provider.getCode(register, number)) !== "0x") return undefined;
  return { answer: "no", reason: `there is no register at ${register}` };
}

async function blockTrust(provider: Provider, newest: Block, { blockHash }: Trust): Promise<Reasoned> {
  if (blockHash === undefined) {
    return { answer: "unknown", reason: "the node is taken at its word: no block is named that is trusted" };
  }
  const named = await provider.getBlock(blockHash);
  const standing = named === null ? null : await provider.getBlock(named.number);
  if (named === null || standing?.hash?.toLowerCase() !== blockHash.toLowerCase()) {
    return { answer: "no", reason: `the node's chain does not have block ${blockHash}, which is trusted` };
  }
  const [then, now] = [String(named.number), String(newest.number)];
  return {
    answer: "yes",
    reason: `its chain has block ${then}, which is trusted; for what follows up to block ${now} the node is taken at its word`,
  };
}

async function anchorAt(
  contract: Contracts["records"],
  record: string,
  version: number,
  blockTag: number,
): Promise<Anchor> {
  // The contract's own type of versions; one past the last is never anchored.
  if (version >= 2 ** 16) return { commitment: "0x", day: 0, class: 0, marks: 0 };
  const found = await asked(() => contract.anchored(record, version, { blockTag }));
  return {
    commitment: found.commitment,
    day: Number(found.day),
    class: Number(found.class),
    marks: Number(found.marks),
  };
}

/** Without the whole call that ethers puts behind it. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "shortMessage" in error ? String(error.shortMessage) : error.message;
}

/** What the register says; another contract has no answer, and a node that is gone neither. */
async function asked<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw new Untold(`the node does not answer for the register (${messageOf(error)})`);
  }
}

async function authorAt(
  contract: Contracts["records"],
  record: string,
  version: number,
  from: number,
  to: number,
): Promise<Author | { readonly unknown: string }> {
  try {
    const found = await anchoringOf(contract, record, version, from, to);
    if (found === undefined) return { unknown: "the node has no event that says so" };
    return { officer: Number(found.args.officer), blockNumber: found.blockNumber };
  } catch (error) {
    return { unknown: `the node does not give the journal (${messageOf(error)})` };
  }
}

/** The event that anchored a version, or a batch. */
async function anchoringOf(
  contract: Contracts["records"],
  record: string,
  version: number,
  from: number,
  to: number,
): Promise<{ readonly args: { readonly officer: bigint }; readonly blockNumber: number } | undefined> {
  const { RecordAnchored, RecordSuperseded, BatchAnchored } = contract.filters;
  if (version !== FIRST_VERSION) {
    const later = await contract.queryFilter(RecordSuperseded(record), from, to);
    return later.find(({ args }) => Number(args.version) === version);
  }
  const [first] = await contract.queryFilter(RecordAnchored(record), from, to);
  return first ?? (await contract.queryFilter(BatchAnchored(record), from, to))[0];
}
