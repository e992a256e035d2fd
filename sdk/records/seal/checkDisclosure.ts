import type { Commitment } from "../commitment.js";
import type { Disclosure } from "./disclosure.js";
import { isUnder } from "./isUnder.js";
import { fieldLeaf, memberLeaf } from "./leaf.js";

/**
 * What is wrong with a disclosure by itself, or undefined if all that it shows leads to the root that it names. That the
 * root was anchored is for `verify` to tell.
 */
export function disclosureFault({ commitment, fields }: Disclosure): string | undefined {
  if (fields.length === 0) return "it shows no field";
  const paths = new Set<string>();
  for (const { path, value, salt, proof } of fields) {
    if (paths.has(path)) return `${path} stands twice`;
    paths.add(path);
    if (!isUnder(commitment.root, fieldLeaf({ path, value }, salt), proof)) {
      return `${path}: value, salt or proof do not lead to the root`;
    }
  }
  return memberFault(commitment);
}

/** What is wrong with a member's place in its batch; undefined for a version that is anchored by itself. */
export function memberFault({ record, root, version, batch }: Commitment): string | undefined {
  if ((batch === undefined) === (version === 0)) {
    return version === 0 ? "it has no version, and names no batch" : "a member of a batch has no version";
  }
  if (batch === undefined || isUnder(batch.root, memberLeaf(record, root), batch.proof)) return undefined;
  return "its proof does not lead to the batch's root";
}
