import { BulkReader__factory } from "../../types/ethers-contracts/factories/contracts/reading/BulkReader__factory.js";

/** How `contracts/reading/BulkReader.sol` packs calls and answers: an address and a length, and a length. */
const CALL_HEAD = 22;
const ANSWER_HEAD = 2;
/** The mark, in an answer's length, of a call that failed. */
const FAILED = 0x8000;

/** The function that a packed call calls. */
export const selectorOf = (packed: string): string => packed.slice(2 * CALL_HEAD, 2 * CALL_HEAD + 8);

/** The reader's code and its argument, as ABI-encoded bytes. By hand: ethers takes a second for a million of them. */
export function creation(calls: string): string {
  const word = (value: number): string => value.toString(16).padStart(64, "0");
  const size = calls.length / 2;
  return `${BulkReader__factory.bytecode}${word(32)}${word(size)}${calls}${"0".repeat((64 - (calls.length % 64)) % 64)}`;
}

/** The answers; undefined for a call that failed. */
export function split(packed: string, count: number): (string | undefined)[] {
  const answers: (string | undefined)[] = [];
  let at = 2;
  for (let i = 0; i < count; i++) {
    const head = Number.parseInt(packed.slice(at, at + 2 * ANSWER_HEAD), 16);
    const from = at + 2 * ANSWER_HEAD;
    const size = head & (FAILED - 1);
    at = from + 2 * size;
    if (Number.isNaN(head) || at > packed.length) throw new Error("the node cut the answers short");
    answers.push((head & FAILED) === 0 ? `0x${packed.slice(from, at)}` : undefined);
  }
  return answers;
}
