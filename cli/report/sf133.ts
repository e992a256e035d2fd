import type { Command } from "commander";

import { civilDate, fiscalYearOf, startOfFiscalYear } from "../../sdk/calendar.js";
import { FiscInputError } from "../../sdk/errors.js";
import { formatCents } from "../../sdk/money.js";
import { printSf133 } from "../../sdk/statements/print.js";
import { sf133 } from "../../sdk/statements/sf133.js";
import { action } from "../support/command.js";
import { endOfDay } from "../support/moment.js";
import { accountBy } from "../support/names.js";
import { withLedger } from "../support/open.js";
import { calendarOf, readLedger } from "../support/readLedger.js";
import type { Session } from "../support/session.js";
import type { AsOf } from "./reading.js";

export const sf133Report = (session: Session): Command =>
  action<AsOf>(
    "sf133 <appropriation>",
    "The US report on budget execution and budgetary resources (SF-133) of one appropriation, for a fiscal year so far.",
    [["fisc report sf133 020-X-4502-000 --as-of 2016-09-30", "for the whole of fiscal year 2016"]],
    session,
    ({ globals, options, args }) =>
      withLedger(session, globals, async (open) => {
        const calendar = await calendarOf(open.contracts);
        const asOf =
          options.asOf === undefined
            ? ((await open.provider.getBlock("latest"))?.timestamp ?? 0)
            : endOfDay(options.asOf, calendar, "--as-of");
        const from = startOfFiscalYear(fiscalYearOf(asOf, calendar), calendar);
        const { books, opening } = await readLedger(session, open, {
          until: asOf + 1,
          openingAt: from,
        });
        const account = accountBy(books, args[0] ?? "", "appropriation");
        if (account.parent !== 0 || opening === undefined) {
          throw new FiscInputError(
            "appropriation",
            `"${args[0] ?? ""}" is an allotment`,
            "name an account at the top",
          );
        }
        const made = sf133({ opening, closing: books, root: account.id, from, asOf });
        const lines = made.rows.map(({ line, title, amount }) => ({
          line,
          title,
          amount: formatCents(amount),
        }));
        return {
          text: printSf133(made),
          json: {
            appropriation: made.symbol,
            from: civilDate(from, calendar),
            asOf: civilDate(asOf, calendar),
            lines,
          },
        };
      }),
  ).option("--as-of <date>", "as of the end of this day in the ledger's calendar; now, when left out");
