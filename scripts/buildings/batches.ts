import type { Step } from "./steps.js";

/** What a call may cost at most: below the 16,777,216 gas of EIP-7825, with room for what the model leaves out. */
export const MOST_GAS = 15_000_000;

/**
 * What a step costs at most on any hard fork that is measured, `amsterdam` being the dearest: each new slot, then the
 * bytes in the call and in the log.
 */
const GAS = {
  call: 100_000,
  slot: 110_000,
  entry: 30_000,
  byte: 90,
} as const;

/** New slots that a step may need. A lease's building may have none yet, and then its tenancy is a slot too. */
const SLOTS: Record<Step["kind"], number> = {
  register: 1,
  restore: 0,
  amend: 0,
  registerLease: 2,
  amendLease: 0,
  report: 1,
};

/** Steps that go one to a call. */
const SINGLE: ReadonlySet<Step["kind"]> = new Set(["restore", "report"]);

export function gasOf(step: Step): number {
  const bytes = "description" in step ? (step.description.length - 2) / 2 : 0;
  return GAS.entry + GAS.slot * SLOTS[step.kind] + GAS.byte * bytes;
}

/** Cuts steps into calls, in their order: each of one kind and below `MOST_GAS`. */
export function batchesOf(steps: readonly Step[]): Step[][] {
  const batches: Step[][] = [];
  let gas = 0;
  for (const step of steps) {
    const last = batches.at(-1);
    const isFit =
      last?.[0]?.kind === step.kind && !SINGLE.has(step.kind) && gas + gasOf(step) <= MOST_GAS;
    if (isFit) last.push(step);
    else batches.push([step]);
    gas = (isFit ? gas : GAS.call) + gasOf(step);
  }
  return batches;
}
