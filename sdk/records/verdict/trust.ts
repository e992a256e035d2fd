import type { Reasoned } from "./witness.js";

/** What the asker trusts, from elsewhere than who is asked. */
export interface Trust {
  readonly chainId: number;
  /** The `RecordRegistry`'s address. */
  readonly register: string;
  /** Hash of a block of the chain. Without one, a node is taken at its word. */
  readonly blockHash?: string;
  /** UTC seconds, now. */
  readonly now?: number;
}

/** Seconds by which clocks may differ. */
export const CLOCK_TOLERANCE = 900;

export const nowOf = ({ now }: Trust): number => now ?? Math.floor(Date.now() / 1000);

/** Why the chain or the register that is spoken of is not the trusted one; undefined if it is. */
export function mistrust(
  { chainId, register }: { readonly chainId: number; readonly register: string },
  trust: Trust,
): Reasoned | undefined {
  if (chainId !== trust.chainId) {
    return {
      answer: "no",
      reason: `it speaks of chain ${String(chainId)}, and chain ${String(trust.chainId)} is trusted`,
    };
  }
  if (register.toLowerCase() !== trust.register.toLowerCase()) {
    return { answer: "no", reason: `it speaks of register ${register}, and ${trust.register} is trusted` };
  }
  return undefined;
}

/** A block's time, for people. */
export const dateOf = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** A day, for people. */
export const dayOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Why a block's time can't be, by this machine's clock. */
export const aheadOfClock = (timestamp: number, now: number): string | undefined =>
  timestamp > now + CLOCK_TOLERANCE
    ? `the block's time is ${dateOf(timestamp)} and this machine's ${dateOf(now)}: one of the clocks is wrong`
    : undefined;
