import { decodeLines } from "../../../sdk/disbursement/lines.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { readPayments, soundOf } from "./paymentLines.js";
import type { ScheduleFile } from "./scheduleFile.js";

/** Makes sure that a schedule pays what a file says: no payee more or less, and each the same amount. */
export async function expectSamePayments(
  { chunks, shown }: ScheduleFile,
  csv: string,
  isLenient: boolean,
): Promise<void> {
  const read = await readPayments(csv);
  const wanted = new Map(soundOf(csv, read, isLenient).map(({ payee, amount }) => [payee, amount]));
  const lines = chunks.flatMap((chunk) => decodeLines("token", chunk.lines));
  const paid = new Map(shown.map(({ payee }, i) => [payee, lines[i]?.amount ?? 0n]));
  for (const [payee, amount] of paid) {
    if (wanted.get(payee) !== amount) throw differs(csv, payee);
    wanted.delete(payee);
  }
  const [missing] = wanted.keys();
  if (missing !== undefined && !isLenient) throw differs(csv, missing);
}

const differs = (csv: string, payee: number): FiscInputError =>
  new FiscInputError(csv, `the schedule does not pay payee ${payee} what the file says`, "don't certify it");
