/**
 * A node that can't be reached, or that answers what no node should.
 *
 * Nobody's input is wrong, and nothing is known of what was asked for: whoever sent something finds out before they
 * send it again.
 */
export class NetworkTrouble extends Error {
  override readonly name = "NetworkTrouble";

  /**
   * @param place Which node, by its host alone: paths hold access keys.
   * @param problem What it did.
   * @param remedy What to do.
   */
  constructor(
    readonly place: string,
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${place}: ${problem}; ${remedy}.`, options);
  }
}
