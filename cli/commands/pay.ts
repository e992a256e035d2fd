import path from "node:path";

import type { Command } from "commander";

import { railIn } from "../../sdk/client/payments/settlements.js";
import { formatCents } from "../../sdk/money.js";
import type { Outbox } from "../../sdk/outbox/outbox.js";
import { nothingSent, printBadLines } from "../pay/badLines.js";
import { type PaymentOptions, paymentOf, todayOf, withPayment } from "../pay/payment.js";
import { batchesOf, sendRun, tryRun } from "../pay/payRun.js";
import { readVouchers } from "../pay/readVouchers.js";
import { outboxOf } from "../pay/sender.js";
import { action, type Call } from "../support/command.js";
import { EXIT } from "../support/exit.js";
import type { Outcome } from "../support/outcome.js";
import { startProgress } from "../support/progress.js";
import type { Session } from "../support/session.js";
import { type ByKey, type Officer, withOfficer } from "../write/withOfficer.js";

interface Options extends PaymentOptions, ByKey {
  readonly acceptValid?: boolean;
  readonly actingFor?: string;
}

export const command = (session: Session): Command =>
  withPayment(
    action<Options>(
      "pay <csv>",
      "Pays the certified vouchers of a CSV file, in transactions of a hundred. By a disbursing officer. The file has a " +
        "column voucher, and may have amount, which is then compared. If any line can't be used, those lines are listed " +
        "and nothing is sent. A run that was broken off is gone on with by giving the same file again: no voucher is paid " +
        "twice.",
      [
        ["fisc pay march.csv --bank 12345678 --key disbursing --dry-run", "see what would be paid"],
        [
          "fisc pay march.csv --token 0x… --key disbursing --accept-valid",
          "the lines that can be used, whatever the others",
        ],
      ],
      session,
      async (call) => {
        // What can't be understood ends it before anybody is asked.
        paymentOf(call.options, "");
        let outbox: Outbox | undefined;
        return withOfficer(
          session,
          call.globals,
          call.options,
          (officer) => payFile(officer, outbox, call, session),
          // A dry run touches no outbox.
          call.globals.dryRun
            ? undefined
            : async (open, signer) => (outbox = await outboxOf(open, signer, session.io)),
        );
      },
    ),
  )
    .option("--accept-valid", "pay the lines that can be used, although others can't")
    .option(
      "--acting-for <code>",
      "for whom the officer disburses; the organisation itself or the treasury, when left out",
    )
    .option("--key <name>", "whose key signs: a name of fisc.json; its only one, when left out");

async function payFile(
  officer: Officer,
  outbox: Outbox | undefined,
  { options, args: [csv = ""] }: Call<Options>,
  session: Session,
): Promise<Outcome> {
  const payment = paymentOf(options, await todayOf(officer.fisc));
  // What an earlier run left on its way counts before it is decided what is still to be paid.
  await outbox?.run(outbox.unfinished());
  const file = path.resolve(session.io.cwd, csv);
  const { valid, bad, paidBefore } = await readVouchers(file, officer, railIn(payment) === "attested");
  if (bad.length > 0 && options.acceptValid !== true) return nothingSent(csv, valid.length, bad);
  const next = "bank" in payment ? await officer.fisc.payments.rails.nextTrace(payment.bank) : 0n;
  const first = ("bank" in payment ? payment.firstTrace : undefined) ?? (next === 0n ? 1n : next);
  const batches = batchesOf(valid, payment, first);
  const total = formatCents(valid.reduce((sum, { amount }) => sum + amount, 0n));
  const figures = { file: csv, vouchers: valid.length, total, paidBefore, transactions: batches.length, bad };
  const told = `${bad.length === 0 ? "" : `${printBadLines(bad)}\n`}${String(valid.length)} vouchers of ${csv}, ${total} in all`;
  if (outbox === undefined) {
    const wouldPay = await tryRun(officer.fisc, batches.slice(0, 1), options.actingFor);
    const text = `${told}, in ${String(batches.length)} transactions. Nothing was sent; the first would pay ${wouldPay[0] ?? "nothing"}.`;
    return { text, json: { sent: false, ...figures, firstWouldPay: wouldPay[0] ?? null } };
  }
  const progress = startProgress(session, "Paying, transactions");
  const sent = await sendRun(officer.fisc, outbox, batches, options.actingFor, progress.reach).finally(
    progress.stop,
  );
  const failed = sent.filter(({ state }) => state !== "final");
  const after = await readVouchers(file, officer, railIn(payment) === "attested");
  const isWhole = failed.length === 0 && after.valid.length === 0;
  const unpaid = after.valid.map(({ line, voucher }) => ({ line, voucher }));
  return {
    text:
      `${told}: ${isWhole ? "all paid" : `${String(unpaid.length)} not paid, see "fisc voucher show"`}; ` +
      `${String(paidBefore)} had been paid before.`,
    json: {
      sent: true,
      ...figures,
      unpaid,
      batches: sent.map(({ state, receipt, fault }) => ({
        state,
        transaction: receipt?.hash,
        problem: fault?.problem,
      })),
    },
    code: isWhole ? EXIT.done : EXIT.findings,
  };
}
