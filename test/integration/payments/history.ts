import type { ActKind } from "../../../sdk/acts.js";
import { asTop } from "../../fixtures/freshLedger.js";
import { BUILDER } from "../../fixtures/funded.js";
import { time } from "../../fixtures/network.js";
import { Accounts } from "../accounts.js";
import { Batches } from "../batches.js";
import { Officers } from "../officers.js";
import type { Random } from "../random.js";
import { DAY } from "../stage.js";
import { Payees } from "./payees.js";
import { Rails } from "./rails.js";
import { Schedules } from "./schedules.js";
import { addressIn, PaymentStage, type PaymentTally, TOKEN } from "./stage.js";
import { Treasury } from "./treasury.js";
import { Vouchers } from "./vouchers.js";
import type { PaymentWorld } from "./world.js";

/** What makes, and takes back, something to pay. */
const KINDS: readonly ActKind[] = [
  "Obligate",
  "Obligate",
  "OpenObligation",
  "Increase",
  "Deobligate",
  "Novate",
  "Accept",
  "Accept",
  "Accept",
  "Reverse",
  "Advance",
  "Liquidate",
  "Recall",
  "Retain",
  "Unretain",
  "Unreserve",
];

/**
 * Plays a random history of payments: payees, vouchers and schedules in all their steps, on both rails, right and wrong
 * ones, while budgets, officers, ceilings, rates, tokens and the clock move on. Whatever a rule refuses is counted;
 * anything else that fails is thrown.
 *
 * @returns The stage, with all that there is on it.
 */
export async function playPayments(
  world: PaymentWorld,
  random: Random,
  steps: number,
  tally: PaymentTally,
): Promise<PaymentStage> {
  const stage = new PaymentStage(world, random, tally, await addressesIn(world));
  const [accounts, batches, officers] = [new Accounts(stage), new Batches(stage, KINDS), new Officers(stage)];
  const [payees, treasury, rails] = [new Payees(stage), new Treasury(stage), new Rails(stage)];
  const vouchers = new Vouchers(stage, rails);
  const schedules = new Schedules(stage, rails, vouchers);
  stage.accounts.push(world.root, world.other, world.project, world.branch);
  stage.obligations.push(world.contract);
  for (let i = 0; i < 3; i++) await accounts.openRoot();
  for (let i = 0; i < 3; i++) await batches.appropriate();
  for (let i = 0; i < 6; i++) await batches.try("Obligate");
  for (let i = 0; i < 6; i++) await batches.try("Accept");
  for (let step = 0; step < steps; step++) {
    const dice = random.fraction();
    if (dice < 0.24) await stage.play(vouchers.way);
    else if (dice < 0.36) await stage.play(vouchers.steps);
    else if (dice < 0.56) await stage.play(schedules.way);
    else if (dice < 0.64) await stage.play(schedules.steps);
    else if (dice < 0.74) await batches.next();
    else if (dice < 0.8) await stage.play(payees.steps);
    else if (dice < 0.84) await stage.play(rails.steps);
    else if (dice < 0.88) await stage.play(treasury.steps);
    else if (dice < 0.92) await officers.next();
    else if (dice < 0.94) await accounts.change();
    else if (dice < 0.98) await time.increase(random.below(2 * DAY));
    else await time.increase(random.below(20 * DAY));
    await rails.settle();
    await treasury.settle();
  }
  // The end: no money moves any more.
  const byTop = world.ledger.connect(await asTop(world));
  await stage.attempt(() => byTop.freeze());
  for (let i = 0; i < 2; i++) await stage.play(vouchers.way);
  for (let i = 0; i < 2; i++) await stage.play(schedules.way);
  return stage;
}

/** Where payees are paid in tokens from the start. */
async function addressesIn({ payees, builder, supplier, person }: PaymentWorld): Promise<string[]> {
  const addresses = [builder.address, supplier.address, person.address];
  for (let id = 1; id < BUILDER; ++id) {
    addresses.push(addressIn(await payees.details(id, TOKEN, 1)));
  }
  return addresses;
}
