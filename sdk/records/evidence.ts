import { zeroPadBytes } from "ethers";

import type { RecordBook } from "../books/recordModel.js";
import { type Commitment, commitmentHash } from "./commitment.js";

/** A version that something names as its evidence. */
export interface EvidenceRecord {
  readonly record: RecordBook;
  readonly version: number;
}

const WORD = 32;

/** What an act names as its evidence, if it rests on a record's version: the commitment to it, padded with zeros. */
export const evidenceOf = (commitment: Commitment): string =>
  // Bytes, not a number: what follows them is padded.
  zeroPadBytes(commitmentHash(commitment), WORD);

/**
 * The versions that acts can name as their evidence, by what they name. Members of batches are not among them: the
 * journal does not have them one by one.
 */
export function recordsByEvidence(
  records: Iterable<RecordBook>,
  register: Pick<Commitment, "chainId" | "register">,
): Map<string, EvidenceRecord> {
  const found = new Map<string, EvidenceRecord>();
  for (const record of records) {
    if (record.members !== undefined) continue;
    record.versions.forEach(({ schema, root }, i) => {
      const version = i + 1;
      found.set(evidenceOf({ ...register, schema, record: record.id, version, root }), { record, version });
    });
  }
  return found;
}
