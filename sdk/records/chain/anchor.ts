import { AbiCoder, dataSlice, getNumber, keccak256 } from "ethers";

/** One version of a record, or one batch, as the register has it: see `contracts/records/Anchor.sol`. */
export interface Anchor {
  /** 28 bytes in hexadecimal. */
  readonly commitment: string;
  /** UTC day on which it was anchored, counted from 1970-01-01. */
  readonly day: number;
  /** Retention class; 0 where nothing is anchored. */
  readonly class: number;
  /** Of the first version, for the whole record: see `MARKS`. */
  readonly marks: number;
}

/** What the marks mean. */
export const MARKS = { held: 1, heldByInspector: 2, erased: 4, batch: 8 } as const;

/** Where the register's storage has the mapping of all anchors. */
const ANCHORS_SLOT = 1;

/** The storage slot of a version's anchor. */
export function anchorSlot(record: string, version: number): string {
  const versions = keccak256(encode(["bytes32", "uint256"], [record, ANCHORS_SLOT]));
  return keccak256(encode(["uint256", "bytes32"], [version, versions]));
}

/** What a slot of 32 bytes says: marks, class, day and commitment, from the highest byte on. */
export const decodeAnchor = (word: string): Anchor => ({
  marks: getNumber(dataSlice(word, 0, 1)),
  class: getNumber(dataSlice(word, 1, 2)),
  day: getNumber(dataSlice(word, 2, 4)),
  commitment: dataSlice(word, 4),
});

/** Whether anything is anchored there. */
export const isAnchored = (anchor: Anchor): boolean => anchor.class !== 0;

const encode = (types: string[], values: unknown[]): string =>
  AbiCoder.defaultAbiCoder().encode(types, values);
