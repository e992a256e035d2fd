import { merkleRoot } from "../../disbursement/merkle.js";
import type { Field } from "../field.js";
import { fieldLeaf } from "./leaf.js";
import { saltsOf } from "./salts.js";

/** A version's fields and their salted leaves, in the same order. */
export interface Tree {
  readonly fields: readonly Field[];
  readonly leaves: readonly string[];
  readonly root: string;
  readonly saltOf: (path: string) => string;
}

/** The tree of a version's salted fields. Without proofs, which are for few of them and slow to make. */
export function treeOf(fields: readonly Field[], key: Uint8Array, record: string, version: number): Tree {
  const saltOf = saltsOf(key, record, version);
  const leaves = fields.map((field) => fieldLeaf(field, saltOf(field.path)));
  return { fields, leaves, root: merkleRoot(leaves), saltOf };
}
