/**
 * The journal that the books were given is not the whole journal, or not in its order.
 *
 * The ledger's own figures are no cause for it: the remedy is always to read again.
 */
export class JournalGap extends Error {
  override readonly name = "JournalGap";

  /**
   * @param place The block, and what it is about: an account, an obligation.
   * @param expected What had to come next.
   * @param found What came.
   * @param remedy What to do.
   */
  constructor(
    readonly place: string,
    readonly expected: string,
    readonly found: string,
    readonly remedy = "read the journal again from the last block known to be whole",
  ) {
    super(`${place}: expected ${expected}, found ${found}; ${remedy}.`);
  }
}

/**
 * An event says what the ledger's rules forbid.
 *
 * Contracts that follow their rules never emit it: either the events are not theirs, or contracts and books disagree
 * about a rule. Both are findings for an auditor.
 */
export class BooksViolation extends Error {
  override readonly name = "BooksViolation";
  readonly remedy =
    "check that the addresses and the code behind them are the ledger's, then report it as a finding";

  /**
   * @param place The block, and what it is about: an account, an obligation, an officer.
   * @param rule The rule, as a sentence that should hold.
   * @param detail The values that break it.
   */
  constructor(
    readonly place: string,
    readonly rule: string,
    readonly detail: string,
  ) {
    super(
      `${place}: broken rule "${rule}": ${detail}; ` +
        "read the journal again, since a missing event can look the same; if it stays, report it as a finding.",
    );
  }
}
