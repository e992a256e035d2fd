import { createHash } from "node:crypto";

import type { ShownBinding } from "../../sdk/disbursement/checkBindings.js";
import { blindedBinding, blindedReference, scheduleSecret } from "../../sdk/disbursement/reference.js";
import type { BoundLine } from "../../sdk/disbursement/schedule.js";
import type { Plan } from "./day.js";

/** A benefit, in cents: from 50.00 to some 4,000.00. */
const LEAST = 50_00;
const RANGE = 4_000_00;

/** One payment in so many does not arrive, beside the one in the middle of each schedule. */
const FAILS_IN = 1_000;

/** What a schedule pays, and which of its payments will not arrive. */
export interface Drawn {
  readonly salt: string;
  readonly lines: readonly BoundLine[];
  /** What each line stands for, as the certifying officer is shown it. */
  readonly shown: readonly ShownBinding[];
  /** Places of the lines whose payee is on the token's blocklist, or whose bank will send the money back. */
  readonly failing: readonly number[];
}

/** Draws a schedule from the seed. Who is paid has details and eligibility as the certifying officer saw them. */
export function draw({ rail, number, lines: count }: Plan, seed: string, eligibleUntil: number): Drawn {
  const scope = `${seed}\n${String(number)}`;
  const salt = hex(hash(scope).subarray(0, 32));
  const failing: number[] = [];
  const shown: ShownBinding[] = [];
  const middle = count > 1 ? count >> 1 : undefined;
  const lines = Array.from({ length: count }, (_, i): BoundLine => {
    const drawn = hash(`${scope}\n${String(i)}`);
    const account = hex(drawn.subarray(32, 52));
    if (drawn.readUInt32BE(56) % FAILS_IN === 0 || i === middle) failing.push(i);
    const secret = scheduleSecret(hex(drawn.subarray(0, 32)), salt);
    const stands = { secret, payee: i + 1, version: 1, account, eligibleUntil };
    shown.push(stands);
    const binding = blindedBinding(secret, stands);
    return {
      payee: rail === "token" ? account : blindedReference(binding),
      amount: BigInt(LEAST + (drawn.readUInt32BE(52) % RANGE)),
      binding,
    };
  });
  return { salt, lines, shown, failing };
}

const hash = (text: string): Buffer => createHash("sha512").update(text).digest();

const hex = (bytes: Buffer): string => `0x${bytes.toString("hex")}`;
