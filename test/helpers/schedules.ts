import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { id, keccak256 } from "ethers";

import type { Chunk, Header, Schedule } from "../../sdk/disbursement/schedule.js";

/** The header's fields in the order in which the contracts have them. */
export const headerFields = ({ header: it }: Schedule) => [
  it.kind,
  it.rail,
  it.organisation,
  it.obligation,
  it.total,
  it.chunks,
  it.eligibleUntil,
  it.root,
  it.salt,
];

/** The schedule under another header. */
export const withHeader = (schedule: Schedule, change: Partial<Header>): Schedule => ({
  ...schedule,
  header: { ...schedule.header, ...change },
});

/** Every field of a header altered, one at a time, to what could stand there too. */
export const alterations = ({ header }: Schedule): Partial<Header>[] => [
  { kind: 1 - header.kind },
  { rail: 1 - header.rail },
  { organisation: header.organisation + 1 },
  { obligation: header.obligation + 1n },
  { total: header.total + 1n },
  { chunks: header.chunks + 1 },
  { eligibleUntil: header.eligibleUntil + 1 },
  { root: id("another root") },
  { salt: id("another salt") },
];

/** What somebody certifies who builds the tree without the SDK's care: any index, any lines, any total. */
export function rebuilt(
  schedule: Schedule,
  parts: readonly Partial<Omit<Chunk, "proof">>[],
  change: Partial<Header> = {},
): Schedule {
  const chunks = parts.map((part, i) => ({ index: i, bindings: id("bindings"), lines: "0x", ...part }));
  const tree = StandardMerkleTree.of(
    chunks.map(({ index, bindings, lines }) => [index, bindings, keccak256(lines)]),
    ["uint16", "bytes32", "bytes32"],
  );
  return {
    header: { ...schedule.header, chunks: parts.length, ...change, root: tree.root },
    chunks: chunks.map((chunk, i) => ({ ...chunk, proof: tree.getProof(i) })),
  };
}
