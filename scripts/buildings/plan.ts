import { describing } from "../../sdk/buildings/describe.js";
import { BUILDING_STATUS } from "../../sdk/buildings/facts.js";
import type { CodeLists } from "./codeLists.js";
import { FACT_COLUMNS } from "./columns.js";
import type { Context, Register } from "./context.js";
import type { Inventory, KeptRow, RefusedRow, SourceRow } from "./inventory.js";
import { layoutOf } from "./layout.js";
import { planBuilding } from "./planBuilding.js";
import { planLease } from "./planLease.js";
import { leaseKey } from "./readInventory.js";
import { type Answer, KINDS, type Step } from "./steps.js";

/** What it takes for the register to say what the files say. */
export interface Plan {
  /** In the order in which they are sent. */
  readonly steps: readonly Step[];
  readonly refused: readonly RefusedRow[];
  /** Rows that the register does not follow in all, since an officer decided otherwise. */
  readonly kept: readonly KeptRow[];
  /** What the register has as the files do. */
  readonly alreadyThere: { readonly buildings: number; readonly leases: number };
  /** What the organisation has in the register and not in the files. Nothing ends by absence: a person decides. */
  readonly absent: { readonly buildings: readonly string[]; readonly leases: readonly string[] };
}

/**
 * Compares the files with the register: what they say now with what they said when they were imported last, which
 * stands in the descriptions, and with what the register has. An import carries over what is new in the files, and
 * undoes nothing that an officer did.
 * A second plan for the same files, once the first is carried out in part, is
 * what is left of it; carried out in full, nothing.
 *
 * @param codes With the register's values.
 * @param organisation Whose inventory it is: it has custody of what is entered.
 */
export function planImport(
  register: Register,
  inventory: Inventory,
  codes: CodeLists,
  organisation: number,
): Plan {
  const layouts = { buildings: layoutOf("buildings", codes), leases: layoutOf("leases", codes) };
  const context: Context = { register, codes, organisation, layouts, describe: describing(register) };
  const steps: Step[] = [];
  const refused: RefusedRow[] = [];
  const kept: KeptRow[] = [];
  const alreadyThere = { buildings: 0, leases: 0 };
  /** Titles of buildings as they become, where the file changes them or enters the building. */
  const titles = new Map<string, number>();
  const take = (
    file: RefusedRow["file"],
    building: string,
    lease: string,
    sources: readonly SourceRow[],
    answer: Answer,
  ): void => {
    const rows = sources.map(({ line }) => ({ file, line, building, lease }));
    if ("problem" in answer) {
      const { problem } = answer;
      refused.push(...rows.map((row) => ({ ...row, problem: `line ${String(row.line)}: ${problem}.` })));
      return;
    }
    steps.push(...answer.steps);
    const { kept: stays } = answer;
    if (stays !== undefined) kept.push(...rows.map((row) => ({ ...row, ...stays })));
    else if (answer.steps.length === 0) alreadyThere[file] += 1;
  };
  for (const building of inventory.buildings) {
    const answer = planBuilding(building, context);
    take("buildings", building.code, "", [building.source], answer);
    if ("problem" in answer || answer.kept?.columns.includes(FACT_COLUMNS.title) === true) continue;
    titles.set(building.code, building.title);
  }
  for (const lease of inventory.leases) {
    const answer = planLease(lease, titles, context);
    take("leases", lease.building, lease.number, lease.sources, answer);
  }
  steps.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  return { steps, refused, kept, alreadyThere, absent: findAbsent(register, inventory, organisation) };
}

function findAbsent(register: Register, inventory: Inventory, organisation: number): Plan["absent"] {
  const listed = new Set([
    ...inventory.buildings.map(({ code }) => code),
    ...inventory.leases.map(({ building, number }) => leaseKey(building, number)),
    // A row that is refused is in the file all the same.
    ...inventory.refused
      .filter(({ file, lease }) => file === "buildings" || lease !== "")
      .map(({ building, lease }) => (lease === "" ? building : leaseKey(building, lease))),
  ]);
  // Which lease a row was of that could not be read, nobody knows.
  const unread = new Set(
    inventory.refused
      .filter(({ file, lease }) => file === "leases" && lease === "")
      .map(({ building }) => building),
  );
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
        .filter((key) => !listed.has(key) && !unread.has(id)),
    ),
  };
}
