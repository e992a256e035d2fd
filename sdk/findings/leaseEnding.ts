import type { Books } from "../books/model.js";
import { runningLeases } from "../buildings/use.js";
import { civilDayAt, dateOf } from "../calendar.js";
import { calendarOf } from "../statements/buildingCosts.js";
import { expectNotLater } from "../statements/statement.js";
import type { Finding } from "./finding.js";

export interface LeaseEndingOptions {
  /** How many days ahead are looked at: 180 when left out. */
  readonly days?: number;
}

/**
 * Leases whose last day is near or over and that nobody decided on: neither renewed to a later day nor ended. The one that
 * ends first comes first.
 */
export function leaseEnding(books: Books, asOf: number, options: LeaseEndingOptions = {}): Finding[] {
  const { days = 180 } = options;
  expectNotLater(books, asOf);
  const today = civilDayAt(asOf, calendarOf(books));
  const found: { readonly until: number; readonly finding: Finding }[] = [];
  for (const building of books.buildings.values()) {
    for (const { id: lease, until } of runningLeases(building)) {
      const left = until - today;
      if (left > days) continue;
      const when = left < 0 ? `ended ${-left} days ago` : `ends in ${left} days`;
      const detail = `it ${when}, on ${dateOf(until)}, and is neither renewed nor ended`;
      found.push({ until, finding: { kind: "lease ending", building: building.id, lease, detail } });
    }
  }
  return found.sort((a, b) => a.until - b.until).map(({ finding }) => finding);
}
