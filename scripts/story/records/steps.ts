import { FiscInputError } from "../../../sdk/errors.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { check, disclose, forge } from "./disclosures.js";
import { grant, prove, read } from "./readers.js";
import type { SampleRecordStep } from "./sample.js";
import { anchor, erase, retain } from "./versions.js";

type Step = (stage: Stage, line: SampleRecordStep) => Promise<Told>;

/** What each step does; see `data/README.md`. */
const STEPS: Readonly<Record<string, Step>> = {
  retain,
  anchor,
  supersede: anchor,
  disclose,
  check,
  forge,
  grant,
  read,
  erase,
  prove,
};

/** Takes one step of the year's records, and tells what came of it. */
export async function takeRecordStep(stage: Stage, line: SampleRecordStep): Promise<Told> {
  const step = Object.hasOwn(STEPS, line.step) ? STEPS[line.step] : undefined;
  if (step !== undefined) return step(stage, line);
  throw new FiscInputError(
    line.place,
    `"${line.step}" is no step of a record`,
    "see data/README.md for the steps",
  );
}
