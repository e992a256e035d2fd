import type { Command } from "commander";

import type { Session } from "../support/session.js";
import { given, OPTIONS, payeeOf } from "../write/options.js";
import { plan } from "../write/planned.js";
import { writing } from "../write/writing.js";

interface Options {
  readonly amount: string;
  readonly payee: string;
  readonly objectClass?: string;
  readonly programActivity?: string;
  readonly fundingSource?: string;
  readonly evidence?: string;
  readonly sequence?: number;
}

export const command = (session: Session): Command =>
  writing<Options>(
    "obligate <account>",
    "Makes a legal commitment to a payee. By a contracting officer. Prints the obligation's id.",
    [
      [
        "fisc obligate '020-X-4502 Q1' --payee UEI000000001 --amount 5000.00 --key contracting",
        "to an entity",
      ],
      [
        "fisc obligate '020-X-4502 Q1' --payee many --amount 5000.00 --key contracting",
        "to many, for benefits",
      ],
    ],
    session,
    (fisc, { options, args: [account = ""] }) => {
      const { amount, payee, objectClass, programActivity, fundingSource, evidence, sequence } = options;
      const classification = given({ objectClass, programActivity, fundingSource });
      return plan(
        fisc.budget.obligate,
        given({ account, amount, payee: payeeOf(payee), classification, evidence, sequence }),
      );
    },
  )
    .requiredOption("--payee <payee>", 'its number, its public key, or "many"')
    .addOption(OPTIONS.amount())
    .option("--object-class <code>", "what is bought")
    .option("--program-activity <code>", "for what")
    .option("--funding-source <code>", "D direct, R reimbursable")
    .addOption(OPTIONS.evidence())
    .addOption(OPTIONS.sequence());
