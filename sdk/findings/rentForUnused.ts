import type { BuildingBook } from "../books/buildingModel.js";
import type { Books } from "../books/model.js";
import { isDisposed, runningLeases, utilisationOf } from "../buildings/use.js";
import { displayCents } from "../money.js";
import { paidBetween } from "../statements/buildingCosts.js";
import { expectNotLater } from "../statements/statement.js";
import { type Finding, YEAR } from "./finding.js";

export interface RentForUnusedOptions {
  /** Up to how many percent in use a building counts as unused: 10 when left out. */
  readonly unusedUpTo?: number;
  /** Seconds that are looked back over for rent: a year of 365 days when left out. */
  readonly period?: number;
}

/**
 * Buildings that cost rent and are used little or not at all, by their last survey or, before the first one, by what
 * occupants have. Of those that neither was said of, nothing is known and nothing found.
 *
 * Rent is what was paid lately; where no order paid any, it is what running leases state. Buildings that are disposed of
 * are past.
 */
export function rentForUnused(books: Books, asOf: number, options: RentForUnusedOptions = {}): Finding[] {
  const { unusedUpTo = 10, period = YEAR } = options;
  expectNotLater(books, asOf);
  const rents = paidBetween(books, ["rent"], asOf - period, Infinity);
  const findings: Finding[] = [];
  for (const building of books.buildings.values()) {
    const utilisation = isDisposed(building) ? undefined : utilisationOf(building);
    if (utilisation === undefined || utilisation > unusedUpTo) continue;
    const rent = rentOf(building, rents.get(building.id) ?? 0n);
    if (rent === undefined) continue;
    const detail = `${rent}, ${Math.round(utilisation)}% in use`;
    findings.push({ kind: "rent for unused", building: building.id, lease: undefined, detail });
  }
  return findings;
}

/** What is known of a building's rent, in words; undefined where nothing is. */
function rentOf(building: BuildingBook, paid: bigint): string | undefined {
  if (paid > 0n) return `${displayCents(paid)} of rent paid`;
  const stated = runningLeases(building).reduce((sum, { rent }) => sum + rent, 0n);
  return stated > 0n ? `leases state ${displayCents(stated)} of rent a year, none was paid` : undefined;
}
