import { formatCents } from "../../sdk/money.js";
import type { FileBRow } from "./row.js";

/** The figures of File B that a ledger can answer for, in cents; positive on their own side. */
const FIGURES = {
  openingUndeliveredOrders: (row: FileBRow) => row.opening.undelivered,
  openingDeliveredOrdersUnpaid: (row: FileBRow) => row.opening.delivered,
  openingAdvances: (row: FileBRow) => row.opening.advanced,
  recoveries: (row: FileBRow) => row.downward,
  undeliveredOrders: (row: FileBRow) => row.closing.undelivered,
  deliveredOrdersUnpaid: (row: FileBRow) => row.closing.delivered,
  advances: (row: FileBRow) => row.closing.advanced,
  /** Paid orders and advances, less what was given back. */
  grossOutlays: (row: FileBRow) => row.closing.paid + row.closing.advanced,
  obligationsIncurred: (row: FileBRow) => row.obligationsIncurred,
} as const;

export type Figure = keyof typeof FIGURES;
export type Totals = Record<Figure, bigint>;

/** Sums each figure over rows. */
export function totalsOf(rows: readonly FileBRow[]): Totals {
  return Object.fromEntries(
    Object.entries(FIGURES).map(([name, figure]) => [name, rows.reduce((sum, row) => sum + figure(row), 0n)]),
  ) as Totals;
}

/** Whether two heaps add up to the whole, figure by figure, to the cent. */
export function addUp(whole: Totals, ...heaps: readonly Totals[]): boolean {
  return (Object.keys(whole) as Figure[]).every(
    (figure) => heaps.reduce((sum, heap) => sum + heap[figure], 0n) === whole[figure],
  );
}

/** The totals as decimal strings. */
export function decimals(totals: Totals): Record<Figure, string> {
  return Object.fromEntries(
    Object.entries(totals).map(([figure, cents]) => [figure, formatCents(cents)]),
  ) as Record<Figure, string>;
}
