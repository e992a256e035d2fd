import { COST_KINDS } from "../buildings/kinds.js";
import { dateOf } from "../calendar.js";
import type { Finding } from "../findings/finding.js";
import { displayCents } from "../money.js";
import type { BuildingCosts, CostPeriod } from "./buildingCosts.js";
import { type Column, printTable } from "./print.js";
import type { HoldingRow, PropertyRegister, PropertyRow } from "./propertyRegister.js";

const cents = (amount: bigint | undefined): string => (amount === undefined ? "" : displayCents(amount));
/** Hundredths read as cents do; an area that is not stated is left out. */
const squareFeet = (area: number): string => (area === 0 ? "" : displayCents(BigInt(area)));
const percent = (value: number | undefined): string => (value === undefined ? "" : `${Math.round(value)}%`);

/** What is held: buildings, area and cost by custodian and status, with a total; what is planned stands below it. */
export function printHoldings({ holdings, year }: PropertyRegister): string {
  const held = holdings.filter(({ status }) => status !== "planned" && status !== "disposed");
  const planned = holdings.filter(({ status }) => status === "planned");
  const total = held.reduce(
    (sum, { buildings, area, paidThisYear }) => ({
      buildings: sum.buildings + buildings,
      area: sum.area + area,
      paidThisYear: sum.paidThisYear + paidThisYear,
    }),
    { buildings: 0, area: 0, paidThisYear: 0n },
  );
  type Row = Pick<HoldingRow, "buildings" | "area" | "paidThisYear"> & { name: string; status: string };
  const rowsOf = (rows: readonly HoldingRow[]): Row[] =>
    rows.map((row) => ({ ...row, name: row.custodianCode }));
  return printTable<Row>(
    [
      { title: "custodian", text: ({ name }) => name },
      { title: "status", text: ({ status }) => status },
      { title: "buildings", text: ({ buildings }) => String(buildings), align: "right" },
      { title: "square feet", text: ({ area }) => squareFeet(area), align: "right" },
      {
        title: `paid for them in FY ${year}`,
        text: ({ paidThisYear }) => displayCents(paidThisYear),
        align: "right",
      },
    ],
    [...rowsOf(held), { ...total, name: "total held", status: "" }, ...rowsOf(planned)],
  );
}

/** The buildings, a line each: what it is, who sits in it, what it costs, and what speaks against it. */
export function printProperty({ rows, year }: PropertyRegister): string {
  const columns: readonly Column<PropertyRow>[] = [
    { title: "building", text: ({ building }) => building },
    { title: "name", text: ({ name }) => name },
    { title: "custodian", text: ({ custodianCode }) => custodianCode },
    { title: "title", text: ({ title }) => title },
    {
      title: "status",
      text: ({ status, standing }) => (standing === "" ? status : `${status}, ${standing}`),
    },
    { title: "square feet", text: ({ area }) => squareFeet(area), align: "right" },
    { title: "condition", text: ({ condition }) => percent(condition), align: "right" },
    { title: "in use", text: ({ utilisation }) => percent(utilisation), align: "right" },
    { title: "occupants", text: ({ occupants }) => occupants.map(({ code }) => code).join(", ") },
    {
      title: "lease until",
      text: ({ leaseUntil }) => (leaseUntil === undefined ? "" : dateOf(leaseUntil)),
    },
    {
      title: "rent a year",
      text: ({ rentStated }) => (rentStated === 0n ? "" : displayCents(rentStated)),
      align: "right",
    },
    { title: `paid in FY ${year - 1}`, text: ({ lastYear }) => cents(lastYear?.paid), align: "right" },
    { title: `paid in FY ${year}`, text: ({ thisYear }) => cents(thisYear?.paid), align: "right" },
    { title: "a square foot", text: ({ thisYear }) => cents(thisYear?.perSquareFoot), align: "right" },
    {
      title: "unpaid",
      text: ({ unpaid }) => (unpaid === 0n ? "" : displayCents(unpaid)),
      align: "right",
    },
    { title: "look at", text: ({ reasons }) => [...new Set(reasons.map(({ kind }) => kind))].join(", ") },
  ];
  return printTable(columns, rows);
}

/** What buildings cost: a line for each building, fiscal year and kind, buildings that cost nothing left out. */
export function printBuildingCosts(costs: BuildingCosts): string {
  interface Row {
    readonly building: string;
    readonly year: string;
    readonly kind: string;
    readonly obligated: bigint;
    readonly paid: bigint;
    readonly period: CostPeriod | undefined;
  }
  const rows: Row[] = [];
  for (const { building, years } of costs.buildings.values()) {
    for (const [year, period] of years) {
      const of = { building, year: String(year) };
      for (const kind of COST_KINDS) {
        const cost = period.kinds.get(kind);
        if (cost !== undefined) rows.push({ ...of, kind, ...cost, period: undefined });
      }
      rows.push({ ...of, kind: "all", obligated: period.obligated, paid: period.paid, period });
    }
  }
  rows.push({ building: "total", year: "", kind: "", ...costs.total, period: undefined });
  return printTable<Row>(
    [
      { title: "building", text: ({ building }) => building },
      { title: "year", text: ({ year }) => year },
      { title: "kind", text: ({ kind }) => kind },
      { title: "obligated", text: ({ obligated }) => displayCents(obligated), align: "right" },
      { title: "paid", text: ({ paid }) => displayCents(paid), align: "right" },
      { title: "a square foot", text: ({ period }) => cents(period?.perSquareFoot), align: "right" },
      {
        title: "rent a square foot in use",
        text: ({ period }) => {
          const hasRent = period?.kinds.has("rent") === true;
          return cents(hasRent ? period.rentPerSquareFootInUse : undefined);
        },
        align: "right",
      },
    ],
    rows,
  );
}

/** Findings, a line each. */
export function printFindings(findings: readonly Finding[]): string {
  return printTable<Finding>(
    [
      { title: "building", text: ({ building }) => building },
      { title: "lease", text: ({ lease }) => lease ?? "" },
      { title: "finding", text: ({ kind }) => kind },
      { title: "what was found", text: ({ detail }) => detail },
    ],
    findings,
  );
}
