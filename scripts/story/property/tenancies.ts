import { encodeCode } from "../../../sdk/buildings/codes.js";
import { civilDayAt, dateOf } from "../../../sdk/calendar.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { displayCents } from "../../../sdk/money.js";
import { need } from "../need.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { deskOf, tell } from "./desk.js";
import type { SamplePropertyStep } from "./sample.js";

/** Finds a building's condition and utilisation, `to`, on the day of the step. */
export async function survey(stage: Stage, line: SamplePropertyStep): Promise<Told> {
  const { register, organisationId, building, evidence } = deskOf(stage, line);
  const [condition, utilisation] = percentsOf(line);
  const day = civilDayAt(line.time, stage.calendar);
  const found = { id: building, condition, utilisation, day, evidence };
  await (await register.survey(organisationId, [found])).wait();
  const how = `condition ${String(condition)}%, in use ${String(utilisation)}%`;
  return tell(line, "surveyed", { how });
}

/** Lets the organisation `to` have `area` of a building. */
export async function occupy(stage: Stage, line: SamplePropertyStep): Promise<Told> {
  const { register, building, evidence } = deskOf(stage, line);
  const occupant = need(stage.cast.organisations, line.to, line.place);
  await (await register.setOccupancy(building, occupant, line.area, evidence)).wait();
  // Hundredths read as cents do.
  return tell(line, "occupied", { how: `${line.to}: ${displayCents(BigInt(line.area))} sq ft` });
}

/** Renews the lease `subject` until `until`, for `amount` a year. */
export async function renewLease(stage: Stage, line: SamplePropertyStep): Promise<Told> {
  const { register, building, evidence } = deskOf(stage, line);
  const { subject, until, area, amount, place } = line;
  const lease = encodeCode(subject, place);
  await (await register.renewLease(building, lease, until, area, amount, evidence)).wait();
  return tell(line, "lease renewed", { amount, how: `${subject}, until ${dateOf(until)}` });
}

/** `condition/utilisation`, in percent. */
function percentsOf({ to, place }: SamplePropertyStep): [number, number] {
  const found = /^(\d{1,3})\/(\d{1,3})$/.exec(to);
  if (found !== null) return [Number(found[1]), Number(found[2])];
  throw new FiscInputError(place, `"${to}" is no finding`, "give condition/utilisation in percent");
}
