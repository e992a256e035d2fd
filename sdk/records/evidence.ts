import { zeroPadBytes } from "ethers";

import type { AnchorBook, RecordBook } from "../books/recordModel.js";
import type { Position } from "../journal/event.js";
import { type Commitment, commitmentHash, NO_VERSION } from "./commitment.js";

/** A version that something names as its evidence. */
export interface EvidenceRecord {
  readonly record: RecordBook;
  /** 0 for a batch: one of its members, and the journal does not tell which. */
  readonly version: number;
}

/** Versions and batches that acts can name as their evidence, by what they name. */
export type EvidenceIndex = ReadonlyMap<string, EvidenceRecord>;

/** What an act names, and what the record register says of it. */
export type Evidence =
  | { readonly kind: "none" }
  /** A hash that nothing is anchored under: of whatever it is, nobody can tell when it was made. */
  | { readonly kind: "bare"; readonly hash: string }
  | (EvidenceRecord & {
      readonly kind: "record";
      readonly hash: string;
      /** By whom, when, under which schema. */
      readonly anchor: AnchorBook;
      /** The version that took its place, if one did. */
      readonly supersededBy: number | undefined;
      readonly erased: Position | undefined;
      /** Whether it was anchored after the act that names it. */
      readonly isLater: boolean;
    });

const WORD = 32;
const NONE = /^0x0*$/;

/** What an act names as its evidence, if it rests on a record's version: the commitment to it, padded with zeros. */
export const evidenceOf = (commitment: Commitment): string =>
  // Bytes, not a number: what follows them is padded.
  zeroPadBytes(commitmentHash(commitment), WORD);

/** The versions and batches that acts can name as their evidence, by what they name. */
export function recordsByEvidence(
  records: Iterable<RecordBook>,
  register: Pick<Commitment, "chainId" | "register">,
): Map<string, EvidenceRecord> {
  const found = new Map<string, EvidenceRecord>();
  for (const record of records) {
    const isBatch = record.members !== undefined;
    record.versions.forEach(({ schema, root }, i) => {
      const version = isBatch ? NO_VERSION : i + 1;
      found.set(evidenceOf({ ...register, schema, record: record.id, version, root }), { record, version });
    });
  }
  return found;
}

/**
 * What the register says of the evidence that an act names.
 *
 * @param at Where the act stands in the journal.
 */
export function evidenceNamed(index: EvidenceIndex, hash: string, at: Position): Evidence {
  if (NONE.test(hash)) return { kind: "none" };
  const found = index.get(hash.toLowerCase());
  const anchor = found?.record.versions[Math.max(found.version, 1) - 1];
  if (found === undefined || anchor === undefined) return { kind: "bare", hash };
  const { record, version } = found;
  const latest = record.versions.length;
  return {
    ...{ kind: "record", hash, record, version, anchor },
    supersededBy: version !== NO_VERSION && version < latest ? version + 1 : undefined,
    erased: record.erasure?.position,
    isLater: isAfter(anchor.position, at),
  };
}

const isAfter = (a: Position, b: Position): boolean =>
  a.blockNumber > b.blockNumber || (a.blockNumber === b.blockNumber && a.logIndex > b.logIndex);
