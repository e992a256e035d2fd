import { FiscInputError } from "../../errors.js";

/** What can be wrong with a blob. */
export type BlobProblem = "missing" | "cut off" | "altered" | "swapped" | "unreadable";

const REMEDIES: Record<BlobProblem, string> = {
  missing: "bring it back from another copy of the store",
  "cut off": "bring it back whole, from another copy of the store",
  altered: "bring it back from another copy of the store, and find out who wrote to this one",
  swapped: "bring it back from another copy of the store, and find out who wrote to this one",
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
