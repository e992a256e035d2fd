import { need } from "../need.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { deskOf, tell } from "./desk.js";
import type { SamplePropertyStep } from "./sample.js";

/** Offers custody to the organisation `to`. */
export async function offerCustody(stage: Stage, line: SamplePropertyStep): Promise<Told> {
  const { register, building, evidence } = deskOf(stage, line);
  const to = need(stage.cast.organisations, line.to, line.place);
  await (await register.offerCustody(building, to, evidence)).wait();
  return tell(line, "custody offered", { how: `to ${line.to}` });
}

/** Takes the custody that was offered. */
export async function acceptCustody(stage: Stage, line: SamplePropertyStep): Promise<Told> {
  const { register, building, evidence } = deskOf(stage, line);
  const seen = await register.facts(building);
  await (await register.acceptCustody(building, seen, evidence)).wait();
  return tell(line, "custody accepted");
}
