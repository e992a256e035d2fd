/** Pays what it is given, in a process of its own: `payment.ts` starts it, and kills it at any moment. */
import { Wallet } from "ethers";

import { OutboxFault } from "../../sdk/outbox/faults.js";
import { httpEndpoint } from "../../sdk/outbox/httpEndpoint.js";
import { openOutbox, type OutboxOptions } from "../../sdk/outbox/openOutbox.js";
import type { Order, Outbox } from "../../sdk/outbox/outbox.js";
import { Random } from "./random.js";
import { unreliable } from "./unreliable.js";

/** What there is to do. */
export interface Task {
  readonly folder: string;
  readonly privateKey: string;
  readonly chainId: bigint;
  readonly url: string;
  readonly orders: readonly Order[];
  readonly seed: string;
}

/** How far it is: the outbox is open, so many payments are final, or all is done and so many failed. */
export type Message = { readonly opened: true } | { readonly settled: number } | { readonly failed: number };

const tell = (message: Message): void => {
  process.send?.(message);
};

process.once("disconnect", () => process.exit(1));
process.once("message", (task: Task) => void pay(task));

/** A supervisor would start it again: it may begin while the node is down. */
async function opened(options: OutboxOptions): Promise<Outbox> {
  for (;;) {
    try {
      return await openOutbox(options);
    } catch (error) {
      if (!(error instanceof OutboxFault) || error.kind !== "no quorum") throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function pay({ folder, privateKey, chainId, url, orders, seed }: Task): Promise<void> {
  const random = new Random(seed);
  const outbox = await opened({
    folder,
    signer: new Wallet(privateKey),
    chainId,
    endpoints: [
      httpEndpoint(url),
      httpEndpoint(`${url}/?second`),
      unreliable(httpEndpoint(`${url}/?third`), () => random.fraction()),
    ],
    // Small, so that the run takes long enough for everything to happen in between.
    window: 4,
    pollMs: 50,
    resendMs: 1_000,
    stuckMs: 3_000,
    timeoutMs: 5_000,
    coolOffMs: 500,
    patienceMs: 120_000,
    giveUpMs: 120_000,
    leaseMs: 1_000,
    waitMs: 60_000,
  });
  tell({ opened: true });
  const outcomes = await outbox.run(orders, ({ settled }) => tell({ settled }));
  tell({ failed: outcomes.filter(({ state }) => state !== "final").length });
  await outbox.close();
  process.exit(0);
}
