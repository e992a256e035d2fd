import type { Books } from "../books/model.js";
import { utilisationOf } from "../buildings/use.js";
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
 * Buildings for which rent was paid lately and that are used little or not at all, by their last survey or, before the
 * first one, by what occupants have. Of those that neither was said of, nothing is known and nothing found.
 */
export function rentForUnused(books: Books, asOf: number, options: RentForUnusedOptions = {}): Finding[] {
  const { unusedUpTo = 10, period = YEAR } = options;
  expectNotLater(books, asOf);
  const rents = paidBetween(books, ["rent"], asOf - period, Infinity);
  const findings: Finding[] = [];
  for (const [id, rent] of rents) {
    const building = books.buildings.get(id);
    const utilisation = building === undefined ? undefined : utilisationOf(building);
    if (rent <= 0n || utilisation === undefined || utilisation > unusedUpTo) continue;
    findings.push({
      kind: "rent for unused",
      building: id,
      lease: undefined,
      detail: `${displayCents(rent)} of rent paid, ${Math.round(utilisation)}% in use`,
    });
  }
  return findings;
}
