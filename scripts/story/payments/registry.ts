import { id } from "ethers";

import { type Rail, railNumber } from "../../../sdk/disbursement/lines.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { need } from "../need.js";
import { bankAccount, enrolPerson } from "../payees.js";
import type { SamplePayment } from "../sample.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { deed } from "./actor.js";
import { railOf, requireMeans } from "./settle.js";

/** A payee's status in the contracts. */
const EXCLUDED = 2;

/** New details for payee `to`; in force after the registry's delay. */
export async function setDetails(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { payee, rail, tell } = aboutPayee(stage, line);
  const account = rail === "token" ? payee.address : bankAccount();
  const registry = stage.cast.fisc.payees.connect(stage.cast.founders.registrar);
  await (await registry.setDetails(payee.id, railNumber(rail), account)).wait();
  return tell("new details");
}

/** Payee `to` stops a change of its details. */
export async function stopDetails(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { payee, rail, tell } = aboutPayee(stage, line);
  if (payee.controller === undefined) {
    throw new FiscInputError(line.place, `payee ${line.to} has no controller`, "name an entity");
  }
  const registry = stage.cast.fisc.payees.connect(payee.controller);
  await (await registry.stopDetails(payee.id, railNumber(rail))).wait();
  return tell("change stopped");
}

/** Enrols the person `to`, under the commitment to the record of who they are: nothing else of them is on chain. */
export async function enrol({ archive, cast, payees }: Stage, line: SamplePayment): Promise<Told[]> {
  const { to, time, place, note } = line;
  const identity = archive.takeEvidence(line.step, to);
  if (identity === undefined) {
    throw new FiscInputError(
      place,
      `there is no record of who ${to} is`,
      "anchor their identity for it first",
    );
  }
  const payee = await enrolPerson(cast, payees, to, identity, time);
  return [{ time, what: "enrolled", subject: `payee ${String(payee.id)}`, by: [deed(line)], note }];
}

/** Payee `to` is paid no more. */
export async function exclude({ cast, payees }: Stage, line: SamplePayment): Promise<Told[]> {
  const { id: payee } = need(payees, line.to, line.place);
  const registry = cast.fisc.payees.connect(cast.founders.registrar);
  await (await registry.setStatus(payee, EXCLUDED, id(line.note))).wait();
  const subject = `payee ${line.to}`;
  return [{ time: line.time, what: "excluded", subject, by: [deed(line)], note: line.note }];
}

function aboutPayee({ payees }: Stage, line: SamplePayment) {
  const means = requireMeans(line);
  const rail: Rail = railOf(means);
  const tell = (what: string): Told[] => [
    { time: line.time, what, subject: `payee ${line.to}`, how: means, by: [deed(line)], note: line.note },
  ];
  return { payee: need(payees, line.to, line.place), rail, tell };
}
