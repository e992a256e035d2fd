import type { DescriptionLine } from "../../sdk/buildings/description.js";
import { TITLE } from "../../sdk/buildings/facts.js";
import { FiscInputError } from "../../sdk/errors.js";
import { dayOf } from "../../sdk/calendar.js";
import { parseArea, requireDegrees, requireNumberOrNone } from "./cells.js";
import type { CodeLists } from "./codeLists.js";
import type { SourceRow } from "./inventory.js";
import { cellsOf, describe, parseCode, valueOf } from "./parseBuilding.js";

/** A row of the file of leases: one part of a lease. */
export interface LeaseRow {
  readonly building: string;
  readonly number: string;
  /** Civil days from 1970-01-01. */
  readonly from: number;
  readonly until: number;
  readonly part: DescriptionLine;
  readonly source: SourceRow;
}

/** Reads a row of the file of leases, which has these columns. */
export function parseLease(source: SourceRow, columns: readonly string[], codes: CodeLists): LeaseRow {
  const { cell, place } = cellsOf(source);
  const building = parseCode(cell("Location Code"), place("Location Code"));
  const number = parseCode(cell("Lease Number"), place("Lease Number"));
  const from = dayOf(cell("Lease Effective Date"), place("Lease Effective Date"));
  const until = dayOf(cell("Lease Expiration Date"), place("Lease Expiration Date"));
  if (until < from) {
    throw new FiscInputError(
      place("Lease Expiration Date"),
      `the lease ends on ${cell("Lease Expiration Date")}, before it starts on ${cell("Lease Effective Date")}`,
      "correct the dates",
    );
  }
  for (const column of columns) CHECKS[column]?.(cell(column), codes, place(column));
  return { building, number, from, until, part: describe(source, columns), source };
}

type Check = (text: string, codes: CodeLists, place: string) => void;

/** What is checked of columns that a jurisdiction's file may have. They repeat what the building's own row says. */
const CHECKS: Readonly<Partial<Record<string, Check>>> = {
  "Federal Leased Code": requireLeased,
  "Building Rentable Square Feet": (text, _, place) => parseArea(text, place),
  Latitude: (text, _, place) => {
    requireDegrees(text, 90, place);
  },
  Longitude: (text, _, place) => {
    requireDegrees(text, 180, place);
  },
  "Available Square Feet": (text, _, place) => {
    requireNumberOrNone(text, place);
  },
  "Real Property Asset type": (text, codes, place) => valueOf("kind", text, codes, place),
};

function requireLeased(text: string, codes: CodeLists, place: string): void {
  if (valueOf("title", text, codes, place) === TITLE.leased) return;
  throw new FiscInputError(
    place,
    `"${text}" says that it is not leased`,
    "leave the row out, or correct the code",
  );
}
