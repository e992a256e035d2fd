import { isHexString } from "ethers";

import { centsOf } from "../../sdk/client/inputs/amounts.js";
import { timeOf } from "../../sdk/client/inputs/dates.js";
import { hashOf } from "../../sdk/client/inputs/hex.js";
import { obligationOf } from "../../sdk/client/refs.js";
import type { Rail } from "../../sdk/disbursement/lines.js";
import { type BoundLine, benefitSchedule, type Schedule } from "../../sdk/disbursement/schedule.js";
import { FiscInputError } from "../../sdk/errors.js";
import { type CsvRow, readCsv } from "../../scripts/support/csv.js";
import type { Officer } from "../write/withOfficer.js";
import { type BadLine, badLine, type CheckedLines } from "./badLines.js";

/** What a schedule is made of, beside its file. */
export interface ScheduleOptions {
  readonly rail: Rail;
  readonly obligation: string;
  readonly eligibleUntil: string;
  readonly salt: string;
  readonly perChunk?: number;
}

/** Bytes that name a payee on each rail. */
const PAYEE_BYTES: Readonly<Record<Rail, number>> = { token: 20, attested: 10 };

/** Reads the lines of a benefit schedule: columns `payee`, `amount` and `binding`. */
export async function readScheduleLines(file: string, rail: Rail): Promise<CheckedLines<BoundLine>> {
  const bad: BadLine[] = [];
  const valid: BoundLine[] = [];
  const columns = ["payee", "amount", "binding"];
  for await (const row of readCsv(file, columns, {
    onMisfit: (error, line) => bad.push(badLine(line, error)),
  })) {
    try {
      valid.push(lineOf(row, rail));
    } catch (error) {
      if (!(error instanceof FiscInputError)) throw error;
      bad.push(badLine(row.line, error));
    }
  }
  return { valid, bad: bad.sort((a, b) => a.line - b.line) };
}

function lineOf({ row: { payee = "", amount = "", binding = "" } }: CsvRow, rail: Rail): BoundLine {
  const bytes = PAYEE_BYTES[rail];
  if (!isHexString(payee.trim(), bytes)) {
    const what = `"${payee}" names no payee on the ${rail} rail`;
    throw new FiscInputError("payee", what, `give ${String(bytes)} bytes in hexadecimal`);
  }
  return { payee: payee.trim(), amount: centsOf(amount.trim()), binding: hashOf(binding.trim(), "binding") };
}

/** The schedule of these lines: the same one whenever lines, options and ledger are the same. */
export async function scheduleOf(
  { fisc, contracts }: Pick<Officer, "fisc" | "contracts">,
  lines: readonly BoundLine[],
  { rail, obligation, eligibleUntil, salt, perChunk }: ScheduleOptions,
): Promise<Schedule> {
  const id = obligationOf(obligation);
  const { owner } = await contracts.ledger.parties(id);
  return benefitSchedule({
    rail,
    organisation: Number(owner),
    obligation: id,
    eligibleUntil: timeOf(eligibleUntil, fisc.calendar, "--eligible-until"),
    salt: hashOf(salt, "--salt"),
    lines,
    ...(perChunk === undefined ? {} : { perChunk }),
  });
}
