import { getAddress } from "ethers";

import type { FieldKind } from "./event.js";

/** The ABI types that each kind of field may have. */
export const ABI_TYPES: Record<FieldKind, readonly string[]> = {
  id: ["uint32", "uint24"],
  sequence: ["uint32"],
  time: ["uint40"],
  duration: ["uint40"],
  mask: ["uint32"],
  kind: ["uint8"],
  cents: ["uint64", "uint120"],
  obligation: ["uint64"],
  hash: ["bytes32"],
  address: ["address"],
  bytes: ["bytes"],
  text: ["string"],
  flag: ["bool"],
};

const NUMBERS: ReadonlySet<FieldKind> = new Set<FieldKind>([
  "id",
  "sequence",
  "time",
  "duration",
  "mask",
  "kind",
]);

/** Reads a field of one word, or of the fewer bytes that it has in a packed line. */
export type FieldReader = (kind: FieldKind, word: string) => unknown;

/** A reader of fields that computes the checksum of each address once: it takes a hash. */
export function createFieldReader(): FieldReader {
  const addresses = new Map<string, string>();
  const addressOf = (word: string): string => {
    const address = addresses.get(word) ?? getAddress(`0x${word.slice(-40)}`);
    addresses.set(word, address);
    return address;
  };
  return (kind, word) => {
    if (kind === "hash") return word;
    if (kind === "address") return addressOf(word);
    const value = BigInt(word);
    if (kind === "flag") return value !== 0n;
    return NUMBERS.has(kind) ? Number(value) : value;
  };
}
