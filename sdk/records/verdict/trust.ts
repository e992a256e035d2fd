import { isAddress, isHexString } from "ethers";

import { FiscInputError } from "../../errors.js";
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

/** The last second that calendars here can write: of the year 9999. */
const LAST_SECOND = 253_402_300_799;

const isTime = (seconds: number): boolean => seconds >= 0 && seconds <= LAST_SECOND;

/** @throws FiscInputError for what nobody can trust, since it is no address, hash or time. */
export function checkTrust({ chainId, register, blockHash, now }: Trust): void {
  const wrong = (place: string, value: unknown, remedy: string): FiscInputError =>
    new FiscInputError(`trust, ${place}`, `"${String(value)}" is none`, remedy);
  if (!Number.isSafeInteger(chainId)) throw wrong("chain id", chainId, "give a whole number");
  if (!isAddress(register)) throw wrong("register", register, "give the address of a RecordRegistry");
  if (blockHash !== undefined && !isHexString(blockHash, 32)) {
    throw wrong("block hash", blockHash, "give 32 bytes in hexadecimal, or none");
  }
  if (now !== undefined && !isTime(now)) throw wrong("time", now, "give seconds, not milliseconds, or none");
}

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

/** A block's time, for people: a header that nobody trusts yet can say any. */
export const dateOf = (seconds: number): string =>
  !isTime(seconds)
    ? `second ${String(seconds)}`
    : `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** A day, for people. */
export const dayOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Why a block's time can't be, by this machine's clock. */
export const aheadOfClock = (timestamp: number, now: number): string | undefined =>
  timestamp > now + CLOCK_TOLERANCE
    ? `the block's time is ${dateOf(timestamp)} and this machine's ${dateOf(now)}: one of the clocks is wrong`
    : undefined;
