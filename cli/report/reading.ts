import type { Command } from "commander";

import { action, type Call, type Examples } from "../support/command.js";
import { endOfDay } from "../support/moment.js";
import { withLedger } from "../support/open.js";
import type { Outcome } from "../support/outcome.js";
import { calendarOf, type Ledger, readLedger } from "../support/readLedger.js";
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
): Command {
  return action<Options>(usage, description, examples, session, (call) =>
    withLedger(session, call.globals, async (open) => {
      const { asOf } = call.options;
      if (asOf === undefined) return print(await readLedger(session, open), call);
      const until = endOfDay(asOf, await calendarOf(open.contracts), "--as-of") + 1;
      return print(await readLedger(session, open, { until }), call);
    }),
  ).option("--as-of <date>", "as of the end of this day in the ledger's calendar; now, when left out");
}
