import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { toBeHex, Wallet } from "ethers";

import type { OutboxEvent } from "../../../../sdk/outbox/desk.js";
import { openOutbox, type OutboxOptions } from "../../../../sdk/outbox/openOutbox.js";
import type { Order, Outbox } from "../../../../sdk/outbox/outbox.js";
import { FakeChain } from "./fakeChain.js";
import { FakeEndpoint } from "./fakeEndpoint.js";

const TARGET = `0x${"12".repeat(20)}`;

/** A chain in memory, three nodes of it, and a folder; mines by itself once it is told to. */
export class Stage {
  readonly wallet = new Wallet(`0x${"7e".repeat(32)}`);
  readonly chain = new FakeChain(this.wallet.address);
  readonly nodes = ["one", "two", "three"].map((name) => new FakeEndpoint(name, this.chain)) as [
    FakeEndpoint,
    FakeEndpoint,
    FakeEndpoint,
  ];
  folder = mkdtempSync(path.join(tmpdir(), "fisc-outbox-"));
  readonly events: OutboxEvent[] = [];
  readonly #open: Outbox[] = [];
  readonly #folders = [this.folder];
  #miner: NodeJS.Timeout | undefined;

  /** Opens the outbox with times that suit a test. */
  async open(options: Partial<OutboxOptions> = {}): Promise<Outbox> {
    const outbox = await openOutbox({
      folder: this.folder,
      signer: this.wallet,
      chainId: this.chain.chainId,
      endpoints: this.nodes,
      pollMs: 2,
      resendMs: 20,
      stuckMs: 10_000,
      timeoutMs: 10_000,
      coolOffMs: 1_000,
      patienceMs: 20_000,
      leaseMs: 300,
      onEvent: (event) => this.events.push(event),
      ...options,
    });
    this.#open.push(outbox);
    return outbox;
  }

  /** What is on disk at this moment is all that is left; whoever worked with it is forgotten. */
  crash(): void {
    this.#open.length = 0;
    const left = mkdtempSync(path.join(tmpdir(), "fisc-outbox-"));
    cpSync(this.folder, left, { recursive: true });
    this.#folders.push(left);
    this.folder = left;
  }

  /** Mines a block every few milliseconds. */
  mining(everyMs = 3): void {
    this.#miner = setInterval(() => this.chain.mine(), everyMs);
  }

  paused(): void {
    clearInterval(this.#miner);
  }

  /** What moved, as "id: from > to". */
  get moves(): string[] {
    return this.events.flatMap((it) => (it.kind === "moved" ? [`${it.id}: ${it.from} > ${it.to}`] : []));
  }

  async end(): Promise<void> {
    clearInterval(this.#miner);
    for (const outbox of this.#open) await outbox.close().catch(() => undefined);
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** The call number `n`: no two are alike. */
export const call = (n: number): { to: string; data: string; gasLimit: bigint } => ({
  to: TARGET,
  data: toBeHex(n, 4),
  gasLimit: 50_000n,
});

export const orders = (count: number): Order[] =>
  Array.from({ length: count }, (_, i) => ({ id: `order ${String(i + 1)}`, call: call(i + 1) }));

/** Waits until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error("it never came to be so");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
