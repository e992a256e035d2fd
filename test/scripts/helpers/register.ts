import type { BuildingBook, CodeBook, LeaseBook } from "../../../sdk/books/buildingModel.js";
import { encodeDescription } from "../../../sdk/buildings/description.js";
import { type BuildingFacts, NOT_SURVEYED } from "../../../sdk/buildings/facts.js";
import { CODE_LIST } from "../../../sdk/buildings/kinds.js";
import type { CodeLists } from "../../../scripts/buildings/codeLists.js";
import type { FileBuilding, FileLease } from "../../../scripts/buildings/inventory.js";
import { layoutOf } from "../../../scripts/buildings/layout.js";
import type { Register } from "../../../scripts/buildings/context.js";

/** The organisation whose inventory the tests import. */
export const OURS = 2;
const NOTHING = `0x${"0".repeat(64)}`;

/** A register that has exactly what the files say, as an import leaves it. */
export function registerOf(
  buildings: readonly FileBuilding[],
  leases: readonly FileLease[],
  codes: CodeLists,
): Register {
  const codeLists = new Map<number, Map<number, CodeBook>>();
  for (const { list, value, code, label } of codes.entries) {
    if (list === "title") continue;
    const values = codeLists.get(CODE_LIST[list]) ?? new Map<number, CodeBook>();
    codeLists.set(CODE_LIST[list], values.set(value, { value, code, label, isWithdrawn: false }));
  }
  const books = new Map(buildings.map((it) => [it.code, bookOf(it, codes)]));
  for (const lease of leases) books.get(lease.building)?.leases.set(lease.number, leaseBook(lease, codes));
  return { codeLists, buildings: books };
}

/** Changes a building's facts in a register. */
export function setFacts(register: Register, code: string, changes: Partial<BuildingFacts>): void {
  const building = register.buildings.get(code);
  if (building === undefined) throw new Error(`there is no building ${code}`);
  building.facts = { ...building.facts, ...changes };
}

function bookOf({ code, title, area, description }: FileBuilding, codes: CodeLists): BuildingBook {
  return {
    id: code,
    custodian: OURS,
    facts: {
      area,
      condition: NOT_SURVEYED,
      utilisation: NOT_SURVEYED,
      standing: 1,
      use: 0,
      kind: codes.valueOf("kind", description["Real Property Asset Type"] ?? "") ?? 0,
      title,
      status: 2,
      acquisition: 0,
    },
    record: NOTHING,
    description: encodeDescription(layoutOf("buildings", codes).schema, [description]),
    registered: 1,
    statusSince: 1,
    excessSince: 0,
    surveys: [],
    screening: { until: 0, reporter: 0, declarer: 0 },
    offer: undefined,
    leases: new Map(),
    occupants: new Map(),
    disposal: 0,
    disposer: 0,
    sold: undefined,
    acts: [],
  };
}

const leaseBook = ({ number, from, until, parts }: FileLease, codes: CodeLists): LeaseBook => ({
  id: number,
  from,
  until,
  area: 0,
  rent: 0n,
  parts: parts.length,
  isRunning: true,
  description: encodeDescription(layoutOf("leases", codes).schema, parts),
  renewed: 0,
  ended: 0,
});
