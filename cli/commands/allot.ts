import type { Command } from "commander";

import type { Session } from "../support/session.js";
import { given, OPTIONS } from "../write/options.js";
import { plan } from "../write/planned.js";
import { writing } from "../write/writing.js";

interface Options {
  readonly amount: string;
  readonly evidence?: string;
  readonly sequence?: number;
  readonly withdraw?: boolean;
}

export const command = (session: Session): Command =>
  writing<Options>(
    "allot <account>",
    "Passes authority from the parent down to an account, or back up with --withdraw. By a budget officer.",
    [
      ["fisc allot '020-X-4502 Q1' --amount 250000.00 --key budget", "down to the first quarter's allotment"],
      ["fisc allot '020-X-4502 Q1' --amount 1000.00 --withdraw --key budget", "what was not used, back up"],
    ],
    session,
    (fisc, { options: { amount, evidence, sequence, withdraw = false }, args: [account = ""] }) =>
      plan(
        withdraw ? fisc.budget.withdraw : fisc.budget.allot,
        given({ account, amount, evidence, sequence }),
      ),
  )
    .addOption(OPTIONS.amount())
    .addOption(OPTIONS.evidence())
    .addOption(OPTIONS.sequence())
    .option("--withdraw", "the other way: unused authority passes up");
