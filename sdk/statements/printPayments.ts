import { type Calendar, civilDate } from "../calendar.js";
import { MANY_PAYEES } from "../ids.js";
import { displayCents } from "../money.js";
import type { CashRow } from "./cash.js";
import { type Column, printTable } from "./print.js";
import type { RegisterRow } from "./register.js";

/** Enough of an id to tell it from its neighbours. */
const short = (id: string): string => `${id.slice(0, 10)}…`;

function documentOf({ voucher, schedule, chunk }: RegisterRow): string {
  const paidBy = schedule === undefined ? "" : `schedule ${short(schedule)} chunk ${String(chunk ?? "?")}`;
  return voucher === undefined ? paidBy : `voucher ${short(voucher)}${paidBy && `, ${paidBy}`}`;
}

function tracesOf({ traces }: RegisterRow): string {
  if (traces === undefined) return "";
  const { bank, firstTrace, count } = traces;
  const last = count > 1n ? `-${String(firstTrace + count - 1n)}` : "";
  return `${String(bank)}/${String(firstTrace)}${last}`;
}

/** The register as a table, with a total. Dates are the calendar's. */
export function printRegister(rows: readonly RegisterRow[], calendar: Calendar): string {
  const columns: readonly Column<RegisterRow>[] = [
    { title: "no", text: ({ number }) => String(number), align: "right" },
    { title: "date", text: ({ time }) => civilDate(time, calendar) },
    { title: "entry", text: ({ entry, code }) => (code === "" ? entry : `${entry} ${code}`) },
    { title: "against", text: ({ against }) => String(against ?? ""), align: "right" },
    { title: "organisation", text: ({ organisation }) => String(organisation), align: "right" },
    { title: "account", text: ({ account }) => String(account), align: "right" },
    { title: "payee", text: ({ payee }) => (payee === MANY_PAYEES ? "many" : String(payee)), align: "right" },
    { title: "document", text: documentOf },
    { title: "rail", text: ({ rail }) => rail ?? "" },
    { title: "trace", text: tracesOf },
    {
      title: "evidence",
      text: ({ attestation }) => (attestation === undefined ? "" : short(attestation.evidence)),
    },
    { title: "amount", text: ({ amount }) => displayCents(amount), align: "right" },
  ];
  const total = rows.reduce((sum, { amount }) => sum + amount, 0n);
  return `${printTable(columns, rows)}${String(rows.length)} entries, ${displayCents(total)} in all\n`;
}

/** The cash of organisations as a table. */
export function printCash(rows: readonly CashRow[], calendar: Calendar): string {
  const cents = (amount: bigint | undefined): string => (amount === undefined ? "" : displayCents(amount));
  const date = (row: CashRow, time: number): string =>
    row.ceiling === undefined ? "" : civilDate(time, calendar);
  return printTable<CashRow>(
    [
      { title: "organisation", text: ({ code }) => code },
      { title: "from", text: (row) => date(row, row.from) },
      { title: "until", text: (row) => date(row, row.until) },
      { title: "ceiling", text: ({ ceiling }) => cents(ceiling), align: "right" },
      {
        title: "spent",
        text: ({ spent, ceiling }) => cents(ceiling === undefined ? undefined : spent),
        align: "right",
      },
      { title: "left", text: ({ left }) => cents(left), align: "right" },
    ],
    rows,
  );
}
