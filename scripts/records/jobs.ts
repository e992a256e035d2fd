import type { StateProof } from "../../sdk/records/chain/proof.js";
import type { BatchPlace } from "../../sdk/records/commitment.js";
import type { Trust } from "../../sdk/records/verdict/trust.js";

/** Records to seal: made-up invoices from a number on. */
export interface SealJob {
  readonly kind: "seal";
  readonly organisation: number;
  readonly from: number;
  readonly count: number;
}

/** A sealed record, with what opens it. */
export interface SealedRecord {
  readonly record: string;
  readonly root: string;
  readonly content: Uint8Array;
  readonly identity: string;
}

/** Records to open and verify, and what they are proven by. */
export interface VerifyJob {
  readonly kind: "verify";
  readonly proof: StateProof;
  readonly trust: Trust & { readonly blockHash: string };
  readonly records: readonly (SealedRecord & { readonly batch: BatchPlace })[];
}

/** What came of records that were verified. */
export interface Verified {
  readonly verified: number;
  /** Why the first of the others was not. */
  readonly refusal: string | undefined;
}

export type Job = SealJob | VerifyJob;
export type ResultOf<J extends Job> = J extends SealJob ? SealedRecord[] : Verified;
