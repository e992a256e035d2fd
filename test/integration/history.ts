import type { Staffed } from "../fixtures/staffed.js";
import { asTop } from "../fixtures/freshLedger.js";
import { time } from "../fixtures/network.js";
import { Accounts } from "./accounts.js";
import { Batches } from "./batches.js";
import { Claims } from "./claims.js";
import { Officers } from "./officers.js";
import type { Random } from "./random.js";
import { DAY, Stage, type Tally } from "./stage.js";

/**
 * Plays a random history to its end, after which nothing moves any more: see `playOpenHistory`.
 */
export async function playHistory(
  world: Staffed,
  random: Random,
  steps: number,
  tally: Tally,
): Promise<void> {
  const { stage, accounts, batches, claims } = await playOpenHistory(world, random, steps, tally);
  await accounts.seal();
  const byTop = world.ledger.connect(await asTop(world));
  await stage.attempt(() => byTop.freeze());
  for (let i = 0; i < 3; i++) await batches.next();
  await claims.next();
}

/**
 * Plays a random history: acts and claims of every kind, right and wrong ones, by right and wrong officers, time moving, officers
 * coming and going, halts. Whatever a rule refuses is counted; anything else that fails is thrown.
 */
export async function playOpenHistory(world: Staffed, random: Random, steps: number, tally: Tally) {
  const stage = new Stage(world, random, tally);
  const [accounts, batches, officers] = [new Accounts(stage), new Batches(stage), new Officers(stage)];
  const claims = new Claims(stage);
  for (let i = 0; i < 4; i++) await accounts.openRoot();
  for (let i = 0; i < 4; i++) await batches.appropriate();
  for (let step = 0; step < steps; step++) {
    const dice = random.fraction();
    if (dice < 0.55) await batches.next();
    else if (dice < 0.77) await claims.next();
    else if (dice < 0.82) await accounts.openChild();
    else if (dice < 0.85) await accounts.openRoot();
    else if (dice < 0.9) await accounts.change();
    else if (dice < 0.98) await officers.next();
    else await time.increase(random.below(20 * DAY));
  }
  return { stage, accounts, batches, claims };
}
