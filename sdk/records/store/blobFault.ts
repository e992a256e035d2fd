import { FiscInputError } from "../../errors.js";

/** What can be wrong with a blob. */
export type BlobProblem = "missing" | "empty" | "altered or cut off" | "swapped" | "unreadable";

const RESTORE = "bring it back from another copy of the store, and find out who wrote to this one";

const REMEDIES: Record<BlobProblem, string> = {
  missing: "bring it back from another copy of the store",
  empty: RESTORE,
  "altered or cut off": RESTORE,
  swapped: RESTORE,
  unreadable: "check the store's connection and permissions",
};

/** A store does not give a blob back as it was stored. */
export class BlobFault extends FiscInputError {
  /** @param detail What was found, with the figures. */
  constructor(
    readonly address: string,
    readonly kind: BlobProblem,
    detail: string,
  ) {
    super(`blob ${address}`, `it is ${kind}: ${detail}`, REMEDIES[kind]);
  }
}
