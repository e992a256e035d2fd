/**
 * Input that can't be used, and what to do about it.
 *
 * A fault of the caller's, never of ours: everything that reads from people or files throws this and nothing else.
 */
export class FiscInputError extends Error {
  override readonly name = "FiscInputError";

  /**
   * @param place Where it stands: a file, a line, a field.
   * @param problem What is wrong, with the value.
   * @param remedy What to do.
   */
  constructor(
    readonly place: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${place}: ${problem}; ${remedy}.`);
  }
}
