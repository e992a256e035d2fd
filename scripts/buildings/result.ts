import { formatCents } from "../../sdk/money.js";
import { parseArea } from "./cells.js";
import type { ExportedInventory } from "./exportInventory.js";
import { leaseKey } from "./readInventory.js";
import type { ImportRun } from "./runImport.js";

/** What the command says of the inventory as it came back, and of its two runs. */
export function resultOf({ buildings, leases }: ExportedInventory, first: ImportRun, second: ImportRun) {
  const numbers = leases.map((row) => leaseKey(row["Location Code"] ?? "", row["Lease Number"] ?? ""));
  const areas = buildings.map((row) => parseArea(row["Building Rentable Square Feet"] ?? "", "export"));
  return {
    buildings: buildings.length,
    leases: new Set(numbers).size,
    leaseRows: leases.length,
    /** Hundredths of a square foot are written as hundredths of a dollar are. */
    rentableSquareFeet: formatCents(areas.reduce((sum, area) => sum + BigInt(area), 0n)),
    /** Buildings of area 0: the inventory does not state it. */
    areaNotStated: areas.filter((area) => area === 0).length,
    status: count(buildings.map((row) => row["Building Status"] ?? "")),
    steps: first.steps,
    transactions: first.transactions,
    alreadyThere: second.alreadyThere.buildings,
    leasesAlreadyThere: second.alreadyThere.leases,
    transactionsSecondRun: second.transactions,
    /** Rows that the register does not follow in all: an officer decided since. */
    kept: second.kept.length,
    keptRows: second.kept,
    /** In the register, and not in the files any more: nothing ends by absence. */
    notInFiles: second.absent,
  };
}

function count(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}
