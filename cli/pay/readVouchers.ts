import { dateOf } from "../../sdk/calendar.js";
import { hashOf } from "../../sdk/client/inputs/hex.js";
import { VOUCHER_STATES } from "../../sdk/client/refusals/formats.js";
import { mapBounded } from "../../sdk/concurrency.js";
import { contractsAt } from "../../sdk/contracts.js";
import { isMarked } from "../../sdk/disbursement/voucherMarks.js";
import { FiscInputError } from "../../sdk/errors.js";
import { formatCents, parseCents } from "../../sdk/money.js";
import { BulkRunner } from "../../sdk/rpc/bulkRunner.js";
import { type CsvRow, readCsv } from "../../scripts/support/csv.js";
import type { Open } from "../support/open.js";
import { type BadLine, badLine, type CheckedLines } from "./badLines.js";

/** A voucher that can be paid. */
export interface PayableLine {
  readonly line: number;
  readonly voucher: string;
  readonly organisation: number;
  /** Cents. */
  readonly amount: bigint;
}

interface Claim {
  readonly line: number;
  readonly voucher: string;
  /** As the file has it, to be compared. */
  readonly amount: bigint | undefined;
}

const CERTIFIED = BigInt(VOUCHER_STATES.indexOf("certified"));
const PAID = BigInt(VOUCHER_STATES.indexOf("paid"));
const AT_ONCE = 2_000;

/**
 * Reads the vouchers of a payment run, and looks each of them up.
 *
 * The file has a column `voucher`, and may have `amount`, which must then be the voucher's own.
 */
export async function readVouchers(
  file: string,
  { provider, addresses }: Open,
  isAttested: boolean,
): Promise<CheckedLines<PayableLine> & { readonly paidBefore: number }> {
  const bad: BadLine[] = [];
  const claims: Claim[] = [];
  const seen = new Map<string, number>();
  const rows = readCsv(file, ["voucher"], { onMisfit: (error, line) => bad.push(badLine(line, error)) });
  for await (const row of rows) {
    keep(bad, row.line, () => claims.push(claimIn(row, seen)));
  }
  const { vouchers, ledger } = contractsAt(addresses, new BulkRunner(provider));
  let paidBefore = 0;
  const looked = await mapBounded(claims, AT_ONCE, async ({ line, voucher, amount }) => {
    const it = await vouchers.voucher(voucher);
    // A run that is given again after it was broken off.
    if (it.state === PAID) {
      paidBefore += 1;
      return undefined;
    }
    const problem = problemOf(it, amount, isAttested);
    if (problem !== undefined) {
      bad.push(badLine(line, problem));
      return undefined;
    }
    const { owner } = await ledger.parties(it.obligation);
    return { line, voucher, organisation: Number(owner), amount: it.amount };
  });
  return {
    valid: looked.filter((it) => it !== undefined),
    bad: bad.sort((a, b) => a.line - b.line),
    paidBefore,
  };
}

function claimIn({ line, row }: CsvRow, seen: Map<string, number>): Claim {
  const voucher = hashOf((row.voucher ?? "").trim(), "voucher");
  const first = seen.get(voucher);
  if (first !== undefined) {
    throw new FiscInputError(
      "voucher",
      `it stands on line ${String(first)} already`,
      "leave one of the two out",
    );
  }
  seen.set(voucher, line);
  const { amount } = row;
  return { line, voucher, amount: amount === undefined ? undefined : parseCents(amount.trim()) };
}

interface Stored {
  readonly state: bigint;
  readonly amount: bigint;
  readonly marks: bigint;
  readonly dueDay: bigint;
}

function problemOf(it: Stored, amount: bigint | undefined, isAttested: boolean): FiscInputError | undefined {
  const wrong = (problem: string, remedy: string): FiscInputError =>
    new FiscInputError("voucher", problem, remedy);
  if (it.state !== CERTIFIED) {
    const due = it.state === 1n ? `, due ${dateOf(Number(it.dueDay))}` : "";
    return wrong(
      `the voucher is ${VOUCHER_STATES[Number(it.state)] ?? "unknown"}${due}, not certified`,
      "leave it out, or have it certified",
    );
  }
  if (isMarked(it.marks, "held")) return wrong("the voucher is held", "leave it out, or have it released");
  if (isMarked(it.marks, "attested") !== isAttested) {
    return wrong(
      `it was certified for ${isAttested ? "tokens" : "a bank"}`,
      "pay it in a run of its own rail",
    );
  }
  if (amount !== undefined && amount !== it.amount) {
    return wrong(
      `the voucher is of ${formatCents(it.amount)}, the file says ${formatCents(amount)}`,
      "correct the file",
    );
  }
  return undefined;
}

/** Notes a line that can't be used instead of ending. */
function keep(bad: BadLine[], line: number, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof FiscInputError)) throw error;
    bad.push(badLine(line, error));
  }
}
