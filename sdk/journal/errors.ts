export { JournalGap } from "../books/errors.js";

/** The chain that was read is no longer the chain: blocks were replaced. */
export class JournalReorganised extends Error {
  override readonly name = "JournalReorganised";
  readonly remedy = "rewind to an earlier cursor, fold the books again from there, and read on";

  /**
   * @param block The number of the block that was replaced.
   * @param expected Its hash as it was read before.
   * @param found Its hash now; undefined if the provider has no such block any more.
   */
  constructor(
    readonly block: number,
    readonly expected: string,
    readonly found: string | undefined,
  ) {
    super(
      `block ${block}: expected ${expected}, found ${found ?? "no such block"}; ` +
        "rewind to an earlier cursor, fold the books again from there, and read on.",
    );
  }
}

/** A log that is none of the journal's, or an ABI that is not the one that this version knows. */
export class JournalUnknownEvent extends Error {
  override readonly name = "JournalUnknownEvent";
  readonly remedy =
    "check that the addresses are the ledger's, or use the version of the SDK that belongs to them";

  /**
   * @param place The log: block, index and emitter.
   * @param problem What about it is unknown.
   */
  constructor(
    readonly place: string,
    readonly problem: string,
  ) {
    super(
      `${place}: ${problem}; check that the addresses are the ledger's, ` +
        "or use the version of the SDK that belongs to them.",
    );
  }
}
