/** Something that was left undone, and why. */
interface Failure {
  readonly what: string;
  readonly error: Error;
}

/** A run came to its end with something left undone. */
export class Unfinished extends Error {
  override readonly name = "Unfinished";

  /** @param told What was done, a line each. */
  constructor(
    readonly told: readonly string[],
    readonly failures: readonly Failure[],
  ) {
    super(failures.map(({ what, error }) => `${what} is not paid: ${error.message}`).join("\n"));
  }
}
