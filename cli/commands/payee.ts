import type { Command } from "commander";

import type { Rail } from "../../sdk/disbursement/lines.js";
import { admitCommand } from "../payee/admit.js";
import { group } from "../support/command.js";
import type { Session } from "../support/session.js";
import { given, OPTIONS, payeeOf } from "../write/options.js";
import { plan } from "../write/planned.js";
import { showing } from "../write/showing.js";
import { writing } from "../write/writing.js";

export const command = (session: Session): Command =>
  group(
    "payee",
    "Who can be paid, and where.",
    [
      ["fisc payee enrol UEI000000001 --key registrar", "an entity, by its public key"],
      ["fisc payee attest UEI000000001 --until 2026-12-31 --key registrar", "it may be paid until then"],
      ["fisc payee details UEI000000001 --rail token --account 0x… --key registrar", "where it is paid"],
    ],
    [
      admitCommand(session),
      writing<{ controller?: string }>(
        "enrol <key>",
        "Enrols an entity under its public key, in the US its UEI. By a registrar.",
        [["fisc payee enrol UEI000000001 --key registrar", ""]],
        session,
        (fisc, { options: { controller }, args: [key = ""] }) =>
          plan(fisc.payees.enrolEntity, given({ key, controller })),
      ).option("--controller <address>", "the payee's own key, with which it stops changes of its details"),
      writing<{ controller?: string }>(
        "enrol-person <identity>",
        "Enrols a natural person under a salted commitment to who it is: 32 bytes. By a registrar.",
        [["fisc payee enrol-person 0x… --key registrar", ""]],
        session,
        (fisc, { options: { controller }, args: [identity = ""] }) =>
          plan(fisc.payees.enrolPerson, given({ identity, controller })),
      ).option("--controller <address>", "the payee's own key"),
      writing<{ until: string; evidence?: string }>(
        "attest <payee>",
        "Says that a payee may be paid, and until when. By a registrar.",
        [["fisc payee attest UEI000000001 --until 2026-12-31 --key registrar", ""]],
        session,
        (fisc, { options: { until, evidence }, args: [payee = ""] }) =>
          plan(fisc.payees.attest, given({ payee: payeeOf(payee), until, evidence })),
      )
        .requiredOption("--until <date>", "the first day on which it may not")
        .addOption(OPTIONS.evidence()),
      writing<{ rail: Rail; account: string }>(
        "details <payee>",
        "Sets where a payee is paid. After the first ones, changes wait out a delay. By a registrar.",
        [
          [
            "fisc payee details UEI000000001 --rail token --account 0x90F79bf6EB2c4f870365E785982E1f101E93b906 --key registrar",
            "",
          ],
        ],
        session,
        (fisc, { options: { rail, account }, args: [payee = ""] }) =>
          plan(fisc.payees.setDetails, { payee: payeeOf(payee), rail, account }),
      )
        .addOption(OPTIONS.rail())
        .requiredOption(
          "--account <hex>",
          "an address; on the attested rail a salted commitment of 20 bytes",
        ),
      ...(["suspend", "exclude", "reinstate"] as const).map((verb) =>
        writing<{ reason?: string }>(
          `${verb} <payee>`,
          STATUS[verb],
          [[`fisc payee ${verb} UEI000000001 --key registrar`, ""]],
          session,
          (fisc, { options: { reason }, args: [payee = ""] }) =>
            plan(fisc.payees[verb], given({ payee: payeeOf(payee), reason })),
        ).addOption(OPTIONS.reason()),
      ),
      showing(
        "show <payee>",
        "A payee as it stands now.",
        [["fisc payee show UEI000000001", ""]],
        session,
        (fisc, { args: [payee = ""] }) => fisc.payees.payee(payeeOf(payee)),
      ),
    ],
  );

const STATUS = {
  suspend: "Stops payments to a payee for the time being. By a registrar, or an inspector.",
  exclude: "Bars a payee from payments. By a registrar, or an inspector.",
  reinstate: "Lets a payee be paid again.",
} as const;
