import { FiscInputError } from "../errors.js";

/** What can keep an outbox from its work. */
export type OutboxProblem =
  | "disk"
  | "funds"
  | "id reused"
  | "lease lost"
  | "leased"
  | "no quorum"
  | "refused"
  | "reverted"
  | "stuck"
  | "wrong chain"
  | "wrong key";

/**
 * An outbox can't go on. Nothing is lost: what was asked for is on disk, and asking again goes on where it was.
 *
 * Only `refused` and `reverted` say that a call did not happen. All others say that it is not known, or not yet.
 */
export class OutboxFault extends FiscInputError {
  /** @param data What the contract reverted with, where a node told. */
  constructor(
    readonly kind: OutboxProblem,
    place: string,
    problem: string,
    remedy: string,
    readonly data?: string,
  ) {
    super(place, problem, remedy);
  }
}
