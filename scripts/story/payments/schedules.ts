import { hexlify, id, randomBytes } from "ethers";

import { checkBindings, type Standing } from "../../../sdk/disbursement/checkBindings.js";
import { checkSchedule } from "../../../sdk/disbursement/checkSchedule.js";
import { type Rail, railNumber } from "../../../sdk/disbursement/lines.js";
import { blindedBinding, blindedReference, scheduleSecret } from "../../../sdk/disbursement/reference.js";
import { benefitSchedule, type Chunk } from "../../../sdk/disbursement/schedule.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { need } from "../need.js";
import type { SamplePayment } from "../sample.js";
import type { Stage, StorySchedule } from "../stage.js";
import type { Told } from "../told.js";
import { actor, deed, personal } from "./actor.js";
import { railOf, requireMeans, settle, settleReturn } from "./settle.js";
import { bankCode } from "./vouchers.js";

/** Few, so that the small sample has schedules of several chunks. */
const PER_CHUNK = 6;

/** Makes a schedule of the lines that the sample has for it, and submits it. */
export async function submitSchedule(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { key, organisationId } = actor(stage, line);
  const { schedules } = stage.cast.fisc;
  const [name = ""] = line.names;
  const rail = railOf(requireMeans(line));
  const salt = hexlify(randomBytes(32));
  const lines = [];
  let eligibleUntil = Infinity;
  for (const { schedule, person, amount } of stage.benefits) {
    if (schedule !== name) continue;
    const payee = need(stage.payees, person, line.place);
    const standing = await standingOf(stage, payee.id, rail);
    eligibleUntil = Math.min(eligibleUntil, standing.eligibleUntil);
    const secret = scheduleSecret(payee.blindingKey, salt);
    const shown = { ...standing, secret, payee: payee.id };
    const binding = blindedBinding(secret, shown);
    lines.push({
      person,
      payee: rail === "token" ? payee.address : blindedReference(binding),
      amount,
      binding,
      shown,
    });
  }
  if (lines.length === 0) {
    throw new FiscInputError(line.place, `"${name}" has no lines`, "add them to benefits.csv");
  }
  const made = benefitSchedule({
    rail,
    organisation: organisationId,
    obligation: need(stage.obligations, line.obligation, line.place),
    eligibleUntil,
    salt,
    lines,
    perChunk: PER_CHUNK,
  });
  await (await schedules.connect(key).submit(made.header)).wait();
  stage.schedules.set(name, { ...made, rail, lines, perChunk: PER_CHUNK, by: [deed(line)] });
  return [];
}

export async function certifySchedule(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { name, schedule } = scheduleOf(stage, line);
  checkSchedule(schedule);
  const shown = schedule.lines.map((one) => one.shown);
  const standings = new Map<number, Standing>();
  for (const { payee } of shown) {
    if (await stage.cast.fisc.payees.isEligible(payee)) {
      standings.set(payee, await standingOf(stage, payee, schedule.rail));
    }
  }
  checkBindings(schedule, shown, (payee) => standings.get(payee));
  await (await stage.cast.fisc.schedules.connect(actor(stage, line).key).certify(schedule.header)).wait();
  stage.schedules.set(name, { ...schedule, by: [...schedule.by, deed(line)] });
  return [];
}

/** How the registry has a payee now. */
async function standingOf({ cast }: Stage, payee: number, rail: Rail): Promise<Standing> {
  const { payees } = cast.fisc;
  const { version_: version } = await payees.standingOf(payee, railNumber(rail));
  return {
    version: Number(version),
    account: await payees.details(payee, railNumber(rail), version),
    eligibleUntil: Number((await payees.payee(payee)).eligibleUntil),
  };
}

/** Stops lines, each named `schedule:person`. */
export async function stopLines(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const schedules = stage.cast.fisc.schedules.connect(personal(stage, line));
  const told: Told[] = [];
  for (const name of line.names) {
    const { schedule, chunk, bit, amount } = lineOf(stage, name, line.place);
    await (await schedules.stop(schedule.header, chunk, 0, bit, id(line.note))).wait();
    told.push({ time: line.time, what: "stopped", subject: name, amount, by: [deed(line)], note: line.note });
  }
  return told;
}

/** Pays all chunks of a schedule, a call each. */
export async function paySchedule(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { key, organisationId } = actor(stage, line);
  const { name, schedule } = scheduleOf(stage, line);
  const { header, chunks } = schedule;
  const schedules = stage.cast.fisc.schedules.connect(key);
  const scheduleId = await schedules.scheduleId(header);
  const told: Told[] = [];
  for (const chunk of chunks) {
    const { settlement, howOf } = await settle(stage, line);
    const stopped = await schedules.unpaidLines(scheduleId, chunk.index, 0);
    const sent = await schedules.pay(header, organisationId, argument(chunk), settlement);
    await sent.wait();
    const unpaid = await schedules.unpaidLines(scheduleId, chunk.index, 0);
    const first = chunk.index * schedule.perChunk;
    const lines = schedule.lines.slice(first, first + schedule.perChunk);
    const among = (bits: bigint) => lines.filter((_, i) => ((bits >> BigInt(i)) & 1n) === 1n);
    const paid = among(~unpaid);
    const notes = [
      `${String(paid.length)} of ${String(lines.length)} lines`,
      ...among(stopped).map(({ person }) => `${person} is stopped`),
      ...among(unpaid & ~stopped).map(({ person }) => `${person} FAILED`),
    ];
    told.push({
      time: line.time,
      what: "paid",
      subject: `${name} ${String(chunk.index + 1)}/${String(chunks.length)}`,
      amount: paid.reduce((sum, { amount }) => sum + amount, 0n),
      how: howOf(sent.hash, 0, paid.length),
      by: [...schedule.by, deed(line)],
      note: notes.join(", "),
    });
  }
  return told;
}

/** Lines that came back, each named `schedule:person`; `to` is the bank's code. */
export async function returnLines(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { key, organisationId } = actor(stage, line);
  const schedules = stage.cast.fisc.schedules.connect(key);
  const told: Told[] = [];
  for (const name of line.names) {
    const { schedule, chunk, bit, amount } = lineOf(stage, name, line.place);
    const returned = need(new Map(schedule.chunks.entries()), chunk, line.place);
    const code = bankCode(line.to);
    const settlement = settleReturn(line);
    await (
      await schedules.returnLines(
        schedule.header,
        organisationId,
        argument(returned),
        [bit],
        code,
        settlement,
      )
    ).wait();
    const what = `returned ${line.to}`;
    told.push({ time: line.time, what, subject: name, amount, by: [deed(line)], note: line.note });
  }
  return told;
}

/** Where a line named `schedule:person` stands. */
export function lineOf(stage: Stage, name: string, place: string) {
  const [scheduleName = "", person = ""] = name.split(":");
  const schedule = need(stage.schedules, scheduleName, place);
  const index = schedule.lines.findIndex((line) => line.person === person);
  const found = need(new Map(schedule.lines.entries()), index, place);
  return {
    schedule,
    person,
    chunk: Math.floor(index / schedule.perChunk),
    bit: 1n << BigInt(index % schedule.perChunk),
    amount: found.amount,
  };
}

/** A chunk as the contracts' types take it. */
export const argument = (chunk: Chunk) => ({ ...chunk, proof: [...chunk.proof] });

function scheduleOf(stage: Stage, line: SamplePayment): { name: string; schedule: StorySchedule } {
  const [name = ""] = line.names;
  return { name, schedule: need(stage.schedules, name, line.place) };
}
