import { encodeCode } from "../../sdk/buildings/codes.js";
import type { DescriptionLine } from "../../sdk/buildings/description.js";
import { FiscInputError } from "../../sdk/errors.js";
import { formatArea, parseArea, requireDegrees, requireNumberOrNone, requireOneLine } from "./cells.js";
import type { CodeListName, CodeLists } from "./codeLists.js";
import { FACT_COLUMNS } from "./columns.js";
import { asImported } from "./imported.js";
import type { FileBuilding, SourceRow } from "./inventory.js";

/** The lists that say what a jurisdiction calls a building of each status; the first status is 1. */
export const STANDING_LISTS = [
  "planned",
  "active",
  "excess",
  "surplus",
  "disposed",
] as const satisfies readonly CodeListName[];

/** Reads a row of the file of buildings, which has these columns. */
export function parseBuilding(source: SourceRow, columns: readonly string[], codes: CodeLists): FileBuilding {
  const { cell, place } = cellsOf(source);
  const code = parseCode(cell("Location Code"), place("Location Code"));
  requireDegrees(cell("Latitude"), 90, place("Latitude"));
  requireDegrees(cell("Longitude"), 180, place("Longitude"));
  requireNumberOrNone(cell("Available Square Feet"), place("Available Square Feet"));
  requireStanding(cell(FACT_COLUMNS.status), codes, place(FACT_COLUMNS.status));
  valueOf("kind", cell(FACT_COLUMNS.kind), codes, place(FACT_COLUMNS.kind));
  const area = parseArea(cell(FACT_COLUMNS.area), place(FACT_COLUMNS.area));
  const cells = { ...describe(source, columns), [FACT_COLUMNS.area]: formatArea(area) };
  return {
    code,
    title: valueOf("title", cell(FACT_COLUMNS.title), codes, place(FACT_COLUMNS.title)),
    area,
    // One line in, one line out.
    description: asImported([cells])[0] ?? cells,
    source,
  };
}

/** A row's cells by column, and how an error names the place of one. */
export function cellsOf({ line, row }: SourceRow): {
  readonly cell: (column: string) => string;
  readonly place: (column: string) => string;
} {
  return {
    cell: (column) => row[column] ?? "",
    place: (column) => `line ${String(line)}, ${column}`,
  };
}

/** A code that can be an id. */
export function parseCode(text: string, place: string): string {
  if (text === "") throw new FiscInputError(place, "it is empty", "give it its code");
  encodeCode(text, place);
  return text;
}

/** The value of a code that has to be on its list. */
export function valueOf(list: "title" | "kind", code: string, codes: CodeLists, place: string): number {
  const value = codes.valueOf(list, code);
  if (value !== undefined) return value;
  throw new FiscInputError(
    place,
    `"${code}" is not on the list`,
    `use one of ${codes.codesOf(list).join(", ")}, or have an administrator add the code`,
  );
}

function requireStanding(code: string, codes: CodeLists, place: string): void {
  if (STANDING_LISTS.some((list) => codes.valueOf(list, code) !== undefined)) return;
  const known = new Set(STANDING_LISTS.flatMap((list) => codes.codesOf(list)));
  throw new FiscInputError(
    place,
    `"${code}" is not on the list`,
    `use one of ${[...known].join(", ")}, or have an administrator add the code`,
  );
}

/** What a row says, column by column. */
export function describe(source: SourceRow, columns: readonly string[]): DescriptionLine {
  const { cell, place } = cellsOf(source);
  for (const column of columns) requireOneLine(cell(column), place(column));
  return Object.fromEntries(columns.map((column) => [column, cell(column)]));
}

/** A status's list of standings. */
export const standingList = (status: number): CodeListName => {
  const list = STANDING_LISTS[status - 1];
  if (list === undefined) throw new Error(`status ${String(status)} has no list of standings`);
  return list;
};
