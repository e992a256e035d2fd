import type { Fisc } from "../../../sdk/client/fisc.js";
import { printObligation } from "../../../sdk/client/refs.js";
import type { Header } from "../../../sdk/disbursement/schedule.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { formatCents } from "../../../sdk/money.js";
import { booksOf } from "./booksOf.js";

/**
 * Makes sure that no other schedule pays as much on the same obligation: a file made into schedules twice would pay
 * everyone twice. One that is closed with nothing paid is none; whose lines the others are, the journal does not say.
 */
export async function expectNoTwin(fisc: Fisc, schedule: string, header: Header): Promise<void> {
  const { schedules } = await booksOf(fisc);
  const twin = [...schedules.values()].find(
    ({ id, state, chunks, header: other }) =>
      id !== schedule &&
      (state !== "closed" || chunks.size > 0) &&
      other.obligation === header.obligation &&
      other.total === header.total,
  );
  if (twin === undefined) return;
  throw new FiscInputError(
    `schedule ${schedule}`,
    `schedule ${twin.id}, which is ${twin.state}, pays ${formatCents(header.total)} on ${printObligation(header.obligation)}, too`,
    "close the one that is too much, or certify both with --again yes where both shall be paid",
  );
}
