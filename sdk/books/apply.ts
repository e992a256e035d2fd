import type { JournalEvent, JournalEventName, Position } from "../journal/event.js";
import { accountHandlers } from "./accounts.js";
import { buildingCodeHandlers } from "./buildingCodes.js";
import { buildingLifecycleHandlers } from "./buildingLifecycle.js";
import { buildingHandlers } from "./buildings.js";
import { cashHandlers } from "./cash.js";
import { claimsHandlers } from "./claims.js";
import { creationHandlers } from "./creations.js";
import { JournalGap } from "./errors.js";
import type { Handlers } from "./handlers.js";
import { haltHandlers } from "./halts.js";
import { interestHandlers } from "./interest.js";
import { ledgerHandlers } from "./ledger.js";
import type { Books } from "./model.js";
import { obligationHandlers } from "./obligations.js";
import { officerHandlers } from "./officers.js";
import { openingHandlers } from "./openings.js";
import { payeeHandlers } from "./payees.js";
import { railHandlers } from "./rails.js";
import { rateHandlers } from "./rates.js";
import { recordHandlers } from "./records.js";
import { registryHandlers } from "./registry.js";
import { placeOf } from "./rules.js";
import { scheduleHandlers } from "./schedules.js";
import { tenancyHandlers } from "./tenancies.js";
import { voucherHandlers } from "./vouchers.js";
import { workOrderHandlers } from "./workOrders.js";

const handlers: Handlers<JournalEventName> = {
  ...registryHandlers,
  ...officerHandlers,
  ...haltHandlers,
  ...ledgerHandlers,
  ...openingHandlers,
  ...accountHandlers,
  ...obligationHandlers,
  ...claimsHandlers,
  ...creationHandlers,
  ...payeeHandlers,
  ...cashHandlers,
  ...rateHandlers,
  ...railHandlers,
  ...voucherHandlers,
  ...interestHandlers,
  ...scheduleHandlers,
  ...buildingHandlers,
  ...buildingCodeHandlers,
  ...buildingLifecycleHandlers,
  ...tenancyHandlers,
  ...workOrderHandlers,
  ...recordHandlers,
};

/** Checks that an event comes after the last one, on the same chain as far as the two can tell. */
function expectLater(last: Position, next: Position): void {
  const isSameBlock = next.blockNumber === last.blockNumber;
  const isLater = isSameBlock
    ? next.logIndex > last.logIndex || (next.logIndex === last.logIndex && next.line > last.line)
    : next.blockNumber > last.blockNumber;
  if (!isLater) {
    throw new JournalGap(
      placeOf(next, "journal"),
      `an event after block ${last.blockNumber}, log ${last.logIndex}`,
      "an earlier or the same one",
      "give each event once, in the order of the chain",
    );
  }
  const line = isSameBlock && next.logIndex === last.logIndex ? last.line + 1 : 0;
  if (next.line !== line) {
    throw new JournalGap(placeOf(next, "journal"), `line ${line} of its log`, `line ${next.line}`);
  }
  if (isSameBlock ? next.blockHash !== last.blockHash : next.timestamp < last.timestamp) {
    throw new JournalGap(
      placeOf(next, "journal"),
      `a block that follows ${last.blockHash}`,
      `${next.blockHash} of another chain`,
      "rewind to a block that is still part of the chain, and read again",
    );
  }
}

/**
 * Takes one event into the books, in place: a copy for each event would cost more than the rest.
 *
 * Pure but for that: no I/O, no clock, no chain. Either the books take the event in wholly, or it throws and they are
 * as they were. Every rule that the contracts enforce is checked again here, from the events alone.
 *
 * @throws JournalGap for an event that can't be the next one: something before it is missing, or it came before.
 * @throws BooksViolation for one that breaks a rule of the ledger.
 */
export function apply(books: Books, event: JournalEvent): void {
  if (books.position !== undefined) expectLater(books.position, event.position);
  // Safe: a name's handler takes that name's event.
  const handle = handlers[event.name] as (books: Books, event: JournalEvent) => void;
  handle(books, event);
  books.position = event.position;
  books.events += 1;
}
