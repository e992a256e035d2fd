import type { DescriptionLine } from "../../sdk/buildings/description.js";
import { TITLE } from "../../sdk/buildings/facts.js";
import { FiscInputError } from "../../sdk/errors.js";
import { dayOf } from "../../sdk/calendar.js";
import { parseArea, requireDegrees, requireNumberOrNone } from "./cells.js";
import type { CodeLists } from "./codeLists.js";
import type { SourceRow } from "./inventory.js";
import { cellsOf, describe, parseCode, schemaOf, valueOf } from "./parseBuilding.js";

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

/** Reads a row of the file of leases. */
export function parseLease(source: SourceRow, codes: CodeLists): LeaseRow {
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
  const title = valueOf("title", cell("Federal Leased Code"), codes, place("Federal Leased Code"));
  if (title !== TITLE.leased) {
    throw new FiscInputError(
      place("Federal Leased Code"),
      `"${cell("Federal Leased Code")}" says that it is not leased`,
      "leave the row out, or correct the code",
    );
  }
  // The row repeats its building's area: what the lease itself covers is not in the file.
  parseArea(cell("Building Rentable Square Feet"), place("Building Rentable Square Feet"));
  requireDegrees(cell("Latitude"), 90, place("Latitude"));
  requireDegrees(cell("Longitude"), 180, place("Longitude"));
  requireNumberOrNone(cell("Available Square Feet"), place("Available Square Feet"));
  valueOf("kind", cell("Real Property Asset type"), codes, place("Real Property Asset type"));
  return { building, number, from, until, part: describe(source, schemaOf("lease", codes).columns), source };
}
