import { randomUUID } from "node:crypto";

import { BrowserProvider, Network, type TransactionReceipt, type TransactionReceiptParams } from "ethers";

import type { Call, Sender } from "../client/sender.js";
import type { Desk } from "./desk.js";
import type { Endpoint } from "./endpoint.js";
import { OutboxFault } from "./faults.js";
import { Pump, type PumpTerms } from "./pump.js";
import { isSettled, type State } from "./states.js";
import { type Intent, requireSame } from "./store.js";

/** A call with the name under which it is made once for ever. */
export interface Order {
  readonly id: string;
  readonly call: Call;
  /** What the order is, where calls can differ that mean the same: as of a `Sender`. */
  readonly fingerprint?: string;
}

/** What became of an order. */
export interface Outcome {
  readonly id: string;
  readonly state: Extract<State, "final" | "failed" | "refused">;
  /** Of a transaction that is final, successful or not. */
  readonly receipt?: TransactionReceipt;
  /** Why it did not succeed. */
  readonly fault?: OutboxFault;
}

/** How far a run is. */
export interface Progress {
  readonly total: number;
  /** Those of which nothing more is to come. */
  readonly settled: number;
}

/**
 * Sends calls exactly once, with one key, whatever happens to this process, the nodes or the chain.
 *
 * What it rests on, and what it can't do: `docs/guide/outbox.md`. Open one with `openOutbox`.
 */
export class Outbox implements Sender {
  readonly from: string;
  /** For tests: to fill the disk. */
  private readonly desk: Desk;
  readonly #pump: Pump;
  readonly #receipts: BrowserProvider;
  readonly #heartbeat: NodeJS.Timeout;

  /** @param endpoint What receipts ask for what they don't hold, such as their block. */
  constructor(desk: Desk, pump: PumpTerms, endpoint: Endpoint, leaseMs: number) {
    this.from = desk.from;
    this.desk = desk;
    this.#pump = new Pump(desk, pump);
    this.#receipts = new BrowserProvider(endpoint, desk.chain.chainId);
    this.#heartbeat = setInterval(() => {
      try {
        desk.store.lease.renew();
      } catch {
        // A full disk, say: whoever writes next says so.
      }
    }, leaseMs / 3).unref();
  }

  /**
   * Makes a call once, and waits until its block is final. Without an id it is remembered, but nobody can ask again.
   *
   * @throws OutboxFault: `reverted` and `refused` say that it did not happen; any other, that it is not known yet.
   */
  async send(call: Call, id: string = randomUUID(), fingerprint?: string): Promise<TransactionReceipt> {
    const [outcome] = await this.run([{ id, call, ...(fingerprint === undefined ? {} : { fingerprint }) }]);
    if (outcome?.state === "final" && outcome.receipt !== undefined) return outcome.receipt;
    throw outcome?.fault ?? new Error(`nothing is known of intent "${id}"`);
  }

  /**
   * The receipt of an intent that was signed before, once it is final; undefined where nothing of it can be out.
   *
   * @throws OutboxFault `id reused` where it was given with another fingerprint, or with none.
   */
  async recall(id: string, fingerprint?: string): Promise<TransactionReceipt | undefined> {
    const intent = this.desk.store.find(id);
    if (intent === undefined) return undefined;
    if (fingerprint !== undefined) requireSame(intent, fingerprint);
    if (intent.state === "intended" || intent.state === "refused") return undefined;
    return this.send(callOf(intent), id);
  }

  /**
   * Makes many calls, each once, in their order, several on their way at a time. All of them are on disk before the
   * first one is signed; a run that broke off is gone on with by the same orders.
   *
   * @throws OutboxFault where it can't go on. One order that fails stops no other: see its outcome.
   */
  async run(orders: readonly Order[], onProgress?: (progress: Progress) => void): Promise<Outcome[]> {
    const { store } = this.desk;
    const intents = store.write(() =>
      orders.map(({ id, call, fingerprint }) => store.add(id, call, fingerprint)),
    );
    await this.#pump.settled(intents, onProgress);
    return intents.map(({ id }) => this.#outcomeOf(id));
  }

  /** Orders that were written down and did not come to an end; `run` takes them. */
  unfinished(): Order[] {
    return this.desk.store.unsettled().map((intent) => ({
      id: intent.id,
      call: callOf(intent),
      ...(intent.fingerprint === null ? {} : { fingerprint: intent.fingerprint }),
    }));
  }

  /** How far an intent is; undefined where there was none. */
  stateOf = (id: string): State | undefined => this.desk.store.find(id)?.state;

  /** Lets another process write. What is on its way goes on by itself, and is settled by the next one. */
  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.#pump.stop();
    this.#receipts.destroy();
    try {
      this.desk.store.lease.release();
    } finally {
      this.desk.store.close();
    }
  }

  #outcomeOf(id: string): Outcome {
    const intent = this.desk.store.find(id);
    if (intent === undefined || !isSettled(intent.state)) throw new Error(`intent "${id}" is not settled`);
    const { state, failure } = intent;
    const receipt = this.#receiptOf(intent);
    if (state === "final") return { id, state, ...receipt };
    const isReverted = state === "failed";
    const fault = new OutboxFault(
      isReverted ? "reverted" : "refused",
      `intent "${id}"`,
      isReverted
        ? `its transaction ${receipt.receipt?.hash ?? ""} reverted`
        : "it would fail, so it was not signed",
      isReverted
        ? "see what the contract says; to try again, give the call a new id"
        : "see what the contract says",
      failure ?? undefined,
    );
    // Safe: it is settled.
    return { id, state: state as Outcome["state"], ...receipt, fault };
  }

  #receiptOf({ receipt }: Intent): { receipt?: TransactionReceipt } {
    if (receipt === null) return {};
    // Safe: ethers reads a node's own words.
    const words = JSON.parse(receipt) as TransactionReceiptParams;
    return { receipt: this.#receipts._wrapTransactionReceipt(words, Network.from(this.desk.chain.chainId)) };
  }
}

const callOf = ({ target, data, gas }: Intent): Call => ({
  to: target,
  data,
  ...(gas === null ? {} : { gasLimit: BigInt(gas) }),
});
