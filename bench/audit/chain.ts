import type { NetworkConnection } from "hardhat/types/network";

import { acts } from "../../sdk/acts.js";
import { obligationId } from "../../sdk/ids.js";
import { createPaymentWorld, type PaymentWorld } from "../payments/world.js";
import * as schedules from "../payments/scheduleSteps.js";
import * as vouchers from "../payments/voucherSteps.js";
import { BATCH, CLASSIFICATION, evidence } from "../world.js";

/** Lines of a schedule in each round. */
const LINES = 20;

/** What a round leaves in the journal: of each invoice what three officers do about it, and the lines of a schedule. */
export const EVENTS_A_ROUND = 6 * BATCH;

/** Builds a chain with so many rounds of obligations, invoices that are paid, and benefits. */
export async function buildChain(
  connection: NetworkConnection,
  rounds: number,
  onRound: () => void,
): Promise<PaymentWorld> {
  const world = await createPaymentWorld(connection);
  for (let i = 0; i < rounds; i++) {
    const on = await obligate(world, i);
    await vouchers.payCertified(world, i % 2 === 0 ? "attested" : "token", on, 1);
    const rail = i % 2 === 0 ? "token" : "attested";
    await schedules.payCertified(world, rail, schedules.make(world, rail, LINES));
    onRound();
  }
  return world;
}

/** A hundred obligations on an allotment of the round's own, as far as there are enough. */
async function obligate({ run, agency, children, fisc }: PaymentWorld, round: number): Promise<bigint[]> {
  const account = children[4 + (round % (children.length - 5))] ?? 0;
  const { totals } = await fisc.ledger.account(account);
  const first = Number(totals.sequence);
  const made = Array.from({ length: BATCH }, (_, i) =>
    acts.obligate({
      account,
      sequence: first + i,
      amount: 10_000_000n,
      payee: 1 + (i % BATCH),
      classification: CLASSIFICATION,
      evidence: evidence(),
    }),
  );
  await run("contracting", agency, made);
  return made.map((_, i) => obligationId(account, first + i));
}
