import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { keccak256 } from "ethers";

import { FiscInputError } from "../errors.js";
import { formatCents } from "../money.js";
import { decodeLines, RAILS } from "./lines.js";
import { chunkLeaf, merkleRoot } from "./merkle.js";
import {
  type Chunk,
  type Header,
  linesPerCall,
  MAX_VOUCHERS,
  type Schedule,
  SCHEDULE_KINDS,
} from "./schedule.js";

const ID_BYTES = 32;
/** The hard fork on which a call pays the most lines. */
const WIDEST = "osaka";
const LEAF = ["uint16", "bytes32", "bytes32"];

/**
 * What a certifying officer checks before they certify, with all chunks before them: that the root stands for these
 * chunks and no others, each number from 0 on once, that each fits a call, and that they come to the header's total to
 * the cent. The contracts see one chunk at a time, and would find out only when the money runs short.
 *
 * Whom each line pays is checked apart: see `checkBindings`.
 *
 * @param vouchers Cents of the vouchers that a vendor schedule may pay, by their ids in lower case.
 * @throws FiscInputError for a schedule that is not to be certified; it names the chunk, the first one 1.
 */
export function checkSchedule(
  { header, chunks }: Schedule,
  vouchers: ReadonlyMap<string, bigint> = new Map(),
): void {
  if (chunks.length !== header.chunks) {
    throw fault("schedule", `${String(chunks.length)} chunks are not the header's ${String(header.chunks)}`);
  }
  for (const [place, { index }] of chunks.entries()) {
    if (index !== place) throw fault(chunkAt(place), `it is numbered ${String(index + 1)}`);
  }
  const root = merkleRoot(chunks.map(leafOf));
  if (root !== header.root.toLowerCase()) {
    throw fault("schedule", `the chunks' root ${root} is not the header's ${header.root}`);
  }
  const amounts =
    header.kind === SCHEDULE_KINDS.vendor ? vendorsIn(chunks, vouchers) : linesIn(header, chunks);
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  if (total !== header.total) {
    throw fault(
      "schedule",
      `chunks of ${formatCents(total)} are not the header's ${formatCents(header.total)}`,
    );
  }
  // A chunk with a wrong proof could never be paid.
  for (const chunk of chunks) {
    const { index, bindings, lines, proof } = chunk;
    const leaf = [index, bindings, keccak256(lines)];
    if (!StandardMerkleTree.verify(header.root, LEAF, leaf, [...proof])) {
      throw fault(chunkAt(index), "its proof does not lead to the root");
    }
  }
}

const leafOf = ({ index, bindings, lines }: Chunk): string => chunkLeaf(index, bindings, lines);

/** Cents of every line. */
function linesIn({ rail }: Header, chunks: readonly Chunk[]): bigint[] {
  const name = RAILS[rail] ?? "token";
  return chunks.flatMap(({ index, lines }) => {
    const decoded = decodeLines(name, lines);
    if (decoded.length === 0 || decoded.some(({ amount }) => amount === 0n)) {
      throw fault(chunkAt(index), "it has no line, or one of nothing");
    }
    const most = linesPerCall(name, WIDEST);
    if (decoded.length > most) {
      throw fault(
        chunkAt(index),
        `no call pays its ${String(decoded.length)} lines: ${String(most)} at the most`,
      );
    }
    return decoded.map(({ amount }) => amount);
  });
}

/** Cents of every voucher, each once. */
function vendorsIn(chunks: readonly Chunk[], vouchers: ReadonlyMap<string, bigint>): bigint[] {
  const seen = new Set<string>();
  return chunks.flatMap(({ index, lines }) => {
    const ids = lines.slice(2).match(/.{64}/g) ?? [];
    const isWhole = ids.length * ID_BYTES === (lines.length - 2) / 2;
    if (!isWhole || ids.length === 0 || ids.length > MAX_VOUCHERS) {
      throw fault(chunkAt(index), `it is not 1 to ${String(MAX_VOUCHERS)} whole ids of vouchers`);
    }
    return ids.map((digits) => {
      const id = `0x${digits.toLowerCase()}`;
      const amount = vouchers.get(id);
      if (amount === undefined) throw fault(chunkAt(index), `voucher ${id} is not among those to be paid`);
      if (seen.has(id)) throw fault(chunkAt(index), `voucher ${id} stands in it a second time`);
      seen.add(id);
      return amount;
    });
  });
}

const chunkAt = (index: number): string => `chunk ${String(index + 1)}`;

const fault = (place: string, problem: string): FiscInputError =>
  new FiscInputError(place, problem, "don't certify it; have it made anew");
