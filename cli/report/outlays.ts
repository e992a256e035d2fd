import type { Command } from "commander";

import { civilDate } from "../../sdk/calendar.js";
import { displayCents, formatCents } from "../../sdk/money.js";
import { cashByOrganisation } from "../../sdk/statements/cash.js";
import { outlays, type Outlays } from "../../sdk/statements/outlays.js";
import { printTable } from "../../sdk/statements/print.js";
import { printCash } from "../../sdk/statements/printPayments.js";
import type { Session } from "../support/session.js";
import { type AsOf, report } from "./reading.js";

const FIELDS = ["paid", "returned", "gross", "interest", "advances"] as const;

export const outlaysReport = (session: Session): Command =>
  report<AsOf>(
    "outlays",
    "What each organisation has paid since the beginning, and the cash that it has left.",
    [["fisc report outlays --json", "for a script"]],
    session,
    ({ books, calendar, time }) => {
      const { organisations, total } = outlays(books);
      const cash = cashByOrganisation(books, time);
      const rows = [...organisations].map(([id, own]) => ({
        code: books.organisations.get(id)?.code ?? String(id),
        own,
      }));
      const table = printTable(
        [
          { title: "organisation", text: ({ code }) => code },
          ...FIELDS.map((name) => ({
            title: name,
            text: ({ own }: { readonly own: Outlays }) => displayCents(own[name]),
            align: "right" as const,
          })),
        ],
        [...rows, { code: "total", own: total }],
      );
      const figures = (own: Outlays) =>
        Object.fromEntries(FIELDS.map((name) => [name, formatCents(own[name])]));
      return {
        text: `${table}\n${printCash(cash, calendar)}`,
        json: {
          asOf: civilDate(time, calendar),
          organisations: rows.map(({ code, own }) => ({ organisation: code, ...figures(own) })),
          total: figures(total),
          cash: cash.map(({ code, ceiling, spent, left, from, until }) => ({
            organisation: code,
            ceiling: ceiling === undefined ? null : formatCents(ceiling),
            spent: formatCents(spent),
            left: left === undefined ? null : formatCents(left),
            from: ceiling === undefined ? null : civilDate(from, calendar),
            until: ceiling === undefined ? null : civilDate(until, calendar),
          })),
        },
      };
    },
  );
