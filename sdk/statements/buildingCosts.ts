import type { BuildingBook } from "../books/buildingModel.js";
import type { ActRecord, Books } from "../books/model.js";
import { COST_KINDS, type CostKind } from "../buildings/kinds.js";
import { proceedsOf } from "../buildings/receipts.js";
import { areaInUse, perSquareFoot } from "../buildings/use.js";
import { type Calendar, fiscalYearOf, startOfFiscalYear, US_FEDERAL } from "../calendar.js";
import { effectOn } from "./effects.js";
import { expectNotLater } from "./statement.js";

/** Cents that were obligated, and those that were paid. What was given up or came back takes away. */
export interface Cost {
  readonly obligated: bigint;
  readonly paid: bigint;
}

/** What a building cost, in a fiscal year or in all. */
export interface CostPeriod extends Cost {
  /** By what it was for; kinds that cost nothing are not there. */
  readonly kinds: ReadonlyMap<CostKind, Cost>;
  /** Cents paid for each square foot of the building; undefined where its area is not stated. */
  readonly perSquareFoot: bigint | undefined;
  /** The same, of its operation alone. */
  readonly operationPerSquareFoot: bigint | undefined;
  /** Cents of rent paid for each square foot in use; undefined where nobody says how much is, or nothing is. */
  readonly rentPerSquareFootInUse: bigint | undefined;
}

export interface BuildingCost extends CostPeriod {
  readonly building: string;
  /** By fiscal year, the first one first. */
  readonly years: ReadonlyMap<number, CostPeriod>;
  /** Cents that its sale brought, less what was taken back of the receipt. */
  readonly proceeds: bigint;
}

export interface BuildingCosts {
  /** UTC seconds. */
  readonly asOf: number;
  /** By their codes: every building, those that cost nothing included. */
  readonly buildings: ReadonlyMap<string, BuildingCost>;
  /** All buildings together, by fiscal year, the first one first. */
  readonly years: ReadonlyMap<number, Cost>;
  readonly total: Cost;
}

/** A part of an obligation's history that costs a building something. */
export interface CostEntry extends Cost {
  readonly building: string;
  readonly kind: CostKind;
  readonly obligation: bigint;
  /** UTC seconds. */
  readonly time: number;
}

const NOTHING: Cost = { obligated: 0n, paid: 0n };

const plus = (a: Cost, b: Cost): Cost => ({ obligated: a.obligated + b.obligated, paid: a.paid + b.paid });

/** What an act or a claim on an obligation costs; undefined for one that moves neither. */
function costOf(act: ActRecord): Cost | undefined {
  const [obligated, paid] = [effectOn("obligated", act), effectOn("paid", act)];
  if (obligated === undefined && paid === undefined) return undefined;
  return { obligated: obligated ?? 0n, paid: paid ?? 0n };
}

/** What buildings cost, one entry for each act and claim that cost something, order by order. */
export function costEntries(books: Books): CostEntry[] {
  const entries: CostEntry[] = [];
  for (const { building, obligation, kind: number } of books.orders.values()) {
    const kind = COST_KINDS[number] ?? "none";
    for (const act of books.obligations.get(obligation)?.acts ?? []) {
      const cost = costOf(act);
      if (cost !== undefined) {
        entries.push({ ...cost, building, kind, obligation, time: act.position.timestamp });
      }
    }
  }
  return entries;
}

/** The calendar that the ledger names. */
export const calendarOf = (books: Books): Calendar => books.identity ?? US_FEDERAL;

/** Fiscal years by time. A year's bounds are found once: finding them takes as long as all the rest. */
function yearFinder(calendar: Calendar): (time: number) => number {
  const years: { readonly year: number; readonly from: number; readonly until: number }[] = [];
  return (time) => {
    const found = years.find(({ from, until }) => time >= from && time < until);
    if (found !== undefined) return found.year;
    const year = fiscalYearOf(time, calendar);
    years.push({
      year,
      from: startOfFiscalYear(year, calendar),
      until: startOfFiscalYear(year + 1, calendar),
    });
    return year;
  };
}

/** Sums that grow. */
class Sum {
  cost = NOTHING;
  readonly kinds = new Map<CostKind, Cost>();

  add(kind: CostKind, cost: Cost): void {
    this.cost = plus(this.cost, cost);
    this.kinds.set(kind, plus(this.kinds.get(kind) ?? NOTHING, cost));
  }

  period(building: BuildingBook): CostPeriod {
    const paidFor = (kind: CostKind): bigint => (this.kinds.get(kind) ?? NOTHING).paid;
    const { area } = building.facts;
    return {
      ...this.cost,
      kinds: this.kinds,
      perSquareFoot: perSquareFoot(this.cost.paid, area),
      operationPerSquareFoot: perSquareFoot(paidFor("operation"), area),
      rentPerSquareFootInUse: perSquareFoot(paidFor("rent"), areaInUse(building)),
    };
  }
}

const inOrder = <T>(years: ReadonlyMap<number, T>): [number, T][] => [...years].sort(([a], [b]) => a - b);

/**
 * What each building cost, by fiscal year and by kind: the obligations that name it, and what was paid on them.
 *
 * All from the ledger's own journal. A cost belongs to the year in which it was obligated or paid, and so does what came
 * back; entries from an earlier ledger belong to the year in which they were entered. An order that was withdrawn named
 * the wrong building, before anything was paid, so that its money never counts. Area and use are those of the books, for all years.
 *
 * @throws FiscInputError if the books hold events after `asOf`.
 */
export function buildingCosts(books: Books, asOf: number): BuildingCosts {
  expectNotLater(books, asOf);
  const yearOf = yearFinder(calendarOf(books));
  const sums = new Map<string, { readonly all: Sum; readonly years: Map<number, Sum> }>();
  const years = new Map<number, Cost>();
  let total = NOTHING;
  for (const { building, kind, time, obligated, paid } of costEntries(books)) {
    const cost = { obligated, paid };
    const year = yearOf(time);
    const sum = sums.get(building) ?? { all: new Sum(), years: new Map<number, Sum>() };
    sums.set(building, sum);
    const ofYear = sum.years.get(year) ?? new Sum();
    sum.years.set(year, ofYear);
    sum.all.add(kind, cost);
    ofYear.add(kind, cost);
    years.set(year, plus(years.get(year) ?? NOTHING, cost));
    total = plus(total, cost);
  }
  const proceeds = proceedsOf(books);
  const buildings = new Map<string, BuildingCost>();
  for (const building of books.buildings.values()) {
    const { id } = building;
    const sum = sums.get(id);
    buildings.set(id, {
      building: id,
      ...(sum?.all ?? new Sum()).period(building),
      years: new Map(
        inOrder(sum?.years ?? new Map<number, Sum>()).map(([y, one]) => [y, one.period(building)]),
      ),
      proceeds: proceeds.get(id) ?? 0n,
    });
  }
  return { asOf, buildings, years: new Map(inOrder(years)), total };
}

/** Cents that were paid for each building, of some kinds, from `from` on and before `until`. */
export function paidBetween(
  books: Books,
  kinds: readonly CostKind[],
  from: number,
  until: number,
): ReadonlyMap<string, bigint> {
  const paid = new Map<string, bigint>();
  for (const entry of costEntries(books)) {
    if (entry.time < from || entry.time >= until || !kinds.includes(entry.kind)) continue;
    paid.set(entry.building, (paid.get(entry.building) ?? 0n) + entry.paid);
  }
  return paid;
}
