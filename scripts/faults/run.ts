import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { connect, freshDeployment } from "../support/network.js";
import { count, type Counted } from "./count.js";
import { Node } from "./node.js";
import { Payment } from "./payment.js";
import { Random } from "./random.js";
import { prepare } from "./world.js";

export interface Faults {
  readonly payments: number;
  readonly kills: number;
  readonly reorganisations: number;
  readonly restarts: number;
  readonly seed: string;
}

/** Faults that did happen, and what the chain says after them. */
export interface FaultsResult extends Faults, Counted {
  /** Transactions that reorganisations took out of the chain. */
  readonly takenOut: number;
  /** Payments of which the outbox says that they failed. */
  readonly failed: number;
  readonly exactlyOnce: boolean;
  /** Whether as much went wrong as was asked for: a busy machine may have paid everyone before. */
  readonly allStruck: boolean;
  readonly seconds: number;
}

/** A process is killed up to so many milliseconds after it comes to that. */
const KILL_WITHIN_MS = 700;

/** Payments that are mined or nearly so when one is final: once only these are left, nothing can happen to them. */
const ON_THEIR_WAY = 32;

/** One in so many is killed that soon after its start, at work or not. */
const EARLY_IN = 5;

/** Makes payments from a process that is killed, on a node that is restarted and a chain that forgets blocks. */
export async function runFaults(faults: Faults, onSettled: (more: number) => void): Promise<FaultsResult> {
  const begins = performance.now();
  const folder = await mkdtemp(path.join(tmpdir(), "fisc-faults-"));
  const node = await Node.start(path.join(folder, "state.json"));
  let deployment: string | undefined;
  try {
    const connection = await connect({ rpc: node.url, startsAt: 0 });
    deployment = await freshDeployment(connection);
    const { provider } = connection.ethers;
    const world = await prepare(connection, deployment, faults.payments, faults.seed);
    const { chainId } = await provider.getNetwork();
    await node.mine();
    const { privateKey, address } = world.key;
    const { orders } = world;
    const { seed } = faults;
    const payment = new Payment({ folder, privateKey, chainId, url: node.url, orders, seed }, onSettled);
    const struck = { kills: 0, reorganisations: 0, restarts: 0, takenOut: 0 };
    for (const { at, kind, afterMs, isEarly } of plan(faults)) {
      await payment.reaches(at);
      if (kind === "kill") {
        struck.kills += Number(await payment.kill(afterMs, isEarly));
      } else if (kind === "restart") {
        await node.restart();
        struck.restarts += 1;
      } else {
        const out = await node.reorganise(address, () => payment.isDone);
        struck.reorganisations += Number(out > 0);
        struck.takenOut += out;
      }
    }
    await payment.finished();
    const counted = await count(world, provider);
    const { payments } = faults;
    const { kills, reorganisations, restarts } = struck;
    const allStruck =
      kills === faults.kills && reorganisations === faults.reorganisations && restarts === faults.restarts;
    const isOnce = counted.paidOnce === payments && counted.transactions === payments && payment.failed === 0;
    return {
      seed,
      payments,
      ...struck,
      ...counted,
      failed: payment.failed,
      exactlyOnce: isOnce,
      allStruck,
      seconds: Math.round((performance.now() - begins) / 100) / 10,
    };
  } finally {
    await node.stop();
    await rm(folder, { recursive: true, force: true });
    if (deployment !== undefined)
      await rm(path.join("deploy/deployments", deployment), { recursive: true, force: true });
  }
}

interface Event {
  /** How many payments are final then, at least. */
  readonly at: number;
  readonly kind: "kill" | "reorganisation" | "restart";
  readonly afterMs: number;
  readonly isEarly: boolean;
}

/** All that goes wrong, at random moments before the last payments. */
function plan({ payments, kills, reorganisations, restarts, seed }: Faults): Event[] {
  const random = new Random(seed);
  const some = (kind: Event["kind"], many: number): Event[] =>
    Array.from({ length: many }, () => ({
      at: random.below(Math.max(1, payments - ON_THEIR_WAY)),
      kind,
      afterMs: random.below(KILL_WITHIN_MS),
      isEarly: random.below(EARLY_IN) === 0,
    }));
  return [
    ...some("kill", kills),
    ...some("reorganisation", reorganisations),
    ...some("restart", restarts),
  ].sort((a, b) => a.at - b.at);
}
