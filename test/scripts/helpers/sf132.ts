import { csv, temporaryFile } from "./files.js";

const HEADER = [
  "tafs",
  "fiscal_year",
  "iteration",
  "approval_timestamp",
  "line",
  "split",
  "title",
  "approved_amount",
];

/** Line, amount and, where it matters, split. */
export type Line = readonly [line: number, amount: string, split?: string];

export interface Sheet {
  readonly symbol?: string;
  readonly fiscalYear?: string;
  readonly iteration?: string;
  readonly approved?: string;
  readonly lines: readonly Line[];
}

/** A file of apportionments; its path. */
export function sheets(...all: readonly Sheet[]): string {
  const rows = all.flatMap(
    ({
      symbol = "073-X-0100",
      fiscalYear = "2026",
      iteration = "1",
      approved = "2025-10-01-11.45.01.1",
      lines,
    }) =>
      lines.map(([line, amount, split = ""]) => [
        symbol,
        fiscalYear,
        iteration,
        approved,
        line,
        split,
        `title, ${line}`,
        amount,
      ]),
  );
  return temporaryFile(csv(HEADER, ...rows), "sf132.csv");
}
