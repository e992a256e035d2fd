import { keccak256 } from "ethers";

import { keccakOf } from "../../disbursement/keccak.js";
import type { Field } from "../field.js";

const WORD = 32;

/**
 * The leaf of `(string path, string value, bytes32 salt)`, hashed twice as OpenZeppelin's standard trees do. The ABI's
 * encoding is put together by hand: sealing takes hundreds of thousands of leaves.
 *
 * @param salt 32 bytes in hexadecimal.
 */
export function fieldLeaf({ path, value }: Field, salt: string): string {
  const [pathBytes, valueBytes] = [Buffer.from(path, "utf8"), Buffer.from(value, "utf8")];
  const pathPlace = 3 * WORD;
  const valuePlace = pathPlace + WORD + padded(pathBytes.length);
  const encoded = Buffer.alloc(valuePlace + WORD + padded(valueBytes.length));
  writeWord(encoded, 0, pathPlace);
  writeWord(encoded, WORD, valuePlace);
  encoded.write(salt.slice(2), 2 * WORD, "hex");
  writeWord(encoded, pathPlace, pathBytes.length);
  pathBytes.copy(encoded, pathPlace + WORD);
  writeWord(encoded, valuePlace, valueBytes.length);
  valueBytes.copy(encoded, valuePlace + WORD);
  return keccakOf(keccak256(encoded).slice(2));
}

/** The leaf of `(bytes32 record, bytes32 root)`, a member of a batch. */
export const memberLeaf = (record: string, root: string): string =>
  keccakOf(keccakOf(record.slice(2) + root.slice(2)).slice(2));

const padded = (bytes: number): number => Math.ceil(bytes / WORD) * WORD;

/** Lengths and places fit four bytes; the word's others are zero already. */
function writeWord(into: Buffer, place: number, value: number): void {
  into.writeUInt32BE(value, place + WORD - 4);
}
