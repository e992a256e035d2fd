import { getAddress } from "ethers";

import { decodeCode } from "../buildings/codes.js";
import { decodeFacts } from "../buildings/facts.js";
import type { FieldKind, JournalHeader } from "./event.js";

/** The ABI types that each kind of field may have. A struct's is its members', in their order. */
export const ABI_TYPES: Record<FieldKind, readonly string[]> = {
  id: ["uint32", "uint24"],
  sequence: ["uint32"],
  number: ["uint16", "uint32"],
  time: ["uint40"],
  duration: ["uint40"],
  day: ["int24"],
  offset: ["int32"],
  mask: ["uint32"],
  kind: ["uint8"],
  area: ["uint32"],
  percent: ["uint8"],
  cents: ["uint64", "uint120"],
  obligation: ["uint64"],
  trace: ["uint64"],
  word: ["uint256"],
  words: ["uint256[]"],
  hash: ["bytes32"],
  account: ["bytes20"],
  code: ["bytes3"],
  address: ["address"],
  bytes: ["bytes"],
  text: ["string"],
  // A token's id is the same word as the building's code.
  ascii: ["bytes32", "uint256"],
  flag: ["bool"],
  header: ["tuple(uint8,uint8,uint32,uint64,uint64,uint16,uint40,bytes32,bytes32)"],
  facts: ["uint96"],
};

/** How many words of the data a field of each kind takes, where it is not one. */
export const WORDS: Partial<Record<FieldKind, number>> = { header: 9 };

const NUMBERS: ReadonlySet<FieldKind> = new Set<FieldKind>([
  "id",
  "sequence",
  "number",
  "time",
  "duration",
  "mask",
  "kind",
  "area",
  "percent",
]);

/** Reads a field of its words, or of the fewer bytes that it has in a packed line. */
export type FieldReader = (kind: FieldKind, words: string) => unknown;

/** A reader of fields that computes the checksum of each address once: it takes a hash. */
export function createFieldReader(): FieldReader {
  const addresses = new Map<string, string>();
  const addressOf = (word: string): string => {
    const address = addresses.get(word) ?? getAddress(`0x${word.slice(-40)}`);
    addresses.set(word, address);
    return address;
  };
  return (kind, words) => {
    if (kind === "hash") return words;
    if (kind === "address") return addressOf(words);
    if (kind === "account") return words.slice(0, 42);
    if (kind === "code") return words.slice(0, 8);
    if (kind === "header") return headerOf(words);
    if (kind === "ascii") return decodeCode(words);
    const value = BigInt(words);
    if (kind === "flag") return value !== 0n;
    if (kind === "offset") return Number(BigInt.asIntN(32, value));
    if (kind === "day") return Number(BigInt.asIntN(24, value));
    if (kind === "facts") return decodeFacts(value);
    return NUMBERS.has(kind) ? Number(value) : value;
  };
}

function headerOf(words: string): JournalHeader {
  const word = (i: number): string => `0x${words.slice(2 + 64 * i, 66 + 64 * i)}`;
  const number = (i: number): number => Number(BigInt(word(i)));
  return {
    kind: number(0),
    rail: number(1),
    organisation: number(2),
    obligation: BigInt(word(3)),
    total: BigInt(word(4)),
    chunks: number(5),
    eligibleUntil: number(6),
    root: word(7),
    salt: word(8),
  };
}
