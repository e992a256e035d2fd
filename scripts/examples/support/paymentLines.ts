import type { Fisc } from "../../../sdk/client/fisc.js";
import { mapBounded } from "../../../sdk/concurrency.js";
import { mostPerLine, railNumber } from "../../../sdk/disbursement/lines.js";
import type { Standing } from "../../../sdk/disbursement/checkBindings.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { formatCents, parseCents } from "../../../sdk/money.js";
import { type CsvRow, readCsv } from "../../support/csv.js";

/** A payment of a file: to whom, by their index in the registry, and how much. */
export interface Payment {
  readonly line: number;
  readonly payee: number;
  readonly amount: bigint;
}

/** A file's payments, and what is wrong with the others. */
export interface PaymentLines {
  readonly payments: readonly Payment[];
  readonly faults: readonly FiscInputError[];
}

/** Reads a file with the columns `payee` and `amount`, to the end whatever is wrong on the way. */
export async function readPayments(file: string): Promise<PaymentLines> {
  const payments: Payment[] = [];
  const faults: FiscInputError[] = [];
  const lines = new Map<number, number>();
  const onMisfit = (error: FiscInputError): unknown => faults.push(error);
  for await (const row of readCsv(file, ["payee", "amount"], { onMisfit })) {
    try {
      const payment = paymentIn(row);
      const before = lines.get(payment.payee);
      if (before !== undefined) {
        throw new FiscInputError(
          `line ${row.line}`,
          `payee ${payment.payee} is paid in line ${before}, too`,
          "pay each once",
        );
      }
      lines.set(payment.payee, row.line);
      payments.push(payment);
    } catch (error) {
      if (!(error instanceof FiscInputError)) throw error;
      faults.push(error);
    }
  }
  return { payments, faults };
}

function paymentIn({ line, row: { payee = "", amount = "" } }: CsvRow): Payment {
  const place = `line ${line}`;
  if (!/^[1-9]\d{0,8}$/.test(payee)) {
    throw new FiscInputError(
      `${place}, payee`,
      `"${payee}" is no payee's index`,
      "write the registry's number",
    );
  }
  const cents = parseCents(amount, `${place}, amount`);
  const most = mostPerLine("token");
  if (cents <= 0n || cents > most) {
    const remedy = `pay from 0.01 to ${formatCents(most)}`;
    throw new FiscInputError(`${place}, amount`, `${amount} can't be paid in one line`, remedy);
  }
  return { line, payee: Number(payee), amount: cents };
}

/** The payments of a file. @throws FiscInputError that lists all that are wrong, unless they shall be left out. */
export function soundOf(
  csv: string,
  { payments, faults }: PaymentLines,
  isLenient: boolean,
): readonly Payment[] {
  const wrong = new Set(faults.map(({ place }) => place));
  const sound = payments.filter(({ line }) => !wrong.has(`line ${line}`));
  if (sound.length === 0 && isLenient)
    throw new FiscInputError(csv, "no line can be paid", "correct the file");
  if (faults.length === 0 || isLenient) return sound;
  const listed = faults.map(({ place, problem }) => `${place}: ${problem}`).join("; ");
  throw new FiscInputError(
    csv,
    `${faults.length} lines can't be paid: ${listed}`,
    "correct them, or leave them out with --accept-valid yes",
  );
}

const AT_A_TIME = 20;

/** Where payees are paid in tokens by now, and until when they are eligible; those who can't be paid are missing. */
export async function standingsOf(
  { contracts: { payees } }: Fisc,
  ids: readonly number[],
): Promise<Map<number, Standing>> {
  const token = railNumber("token");
  const found = await mapBounded(ids, AT_A_TIME, async (id): Promise<[number, Standing][]> => {
    // Not the standing's own word on eligibility: natural persons are paid by schedules alone.
    const [{ version_: version }, isEligible, { eligibleUntil }] = await Promise.all([
      payees.standingOf(id, token),
      payees.isEligible(id),
      payees.payee(id),
    ]);
    if (version === 0n || !isEligible) return [];
    const account = await payees.details(id, token, version);
    return [[id, { version: Number(version), account, eligibleUntil: Number(eligibleUntil) }]];
  });
  return new Map(found.flat());
}
