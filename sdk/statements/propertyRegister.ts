import type { BuildingBook } from "../books/buildingModel.js";
import type { Books } from "../books/model.js";
import { describing, labelOf } from "../buildings/describe.js";
import { BUILDING_STATUS, TITLE } from "../buildings/facts.js";
import { CODE_LIST } from "../buildings/kinds.js";
import { runningLeases, utilisationOf } from "../buildings/use.js";
import { fiscalYearOf } from "../calendar.js";
import { costOverPeers } from "../findings/costOverPeers.js";
import { excessForYears } from "../findings/excessForYears.js";
import type { Finding } from "../findings/finding.js";
import { leaseEnding } from "../findings/leaseEnding.js";
import { rentForUnused } from "../findings/rentForUnused.js";
import { buildingCosts, calendarOf, type CostPeriod } from "./buildingCosts.js";
import { expectNotLater } from "./statement.js";

export type StatusName = keyof typeof BUILDING_STATUS;
export type TitleName = keyof typeof TITLE;

/** An organisation in a building. */
export interface OccupantRow {
  readonly organisation: number;
  readonly code: string;
  /** Hundredths of a square foot. */
  readonly area: number;
}

/** A building as a property officer looks at it. Amounts are cents, areas hundredths of a square foot. */
export interface PropertyRow {
  readonly building: string;
  /** From its description; "" where that has none. */
  readonly name: string;
  readonly custodian: number;
  readonly custodianCode: string;
  readonly title: TitleName;
  readonly status: StatusName;
  /** What its jurisdiction calls that status, its kind and its use; "" where not stated. */
  readonly standing: string;
  readonly kind: string;
  readonly use: string;
  /** 0 where not stated. */
  readonly area: number;
  /** Percent, by the last survey; undefined before the first one. */
  readonly condition: number | undefined;
  /** Percent, by the last survey or by what occupants have; undefined where nobody has said. */
  readonly utilisation: number | undefined;
  /** Those who sit in it, the one that has most first. */
  readonly occupants: readonly OccupantRow[];
  /** How many leases run. */
  readonly leases: number;
  /** The last day of the lease that ends first, counted from 1970-01-01. */
  readonly leaseUntil: number | undefined;
  /** What running leases say that they cost a year; leases that do not say are left out. */
  readonly rentStated: bigint;
  /** What it cost in the fiscal year of the register, so far. */
  readonly thisYear: CostPeriod | undefined;
  /** The fiscal year before. */
  readonly lastYear: CostPeriod | undefined;
  /** What was paid for it in all. */
  readonly paid: bigint;
  /** What was obligated for it and is not paid yet. */
  readonly unpaid: bigint;
  /** What its sale brought. */
  readonly proceeds: bigint;
  /** Why one might give it up, or look at it again. */
  readonly reasons: readonly Finding[];
}

/** Buildings of one custodian in one status. */
export interface HoldingRow {
  readonly custodian: number;
  readonly custodianCode: string;
  readonly status: StatusName;
  readonly buildings: number;
  readonly area: number;
  /** Paid in the fiscal year of the register, so far. Cents. */
  readonly paidThisYear: bigint;
}

export interface PropertyRegister {
  /** UTC seconds. */
  readonly asOf: number;
  /** The fiscal year that it lies in. */
  readonly year: number;
  /** In the order of their codes; disposed ones included. */
  readonly rows: readonly PropertyRow[];
  /** By custodian and status. */
  readonly holdings: readonly HoldingRow[];
}

export interface PropertyRegisterOptions {
  /** Which column of a description names a building: "Real Property Asset Name" when left out. */
  readonly nameColumn?: string;
  /** Findings to show as reasons; all that the books alone give when left out. */
  readonly findings?: readonly Finding[];
}

const NAME_COLUMN = "Real Property Asset Name";

/** What the books alone say against buildings. Whether one lies where it claims takes outlines, which they have not. */
export function findingsAbout(books: Books, asOf: number): Finding[] {
  return [
    ...rentForUnused(books, asOf),
    ...costOverPeers(books, asOf),
    ...excessForYears(books, asOf),
    ...leaseEnding(books, asOf),
  ];
}

/**
 * The register of property at `asOf`: what is held, who sits in it, what it costs, and what speaks for giving it up.
 *
 * @throws FiscInputError if the books hold events after `asOf`.
 */
export function propertyRegister(
  books: Books,
  asOf: number,
  options: PropertyRegisterOptions = {},
): PropertyRegister {
  expectNotLater(books, asOf);
  const { nameColumn = NAME_COLUMN, findings = findingsAbout(books, asOf) } = options;
  const costs = buildingCosts(books, asOf);
  const year = fiscalYearOf(asOf, calendarOf(books));
  const describe = describing(books);
  const reasons = new Map<string, Finding[]>();
  for (const finding of findings) {
    reasons.set(finding.building, [...(reasons.get(finding.building) ?? []), finding]);
  }
  const rows = [...books.buildings.values()].map((building): PropertyRow => {
    const { id, custodian } = building;
    const cost = costs.buildings.get(id);
    const [paid, obligated] = [cost?.paid ?? 0n, cost?.obligated ?? 0n];
    return {
      building: id,
      name: describe(building.description)[0]?.[nameColumn] ?? "",
      custodian,
      custodianCode: codeOf(books, custodian),
      ...factsOf(books, building),
      ...tenancyOf(books, building),
      thisYear: cost?.years.get(year),
      lastYear: cost?.years.get(year - 1),
      paid,
      unpaid: obligated - paid,
      proceeds: cost?.proceeds ?? 0n,
      reasons: reasons.get(id) ?? [],
    };
  });
  rows.sort((a, b) => (a.building < b.building ? -1 : 1));
  return { asOf, year, rows, holdings: holdingsOf(rows) };
}

const codeOf = (books: Books, organisation: number): string =>
  books.organisations.get(organisation)?.code ?? String(organisation);

/** The name of a number of the contracts'; "none" of one that is not theirs. */
function nameOf<N extends string>(names: Readonly<Record<N | "none", number>>, number: number): N | "none" {
  // Safe: the keys of the table.
  const known = Object.keys(names) as (N | "none")[];
  return known.find((name) => names[name] === number) ?? "none";
}

function factsOf(
  books: Books,
  building: BuildingBook,
): Pick<
  PropertyRow,
  "title" | "status" | "standing" | "kind" | "use" | "area" | "condition" | "utilisation"
> {
  const { title, status, standing, kind, use, area } = building.facts;
  const statusName = nameOf(BUILDING_STATUS, status);
  return {
    title: nameOf(TITLE, title),
    status: statusName,
    standing: statusName === "none" ? "" : labelOf(books, CODE_LIST[statusName], standing),
    kind: labelOf(books, CODE_LIST.kind, kind),
    use: labelOf(books, CODE_LIST.use, use),
    area,
    condition: building.surveys.length === 0 ? undefined : building.facts.condition,
    utilisation: utilisationOf(building),
  };
}

function tenancyOf(
  books: Books,
  building: BuildingBook,
): Pick<PropertyRow, "occupants" | "leases" | "leaseUntil" | "rentStated"> {
  const leases = runningLeases(building);
  const occupants = [...building.occupants]
    .filter(([, area]) => area > 0)
    .map(([organisation, area]) => ({ organisation, code: codeOf(books, organisation), area }))
    .sort((a, b) => b.area - a.area || a.organisation - b.organisation);
  return {
    occupants,
    leases: leases.length,
    leaseUntil: leases[0]?.until,
    rentStated: leases.reduce((sum, { rent }) => sum + rent, 0n),
  };
}

function holdingsOf(rows: readonly PropertyRow[]): HoldingRow[] {
  const holdings = new Map<string, HoldingRow>();
  for (const { custodian, custodianCode, status, area, thisYear } of rows) {
    const key = `${custodian} ${BUILDING_STATUS[status]}`;
    const one = holdings.get(key) ?? {
      custodian,
      custodianCode,
      status,
      buildings: 0,
      area: 0,
      paidThisYear: 0n,
    };
    holdings.set(key, {
      ...one,
      buildings: one.buildings + 1,
      area: one.area + area,
      paidThisYear: one.paidThisYear + (thisYear?.paid ?? 0n),
    });
  }
  return [...holdings.values()].sort(
    (a, b) => a.custodian - b.custodian || BUILDING_STATUS[a.status] - BUILDING_STATUS[b.status],
  );
}
