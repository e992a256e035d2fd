import { civilDate } from "../../sdk/calendar.js";
import { BALANCES } from "../../sdk/statements/balances.js";
import { displayCents, formatCents } from "../../sdk/money.js";
import { printStatement, printTable } from "../../sdk/statements/print.js";
import { pathOf } from "../support/names.js";
import type { Ledger } from "../support/readLedger.js";
import type { Status } from "./statusOf.js";

export function printStatus({ statement, halts, vaults, posts }: Status, ledger: Ledger): string {
  const { books, calendar, block, time } = ledger;
  const { identity, status } = books;
  const seal = status.isFrozen
    ? "frozen"
    : status.isSealed
      ? "sealed"
      : "not sealed yet: opening entries are possible";
  const parts = [
    `${identity?.name ?? ""}, ${identity?.currency ?? ""}, ${seal}; block ${String(block)}, ${civilDate(time, calendar)}, ` +
      `${String(books.events)} events\n`,
    halts.length === 0
      ? "No halt stands.\n"
      : halts.map(({ scope, until, reason }) => `HALTED: ${scope}, until ${until}, for ${reason}\n`).join(""),
    printStatement(statement),
  ];
  if (vaults.length > 0) {
    parts.push(
      printTable(
        [
          { title: "token", text: ({ token }) => token },
          { title: "in the vault", text: ({ holds }) => displayCents(holds), align: "right" },
          { title: "by the books", text: ({ booked }) => displayCents(booked), align: "right" },
        ],
        vaults,
      ),
    );
  }
  parts.push(
    printTable(
      [
        { title: "officer", text: ({ officer }) => String(officer), align: "right" },
        { title: "kind", text: ({ kind }) => kind },
        { title: "organisation", text: ({ organisation }) => organisation },
        { title: "offices", text: ({ offices }) => offices.join(", ") },
        { title: "until", text: ({ until }) => until },
        { title: "keys", text: ({ keys }) => keys.join(", ") },
      ],
      posts,
    ),
  );
  return parts.join("\n");
}

export function statusJson(
  { statement, halts, vaults, posts }: Status,
  { books, calendar, block, time }: Ledger,
): Readonly<Record<string, unknown>> {
  const accounts = [...statement.accounts.values()].map(({ id, code, phase, owner, own }) => {
    const account = books.accounts.get(id);
    return {
      id,
      path: account === undefined ? code : pathOf(books, account),
      phase,
      owner: books.organisations.get(owner)?.code ?? String(owner),
      ...Object.fromEntries(BALANCES.map((name) => [name, formatCents(own[name])])),
    };
  });
  return {
    ledger: {
      ...books.identity,
      ...books.status,
      openingAuthority: formatCents(books.status.openingAuthority),
      openingObligated: formatCents(books.status.openingObligated),
    },
    block,
    date: civilDate(time, calendar),
    events: books.events,
    accounts,
    halts,
    vaults: vaults.map(({ token, holds, booked }) => ({
      token,
      holds: formatCents(holds),
      booked: formatCents(booked),
    })),
    officers: posts,
  };
}
