import type { Step } from "./steps.js";

/** What a call may cost at most: below the 16,777,216 gas of EIP-7825, with room for what the model leaves out. */
export const MOST_GAS = 15_000_000;

/** How long a call may be: nodes pass on transactions of up to 128 KiB. */
export const MOST_BYTES = 100_000;

/** An entry's words in a call, without its description. */
const ENTRY_BYTES = 450;

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

/** New slots that a step needs: a building, a lease, a screening. */
const SLOTS: Record<Step["kind"], number> = {
  register: 1,
  amend: 0,
  registerLease: 1,
  amendLease: 0,
  report: 1,
};

/** Steps that go one to a call. */
const SINGLE: ReadonlySet<Step["kind"]> = new Set(["report"]);

/** Cuts steps into calls, in their order: each of one kind, below `MOST_GAS` and `MOST_BYTES`. */
export function batchesOf(steps: readonly Step[]): Step[][] {
  const batches: Step[][] = [];
  let [gas, bytes] = [0, 0];
  for (const step of steps) {
    const last = batches.at(-1);
    const [stepGas, stepBytes] = [gasOf(step), bytesOf(step)];
    const isFit =
      last?.[0]?.kind === step.kind &&
      !SINGLE.has(step.kind) &&
      gas + stepGas <= MOST_GAS &&
      bytes + stepBytes <= MOST_BYTES;
    if (isFit) last.push(step);
    else {
      batches.push([step]);
      [gas, bytes] = [GAS.call, 0];
    }
    gas += stepGas;
    bytes += stepBytes;
  }
  return batches;
}

const gasOf = (step: Step): number =>
  GAS.entry + GAS.slot * SLOTS[step.kind] + GAS.byte * descriptionBytes(step);

const bytesOf = (step: Step): number => ENTRY_BYTES + descriptionBytes(step);

const descriptionBytes = (step: Step): number =>
  "description" in step ? (step.description.length - 2) / 2 : 0;
