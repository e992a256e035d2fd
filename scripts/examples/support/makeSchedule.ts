import { hexlify, randomBytes } from "ethers";

import type { Fisc } from "../../../sdk/client/fisc.js";
import { obligationOf } from "../../../sdk/client/refs.js";
import { blindedBinding, scheduleSecret } from "../../../sdk/disbursement/reference.js";
import { benefitSchedule } from "../../../sdk/disbursement/schedule.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { type Payment, readPayments, soundOf, standingsOf } from "./paymentLines.js";
import type { ScheduleFile } from "./scheduleFile.js";

/** Makes the schedule of a file's payments, by the payees' details in force. */
export async function makeSchedule(
  fisc: Fisc,
  csv: string,
  obligation: string,
  isLenient: boolean,
): Promise<ScheduleFile> {
  const { owner } = await fisc.budget.obligation(obligationOf(obligation, "--obligation"));
  const read = await readPayments(csv);
  const standings = await standingsOf(
    fisc,
    read.payments.map(({ payee }) => payee),
  );
  const unpayable = read.payments.filter(({ payee }) => !standings.has(payee));
  const payments = soundOf(
    csv,
    { ...read, faults: [...read.faults, ...unpayable.map(unpayableFault)] },
    isLenient,
  );

  const salt = hexlify(randomBytes(32));
  const bound = payments.flatMap(({ payee, amount }) => {
    const standing = standings.get(payee);
    if (standing === undefined) return [];
    // A key for this schedule alone, where payee and registrar share none.
    const shown = { ...standing, payee, secret: scheduleSecret(hexlify(randomBytes(32)), salt) };
    return [
      { shown, line: { payee: standing.account, amount, binding: blindedBinding(shown.secret, shown) } },
    ];
  });
  const schedule = benefitSchedule({
    rail: "token",
    organisation: owner,
    obligation: obligationOf(obligation, "--obligation"),
    eligibleUntil: Math.min(...bound.map(({ shown }) => shown.eligibleUntil)),
    salt,
    lines: bound.map(({ line }) => line),
  });
  return { ...schedule, shown: bound.map(({ shown }) => shown) };
}

const unpayableFault = ({ line, payee }: Payment): FiscInputError =>
  new FiscInputError(
    `line ${line}`,
    `payee ${payee} has no details for tokens in force, or is not eligible`,
    "see to it with a registrar",
  );
