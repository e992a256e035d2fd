import type { CodeLists } from "./codeLists.js";
import type { Inventory, RefusedRow, SourceRow } from "./inventory.js";
import type { Register } from "./context.js";
import { planBuilding } from "./planBuilding.js";
import { planLease } from "./planLease.js";
import { leaseKey } from "./readInventory.js";
import { BUILDING_STATUS } from "../../sdk/buildings/facts.js";
import { KINDS, type Step } from "./steps.js";

/** What it takes for the register to say what the files say. */
export interface Plan {
  /** In the order in which they are sent. */
  readonly steps: readonly Step[];
  readonly refused: readonly RefusedRow[];
  /** What the register has as the files do. */
  readonly alreadyThere: { readonly buildings: number; readonly leases: number };
  /** What the organisation has in the register and not in the files. Nothing ends by absence: a person decides. */
  readonly absent: { readonly buildings: readonly string[]; readonly leases: readonly string[] };
}

/**
 * Compares the files with the register. A second plan for the same files, once the first is carried out in part, is
 * what is left of it; carried out in full, nothing.
 *
 * @param organisation Whose inventory it is: it has custody of what is entered.
 */
export function planImport(
  register: Register,
  inventory: Inventory,
  codes: CodeLists,
  organisation: number,
): Plan {
  const context = { register, codes, organisation };
  const steps: Step[] = [];
  const refused: RefusedRow[] = [];
  const alreadyThere = { buildings: 0, leases: 0 };
  /** Titles of buildings as they become, where the file changes them or enters the building. */
  const titles = new Map<string, number>();
  for (const building of inventory.buildings) {
    const answer = planBuilding(building, context);
    if ("problem" in answer) {
      refused.push(...refusedRows("buildings", building.code, "", [building.source], answer.problem));
      continue;
    }
    titles.set(building.code, building.title);
    if (answer.steps.length === 0) alreadyThere.buildings += 1;
    steps.push(...answer.steps);
  }
  for (const lease of inventory.leases) {
    const answer = planLease(lease, titles, context);
    if ("problem" in answer) {
      refused.push(...refusedRows("leases", lease.building, lease.number, lease.sources, answer.problem));
      continue;
    }
    if (answer.steps.length === 0) alreadyThere.leases += 1;
    steps.push(...answer.steps);
  }
  steps.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  return { steps, refused, alreadyThere, absent: findAbsent(register, inventory, organisation) };
}

/** A lease is refused with all of its rows. */
const refusedRows = (
  file: RefusedRow["file"],
  building: string,
  lease: string,
  sources: readonly SourceRow[],
  problem: string,
): RefusedRow[] =>
  sources.map(({ line }) => ({
    file,
    line,
    building,
    lease,
    problem: `line ${String(line)}: ${problem}.`,
  }));

function findAbsent(register: Register, inventory: Inventory, organisation: number): Plan["absent"] {
  const listed = new Set([
    ...inventory.buildings.map(({ code }) => code),
    ...inventory.leases.map(({ building, number }) => leaseKey(building, number)),
    // A row that is refused is in the file all the same.
    ...inventory.refused.map(({ building, lease }) => (lease === "" ? building : leaseKey(building, lease))),
  ]);
  const ours = (code: string): boolean => {
    const building = register.buildings.get(code);
    return building?.custodian === organisation && building.facts.status !== BUILDING_STATUS.disposed;
  };
  return {
    buildings: [...register.buildings.keys()].filter((code) => ours(code) && !listed.has(code)),
    leases: [...register.buildings.values()].flatMap(({ id, leases }) =>
      [...leases.values()]
        .filter(({ isRunning }) => isRunning && ours(id))
        .map((lease) => leaseKey(id, lease.id))
        .filter((key) => !listed.has(key)),
    ),
  };
}
