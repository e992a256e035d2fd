import { FiscRefused } from "../../../sdk/client/refused.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { OutboxFault, type OutboxProblem } from "../../../sdk/outbox/faults.js";
import { EXIT } from "../../support/main.js";
import { Unfinished } from "./unfinished.js";

/** What keeps an outbox from its work before anything is out; with any other, a payment may be on its way. */
const BEFORE: readonly OutboxProblem[] = ["leased", "wrong chain", "refused"];

/** How a run ends that an error broke off: what it tells, and its exit code. */
interface Ending {
  /** What was done. */
  readonly told: readonly string[];
  readonly message: string;
  readonly code: number;
}

/** How a run ends with an error; undefined for one that is a fault of ours. */
export function endingOf(error: unknown, hasSent: boolean): Ending | undefined {
  if (error instanceof Unfinished)
    return { told: error.told, message: error.message, code: EXIT.disagreement };
  if (error instanceof FiscRefused) return { told: [], message: error.message, code: EXIT.disagreement };
  if (!(error instanceof FiscInputError)) return undefined;
  const mayBeOut = hasSent || (error instanceof OutboxFault && !BEFORE.includes(error.kind));
  // The code for bad input says that nothing was sent.
  return { told: [], message: error.message, code: mayBeOut ? EXIT.disagreement : EXIT.input };
}
