import { randomUUID } from "node:crypto";

import type { Fisc } from "../../sdk/client/fisc.js";
import type { Payment } from "../../sdk/client/payments/settlements.js";
import type { Order, Outbox, Outcome as Sent } from "../../sdk/outbox/outbox.js";
import type { PayableLine } from "./readVouchers.js";

/** Vouchers in one transaction: a call of so many stays far below what a transaction may use. */
const BATCH = 100;

/** A transaction of a payment run. */
export interface Batch {
  readonly organisation: number;
  readonly lines: readonly PayableLine[];
  readonly payment: Payment;
}

/** Parts the lines into transactions, each of one organisation. Trace numbers are those of the lines, one after another. */
export function batchesOf(lines: readonly PayableLine[], payment: Payment, firstTrace: bigint): Batch[] {
  const byOrganisation = Map.groupBy(lines, ({ organisation }) => organisation);
  const batches: Batch[] = [];
  let trace = firstTrace;
  for (const [organisation, own] of byOrganisation) {
    for (let i = 0; i < own.length; i += BATCH) {
      const part = own.slice(i, i + BATCH);
      batches.push({
        organisation,
        lines: part,
        payment: "token" in payment ? payment : { ...payment, firstTrace: trace },
      });
      trace += BigInt(part.length);
    }
  }
  return batches;
}

const inputOf = ({ organisation, lines, payment }: Batch, actingFor: string | undefined) => ({
  organisation,
  vouchers: lines.map(({ voucher }) => voucher),
  payment,
  ...(actingFor === undefined ? {} : { actingFor }),
});

/** Tries every transaction, and sends none. */
export async function tryRun(fisc: Fisc, batches: readonly Batch[], actingFor?: string): Promise<string[]> {
  const paid: string[] = [];
  for (const batch of batches) paid.push((await fisc.payments.pay.dryRun(inputOf(batch, actingFor))).paid);
  return paid;
}

/**
 * Sends a run through the outbox. What an earlier run left on its way was brought to its end before, and the contracts pay
 * a voucher once, so that the same file can be given again after anything.
 */
export async function sendRun(
  fisc: Fisc,
  outbox: Outbox,
  batches: readonly Batch[],
  actingFor: string | undefined,
  onProgress: (settled: number, total: number) => void,
): Promise<Sent[]> {
  const orders: Order[] = [];
  for (const batch of batches) {
    orders.push({ id: `pay ${randomUUID()}`, call: await fisc.payments.pay.call(inputOf(batch, actingFor)) });
  }
  return outbox.run(orders, ({ settled, total }) => onProgress(settled, total));
}
