import { FiscInputError } from "../../../sdk/errors.js";
import type { SamplePayment } from "../sample.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { prove } from "./prove.js";
import { enrol, exclude, setDetails, stopDetails } from "./registry.js";
import { certifySchedule, paySchedule, returnLines, stopLines, submitSchedule } from "./schedules.js";
import { allow, blocklist, deposit, setCeiling, setRate } from "./treasury.js";
import * as voucher from "./vouchers.js";

type Step = (stage: Stage, line: SamplePayment) => Promise<Told[]>;

/** What each step does; see `data/README.md`. */
const STEPS: Readonly<Record<string, Step>> = {
  allow,
  deposit,
  rate: setRate,
  ceiling: setCeiling,
  blocklist,
  enrol,
  details: setDetails,
  undo: stopDetails,
  exclude,
  submit: voucher.submit,
  invoice: voucher.submit,
  part: voucher.submitPart,
  certify: voucher.certify,
  cancel: voucher.cancel,
  hold: voucher.hold,
  release: voucher.hold,
  pay: voucher.pay,
  return: voucher.returnPayments,
  refund: voucher.refund,
  schedule: submitSchedule,
  stop: stopLines,
  prove,
};

/** The same words, where they are said of a schedule or its lines. */
const OF_SCHEDULES: Readonly<Record<string, Step>> = {
  certify: certifySchedule,
  pay: paySchedule,
  return: returnLines,
};

/** Takes one step of the year's payments, and tells what came of it. */
export async function takeStep(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const isOfSchedule = line.names.some((name) => stage.schedules.has(name.split(":")[0] ?? ""));
  const steps = isOfSchedule ? { ...STEPS, ...OF_SCHEDULES } : STEPS;
  const step = Object.hasOwn(steps, line.step) ? steps[line.step] : undefined;
  if (step !== undefined) return step(stage, line);
  throw new FiscInputError(
    line.place,
    `"${line.step}" is no step of a payment`,
    "see data/README.md for the steps",
  );
}
