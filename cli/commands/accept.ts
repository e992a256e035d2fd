import type { Command } from "commander";

import type { Session } from "../support/session.js";
import { given, OPTIONS } from "../write/options.js";
import { plan } from "../write/planned.js";
import { writing } from "../write/writing.js";

interface Options {
  readonly amount: string;
  readonly evidence?: string;
  readonly sequence?: number;
  readonly reverse?: boolean;
}

export const command = (session: Session): Command =>
  writing<Options>(
    "accept <obligation>",
    "Goods or work were received and accepted, so that money is owed. By a receiving officer who did not obligate.",
    [
      [
        "fisc accept 2/2 --amount 1200.00 --key receiving",
        'of the obligation made on account 2, as "fisc obligate" named it',
      ],
      ["fisc accept 2/2 --amount 1200.00 --reverse --key receiving", "take back what is not claimed yet"],
    ],
    session,
    (fisc, { options: { amount, evidence, sequence, reverse = false }, args: [obligation = ""] }) =>
      plan(
        reverse ? fisc.budget.reverse : fisc.budget.accept,
        given({ obligation, amount, evidence, sequence }),
      ),
  )
    .addOption(OPTIONS.amount())
    .addOption(OPTIONS.evidence())
    .addOption(OPTIONS.sequence())
    .option("--reverse", "take an acceptance back");
