import type { Command } from "commander";

import type { Rail } from "../../sdk/disbursement/lines.js";
import { action } from "../support/command.js";
import type { Session } from "../support/session.js";
import { OPTIONS } from "../write/options.js";
import { type ByKey, withOfficer } from "../write/withOfficer.js";

interface Options extends ByKey {
  readonly until: string;
  readonly rail: Rail;
  readonly account: string;
}

/** An entity's way into the registry in one command: three calls of one registrar. */
export const admitCommand = (session: Session): Command =>
  action<Options>(
    "admit <key>",
    "Enrols an entity unless it is enrolled, attests that it may be paid, and sets where. By a registrar.",
    [
      [
        "fisc payee admit UEI000000001 --until 2031-01-31 --rail attested --account 0x… --key registrar",
        "on the attested rail: a salted commitment to its bank account",
      ],
    ],
    session,
    async ({ globals, options, args: [key = ""] }) =>
      withOfficer(session, globals, options, async ({ fisc, contracts }) => {
        const { until, rail, account } = options;
        const known = Number(await contracts.payees.entityByKey(key));
        if (globals.dryRun) {
          // What follows builds on it, so it can't be tried before.
          if (known === 0) await fisc.payees.enrolEntity.dryRun({ key });
          else await fisc.payees.attest.dryRun({ payee: known, until });
          return {
            text: "Nothing was sent. No rule refuses the first step.",
            json: { sent: false, payee: known || null },
          };
        }
        const payee = known === 0 ? (await fisc.payees.enrolEntity({ key })).payee : known;
        await fisc.payees.attest({ payee, until });
        const { receipt } = await fisc.payees.setDetails({ payee, rail, account });
        return {
          text: `Done: ${key} is payee ${String(payee)}, eligible until ${until}, paid on the ${rail} rail.`,
          json: { sent: true, payee, transaction: receipt.hash },
        };
      }),
  )
    .requiredOption("--until <date>", "the first day on which it may not be paid")
    .addOption(OPTIONS.rail())
    .requiredOption("--account <hex>", "an address; on the attested rail a salted commitment of 20 bytes")
    .option("--key <name>", "whose key signs: a name of fisc.json; its only one, when left out");
