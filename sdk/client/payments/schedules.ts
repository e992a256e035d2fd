import type { Chunk, Header } from "../../disbursement/schedule.js";
import { FiscInputError } from "../../errors.js";
import { formatCents } from "../../money.js";
import { Domain } from "../desk.js";
import { hashOf, optionalHash, reasonCodeOf } from "../inputs/hex.js";
import { MOST, wholeNumber } from "../inputs/numbers.js";
import { SCHEDULE_STATES } from "../refusals/formats.js";
import type { OrganisationRef } from "../refs.js";
import { disburserFor } from "./disburserFor.js";
import { type Comeback, comebackOf, type Payment, settlementOf } from "./settlements.js";

/** A schedule by its header, as `benefitSchedule` and `vendorSchedule` make it. */
interface OfSchedule {
  readonly header: Header;
}

interface Disbursing extends OfSchedule {
  readonly chunk: Chunk;
  /** For whom the officer disburses; left out, the schedule's organisation if appointed there, else the treasury. */
  readonly actingFor?: OrganisationRef;
}

/** How far a schedule is. */
export interface ProgressView {
  readonly schedule: string;
  readonly state: (typeof SCHEDULE_STATES)[number];
  /** What can still be paid. */
  readonly left: string;
  /** Numbers of the chunks that were paid, the first one 0. */
  readonly paidChunks: readonly number[];
  readonly submitter: number;
  readonly certifier: number;
}

const WORD = 256;

/** Thousands of payments certified as one, and paid chunk by chunk. */
export class Schedules extends Domain {
  /** Submits a schedule. By a submitting officer. */
  readonly submit = this.write(
    "schedules",
    "submit",
  )({
    events: ["ScheduleSubmitted"],
    args: ({ header }: OfSchedule) => [header],
    made: {
      told: ([event]) => ({ schedule: event?.args.schedule ?? "" }),
      foreseen: (returned) => ({ schedule: String(returned[0]) }),
    },
  });

  /** Certifies a schedule, whose lines the officer has checked: see `checkSchedule`. By a certifying officer. */
  readonly certify = this.write(
    "schedules",
    "certify",
  )({
    events: ["ScheduleCertified"],
    args: ({ header }: OfSchedule) => [header],
  });

  /** Gives up what is not paid, for good. By a certifying officer. */
  readonly close = this.write(
    "schedules",
    "close",
  )({
    events: ["ScheduleClosed"],
    args: ({ header }: OfSchedule) => [header],
  });

  /** Stops lines that are not paid yet. By a certifying officer, a registrar or an inspector. */
  readonly stop = this.write(
    "schedules",
    "stop",
  )({
    events: ["LinesStopped"],
    args: (
      input: OfSchedule & {
        /** The first one 0. */
        readonly chunk: number;
        /** Lines of the chunk, the first one 0; of one run of 256 at a time. */
        readonly lines: readonly number[];
        readonly reason?: string;
      },
    ) => {
      const chunk = wholeNumber(input.chunk, MOST[16], "chunk");
      const words = wordsOf(input.lines);
      const [only, ...others] = [...words.entries()].filter(([, bits]) => bits !== 0n);
      if (only === undefined || others.length > 0) {
        throw new FiscInputError(
          "lines",
          "they lie in several runs of 256 lines",
          "stop the lines of each run in a call of its own",
        );
      }
      const [word, bits] = only;
      return [input.header, chunk, word, bits, optionalHash(input.reason, "reason")];
    },
  });

  /** Pays a chunk; a line that fails touches no other. By a disbursing officer. */
  readonly pay = this.write(
    "schedules",
    "pay",
  )({
    events: ["ChunkPaid", "LinesFailed"],
    args: async (input: Disbursing & { readonly payment: Payment }) => [
      input.header,
      await disburserFor(this.desk, input.header.organisation, input.actingFor),
      { ...input.chunk, proof: [...input.chunk.proof] },
      await settlementOf(this.desk.contracts, input.payment),
    ],
    made: {
      told: (events) => ({ paid: paidBy(events) }),
      foreseen: (returned) => ({ paid: formatCents(returned[0] as bigint) }),
    },
  });

  /** Records lines of a benefit schedule that came back. By a disbursing officer; on the token rail with the money. */
  readonly returnLines = this.write(
    "schedules",
    "returnLines",
  )({
    events: ["LinesReturned"],
    args: async (
      input: Disbursing & {
        /** Lines of the chunk, the first one 0. */
        readonly lines: readonly number[];
        /** The bank's reason, such as "R02". */
        readonly code: string;
        readonly comeback: Comeback;
      },
    ) => [
      input.header,
      await disburserFor(this.desk, input.header.organisation, input.actingFor),
      { ...input.chunk, proof: [...input.chunk.proof] },
      wordsOf(input.lines),
      reasonCodeOf(input.code),
      comebackOf(input.comeback),
    ],
  });

  /** The schedule's id. */
  idOf(header: Header): Promise<string> {
    return this.desk.contracts.schedules.scheduleId(header);
  }

  /** How far a schedule is, by its id. */
  async progress(schedule: string): Promise<ProgressView> {
    const it = await this.desk.contracts.schedules.progress(hashOf(schedule, "schedule"));
    return {
      schedule,
      state: SCHEDULE_STATES[Number(it.state)] ?? "unknown",
      left: formatCents(it.left),
      paidChunks: bitsIn([it.paidChunks]),
      submitter: Number(it.submitter),
      certifier: Number(it.certifier),
    };
  }

  /** Lines of a chunk that are not paid, or no longer: stopped, failed or returned. */
  async unpaidLines(schedule: string, chunk: number, lines: number): Promise<number[]> {
    const words = Array.from({ length: Math.ceil(lines / WORD) }, (_, word) =>
      this.desk.contracts.schedules.unpaidLines(hashOf(schedule, "schedule"), chunk, word),
    );
    return bitsIn(await Promise.all(words));
  }
}

/** A bit for each line, 256 a word. */
function wordsOf(lines: readonly number[]): bigint[] {
  if (lines.length === 0) throw new FiscInputError("lines", "there is none", "give one at least");
  const words: bigint[] = [];
  for (const [i, line] of lines.entries()) {
    const place = Math.floor(wholeNumber(line, MOST[16], `line ${i + 1} of those given`) / WORD);
    while (words.length <= place) words.push(0n);
    words[place] = (words[place] ?? 0n) | (1n << BigInt(line % WORD));
  }
  return words;
}

const bitsIn = (words: readonly bigint[]): number[] =>
  words.flatMap((word, i) =>
    Array.from({ length: word.toString(2).length }, (_, bit) => bit)
      .filter((bit) => ((word >> BigInt(bit)) & 1n) === 1n)
      .map((bit) => WORD * i + bit),
  );

function paidBy(events: readonly { readonly name: string; readonly args: object }[]): string {
  const paid = events.find(({ name }) => name === "ChunkPaid")?.args as { readonly paid: string } | undefined;
  return paid?.paid ?? formatCents(0n);
}
