import { keccak256 } from "ethers";

/** What a digit's character code stands for. */
const NIBBLES = new Uint8Array(128);
for (let value = 0; value < 16; ++value) {
  const digit = value.toString(16);
  NIBBLES[digit.charCodeAt(0)] = value;
  NIBBLES[digit.toUpperCase().charCodeAt(0)] = value;
}

const nibbleAt = (digits: string, i: number): number => NIBBLES[digits.charCodeAt(i)] ?? 0;

/**
 * Hash of bytes in hexadecimal, without a prefix. Schedules take millions of hashes of a few words, and reading the
 * digits, which are known to be some, would else take as long as the hashing.
 */
export function keccakOf(digits: string): string {
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; ++i) {
    bytes[i] = (nibbleAt(digits, 2 * i) << 4) | nibbleAt(digits, 2 * i + 1);
  }
  return keccak256(bytes);
}
