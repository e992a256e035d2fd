import type { ActKind } from "../../../sdk/acts.js";
import type { Funded } from "../../fixtures/funded.js";
import { time } from "../../fixtures/network.js";
import { Accounts } from "../accounts.js";
import { Batches } from "../batches.js";
import { Claims } from "../claims.js";
import { Officers } from "../officers.js";
import type { Random } from "../random.js";
import { DAY } from "../stage.js";
import { Inventory } from "./inventory.js";
import { Lifecycle } from "./lifecycle.js";
import { BuildingStage, type BuildingTally } from "./stage.js";
import { Tenancies } from "./tenancies.js";

/** What makes obligations that buildings can name, and moves them. */
const KINDS: readonly ActKind[] = ["Obligate", "Obligate", "Increase", "Deobligate", "Accept", "Collect"];

/**
 * Plays a random history of buildings: entered, surveyed, leased, occupied, handed over, given up and sold, right and
 * wrong ones, by right and wrong officers, while budgets, officers and the clock move on. Whatever a rule refuses is
 * counted; anything else that fails is thrown.
 *
 * @returns The stage, with all that there is on it.
 */
export async function playBuildings(
  world: Funded,
  random: Random,
  steps: number,
  tally: BuildingTally,
): Promise<BuildingStage> {
  const stage = new BuildingStage(world, random, tally);
  const [accounts, batches, officers] = [new Accounts(stage), new Batches(stage, KINDS), new Officers(stage)];
  const [claims, inventory] = [new Claims(stage), new Inventory(stage)];
  const [lifecycle, tenancies] = [new Lifecycle(stage), new Tenancies(stage)];
  stage.accounts.push(world.root, world.other, world.project, world.branch);
  stage.obligations.push(world.contract);
  await inventory.begin();
  for (let i = 0; i < 8; i++) await batches.try("Obligate");
  for (let step = 0; step < steps; step++) {
    const dice = random.fraction();
    if (dice < 0.16) await stage.play(inventory.steps);
    else if (dice < 0.42) await stage.play(lifecycle.steps);
    else if (dice < 0.54) await stage.play(lifecycle.custody);
    else if (dice < 0.74) await stage.play(tenancies.steps);
    else if (dice < 0.82) await stage.play(tenancies.orders);
    else if (dice < 0.86) await stage.play(inventory.codes);
    else if (dice < 0.9) await batches.next();
    else if (dice < 0.93) await claims.next();
    else if (dice < 0.96) await officers.next();
    else if (dice < 0.97) await accounts.change();
    else await time.increase(random.below(5 * DAY));
  }
  return stage;
}
