import type { Books } from "../books/model.js";
import { BUILDING_STATUS } from "../buildings/facts.js";
import { civilDate } from "../calendar.js";
import { calendarOf } from "../statements/buildingCosts.js";
import { expectNotLater } from "../statements/statement.js";
import { type Finding, YEAR } from "./finding.js";

export interface ExcessForYearsOptions {
  /** From how many years of 365 days on: 2 when left out. */
  readonly years?: number;
}

/** Buildings that were reported as excess years ago and are still there, declared surplus or not. */
export function excessForYears(books: Books, asOf: number, options: ExcessForYearsOptions = {}): Finding[] {
  const { years = 2 } = options;
  expectNotLater(books, asOf);
  const calendar = calendarOf(books);
  const findings: Finding[] = [];
  for (const { id, facts, excessSince } of books.buildings.values()) {
    const isUnwanted = facts.status === BUILDING_STATUS.excess || facts.status === BUILDING_STATUS.surplus;
    if (!isUnwanted || asOf - excessSince < years * YEAR) continue;
    const status = facts.status === BUILDING_STATUS.excess ? "not screened to an end" : "declared surplus";
    const passed = Math.floor((10 * (asOf - excessSince)) / YEAR) / 10;
    findings.push({
      kind: "excess for years",
      building: id,
      lease: undefined,
      detail: `excess since ${civilDate(excessSince, calendar)}, ${passed} years, ${status}`,
    });
  }
  return findings;
}
