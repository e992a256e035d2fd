import path from "node:path";

import { FiscInputError } from "../../sdk/errors.js";
import { MAX_CENTS, parseCents } from "../../sdk/money.js";
import { readCsv } from "../support/csv.js";
import { shiftDate } from "../support/shift.js";

/** Turns a row into what it stands for; `text` gives a column's text, `place` is where the row stands. */
export type Convert<T> = (text: (column: string) => string, place: string) => T;

/** Reads the files of a folder, each row by row. */
export type ReadRows = <T>(file: string, columns: readonly string[], convert: Convert<T>) => Promise<T[]>;

const CIVIL_DATES = /(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])/g;

/** @param years By how many years every date in a cell is moved. */
export const rowsIn =
  (folder: string, years = 0): ReadRows =>
  async (file, columns, convert) => {
    const rows = [];
    for await (const { line, row } of readCsv(path.join(folder, file), columns)) {
      const text = (column: string): string =>
        (row[column]?.trim() ?? "").replace(CIVIL_DATES, (date) => shiftDate(date, years));
      rows.push(convert(text, `${file}, line ${String(line)}`));
    }
    return rows;
  };

export const wordsOf = (text: string): string[] => text.split(" ").filter((word) => word !== "");

export function amountOf(text: string, place: string, none: bigint): bigint {
  if (text === "") return none;
  const cents = parseCents(text, place);
  if (cents > 0n && cents <= MAX_CENTS) return cents;
  throw new FiscInputError(place, `an amount of "${text}" can't be entered`, "give a positive one, or none");
}
