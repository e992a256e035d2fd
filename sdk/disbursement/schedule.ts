import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { concat, isHexString, keccak256 } from "ethers";

import { FiscInputError } from "../errors.js";
import { formatCents, MAX_CENTS } from "../money.js";
import { TRANSACTION_GAS_CAP } from "../transactionGas.js";
import { encodeLines, type Line, lineSize, type Rail, railNumber } from "./lines.js";
import { indexedLeaf, merkleRoot } from "./merkle.js";

/** What a schedule's lines are, with the contracts' numbers: the order of `ScheduleKind`. */
export const SCHEDULE_KINDS = { benefit: 0, vendor: 1 } as const;

/** As many chunks as a schedule can have. */
export const MAX_CHUNKS = 128;

/** As many vouchers as a vendor schedule's chunk can have. */
export const MAX_VOUCHERS = 256;

/** Below which nodes take a transaction into their pool: 128 KiB, with room for all that is not lines. */
const MAX_BYTES = 120_000;

/** How many lines the contracts take at once; see `contracts/disbursement/Lines.sol`. */
const MAX_LINES = 65_535;

/**
 * Gas of a whole call and of each line, at the most, by hard fork: from `bench/`, and a few percent more. A token may ask
 * a blocklist first and the payees hold none yet; some lines may be stopped, which makes each of the others dearer. The
 * call holds what the token rail wants to see left over when the last line fails.
 */
const GAS: Record<HardFork, Record<Rail, { readonly call: number; readonly line: number }>> = {
  osaka: { token: { call: 650_000, line: 29_500 }, attested: { call: 150_000, line: 1_200 } },
  amsterdam: { token: { call: 850_000, line: 113_000 }, attested: { call: 150_000, line: 1_200 } },
};

export type HardFork = "osaka" | "amsterdam";

/** A schedule's header, as the contracts take it. */
export interface Header {
  readonly kind: number;
  readonly rail: number;
  readonly organisation: number;
  /** 0 for a vendor schedule. */
  readonly obligation: bigint;
  /** Cents. */
  readonly total: bigint;
  readonly chunks: number;
  /** UTC seconds; 0 for a vendor schedule. */
  readonly eligibleUntil: number;
  readonly root: string;
  readonly salt: string;
}

/** A chunk, as the contracts take it. */
export interface Chunk {
  readonly index: number;
  readonly bindings: string;
  readonly proof: readonly string[];
  readonly lines: string;
}

export interface Schedule {
  readonly header: Header;
  readonly chunks: readonly Chunk[];
}

/** A line of a benefit schedule and what it stands for, blinded: see `blindedBinding`. */
export interface BoundLine extends Line {
  readonly binding: string;
}

export interface BenefitSchedule {
  readonly rail: Rail;
  readonly organisation: number;
  readonly obligation: bigint;
  /** First second at which the eligibility of one of the payees has expired. */
  readonly eligibleUntil: number;
  /** 32 random bytes: no two schedules have the same. */
  readonly salt: string;
  readonly lines: readonly BoundLine[];
  /** Lines in a chunk; by default as many as fit a call on any hard fork. */
  readonly perChunk?: number;
}

export interface VendorSchedule {
  readonly rail: Rail;
  readonly organisation: number;
  readonly salt: string;
  /** Ids and cents of certified vouchers. */
  readonly vouchers: readonly { readonly id: string; readonly amount: bigint }[];
  /** Vouchers in a chunk. */
  readonly perChunk?: number;
}

/** As many lines as one call can pay on a rail: below the gas limit, and in bytes that a node's pool takes. */
export function linesPerCall(rail: Rail, hardFork: HardFork): number {
  const { call, line } = GAS[hardFork][rail];
  const byGas = Math.floor((TRANSACTION_GAS_CAP - call) / line);
  const byBytes = Math.floor(MAX_BYTES / lineSize(rail));
  return Math.min(byGas, byBytes);
}

/** Gas to give a call that pays so many lines: more than it uses, with an ordinary token. */
export function gasForLines(rail: Rail, hardFork: HardFork, lines: number): number {
  const { call, line } = GAS[hardFork][rail];
  return call + lines * line;
}

/**
 * Root over what the lines of a chunk stand for.
 *
 * @throws FiscInputError for a binding that is not 32 bytes; it names the line, the first one 1.
 */
export const bindingsRoot = (bindings: readonly string[]): string =>
  merkleRoot(
    bindings.map((binding, i) => {
      if (isHexString(binding, 32)) return indexedLeaf(i, binding);
      throw new FiscInputError(
        `line ${String(i + 1)}`,
        `"${binding}" is not 32 bytes in hexadecimal`,
        "bind the line to what it stands for",
      );
    }),
  );

/** For the proof that a binding belongs to a chunk; its place is the line's number, the first one 0. */
export const bindingsTree = (bindings: readonly string[]) =>
  StandardMerkleTree.of(
    bindings.map((binding, i) => [i, binding]),
    ["uint32", "bytes32"],
  );

/** Makes a schedule of payments to many payees on one obligation. */
export function benefitSchedule(request: BenefitSchedule): Schedule {
  const { rail, organisation, obligation, eligibleUntil, salt, lines } = request;
  const perChunk = request.perChunk ?? linesPerCall(rail, "amsterdam");
  const parts = split(lines, perChunk).map((part) => ({
    bindings: bindingsRoot(part.map(({ binding }) => binding)),
    lines: encodeLines(rail, part),
  }));
  const total = lines.reduce((sum, { amount }) => sum + amount, 0n);
  return assemble(
    {
      kind: SCHEDULE_KINDS.benefit,
      rail: railNumber(rail),
      organisation,
      obligation,
      total,
      eligibleUntil,
      salt,
    },
    parts,
  );
}

/** Makes a schedule of certified vouchers. What each stands for is in the journal, so there is nothing to bind. */
export function vendorSchedule(request: VendorSchedule): Schedule {
  const { rail, organisation, salt, vouchers } = request;
  const parts = split(vouchers, request.perChunk ?? 100, MAX_VOUCHERS).map((part) => ({
    bindings: `0x${"0".repeat(64)}`,
    lines: concat(part.map(({ id }) => id)),
  }));
  const total = vouchers.reduce((sum, { amount }) => sum + amount, 0n);
  return assemble(
    {
      kind: SCHEDULE_KINDS.vendor,
      rail: railNumber(rail),
      organisation,
      obligation: 0n,
      total,
      eligibleUntil: 0,
      salt,
    },
    parts,
  );
}

/** @throws FiscInputError for a total that no header can carry. */
function assemble(
  head: Omit<Header, "chunks" | "root">,
  parts: readonly { readonly bindings: string; readonly lines: string }[],
): Schedule {
  if (head.total > MAX_CENTS) {
    throw new FiscInputError(
      "schedule",
      `${formatCents(head.total)} can't be certified at once`,
      `give lines of ${formatCents(MAX_CENTS)} in all at the most`,
    );
  }
  const tree = StandardMerkleTree.of(
    parts.map(({ bindings, lines }, index) => [index, bindings, keccak256(lines)]),
    ["uint16", "bytes32", "bytes32"],
  );
  return {
    header: { ...head, chunks: parts.length, root: tree.root },
    chunks: parts.map((part, index) => ({ index, ...part, proof: tree.getProof(index) })),
  };
}

/** @throws FiscInputError for no line, more than one schedule can hold, or chunks of an impossible size. */
function split<T>(lines: readonly T[], perChunk: number, most = MAX_LINES): T[][] {
  if (!Number.isInteger(perChunk) || perChunk < 1 || perChunk > most) {
    throw new FiscInputError(
      "schedule",
      `${String(perChunk)} lines can't be in a chunk`,
      `put from 1 to ${String(most)} into each`,
    );
  }
  const chunks = Math.ceil(lines.length / perChunk);
  if (chunks === 0 || chunks > MAX_CHUNKS) {
    throw new FiscInputError(
      "schedule",
      `${String(lines.length)} lines make ${String(chunks)} chunks`,
      `give from 1 to ${String(MAX_CHUNKS * perChunk)} lines, or make several schedules`,
    );
  }
  return Array.from({ length: chunks }, (_, i) => lines.slice(i * perChunk, (i + 1) * perChunk));
}
