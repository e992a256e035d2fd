import type { Command } from "commander";

import { civilDate } from "../../sdk/calendar.js";
import { MANY_PAYEES } from "../../sdk/ids.js";
import { formatCents } from "../../sdk/money.js";
import { printRegister } from "../../sdk/statements/printPayments.js";
import { paymentRegister } from "../../sdk/statements/register.js";
import { organisationBy } from "../support/names.js";
import type { Session } from "../support/session.js";
import { type AsOf, report } from "./reading.js";

interface Options extends AsOf {
  readonly organisation?: string;
}

export const registerReport = (session: Session): Command =>
  report<Options>(
    "register",
    "The register of payments: every payment, and everything that came back.",
    [["fisc report register --organisation 2041", "one organisation's"]],
    session,
    ({ books, calendar, time }, { options }) => {
      const only = options.organisation;
      const of = only === undefined ? {} : { organisation: organisationBy(books, only, "--organisation").id };
      const rows = paymentRegister(books, of);
      const entries = rows.map(({ position, attestation, traces, time: at, ...row }) => ({
        ...row,
        organisation: books.organisations.get(row.organisation)?.code ?? String(row.organisation),
        payee: row.payee === MANY_PAYEES ? "many" : row.payee,
        date: civilDate(at, calendar),
        amount: formatCents(row.amount),
        transaction: position.transactionHash,
        evidence: attestation?.evidence,
        traces:
          traces === undefined
            ? undefined
            : { bank: traces.bank, first: traces.firstTrace, count: traces.count },
      }));
      const total = formatCents(rows.reduce((sum, { amount }) => sum + amount, 0n));
      return {
        text: printRegister(rows, calendar),
        json: { asOf: civilDate(time, calendar), entries, total },
      };
    },
  ).option("--organisation <code>", "only this organisation's payments");
