import type { Books } from "../../sdk/books/model.js";
import { displayCents } from "../../sdk/money.js";
import { cashByOrganisation } from "../../sdk/statements/cash.js";
import { outlays } from "../../sdk/statements/outlays.js";
import { printTable, type Column } from "../../sdk/statements/print.js";

interface Row {
  readonly code: string;
  /** Cents, the last two undefined where there is no ceiling. */
  readonly amounts: readonly (bigint | undefined)[];
}

const TITLES = [
  "paid",
  "came back",
  "gross outlays",
  "of them interest",
  "cash ceiling",
  "cash left",
] as const;

/** What each organisation that pays has paid since the beginning, the cash that it has left, and the total. */
export function printOutlays(books: Books, asOf: number): string {
  const { organisations, total } = outlays(books);
  const rows: Row[] = [];
  for (const { organisation, code, ceiling, left } of cashByOrganisation(books, asOf)) {
    const own = organisations.get(organisation);
    if (own === undefined || (own.paid === 0n && ceiling === undefined)) continue;
    rows.push({ code, amounts: [own.paid, own.returned, own.gross, own.interest, ceiling, left] });
  }
  rows.push({ code: "total", amounts: [total.paid, total.returned, total.gross, total.interest] });
  const columns: readonly Column<Row>[] = [
    { title: "organisation", text: ({ code }) => code },
    ...TITLES.map((title, i): Column<Row> => ({
      title,
      text: ({ amounts }) => (amounts[i] === undefined ? "" : displayCents(amounts[i])),
      align: "right",
    })),
  ];
  return printTable(columns, rows);
}
