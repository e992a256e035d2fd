import type { Command } from "commander";

import { civilDate } from "../../sdk/calendar.js";
import { BALANCES } from "../../sdk/statements/balances.js";
import { formatCents } from "../../sdk/money.js";
import { printStatement } from "../../sdk/statements/print.js";
import { statement } from "../../sdk/statements/statement.js";
import { pathOf } from "../support/names.js";
import type { Session } from "../support/session.js";
import { type AsOf, report } from "./reading.js";

export const statementReport = (session: Session): Command =>
  report<AsOf>(
    "statement",
    "What stands at each account: authority, what of it is passed down, held back, obligated and paid.",
    [["fisc report statement --as-of 2016-09-30", "at the end of a fiscal year"]],
    session,
    ({ books, calendar, time }) => {
      const made = statement(books, time);
      const accounts = [...made.accounts.values()].map(({ id, phase, owner, own }) => {
        const account = books.accounts.get(id);
        return {
          id,
          account: account === undefined ? "" : pathOf(books, account),
          phase,
          owner: books.organisations.get(owner)?.code ?? String(owner),
          ...Object.fromEntries(BALANCES.map((name) => [name, formatCents(own[name])])),
        };
      });
      const total = Object.fromEntries(BALANCES.map((name) => [name, formatCents(made.total[name])]));
      return { text: printStatement(made), json: { asOf: civilDate(time, calendar), accounts, total } };
    },
  );
