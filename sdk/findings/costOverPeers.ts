import type { Books } from "../books/model.js";
import { CODE_LIST } from "../buildings/kinds.js";
import { labelOf } from "../buildings/describe.js";
import { HUNDREDTHS } from "../buildings/facts.js";
import { isDisposed } from "../buildings/use.js";
import { displayCents } from "../money.js";
import { paidBetween } from "../statements/buildingCosts.js";
import { expectNotLater } from "../statements/statement.js";
import { type Finding, YEAR } from "./finding.js";

export interface CostOverPeersOptions {
  /** How many times its peers' median a building's cost may be: 2 when left out. */
  readonly factor?: number;
  /** How many peers there must be, beside the building, for a median to say something: 5 when left out. */
  readonly fewestPeers?: number;
  /** Seconds that are looked back over: a year of 365 days when left out. */
  readonly period?: number;
}

/** How many values a code list can have. */
const VALUES = 256;

interface Peer {
  readonly id: string;
  /** Cents of operation a square foot. */
  readonly cost: number;
}

/**
 * Buildings whose operation cost far more a square foot than that of their peers: buildings of the same kind and use, not
 * disposed of, whose area is stated and whose operation cost something in the period.
 *
 * The measure is the median of the peers beside the building itself, since a few that are out of line move it little: up
 * to half of them would have to be.
 */
export function costOverPeers(books: Books, asOf: number, options: CostOverPeersOptions = {}): Finding[] {
  const { factor = 2, fewestPeers = 5, period = YEAR } = options;
  expectNotLater(books, asOf);
  const groups = new Map<number, Peer[]>();
  for (const [id, paid] of paidBetween(books, ["operation"], asOf - period, Infinity)) {
    const building = books.buildings.get(id);
    if (building === undefined || isDisposed(building) || building.facts.area === 0 || paid <= 0n) continue;
    const { kind, use, area } = building.facts;
    const alike = kind * VALUES + use;
    const peers = groups.get(alike) ?? [];
    peers.push({ id, cost: (Number(paid) * HUNDREDTHS) / area });
    groups.set(alike, peers);
  }
  const findings: Finding[] = [];
  for (const [alike, peers] of groups) {
    if (peers.length <= fewestPeers) continue;
    const kind = labelOf(books, CODE_LIST.kind, Math.floor(alike / VALUES));
    const use = labelOf(books, CODE_LIST.use, alike % VALUES);
    const what = `${kind} ${use}`.trim() || "not stated";
    const sorted = peers.map(({ cost }) => cost).sort((a, b) => a - b);
    for (const { id, cost } of peers) {
      const median = medianWithout(sorted, cost);
      if (cost <= factor * median) continue;
      const [own, usual] = [cost, median].map((cents) => displayCents(BigInt(Math.round(cents))));
      findings.push({
        kind: "cost over peers",
        building: id,
        lease: undefined,
        detail: `operation cost ${own} a square foot, ${peers.length - 1} peers (${what}) ${usual}`,
      });
    }
  }
  return findings;
}

/** The median of sorted numbers, one of which is left out. */
function medianWithout(sorted: readonly number[], one: number): number {
  const left = sorted.indexOf(one);
  const at = (i: number): number => sorted[i < left ? i : i + 1] ?? 0;
  const count = sorted.length - 1;
  const middle = Math.floor(count / 2);
  return count % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
}
