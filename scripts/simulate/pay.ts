import { encodeBytes32String, keccak256 } from "ethers";

import { acts } from "../../sdk/acts.js";
import { NO_END } from "../../sdk/calendar.js";
import { checkBindings } from "../../sdk/disbursement/checkBindings.js";
import { checkSchedule } from "../../sdk/disbursement/checkSchedule.js";
import { lineSize } from "../../sdk/disbursement/lines.js";
import {
  benefitSchedule,
  type Chunk,
  gasForLines,
  linesPerCall,
  type Schedule,
} from "../../sdk/disbursement/schedule.js";
import { bankReturn, bankSettlement, tokenSettlement } from "../../sdk/disbursement/settlement.js";
import { TREASURY } from "../../sdk/ids.js";
import { chainTime } from "../support/network.js";
import type { Plan } from "./day.js";
import { draw, type Drawn } from "./draw.js";
import type { Treasury } from "./treasury.js";

export const BANK = 12_345_678;
const HARD_FORK = "osaka";
const DAY = 86_400;

/** Why banks send money back: account closed, no account, account frozen (Nacha). */
const CODES = ["R02", "R03", "R16"] as const;

/** A schedule that was paid, and what was meant to become of it; cents. */
export interface Paid {
  readonly plan: Plan;
  readonly salt: string;
  readonly total: bigint;
  readonly returned: number;
  readonly returnedCents: bigint;
}

/** Certifies a schedule and pays it chunk by chunk; then what comes back is recorded. */
export async function paySchedule(
  treasury: Treasury,
  plan: Plan,
  seed: string,
  onPaid: (payments: number) => void,
): Promise<Paid> {
  const { fisc, officers, agency, programs } = treasury;
  const drawn = draw(plan, seed, NO_END);
  const schedule = benefitSchedule({
    rail: plan.rail,
    organisation: agency,
    obligation: programs[plan.rail],
    eligibleUntil: NO_END,
    salt: drawn.salt,
    lines: drawn.lines,
    perChunk: linesPerCall(plan.rail, HARD_FORK),
  });
  await accept(treasury, plan, schedule.header.total);
  if (plan.rail === "token") await block(treasury, drawn);
  await fisc.schedules.connect(officers.submitting).submit(schedule.header);
  checkSchedule(schedule);
  checkBindings(schedule, drawn.shown, (payee) => drawn.shown[payee - 1]);
  await fisc.schedules.connect(officers.certifying).certify(schedule.header);
  for (const chunk of schedule.chunks) onPaid(await payChunk(treasury, plan, schedule, chunk));
  if (plan.rail === "attested") await sendBack(treasury, schedule, drawn.failing);
  return {
    plan,
    salt: drawn.salt,
    total: schedule.header.total,
    returned: drawn.failing.length,
    returnedCents: drawn.failing.reduce((sum, i) => sum + (drawn.lines[i]?.amount ?? 0n), 0n),
  };
}

/** The benefits are owed as of today. */
async function accept(
  { fisc, officers, agency, programs }: Treasury,
  { rail }: Plan,
  amount: bigint,
): Promise<void> {
  const obligation = programs[rail];
  const sequence = Number((await fisc.ledger.obligation(obligation)).commitment.sequence);
  await fisc.ledger
    .connect(officers.receiving)
    .execute(agency, [acts.accept({ obligation, sequence, amount })]);
}

/** The token's issuer puts some payees on its blocklist. */
async function block({ token }: Treasury, { lines, failing }: Drawn): Promise<void> {
  for (const i of failing) await token.list(lines[i]?.payee ?? "", true);
}

async function payChunk(
  { connection, fisc, officers, token }: Treasury,
  { rail }: Plan,
  { header }: Schedule,
  chunk: Chunk,
): Promise<number> {
  const count = (chunk.lines.length - 2) / 2 / lineSize(rail);
  const settlement =
    rail === "token"
      ? tokenSettlement(await token.getAddress())
      : bankSettlement({
          bank: BANK,
          method: "ach",
          settlementDay: Math.floor((await chainTime(connection)) / DAY) + 1,
          firstTrace: await fisc.attestedRail.nextTrace(BANK),
        });
  await fisc.schedules
    .connect(officers.disbursing)
    .pay(header, TREASURY, { ...chunk, proof: [...chunk.proof] }, settlement, {
      gasLimit: gasForLines(rail, HARD_FORK, count),
    });
  return count;
}

/** Banks send back what they can't credit: for each chunk a call, with one of their reasons. */
async function sendBack(
  { fisc, officers }: Treasury,
  { header, chunks }: Schedule,
  failing: readonly number[],
): Promise<void> {
  let first = 0;
  for (const chunk of chunks) {
    const count = (chunk.lines.length - 2) / 2 / lineSize("attested");
    const places = failing.filter((i) => i >= first && i < first + count).map((i) => i - first);
    first += count;
    if (places.length === 0) continue;
    const code = encodeBytes32String(CODES[chunk.index % CODES.length] ?? "").slice(0, 8);
    await fisc.schedules
      .connect(officers.disbursing)
      .returnLines(
        header,
        TREASURY,
        { ...chunk, proof: [...chunk.proof] },
        bitsOf(places, count),
        code,
        bankReturn({ bank: BANK, evidence: returnFile(chunk) }),
        {
          gasLimit: gasForLines("attested", HARD_FORK, count),
        },
      );
  }
}

/** Stands for the file in which the bank returns lines of a chunk. */
const returnFile = ({ lines }: Chunk): string => keccak256(lines);

/** A bit for each of the places, in words of 256 lines. */
export function bitsOf(places: readonly number[], count: number): bigint[] {
  const words = Array.from({ length: Math.ceil(count / 256) }, () => 0n);
  for (const place of places) words[place >> 8] = (words[place >> 8] ?? 0n) | (1n << BigInt(place & 255));
  return words;
}
