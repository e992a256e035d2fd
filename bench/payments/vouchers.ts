import type { Case } from "../cases.js";
import { BATCH } from "../world.js";
import { accept, certify, pay, payCertified, submit } from "./voucherSteps.js";
import { giveTokens } from "./tokens.js";
import type { PaymentWorld } from "./world.js";

/** The sequence number of an obligation that was accepted once. */
const ACCEPTED_ONCE = 2;

const sized = (name: string, gas: (world: PaymentWorld, on: readonly bigint[]) => Promise<bigint>) =>
  [1, BATCH].map((items) => ({
    name: `${name}.${String(items)}`,
    items,
    gas: (world: PaymentWorld) => gas(world, world.claimed.slice(0, items)),
  }));

/** The gas of the four transactions that a batch of vouchers takes. */
async function lifecycle(world: PaymentWorld, on: readonly bigint[], sequence: number): Promise<bigint> {
  const accepted = await accept(world, on, sequence);
  const { ids, gas: submitted } = await submit(world, on);
  const certified = await certify(world, "token", ids);
  return accepted + submitted + certified + (await pay(world, "token", ids));
}

/** Vouchers, step by step and whole. */
export const VOUCHERS: readonly Case<PaymentWorld>[] = [
  ...sized("voucher.submit", async (world, on) => (await submit(world, on)).gas),
  ...sized("voucher.certify", async (world, on) => {
    await accept(world, on, ACCEPTED_ONCE);
    return certify(world, "token", (await submit(world, on)).ids);
  }),
  {
    name: `voucher.pay.token.${String(BATCH)}.fresh`,
    items: BATCH,
    gas: (world) => payCertified(world, "token", world.claimed, ACCEPTED_ONCE),
  },
  {
    name: `voucher.pay.token.${String(BATCH)}.existing`,
    items: BATCH,
    gas: async (world) => {
      await giveTokens(world, world.addresses);
      return payCertified(world, "token", world.claimed, ACCEPTED_ONCE);
    },
  },
  ...sized("voucher.pay.attested", (world, on) => payCertified(world, "attested", on, ACCEPTED_ONCE)),
  {
    name: `voucher.lifecycle.${String(BATCH)}.fresh`,
    items: BATCH,
    gas: (world) => lifecycle(world, world.claimed, ACCEPTED_ONCE),
  },
  {
    name: `voucher.lifecycle.${String(BATCH)}.existing`,
    items: BATCH,
    gas: async (world) => {
      await giveTokens(world, world.addresses);
      return lifecycle(world, world.claimed, ACCEPTED_ONCE);
    },
  },
  {
    name: `voucher.lifecycle.${String(BATCH)}.first`,
    items: BATCH,
    gas: (world) => lifecycle(world, world.untouched, 1),
  },
];
