import { id, ZeroHash } from "ethers";

import { dateOf, startOfDay } from "../../../sdk/calendar.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { moveClock } from "../../support/network.js";
import { need } from "../need.js";
import type { SamplePayment } from "../sample.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { actor, deed } from "./actor.js";

const DAY = 86_400;

/** Has the council propose that the token be allowed, waits out the timelock's delay and has it done. */
export async function allow({ cast, connection, token }: Stage, line: SamplePayment): Promise<Told[]> {
  const { timelock, tokenRail } = cast.fisc;
  const call = tokenRail.interface.encodeFunctionData("allow", [await token.getAddress(), "USD"]);
  const operation = [await tokenRail.getAddress(), 0, call, ZeroHash, id(line.place)] as const;
  const delay = await timelock.getMinDelay();
  const council = timelock.connect(cast.founders.council);
  await (await council.schedule(...operation, delay)).wait();
  await moveClock(connection, line.time + Number(delay) + DAY);
  await (await council.execute(...operation)).wait();
  return [{ time: line.time, what: "allowed", subject: "", by: [deed(line)], note: line.note }];
}

/** Mints tokens, as whoever sells them for dollars would, and moves them into the vault. */
export async function deposit({ cast, token, treasurer }: Stage, line: SamplePayment): Promise<Told[]> {
  const { tokenRail } = cast.fisc;
  const vault = await tokenRail.getAddress();
  const { scale } = await tokenRail.token(token);
  const units = line.amount * scale;
  await (await token.mint(treasurer, units)).wait();
  await (await token.connect(treasurer).approve(vault, units)).wait();
  await (await tokenRail.connect(treasurer).deposit(token, line.amount)).wait();
  const { time, amount, note } = line;
  return [{ time, what: "deposited", subject: "", amount, how: "token", by: [deed(line)], note }];
}

/** A rate of interest, `to`, from the day `due` on. */
export async function setRate(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const rates = stage.cast.fisc.rates.connect(actor(stage, line).key);
  await (await rates.setRate(line.due, thousandthsOf(line))).wait();
  const note = `interest ${line.to}% from ${dateOf(line.due)}, ${line.note}`;
  return [{ time: line.time, what: "rate", subject: "", by: [deed(line)], note }];
}

/** What the organisation `to` may pay out from now to the day `due`. */
export async function setCeiling(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const cash = stage.cast.fisc.cash.connect(actor(stage, line).key);
  const organisation = need(stage.cast.organisations, line.to, line.place);
  const until = startOfDay(dateOf(line.due), stage.calendar, line.place);
  await (await cash.setCeiling(organisation, line.amount, line.time, until)).wait();
  const subject = `organisation ${line.to}`;
  const { time, amount, note } = line;
  return [{ time, what: "ceiling", subject, amount, by: [deed(line)], note }];
}

/** The token's issuer lists the address of payee `to`: transfers to it fail. */
export async function blocklist({ token, payees }: Stage, line: SamplePayment): Promise<Told[]> {
  await (await token.list(need(payees, line.to, line.place).address, true)).wait();
  const subject = `payee ${line.to}`;
  return [{ time: line.time, what: "blocklisted", subject, by: [deed(line)], note: line.note }];
}

/** A rate in thousandths of a percent, as the contracts count it. */
function thousandthsOf({ to, place }: SamplePayment): number {
  if (/^\d+\.\d{3}$/.test(to)) return Number(to.replace(".", ""));
  throw new FiscInputError(
    place,
    `"${to}" is no rate`,
    "give percent with three decimals, as it is published",
  );
}
