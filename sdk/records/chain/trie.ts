import { decodeRlp, keccak256, type RlpStructuredData } from "ethers";

import { FiscInputError } from "../../errors.js";

const BRANCH = 17;

/**
 * What a Merkle Patricia trie holds under a key, proven by the nodes on the way there; undefined if they prove that it
 * holds nothing.
 *
 * @param root The trie's, which is trusted.
 * @param key The place: 32 bytes, hashed already.
 * @param nodes From the root on, RLP. No more than it takes: what nobody checked must not look as if someone had.
 * @throws FiscInputError for nodes that prove neither.
 */
export function provenValue(root: string, key: string, nodes: readonly string[]): string | undefined {
  const digits = key.slice(2).toLowerCase();
  let left = nodes;
  let at = 0;
  /** The hash of the next node, or the node itself where it is shorter than a hash. */
  let next: RlpStructuredData = root.toLowerCase();
  for (;;) {
    let node: RlpStructuredData = next;
    if (typeof next === "string") {
      const [first, ...others] = left;
      node = nodeWithHash(next, first);
      left = others;
    }
    const step = stepInto(node, digits.slice(at));
    if ("next" in step) {
      at += step.digits;
      next = step.next;
    } else if (left.length > 0) {
      throw fault(`${String(left.length)} of its nodes belong to nothing`);
    } else {
      return step.value;
    }
  }
}

function nodeWithHash(hash: string, encoded: string | undefined): RlpStructuredData {
  if (encoded === undefined) throw fault("a node is missing");
  let node: RlpStructuredData | undefined;
  try {
    if (keccak256(encoded) === hash) node = decodeRlp(encoded);
  } catch {
    node = undefined;
  }
  if (node === undefined) throw fault("a node is not the one that the node above it names");
  return node;
}

type Step =
  { readonly next: RlpStructuredData; readonly digits: number } | { readonly value: string | undefined };

const NOTHING: Step = { value: undefined };

/** Where a node leads, with the digits of the key that are left. */
function stepInto(node: RlpStructuredData, digits: string): Step {
  // The trie of nothing at all.
  if (node === "0x") return NOTHING;
  if (typeof node === "string") throw fault("a node is no list");
  if (node.length === BRANCH) {
    const child = node[Number.parseInt(digits.slice(0, 1), 16)];
    if (child === undefined) throw fault("a branch stands where the key has ended");
    return child === "0x" ? NOTHING : { next: child, digits: 1 };
  }
  const [path, rest] = node;
  if (node.length !== 2 || typeof path !== "string" || rest === undefined) {
    throw fault("a node is neither branch, extension nor leaf");
  }
  const { isLeaf, digits: own } = pathOf(path);
  if (!digits.startsWith(own)) return NOTHING;
  if (!isLeaf) return { next: rest, digits: own.length };
  if (own.length !== digits.length || typeof rest !== "string") throw fault("a leaf stands where none can");
  return { value: rest };
}

/** A path in its compact form: whether a leaf's, whether odd, then its digits. */
function pathOf(compact: string): { readonly isLeaf: boolean; readonly digits: string } {
  const flag = Number.parseInt(compact.slice(2, 3), 16);
  const isOdd = (flag & 1) === 1;
  if (!(flag <= 3) || (!isOdd && compact[3] !== "0")) throw fault("a node's path can't be read");
  return { isLeaf: flag >= 2, digits: compact.slice(isOdd ? 3 : 4).toLowerCase() };
}

const fault = (problem: string): FiscInputError =>
  new FiscInputError("state proof", problem, "don't believe it; fetch the proof anew, from a node you trust");
