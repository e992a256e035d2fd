import { need } from "../need.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { codeValue } from "./codeValue.js";
import { deskOf, tell } from "./desk.js";
import type { SamplePropertyStep } from "./sample.js";

/** Reports a building that its custodian no longer needs. */
export async function reportExcess(stage: Stage, line: SamplePropertyStep): Promise<Told> {
  const { register, building, evidence } = deskOf(stage, line);
  const standing = codeValue(stage.codes, "excess", line.standing, line.place);
  await (await register.reportExcess(building, standing, evidence)).wait();
  return tell(line, "excess reported", { how: line.standing });
}

/** Declares, for the treasury, that no organisation needs it. */
export async function declareSurplus(stage: Stage, line: SamplePropertyStep): Promise<Told> {
  const { register, building, evidence } = deskOf(stage, line);
  const standing = codeValue(stage.codes, "surplus", line.standing, line.place);
  await (await register.declareSurplus(building, standing, evidence)).wait();
  return tell(line, "surplus declared", { how: line.standing });
}

/** The administrator lets the register collect for the organisation `to`, up to `amount` a call. */
export async function appointRegister({ cast }: Stage, line: SamplePropertyStep): Promise<Told> {
  const { fisc, staff, organisations } = cast;
  const organisation = need(organisations, line.to, line.place);
  const register = Number(await fisc.registry.officerOf(await fisc.buildings.getAddress()));
  await staff.appoint(register, organisation, ["collecting"], { limit: line.amount });
  return tell(line, "appointed", {
    subject: "the register",
    amount: line.amount,
    how: `collects for ${line.to}`,
  });
}

/** Sells a building; the account `subject` receives `amount`. */
export async function sell(stage: Stage, line: SamplePropertyStep): Promise<Told> {
  const { register, building, evidence } = deskOf(stage, line);
  const account = need(stage.accounts, line.subject, line.place);
  const { terms, totals } = await stage.cast.fisc.ledger.account(account);
  const proceeds = { owner: terms.owner, account, sequence: totals.sequence, proceeds: line.amount };
  const standing = codeValue(stage.codes, "disposed", line.standing, line.place);
  await (await register.sell(building, proceeds, standing, evidence)).wait();
  return tell(line, "sold", { amount: line.amount, how: `received by ${line.subject}` });
}
