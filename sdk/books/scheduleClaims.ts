import { MANY_PAYEES } from "../ids.js";
import type { JournalEventOf, Position } from "../journal/event.js";
import { BENEFIT } from "./constants.js";
import { expectAnnounced, expectDisburser, expectThree } from "./documentRules.js";
import type { ClaimName, ClaimOn, Settle } from "./documents.js";
import type { Books, ObligationBook } from "./model.js";
import type { ScheduleBook } from "./paymentModel.js";
import { recordPayment, recordReturn } from "./payments.js";
import { expectEnough, type Subject, violation } from "./rules.js";

const subjectOf =
  ({ id }: ScheduleBook) =>
  (): string =>
    `schedule ${id}`;

/** Checks that a claim is a benefit schedule's, on its obligation, while it is in the state. */
function expectOn(
  { args, position, name }: JournalEventOf<ClaimName>,
  schedule: ScheduleBook,
  ...states: readonly ScheduleBook["state"][]
): void {
  const { header, state } = schedule;
  if (header.kind !== BENEFIT || header.obligation !== args.obligation || !states.includes(state)) {
    throw violation(
      position,
      subjectOf(schedule),
      "a benefit schedule is claimed on its obligation, step by step",
      `${name} on ${args.obligation}, it is ${state} on ${header.obligation}`,
    );
  }
}

/** Checks that an obligation is one to many payees, which no novation changes. */
export function expectForMany(position: Position, subject: Subject, { id, payee }: ObligationBook): void {
  if (payee !== MANY_PAYEES) {
    throw violation(
      position,
      subject,
      "a benefit schedule is on an obligation to many payees",
      `obligation ${id} is to payee ${payee}`,
    );
  }
}

function expectEligible({ position }: JournalEventOf<ClaimName>, schedule: ScheduleBook): void {
  if (position.timestamp >= schedule.header.eligibleUntil) {
    throw violation(
      position,
      subjectOf(schedule),
      "a schedule is certified and paid while its payees are eligible",
      `until ${schedule.header.eligibleUntil}`,
    );
  }
}

/** The schedule's own event comes next. */
export function certify({ event }: ClaimOn<"Certified">, schedule: ScheduleBook): Settle {
  const { officer, amount } = event.args;
  expectOn(event, schedule, "submitted");
  expectThree(event.position, subjectOf(schedule), [schedule.submitter], officer);
  expectEligible(event, schedule);
  if (amount !== schedule.header.total || schedule.left !== 0n) {
    throw violation(
      event.position,
      subjectOf(schedule),
      "a schedule is certified whole, once",
      `${amount} of ${schedule.header.total}, ${schedule.left} before`,
    );
  }
  return () => {
    schedule.left = amount;
    schedule.certifier = officer;
  };
}

/** The schedule's own event comes next. */
export function giveUp({ event }: ClaimOn<"Decertified">, schedule: ScheduleBook): Settle {
  const { amount } = event.args;
  expectOn(event, schedule, "certified");
  if (amount !== schedule.left) {
    throw violation(
      event.position,
      subjectOf(schedule),
      "what is given up is all that is left",
      `${amount} of ${schedule.left}`,
    );
  }
  return () => {
    schedule.left = 0n;
    schedule.released = amount;
  };
}

/** Which chunk it is, the schedule's own event says once it is done. */
export function pay(
  books: Books,
  { event, obligation, posted }: ClaimOn<"Paid">,
  schedule: ScheduleBook,
): Settle {
  const { officer, amount, organisation } = event.args;
  const { position } = event;
  const subject = subjectOf(schedule);
  expectOn(event, schedule, "certified");
  expectEligible(event, schedule);
  expectThree(position, subject, [schedule.submitter, schedule.certifier], officer);
  expectDisburser(books, position, organisation, officer, posted);
  expectEnough(position, subject, "chunks come to no more than was certified", schedule.left, amount);
  if (schedule.paying !== undefined) {
    throw violation(position, subject, "one chunk is paid at a time", "the one before has not ended");
  }
  return () => {
    schedule.left -= amount;
    schedule.paying = recordPayment(books, event, obligation, {
      of: "schedule",
      payee: MANY_PAYEES,
      rail: schedule.header.rail,
    });
  };
}

/** Lines that came back were named before; those that the rail could not pay are named next. */
export function bringBack(books: Books, { event }: ClaimOn<"Returned">, schedule: ScheduleBook): Settle {
  const { amount } = event.args;
  const { expected, paying, returning } = schedule;
  const subject = subjectOf(schedule);
  expectOn(event, schedule, "certified", "closed");
  if (paying === undefined) {
    expectAnnounced(event, subject, expected);
    return () => {
      recordReturn(books, returning, event, expected?.back);
      schedule.expected = undefined;
      schedule.returning = undefined;
    };
  }
  if (schedule.failing !== undefined) {
    throw violation(event.position, subject, "what fails of a chunk comes back once", `${amount} more`);
  }
  expectEnough(event.position, subject, "no more fails than was being paid", paying.amount, amount);
  return () => {
    recordReturn(books, paying, event, { reason: "failed", code: "" });
    schedule.failing = { amount, chunk: undefined };
  };
}
