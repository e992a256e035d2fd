import type { Command } from "commander";

import { group } from "../support/command.js";
import type { Session } from "../support/session.js";
import { given, OPTIONS } from "../write/options.js";
import { plan } from "../write/planned.js";
import { showing } from "../write/showing.js";
import { writing } from "../write/writing.js";

interface Act {
  readonly amount: string;
  readonly evidence?: string;
  readonly sequence?: number;
}

/** Acts on one account that take nothing but an amount. */
const ACTS = [
  ["appropriate", "The law makes authority available. By an appropriating officer."],
  ["rescind", "The law takes unobligated authority away. By an appropriating officer."],
  ["anticipate", "Resources are expected; no authority yet."],
  ["forgo", "Anticipated resources will not come."],
  ["realise", "Collected resources become authority, as far as they were anticipated."],
  ["withhold", "Authority may not be used for now. By a budget officer."],
  ["release", "Withheld authority may be used again. By a budget officer."],
  ["reserve", "Funds are set aside before a commitment. By a budget officer."],
  ["unreserve", "Reserved funds are free again. By a budget officer."],
] as const;

export const command = (session: Session): Command =>
  group(
    "account",
    "Appropriations and allotments: open them, and what the law and budget officers do to them.",
    [
      [
        "fisc account open 020-X-4502 --owner IRS --opens 2025-10-01 --key treasurer",
        "an appropriation without a year",
      ],
      ["fisc account appropriate 020-X-4502 --amount 1000000.00 --key treasurer", "authority for it"],
      ["fisc account show '020-X-4502 Q1'", "an allotment, as it stands"],
    ],
    [
      writing<{ owner: string; opens: string; closes: string; cancels: string }>(
        "open <symbol>",
        "Opens an appropriation. By an appropriating officer of the treasury.",
        [["fisc account open 020-X-4502 --owner IRS --opens 2025-10-01 --key treasurer", ""]],
        session,
        (fisc, { options: { owner, opens, closes, cancels }, args: [symbol = ""] }) =>
          plan(fisc.budget.openAppropriation, { symbol, owner, opens, closes, cancels }),
      )
        .requiredOption("--owner <code>", "the organisation that it belongs to")
        .requiredOption("--opens <date>", "first day on which it may be obligated")
        .option("--closes <date>", "first day on which it no longer may", "none")
        .option("--cancels <date>", "first day on which nothing moves any more", "none"),
      writing<{ owner: string; opens: string; closes: string }>(
        "open-allotment <parent> <code>",
        "Opens an account below another. By a budget officer of the parent's owner.",
        [["fisc account open-allotment 020-X-4502 Q1 --owner IRS --opens 2025-10-01 --key budget", ""]],
        session,
        (fisc, { options: { owner, opens, closes }, args: [parent = "", code = ""] }) =>
          plan(fisc.budget.openAllotment, { parent, code, owner, opens, closes }),
      )
        .requiredOption("--owner <code>", "the organisation that it belongs to")
        .requiredOption("--opens <date>", "first day on which it may be obligated")
        .option(
          "--closes <date>",
          "first day on which it no longer may; with the appropriation, when left out",
          "none",
        ),
      ...ACTS.map(([verb, description]) =>
        writing<Act>(
          `${verb} <account>`,
          description,
          [[`fisc account ${verb} 020-X-4502 --amount 1000.00 --key officer`, ""]],
          session,
          (fisc, { options: { amount, evidence, sequence }, args: [account = ""] }) =>
            plan(fisc.budget[verb], given({ account, amount, evidence, sequence })),
        )
          .addOption(OPTIONS.amount())
          .addOption(OPTIONS.evidence())
          .addOption(OPTIONS.sequence()),
      ),
      writing<Act>(
        "transfer <account> <to>",
        "Authority moves to a sibling, or from appropriation to appropriation.",
        [["fisc account transfer '020-X-4502 Q1' '020-X-4502 Q2' --amount 1000.00 --key budget", ""]],
        session,
        (fisc, { options: { amount, evidence, sequence }, args: [account = "", to = ""] }) =>
          plan(fisc.budget.transfer, given({ account, to, amount, evidence, sequence })),
      )
        .addOption(OPTIONS.amount())
        .addOption(OPTIONS.evidence())
        .addOption(OPTIONS.sequence()),
      writing<{ openingAuthority: string; openingObligated: string }>(
        "seal",
        "Ends opening entries, for ever: from then on dates count. By an appropriating officer of the treasury.",
        [
          [
            "fisc account seal --opening-authority 1000000.00 --key treasurer",
            "no obligations were brought along",
          ],
        ],
        session,
        (fisc, { options: { openingAuthority, openingObligated } }) =>
          plan(fisc.budget.seal, { openingAuthority, openingObligated }),
      )
        .requiredOption("--opening-authority <amount>", "what was entered in all, to make sure")
        .option("--opening-obligated <amount>", "of it, obligations brought along", "0.00"),
      showing(
        "show <account>",
        "An account as it stands now.",
        [["fisc account show '020-X-4502 Q1'", ""]],
        session,
        (fisc, { args: [account = ""] }) => fisc.budget.account(account),
      ),
    ],
  );
