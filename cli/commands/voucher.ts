import type { Command } from "commander";

import { hashOf } from "../../sdk/client/inputs/hex.js";
import { obligationOf } from "../../sdk/client/refs.js";
import type { Fisc } from "../../sdk/client/fisc.js";
import type { Rail } from "../../sdk/disbursement/lines.js";
import { invoiceFingerprint } from "../../sdk/disbursement/fingerprint.js";
import { FiscInputError } from "../../sdk/errors.js";
import { type PaymentOptions, paymentOf, todayOf, withPayment } from "../pay/payment.js";
import { outboxOf } from "../pay/sender.js";
import { group } from "../support/command.js";
import type { Io } from "../support/io.js";
import { variable } from "../support/keys.js";
import type { Session } from "../support/session.js";
import { given, OPTIONS } from "../write/options.js";
import { plan } from "../write/planned.js";
import { showing } from "../write/showing.js";
import { writing } from "../write/writing.js";

/** The registrar's secret, by which fingerprints are made. Never an option: those are seen by others. */
const FINGERPRINT_KEY = "FISC_FINGERPRINT_KEY";

interface Submission {
  readonly id?: string;
  readonly invoice?: string;
  readonly obligation: string;
  readonly amount: string;
  readonly due: string;
}

export const command = (session: Session): Command =>
  group(
    "voucher",
    'Claims for payment: each submitted, certified and paid by three officers. Many are paid by "fisc pay".',
    [
      [
        "fisc voucher submit --invoice INV-1 --obligation 2/2 --amount 1200.00 --due 2026-04-30 --key submitting",
        "",
      ],
      [
        "fisc voucher certify 0x… --rail token --seen 0x… --key certifying",
        "for payment in tokens, as it was looked at",
      ],
      ["fisc voucher pay 0x… --bank 12345678 --settles 2026-04-29 --key disbursing", "attested by a bank"],
    ],
    [
      writing<Submission>(
        "submit",
        `Claims an invoice. By a submitting officer. Its fingerprint is given, or made of its number with ${FINGERPRINT_KEY}.`,
        [
          [
            "fisc voucher submit --invoice INV-1 --obligation 2/2 --amount 1200.00 --due 2026-04-30 --key submitting",
            "",
          ],
        ],
        session,
        async (fisc, { options }) => {
          const { obligation, amount, due } = options;
          const id = await idOf(fisc, options, session.io);
          return plan(fisc.payments.submit, { vouchers: [{ id, obligation, amount, due }] });
        },
      )
        .option("--id <fingerprint>", "the invoice's fingerprint, from the registrar")
        .option("--invoice <number>", "the invoice's number, for whoever has the registrar's key")
        .requiredOption("--obligation <obligation>", 'such as "2/2"')
        .addOption(OPTIONS.amount())
        .requiredOption("--due <date>", "the day on which it is due"),
      showing<{ rail: Rail }>(
        "look <voucher...>",
        "What a certifying officer certifies: the vouchers as they stand now, and the mark of just that, to certify by.",
        [["fisc voucher look 0x… --rail attested", ""]],
        session,
        (fisc, { options: { rail }, args }) => fisc.payments.look(rail, many(args)),
      ).addOption(OPTIONS.rail()),
      writing<{ rail: Rail; seen: string }>(
        "certify <voucher...>",
        "Certifies vouchers for payment, all or none, as they were looked at. By a certifying officer who neither submitted " +
          "nor obligated.",
        [["fisc voucher certify 0x… --rail attested --seen 0x… --key certifying", ""]],
        session,
        (fisc, { options: { rail, seen }, args }) =>
          plan(fisc.payments.certify, { rail, seen, vouchers: many(args) }),
      )
        .addOption(OPTIONS.rail())
        .requiredOption("--seen <hash>", 'what "fisc voucher look" showed, by its mark'),
      withPayment(
        writing<PaymentOptions & { actingFor?: string }>(
          "pay <voucher...>",
          "Pays certified vouchers; one that can't be paid touches no other. By a disbursing officer.",
          [["fisc voucher pay 0x… --token 0x… --key disbursing", ""]],
          session,
          async (fisc, { options, args }) =>
            plan(
              fisc.payments.pay,
              given({
                vouchers: many(args),
                payment: paymentOf(options, await todayOf(fisc)),
                actingFor: options.actingFor,
              }),
            ),
          (open, signer) => outboxOf(open, signer, session.io),
        ),
      ).option("--acting-for <code>", "for whom the officer disburses"),
      writing<{ reason?: string }>(
        "cancel <voucher...>",
        "Gives vouchers up that are not paid. By a certifying officer.",
        [["fisc voucher cancel 0x… --key certifying", ""]],
        session,
        (fisc, { options: { reason }, args }) =>
          plan(fisc.payments.cancel, given({ vouchers: many(args), reason })),
      ).addOption(OPTIONS.reason()),
      writing<{ reason?: string }>(
        "hold <voucher>",
        "Keeps a voucher from being certified and paid. By a certifying officer, or an inspector.",
        [["fisc voucher hold 0x… --key inspector", ""]],
        session,
        (fisc, { options: { reason }, args: [voucher = ""] }) =>
          plan(fisc.payments.hold, given({ voucher, reason })),
      ).addOption(OPTIONS.reason()),
      writing(
        "release <voucher>",
        "Ends a hold.",
        [["fisc voucher release 0x… --key inspector", ""]],
        session,
        (fisc, { args: [voucher = ""] }) => plan(fisc.payments.release, { voucher }),
      ),
      showing(
        "show <voucher>",
        "A voucher as it stands now.",
        [["fisc voucher show 0x…", ""]],
        session,
        (fisc, { args: [voucher = ""] }) => fisc.payments.voucher(voucher),
      ),
    ],
  );

/** Commander hands the words of a repeated argument as a list. */
const many = ([words]: readonly unknown[]): string[] => words as string[];

async function idOf({ contracts }: Fisc, { id, invoice, obligation }: Submission, io: Io): Promise<string> {
  if (id !== undefined) return id;
  const remedy = "give --id, or --invoice where the registrar's key is";
  if (invoice === undefined) throw new FiscInputError("voucher", "no invoice is named", remedy);
  const key = await variable(FINGERPRINT_KEY, io);
  if (key === undefined) throw new FiscInputError("the environment", `${FINGERPRINT_KEY} is not set`, remedy);
  const { payee } = await contracts.ledger.parties(obligationOf(obligation));
  return invoiceFingerprint(hashOf(key, FINGERPRINT_KEY), Number(payee), invoice);
}
