import { ZeroHash } from "ethers";

import type { HeldVersion } from "../../../sdk/records/access/holding.js";
import { newKeys } from "../../../sdk/records/access/newKeys.js";
import type { Commitment } from "../../../sdk/records/commitment.js";
import { evidenceOf } from "../../../sdk/records/evidence.js";
import { newRecordId } from "../../../sdk/records/recordId.js";
import type { BlobStore } from "../../../sdk/records/store/blobStore.js";

/** One version of a record of the sample. */
export interface StoryVersion extends HeldVersion {
  readonly commitment: Commitment;
}

/** A record of the sample, as its organisation keeps it: no keys. */
export interface StoryRecord {
  readonly id: string;
  readonly versions: readonly StoryVersion[];
  /** Address of what the public was shown. */
  readonly disclosure?: string;
}

/** Where the sample's records are kept, and what each reader has. */
export class Archive {
  /** By their names. */
  readonly records = new Map<string, StoryRecord>();
  /** What will rest on a record, as `step:name`, and what it will name. */
  readonly #evidence = new Map<string, string>();
  readonly #identities = new Map<string, string>();

  constructor(readonly store: BlobStore) {}

  /** A reader's own secret key, which nobody else has. */
  async identityOf(reader: string): Promise<string> {
    const identity = this.#identities.get(reader) ?? (await newKeys()).identity;
    this.#identities.set(reader, identity);
    return identity;
  }

  /** What a claim of an invoice rests on: the latest version of the record of its name, or nothing. */
  evidenceFor(invoice: string): string {
    const latest = this.records.get(invoice)?.versions.at(-1);
    return latest === undefined ? ZeroHash : evidenceOf(latest.commitment);
  }

  /** Keeps a record's commitment for the steps that will rest on it. */
  keepEvidence(uses: readonly string[], evidence: string): void {
    for (const use of uses) this.#evidence.set(use, evidence);
  }

  /** What a step rests on, once: the next one of that name rests on something else. Undefined if there is no record. */
  takeEvidence(step: string, name: string): string | undefined {
    const use = `${step}:${name}`;
    const evidence = this.#evidence.get(use);
    this.#evidence.delete(use);
    return evidence;
  }

  /** Steps that a record was anchored for, and that never came. */
  get unused(): readonly string[] {
    return [...this.#evidence.keys()];
  }

  /** A record by its name, or a new one of an organisation's. */
  recordOf(name: string, organisation: number): StoryRecord {
    return this.records.get(name) ?? { id: newRecordId(organisation), versions: [] };
  }
}
