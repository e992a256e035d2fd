import type { Signer } from "ethers";

import type { Chain } from "./chain.js";
import type { Intent, Open, Store } from "./store.js";
import type { State } from "./states.js";

/** What an outbox spends and how long it waits; times in milliseconds. */
export interface Terms {
  /** Transactions that wait to be mined at a time. */
  readonly window: number;
  /** Between looks at the chain. */
  readonly pollMs: number;
  /** After which the same bytes are sent again. */
  readonly resendMs: number;
  /** After which one that is not mined is replaced by one that pays more. */
  readonly stuckMs: number;
  /** Candidates of an intent at one nonce, at most. */
  readonly mostCandidates: number;
  /** Wei for a unit of gas, at most, whatever anybody says. */
  readonly mostFee: bigint;
}

/** What happens, for logs and progress. */
export type OutboxEvent =
  | {
      readonly kind: "moved";
      readonly id: string;
      readonly from: State;
      readonly to: State;
      readonly hash?: string;
    }
  | { readonly kind: "replaced"; readonly id: string; readonly hash: string; readonly maxFee: bigint }
  /** Somebody else used the nonce with this key; if for the same call, it is done by that. */
  | { readonly kind: "foreign"; readonly id: string; readonly hash: string; readonly isSameCall: boolean }
  | { readonly kind: "aside"; readonly endpoint: string; readonly why: string }
  | { readonly kind: "trouble"; readonly problem: string };

/** When this process sent a transaction, first and last. */
interface Sent {
  readonly first: number;
  readonly last: number;
}

/** What the steps of an outbox work with. */
export interface Desk {
  readonly store: Store;
  readonly chain: Chain;
  readonly signer: Signer;
  readonly from: string;
  readonly terms: Terms;
  /** By hash. A process that begins has sent nothing. */
  readonly sent: Map<string, Sent>;
  readonly tell: (event: OutboxEvent) => void;
}

/** A step of an intent, to be written and then told. */
export interface Step {
  readonly intent: Intent;
  readonly to: State;
  readonly known?: Partial<Intent>;
  readonly hash?: string;
}

/** Writes steps at once, with whatever else belongs to them; then tells. */
export function take(
  { store, tell }: Desk,
  steps: readonly Step[],
  also: () => void = () => undefined,
): void {
  if (steps.length === 0) return;
  store.write(() => {
    for (const { intent, to, known } of steps) store.move(intent, to, known);
    also();
  });
  for (const { intent, to, hash } of steps) {
    tell({ kind: "moved", id: intent.id, from: intent.state, to, ...(hash === undefined ? {} : { hash }) });
  }
}

/**
 * Nonces that nobody uses, below one that waits for them: a transaction that was not ours had them, and a reorganisation
 * dropped it.
 */
export function gap(desk: Desk, used: number): readonly number[] {
  const last = unmined(desk, used).at(-1)?.nonce ?? used;
  const free: number[] = [];
  for (let at = desk.store.freeNonce(used); at < last; at = desk.store.freeNonce(at + 1)) free.push(at);
  return free;
}

/** Those that a chain may still take, by nonce. */
export const unmined = ({ store }: Desk, used: number): Open[] =>
  store.open().filter(({ nonce }) => nonce >= used);
