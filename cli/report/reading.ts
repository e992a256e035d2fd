import type { Command } from "commander";

import { action, type Call, type Examples } from "../support/command.js";
import { endOfDay } from "../support/moment.js";
import { withLedger } from "../support/open.js";
import type { Outcome } from "../support/outcome.js";
import { type Ledger, readLedger, type ReadOptions } from "../support/readLedger.js";
import type { Session } from "../support/session.js";

/** The option of every report. */
export interface AsOf {
  readonly asOf?: string;
}

/** A report: a command that reads a ledger's books at the end of a day, and prints something of them. */
export function report<Options extends AsOf>(
  usage: string,
  description: string,
  examples: Examples,
  session: Session,
  print: (ledger: Ledger, call: Call<Options>) => Outcome,
  opening?: ReadOptions["openingAt"],
): Command {
  return action<Options>(usage, description, examples, session, (call) =>
    withLedger(session, call.globals, async (open) => {
      const until = await untilOf(call.options.asOf, session, open);
      return print(
        await readLedger(session, open, {
          ...(until === undefined ? {} : { until }),
          ...(opening && { openingAt: opening }),
        }),
        call,
      );
    }),
  ).option("--as-of <date>", "as of the end of this day in the ledger's calendar; now, when left out");
}

/** The second after the day, by the ledger's calendar, which the ledger itself says. */
async function untilOf(
  asOf: string | undefined,
  _session: Session,
  { contracts }: Parameters<Parameters<typeof withLedger>[2]>[0],
): Promise<number | undefined> {
  if (asOf === undefined) return undefined;
  const { timeZone, fiscalYearStart } = await contracts.ledger.identity();
  return endOfDay(asOf, { timeZone, fiscalYearStart }, "--as-of") + 1;
}
