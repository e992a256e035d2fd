import type { Position } from "../journal/event.js";

/** One version of a record, or the root of a batch, as it was anchored. It never changes. */
export interface AnchorBook {
  readonly schema: string;
  readonly root: string;
  /** Its retention class. */
  readonly class: number;
  readonly officer: number;
  /** UTC day, counted from 1970-01-01. */
  readonly day: number;
  readonly position: Position;
}

export interface HoldBook {
  readonly officer: number;
  /** Whether an inspector's, and not the organisation's records officer's. */
  readonly byInspector: boolean;
  readonly reason: string;
  readonly position: Position;
  released: Position | undefined;
}

export interface GrantBook {
  /** The reader's pseudonym for this record alone. */
  readonly reader: string;
  /** Content address of the wrapped key. */
  readonly grant: string;
  readonly officer: number;
  readonly position: Position;
  /** From when on the reader is given no later key. What they read, they may have kept. */
  withdrawn: Position | undefined;
}

export interface DisclosureBook {
  readonly version: number;
  /** Content address of the disclosed fields and their proof. */
  readonly disclosure: string;
  readonly officer: number;
  readonly position: Position;
}

export interface ErasureBook {
  readonly officer: number;
  readonly reason: string;
  readonly position: Position;
}

/** A record with its versions, or a batch of records. */
export interface RecordBook {
  /** 32 bytes, of which the last four are the organisation. */
  readonly id: string;
  readonly organisation: number;
  /** How many records are in the batch; undefined for a record. */
  readonly members: number | undefined;
  /** The first one is version 1. A batch has one. */
  readonly versions: AnchorBook[];
  /** All there ever were. */
  readonly holds: HoldBook[];
  readonly grants: GrantBook[];
  readonly disclosures: DisclosureBook[];
  erasure: ErasureBook | undefined;
}

/** What the record register holds and tells. */
export interface RecordBooks {
  /** Seconds for which records of a class are kept, by its number. */
  readonly retention: Map<number, number>;
  /** Records and batches, by id. */
  readonly records: Map<string, RecordBook>;
}
