import type { BooksPhase } from "../books/phase.js";
import { displayCents } from "../money.js";
import { printable } from "../printable.js";
import type { Balances } from "./balances.js";
import type { Sf133 } from "./sf133.js";
import type { Statement } from "./statement.js";

/** A column of a plain-text table. Amounts stand on the right. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly align?: "left" | "right";
}

/** A table in plain text, as wide as its contents, ending with a line break. */
export function printTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => printable(column.text(row))));
  const widths = columns.map((column, i) =>
    Math.max(column.title.length, ...cells.map((line) => (line[i] ?? "").length)),
  );
  const print = (line: readonly string[]): string =>
    columns
      .map(({ align }, i) => {
        const text = line[i] ?? "";
        const width = widths[i] ?? 0;
        return align === "right" ? text.padStart(width) : text.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  const head = print(columns.map(({ title }) => title));
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [head, rule, ...cells.map(print)].join("\n") + "\n";
}

interface StatementRow {
  readonly depth: number;
  readonly name: string;
  readonly phase: BooksPhase | "";
  readonly own: Balances;
  readonly tree: Balances;
}

function amount(title: string, of: (row: StatementRow) => bigint): Column<StatementRow> {
  return { title, text: (row) => displayCents(of(row)), align: "right" };
}

const STATEMENT_COLUMNS: readonly Column<StatementRow>[] = [
  { title: "account", text: ({ depth, name }) => "  ".repeat(depth) + name },
  { title: "phase", text: ({ phase }) => phase },
  amount("authority", ({ own }) => own.authority),
  amount("allotted", ({ own }) => own.allotted),
  amount("withheld", ({ own }) => own.withheld),
  amount("reserved", ({ own }) => own.reserved),
  amount("available", ({ own }) => own.available),
  amount("obligated", ({ own }) => own.obligated),
  amount("paid", ({ own }) => own.paid),
  amount("available in all", ({ tree }) => tree.available),
];

/** A statement as a table: a line an account, children below their parents, and the total. */
export function printStatement(statement: Statement): string {
  const children = new Map<number, number[]>();
  for (const { id, parent } of statement.accounts.values()) {
    const siblings = children.get(parent) ?? [];
    siblings.push(id);
    children.set(parent, siblings);
  }
  const rows: StatementRow[] = [];
  const add = (id: number): void => {
    const account = statement.accounts.get(id);
    if (account === undefined) return;
    rows.push({ ...account, name: account.code });
    for (const child of children.get(id) ?? []) add(child);
  };
  for (const root of statement.roots) add(root);
  rows.push({ depth: 0, name: "total", phase: "", own: statement.total, tree: statement.total });
  return printTable(STATEMENT_COLUMNS, rows);
}

/** The report on budget execution as a table. Lines without an amount are left out, totals never. */
export function printSf133(report: Sf133): string {
  return printTable(
    [
      { title: "line", text: ({ line }) => String(line) },
      { title: report.symbol, text: ({ title, isTotal }) => (isTotal ? title : `  ${title}`) },
      { title: "amount", text: (row) => displayCents(row.amount), align: "right" },
    ],
    report.rows.filter(({ amount: cents, isTotal }) => isTotal || cents !== 0n),
  );
}
