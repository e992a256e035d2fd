import { FiscInputError } from "../../../sdk/errors.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { acceptCustody, offerCustody } from "./custody.js";
import { appointRegister, declareSurplus, reportExcess, sell } from "./disposal.js";
import { orderWork } from "./orders.js";
import type { SamplePropertyStep } from "./sample.js";
import { occupy, renewLease, survey } from "./tenancies.js";

type Step = (stage: Stage, line: SamplePropertyStep) => Promise<Told>;

/** What each step does; see `data/README.md`. */
const STEPS: Readonly<Record<string, Step>> = {
  survey,
  occupy,
  renew: renewLease,
  order: orderWork,
  offer: offerCustody,
  accept: acceptCustody,
  report: reportExcess,
  declare: declareSurplus,
  appoint: appointRegister,
  sell,
};

/** Takes one step of the year's property, and tells what came of it. */
export async function takePropertyStep(stage: Stage, line: SamplePropertyStep): Promise<Told> {
  const step = Object.hasOwn(STEPS, line.step) ? STEPS[line.step] : undefined;
  if (step !== undefined) return step(stage, line);
  throw new FiscInputError(
    line.place,
    `"${line.step}" is no step of a building`,
    "see data/README.md for the steps",
  );
}
