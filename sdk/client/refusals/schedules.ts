import type { Sentences } from "./sentence.js";

/** Of payments certified as one. */
export const SCHEDULE_SENTENCES: Sentences = {
  SchedulesAccountClosed: {
    happened: "the account of schedule {schedule} is cancelled",
    rule: "nothing is paid from a cancelled appropriation",
    remedy: "close the schedule, and pay from an account that is not cancelled",
  },
  SchedulesAlreadyPaid: {
    happened: "chunk {chunk} of schedule {schedule} was paid",
    rule: "each chunk is paid once",
    remedy: "do nothing; pay what failed or came back by another schedule",
  },
  SchedulesDutiesNotSeparate: {
    happened: "officer {officer} has acted on schedule {schedule} before",
    rule: "submitter, certifier and disburser of a schedule are three officers",
    remedy: "have another officer do it",
  },
  SchedulesExceedsTotal: {
    happened:
      "chunks of schedule {schedule} would come to {requested:cents} more, of which {left:cents} is left",
    rule: "chunks come to no more than was certified",
    remedy: "close the schedule and make it anew, with its true total",
  },
  SchedulesExpired: {
    happened: "the eligibility of a payee of schedule {schedule} ended on {eligibleUntil:time}",
    rule: "nobody is paid whose eligibility has expired",
    remedy: "have it attested again, and certify a new schedule",
  },
  SchedulesInvalidHeader: {
    happened: "the schedule's header can't be submitted",
    rule: "a schedule has a total, 1 to 128 chunks and eligibility that lasts, and a benefit schedule alone names an obligation",
    remedy: "make it with this client",
  },
  SchedulesInvalidLines: {
    happened: "the lines of chunk {chunk} of schedule {schedule} can't be named here",
    rule: "lines that are stopped are in the schedule, and those that come back were paid and did not come back before",
    remedy: "check the lines' numbers, the first one 0",
  },
  SchedulesInvalidProof: {
    happened: "chunk {chunk} of schedule {schedule} is not what was certified",
    rule: "a chunk is paid line for line as certified",
    remedy: "give the chunk as it was made, with this schedule's header",
  },
  SchedulesNotForMany: {
    happened: "obligation {obligation:obligation} is owed to payee {payee}",
    rule: "benefit schedules pay what is owed to many, vouchers what is owed to one",
    remedy: "name an obligation to many, or submit vouchers",
  },
  SchedulesNotPaid: {
    happened: "chunk {chunk} of schedule {schedule} was not paid",
    rule: "only what was paid comes back",
    remedy: "check the chunk's number, the first one 0",
  },
  SchedulesWrongOrganisation: {
    happened: "organisation {organisation} does not own the obligation's account",
    rule: "a schedule is submitted by the organisation that owes",
    remedy: "name the organisation that owns the account",
  },
  SchedulesWrongState: {
    happened: "schedule {schedule} is {state:scheduleState}",
    rule: "a schedule is submitted once, certified once, then paid, until it is closed",
    remedy: "take the step that its state allows",
  },
};

/** Of packed payments. */
export const LINE_SENTENCES: Sentences = {
  LinesInvalidLength: {
    happened: "{length} bytes are not a whole number of lines of {size} bytes each",
    rule: "lines are packed whole, and there is one at least",
    remedy: "pack them with this client, for the rail that they are paid over",
  },
  LinesZeroAmount: {
    happened: "a line pays nothing",
    rule: "every line pays something",
    remedy: "leave it out",
  },
};
