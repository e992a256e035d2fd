import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";

import { FiscInputError } from "../../errors.js";
import type { BatchPlace } from "../commitment.js";
import { requireRecordId } from "../recordId.js";
import { memberLeaf } from "./leaf.js";

/** A record that is anchored with others under one root. */
export interface Member {
  readonly record: string;
  readonly root: string;
}

export interface Batch {
  /** The batch's own id. */
  readonly record: string;
  readonly root: string;
  readonly members: number;
  /** Where a member stands, by its id. */
  readonly placeOf: (record: string) => BatchPlace;
}

/**
 * Puts records under one root, to be anchored at once. Its members have no versions, and nothing on chain tells when one
 * was corrected: a record that may be corrected is anchored by itself.
 *
 * @param record The batch's own id.
 * @param members All of one schema, the batch's, and sealed without a version.
 * @throws FiscInputError for no member, or two with one id.
 */
export function batchOf(record: string, members: readonly Member[]): Batch {
  const places = new Map(members.map((it, i) => [requireRecordId(it.record), i]));
  if (members.length === 0 || places.size < members.length) {
    throw new FiscInputError(
      `batch ${record}`,
      members.length === 0 ? "it has no member" : "two members have one id",
      "give each record once",
    );
  }
  const tree = SimpleMerkleTree.of(members.map((it) => memberLeaf(it.record, it.root)));
  const { root } = tree;
  return {
    record,
    root,
    members: members.length,
    placeOf: (member) => {
      const place = places.get(member.toLowerCase());
      if (place !== undefined) return { record, root, proof: tree.getProof(place) };
      throw new FiscInputError(`batch ${record}`, `${member} is no member of it`, "look in another batch");
    },
  };
}
