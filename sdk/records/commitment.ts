import { AbiCoder, dataSlice, keccak256 } from "ethers";

/** What a record's version is anchored as. Bound to all of this, so that it stands for nothing else anywhere. */
export interface Commitment {
  readonly chainId: number;
  /** The `RecordRegistry`'s address. */
  readonly register: string;
  readonly schema: string;
  readonly record: string;
  /** From 1; 0 for a member of a batch, which has no versions. */
  readonly version: number;
  /** Root of the tree of salted fields. */
  readonly root: string;
  /** For a member of a batch, what it is anchored under. */
  readonly batch?: BatchPlace;
}

/** Where a member stands in a batch. */
export interface BatchPlace {
  readonly record: string;
  readonly root: string;
  /** From the member's leaf to the batch's root. */
  readonly proof: readonly string[];
}

/** A record's first version, which has the marks of all; a batch's anchor stands there too. */
export const FIRST_VERSION = 1;

/** As many versions as the register can count. */
export const MOST_VERSIONS = 2 ** 16 - 1;

/** In a batch's commitment and a member's: neither has versions. */
export const NO_VERSION = 0;

const TYPES = ["uint256", "address", "bytes32", "bytes32", "uint16", "bytes32"];
const KEPT_BYTES = 28;

/** The bytes that the register keeps of a version, or of the batch that it is a member of. */
export function commitmentHash({
  chainId,
  register,
  schema,
  record,
  version,
  root,
  batch,
}: Commitment): string {
  const what = batch === undefined ? [record, version, root] : [batch.record, NO_VERSION, batch.root];
  const encoded = AbiCoder.defaultAbiCoder().encode(TYPES, [chainId, register, schema, ...what]);
  return dataSlice(keccak256(encoded), 0, KEPT_BYTES);
}
