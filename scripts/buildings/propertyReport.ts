import type { Books } from "../../sdk/books/model.js";
import { civilDate, dateOf } from "../../sdk/calendar.js";
import { coordinateElsewhere } from "../../sdk/findings/coordinateElsewhere.js";
import type { Finding, FindingKind } from "../../sdk/findings/finding.js";
import { stateOutlines } from "../../sdk/geography/states.js";
import { formatCents } from "../../sdk/money.js";
import { type BuildingCosts, buildingCosts, calendarOf } from "../../sdk/statements/buildingCosts.js";
import {
  findingsAbout,
  type PropertyRegister,
  type PropertyRow,
  propertyRegister,
} from "../../sdk/statements/propertyRegister.js";

/** The answers to what a property officer asks, of imported buildings. */
export interface PropertyReport {
  readonly register: PropertyRegister;
  readonly costs: BuildingCosts;
  readonly findings: readonly Finding[];
}

/** All findings about buildings, those of their coordinates included. */
export const allFindings = (books: Books, asOf: number): Finding[] => [
  ...findingsAbout(books, asOf),
  ...coordinateElsewhere(books, asOf, { outlines: stateOutlines() }),
];

/** How many findings there are of each kind that there are any of. */
export function countFindings(findings: readonly Finding[]): Partial<Record<FindingKind, number>> {
  const counts: Partial<Record<FindingKind, number>> = {};
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** @param nameColumn Which column of a description names a building. */
export function propertyReport(books: Books, asOf: number, nameColumn: string): PropertyReport {
  const findings = allFindings(books, asOf);
  const register = propertyRegister(books, asOf, { findings, nameColumn });
  return { register, costs: buildingCosts(books, asOf), findings };
}

/** The report as plain data: amounts and areas as decimal text, days as dates. */
export function reportJson(books: Books, { register, costs, findings }: PropertyReport) {
  return {
    asOf: civilDate(register.asOf, calendarOf(books)),
    fiscalYear: register.year,
    holdings: register.holdings.map(({ custodianCode, status, buildings, area, paidThisYear }) => ({
      custodian: custodianCode,
      status,
      buildings,
      squareFeet: hundredths(area),
      paidThisYear: formatCents(paidThisYear),
    })),
    cost: { obligated: formatCents(costs.total.obligated), paid: formatCents(costs.total.paid) },
    findingCounts: countFindings(findings),
    findings,
    buildings: register.rows.map(rowJson),
  };
}

const rowJson = (row: PropertyRow) => ({
  building: row.building,
  name: row.name,
  custodian: row.custodianCode,
  title: row.title,
  status: row.status,
  standing: row.standing,
  kind: row.kind,
  use: row.use,
  squareFeet: hundredths(row.area),
  condition: row.condition ?? null,
  utilisation: row.utilisation ?? null,
  occupants: row.occupants.map(({ code, area }) => ({ organisation: code, squareFeet: hundredths(area) })),
  leases: row.leases,
  leaseUntil: row.leaseUntil === undefined ? null : dateOf(row.leaseUntil),
  rentStated: formatCents(row.rentStated),
  paidLastYear: formatCents(row.lastYear?.paid ?? 0n),
  paidThisYear: formatCents(row.thisYear?.paid ?? 0n),
  paid: formatCents(row.paid),
  unpaid: formatCents(row.unpaid),
  proceeds: formatCents(row.proceeds),
});

/** Hundredths are written as cents are. */
const hundredths = (area: number): string => formatCents(BigInt(area));
