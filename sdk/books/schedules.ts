import { TREASURY } from "../ids.js";
import type { JournalEventOf, Position } from "../journal/event.js";
import { accountIn, expectOrganisation, obligationIn } from "./access.js";
import { isLineSet, lineCountOf, sumLines } from "./chunkLines.js";
import { payBenefits, payVendors } from "./chunks.js";
import { BENEFIT, VENDOR } from "./constants.js";
import { expectDisburser, expectReason, expectThree } from "./documentRules.js";
import { JournalGap } from "./errors.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { CERTIFYING, expectOffice, INSPECTOR, liveAppointment, REGISTRAR, SUBMITTING } from "./offices.js";
import type { ChunkBook, ScheduleBook } from "./paymentModel.js";
import { placeOf, violation } from "./rules.js";
import { expectForMany } from "./scheduleClaims.js";

const MAX_CHUNKS = 128;

const subjectOf = (id: string) => (): string => `schedule ${id}`;

function scheduleIn(books: Books, position: Position, id: string): ScheduleBook {
  const schedule = books.schedules.get(id);
  if (schedule === undefined) {
    throw new JournalGap(placeOf(position, subjectOf(id)), "its submission", "none");
  }
  return schedule;
}

function expectState(
  position: Position,
  { id, state }: ScheduleBook,
  ...states: readonly ScheduleBook["state"][]
): void {
  if (!states.includes(state)) {
    throw violation(
      position,
      subjectOf(id),
      "a schedule goes its way, step by step",
      `it is ${state}, not ${states.join(" or ")}`,
    );
  }
}

/** Whose officers act on a schedule: for a benefit schedule whoever has the account by now. */
function ownerOf(
  books: Books,
  position: Position,
  { kind, organisation, obligation }: ScheduleBook["header"],
): number {
  if (kind === VENDOR) return organisation;
  return accountIn(books, position, obligationIn(books, position, obligation).account).owner;
}

/** The chunk, as far as anything is known of it; the books have it once something is written into it. */
function chunkOf({ chunks }: ScheduleBook, index: number): ChunkBook {
  const none = { index, stopped: new Map<number, bigint>(), failed: [], returned: [], paid: undefined };
  return chunks.get(index) ?? none;
}

/** Checks that lines may come back: there, paid, and not back already. */
function expectBack(
  { args, position }: JournalEventOf<"LinesReturned">,
  { id, header }: ScheduleBook,
  { paid, stopped, failed, returned }: ChunkBook,
): void {
  const { bits, amount } = args;
  const count = paid === undefined ? 0 : (lineCountOf(header.rail, paid.lines) ?? 0);
  const isThere = bits.every((word, i) => {
    const lines = Math.min(256, Math.max(0, count - 256 * i));
    const gone = (stopped.get(i) ?? 0n) | (failed[i] ?? 0n) | (returned[i] ?? 0n);
    return word >> BigInt(lines) === 0n && (word & gone) === 0n;
  });
  const back = (line: number): boolean => isLineSet((word) => bits[word] ?? 0n, line);
  const { cents } = sumLines(header.rail, paid?.lines ?? "0x", back);
  if (!isThere || amount === 0n || cents !== amount) {
    throw violation(
      position,
      subjectOf(id),
      "lines come back that were paid, once",
      `${amount} said, ${cents} in the lines, of chunk ${args.chunk}`,
    );
  }
}

export const scheduleHandlers: Handlers<
  | "ScheduleSubmitted"
  | "ScheduleCertified"
  | "ScheduleClosed"
  | "LinesStopped"
  | "ChunkPaid"
  | "LinesFailed"
  | "LinesReturned"
> = {
  ScheduleSubmitted(books, { args, position }) {
    const { schedule: id, officer, header } = args;
    const { kind, rail, organisation, obligation, total, chunks, eligibleUntil } = header;
    expectOrganisation(books, position, organisation);
    expectOffice(books, position, officer, SUBMITTING, total, organisation);
    const isBenefit = kind === BENEFIT;
    const isEligible = isBenefit ? position.timestamp < eligibleUntil : eligibleUntil === 0;
    const isWhole = total !== 0n && chunks !== 0 && chunks <= MAX_CHUNKS && kind <= VENDOR && rail <= 1;
    if (!isWhole || isBenefit !== (obligation !== 0n) || !isEligible || books.schedules.has(id)) {
      throw violation(
        position,
        subjectOf(id),
        "a schedule is submitted once, with all that its kind needs",
        `${total} in ${chunks} chunks on ${obligation} until ${eligibleUntil}`,
      );
    }
    const owner = ownerOf(books, position, header);
    if (owner !== organisation) {
      throw violation(
        position,
        subjectOf(id),
        "a schedule is submitted by the owner of its account",
        `by organisation ${organisation}, the owner is ${owner}`,
      );
    }
    if (isBenefit) expectForMany(position, subjectOf(id), obligationIn(books, position, obligation));
    books.schedules.set(id, {
      id,
      header,
      state: "submitted",
      submitter: officer,
      certifier: 0,
      left: 0n,
      hasStops: false,
      chunks: new Map(),
      paying: undefined,
      failing: undefined,
      released: 0n,
      expected: undefined,
      returning: undefined,
    });
  },

  ScheduleCertified(books, { args, position }) {
    const schedule = scheduleIn(books, position, args.schedule);
    const { header, submitter, certifier, left } = schedule;
    const { officer } = args;
    expectState(position, schedule, "submitted");
    expectThree(position, subjectOf(schedule.id), [submitter], officer);
    const owner = ownerOf(books, position, header);
    expectOffice(books, position, officer, CERTIFYING, header.total, owner);
    // A vendor schedule's money is held by its vouchers.
    if (header.kind === BENEFIT && (left !== header.total || certifier !== officer)) {
      throw violation(
        position,
        subjectOf(schedule.id),
        "a certificate comes with its claim",
        `${left} of ${header.total} is held`,
      );
    }
    schedule.state = "certified";
    schedule.certifier = officer;
    schedule.left = header.total;
  },

  ScheduleClosed(books, { args, position }) {
    const schedule = scheduleIn(books, position, args.schedule);
    const { header, left, released } = schedule;
    expectState(position, schedule, "submitted", "certified");
    const isHeld = header.kind === BENEFIT;
    if (args.released !== (isHeld ? released : left) || (isHeld && left !== 0n)) {
      throw violation(
        position,
        subjectOf(schedule.id),
        "what is closed releases all that is left",
        `${args.released}, given up ${released}, left ${left}`,
      );
    }
    const owner = ownerOf(books, position, header);
    expectOffice(books, position, args.officer, CERTIFYING, args.released, owner);
    schedule.state = "closed";
    schedule.left = 0n;
    schedule.released = 0n;
  },

  LinesStopped(books, { args, position }) {
    const { officer, word, bits } = args;
    const schedule = scheduleIn(books, position, args.schedule);
    const chunk = chunkOf(schedule, args.chunk);
    expectState(position, schedule, "submitted", "certified");
    const { header } = schedule;
    if (args.chunk >= header.chunks || bits === 0n || header.kind !== BENEFIT || chunk.paid !== undefined) {
      throw violation(
        position,
        subjectOf(schedule.id),
        "lines are stopped before they are paid",
        `chunk ${args.chunk} of ${header.chunks}`,
      );
    }
    const who = books.officers.get(officer);
    const offices =
      who === undefined ? 0 : (liveAppointment(who, TREASURY, position.timestamp)?.offices ?? 0);
    const central = offices & (INSPECTOR | REGISTRAR);
    if (central !== 0) expectOffice(books, position, officer, central, 0n, TREASURY);
    else expectOffice(books, position, officer, CERTIFYING, 0n, ownerOf(books, position, header));
    schedule.hasStops = true;
    schedule.chunks.set(chunk.index, chunk);
    chunk.stopped.set(word, (chunk.stopped.get(word) ?? 0n) | bits);
  },

  LinesFailed(books, { args, position }) {
    const schedule = scheduleIn(books, position, args.schedule);
    const { failing } = schedule;
    if (failing?.amount !== args.amount || failing.chunk !== undefined) {
      throw violation(
        position,
        subjectOf(schedule.id),
        "what fails of a chunk comes back",
        `${args.amount} failed, ${failing?.amount ?? 0n} came back`,
      );
    }
    const chunk = chunkOf(schedule, args.chunk);
    schedule.failing = { ...failing, chunk: chunk.index };
    schedule.chunks.set(chunk.index, chunk);
    chunk.failed = args.bits;
  },

  ChunkPaid(books, event) {
    const { args, position } = event;
    const schedule = scheduleIn(books, position, args.schedule);
    const { header, submitter, certifier } = schedule;
    expectState(position, schedule, "certified");
    const chunk = chunkOf(schedule, args.chunk);
    if (args.chunk >= header.chunks || chunk.paid !== undefined) {
      throw violation(position, subjectOf(schedule.id), "each chunk is paid once", `chunk ${args.chunk}`);
    }
    expectThree(position, subjectOf(schedule.id), [submitter, certifier], args.officer);
    expectDisburser(books, position, ownerOf(books, position, header), args.officer, args.paid);
    if (header.kind === BENEFIT) payBenefits(event, schedule, chunk);
    else payVendors(books, event, schedule, chunk);
    schedule.chunks.set(chunk.index, chunk);
  },

  LinesReturned(books, event) {
    const { args, position } = event;
    const schedule = scheduleIn(books, position, args.schedule);
    const chunk = chunkOf(schedule, args.chunk);
    const isBusy = schedule.expected !== undefined || schedule.paying !== undefined;
    if (chunk.paid?.payment === undefined || isBusy) {
      throw violation(
        position,
        subjectOf(schedule.id),
        "lines come back of a chunk that was paid",
        `chunk ${args.chunk} of ${schedule.header.chunks}`,
      );
    }
    expectReason(position, subjectOf(schedule.id), args.code);
    expectBack(event, schedule, chunk);
    expectThree(position, subjectOf(schedule.id), [schedule.submitter, schedule.certifier], args.officer);
    expectDisburser(books, position, ownerOf(books, position, schedule.header), args.officer, args.amount);
    const back = { reason: "returned", code: args.code } as const;
    schedule.expected = { name: "Returned", amount: args.amount, back };
    schedule.returning = chunk.paid.payment;
    for (const [i, bits] of args.bits.entries()) chunk.returned[i] = (chunk.returned[i] ?? 0n) | bits;
  },
};
