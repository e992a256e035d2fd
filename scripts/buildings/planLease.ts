import { encodeDescription } from "../../sdk/buildings/description.js";
import { BUILDING_STATUS, TITLE } from "../../sdk/buildings/facts.js";
import type { FileLease } from "./inventory.js";
import { schemaOf } from "./parseBuilding.js";
import { notInCustody } from "./buildingProblems.js";
import type { Context } from "./context.js";
import type { Answer } from "./steps.js";

/**
 * What it takes for the register to have a lease as its rows say.
 *
 * @param titles Of the buildings of the same file, as they become.
 */
export function planLease(lease: FileLease, titles: ReadonlyMap<string, number>, context: Context): Answer {
  const { building, number, from, until } = lease;
  const { register, codes } = context;
  const known = register.buildings.get(building)?.leases.get(number);
  const description = encodeDescription(schemaOf("lease", codes), lease.parts);
  if (known?.isRunning === true) {
    const isSame = known.from === from && known.until === until && known.description === description;
    if (isSame) return { steps: [] };
  }
  const problem = problemOf(lease, titles, context);
  if (problem !== undefined) return { problem };
  return {
    steps: [
      {
        kind: known === undefined ? "registerLease" : "amendLease",
        building,
        lease: number,
        lines: lease.sources.map(({ line }) => line),
        from,
        until,
        // The file states neither of the lease's own: its area is the building's.
        area: known?.area ?? 0,
        rent: known?.rent ?? 0n,
        parts: lease.parts.length,
        description,
      },
    ],
  };
}

function problemOf(
  { building, number }: FileLease,
  titles: ReadonlyMap<string, number>,
  { register, organisation }: Context,
): string | undefined {
  const holder = register.buildings.get(building);
  const title = titles.get(building) ?? holder?.facts.title;
  if (title === undefined) {
    return `there is no building ${building}; add it to the file of buildings, or correct its row there`;
  }
  if (holder?.facts.status === BUILDING_STATUS.disposed) {
    return `building ${building} is disposed, and nothing changes it any more; leave the row out`;
  }
  if (title !== TITLE.leased) {
    return `building ${building} is not held by lease; correct its title, or leave the row out`;
  }
  if (holder !== undefined && holder.custodian !== organisation) {
    return notInCustody(building, holder.custodian);
  }
  if (holder?.leases.get(number)?.isRunning === false) {
    return `lease ${number} has ended; give a new lease a number of its own`;
  }
  return undefined;
}
