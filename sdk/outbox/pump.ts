import { type Desk, gap, type OutboxEvent } from "./desk.js";
import { OutboxFault } from "./faults.js";
import { broadcast, replaceStuck } from "./send.js";
import { settle } from "./settle.js";
import { signNext } from "./sign.js";
import { isSettled } from "./states.js";
import type { Intent } from "./store.js";

/** How long an outbox goes on while nothing moves, in milliseconds. */
export interface PumpTerms {
  /** Without a quorum. */
  readonly patienceMs: number;
  /** Without a step forward. */
  readonly giveUpMs: number;
}

interface Waiter {
  readonly total: number;
  readonly ids: Set<string>;
  readonly onProgress: ((progress: { total: number; settled: number }) => void) | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Takes turns, as long as somebody waits for something. */
export class Pump {
  readonly #desk: Desk;
  readonly #waiters = new Set<Waiter>();
  /** Of this process alone: what another one wrote down and did not sign is not signed behind its back. */
  readonly #wanted = new Set<number>();
  #used = 0;
  #turning: Promise<void> | undefined;
  #isStopped = false;
  #movedAt = 0;
  #final = -1;

  constructor(
    desk: Desk,
    private readonly terms: PumpTerms,
  ) {
    this.#desk = { ...desk, tell: (event) => this.#hear(event, desk.tell) };
  }

  /** Waits until all of the intents are settled. */
  async settled(intents: readonly Intent[], onProgress: Waiter["onProgress"]): Promise<void> {
    const open = intents.filter(({ state }) => !isSettled(state));
    for (const { number } of open) this.#wanted.add(number);
    const ids = new Set(open.map(({ id }) => id));
    const total = new Set(intents.map(({ id }) => id)).size;
    onProgress?.({ total, settled: total - ids.size });
    if (ids.size === 0) return;
    await new Promise<void>((resolve, reject) => {
      this.#waiters.add({ total, ids, onProgress, resolve, reject });
      this.#turning ??= this.#run();
    });
  }

  /** Whoever waits is told that nothing is known yet. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#turning;
  }

  async #run(): Promise<void> {
    this.#movedAt = Date.now();
    let quorumAt = Date.now();
    try {
      while (this.#waiters.size > 0) {
        if (this.#isStopped) throw stopped();
        try {
          await this.#turn();
          quorumAt = Date.now();
        } catch (error) {
          if (!isPassing(error) || Date.now() - quorumAt >= this.terms.patienceMs) throw error;
          this.#desk.tell({ kind: "trouble", problem: error.message });
        }
        if (Date.now() - this.#movedAt >= this.terms.giveUpMs) throw this.#stuck();
        if (this.#waiters.size > 0)
          await new Promise((resolve) => setTimeout(resolve, this.#desk.terms.pollMs));
      }
    } catch (error) {
      for (const { reject } of this.#waiters) reject(error);
      this.#waiters.clear();
      this.#wanted.clear();
    } finally {
      this.#turning = undefined;
    }
  }

  async #turn(): Promise<void> {
    const view = await this.#desk.chain.view();
    this.#used = view.used;
    await settle(this.#desk, view);
    await replaceStuck(this.#desk, view);
    await signNext(this.#desk, view, (number) => this.#wanted.has(number));
    await broadcast(this.#desk, view);
    // Waiting for blocks to stay is no standstill, as long as there are new ones.
    const open = this.#desk.store.open();
    const isWaiting = open.every(({ state, block }) => state === "mined" && (block ?? 0) > view.final);
    if (view.final > this.#final && open.length > 0 && isWaiting) this.#movedAt = Date.now();
    this.#final = view.final;
  }

  #hear(event: OutboxEvent, tell: Desk["tell"]): void {
    tell(event);
    if (event.kind !== "moved") return;
    this.#movedAt = Date.now();
    if (!isSettled(event.to)) return;
    for (const waiter of this.#waiters) {
      if (!waiter.ids.delete(event.id)) continue;
      waiter.onProgress?.({ total: waiter.total, settled: waiter.total - waiter.ids.size });
      if (waiter.ids.size > 0) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }

  #stuck(): OutboxFault {
    const { store, chain } = this.#desk;
    const [first] = store.open();
    const said = first && store.candidates(first).flatMap(({ hash }) => chain.hearsay.get(hash) ?? []);
    const what =
      first === undefined
        ? "nothing moves"
        : `nonce ${String(first.nonce)}, intent "${first.id}", is ${first.state}`;
    const [free] = gap(this.#desk, this.#used);
    if (first !== undefined && free !== undefined) {
      return new OutboxFault(
        "stuck",
        this.#desk.from,
        `${what} and waits for nonce ${String(free)}, which a transaction that is not the outbox's had before the chain dropped it`,
        "nothing is lost; make any other call by this outbox, or send any transaction with that nonce, and begin again",
      );
    }
    const words = said === undefined || said.length === 0 ? "" : ` (${said.join("; ")})`;
    return new OutboxFault(
      "stuck",
      this.#desk.from,
      `${what} for ${String(this.terms.giveUpMs / 1000)} s${words}`,
      "nothing is lost; look at the chain's fees and the key's transactions, and begin again",
    );
  }
}

const isPassing = (error: unknown): error is OutboxFault =>
  error instanceof OutboxFault && error.kind === "no quorum";

const stopped = (): OutboxFault =>
  new OutboxFault(
    "stuck",
    "the outbox",
    "it was closed",
    "open it again to find out what became of its calls",
  );
