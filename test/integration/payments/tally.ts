import type { PaymentTally } from "./stage.js";

export const emptyTally = (): PaymentTally => ({
  done: new Map(),
  posted: new Map(),
  refused: new Map(),
  events: new Set(),
  steps: new Map(),
  leftOut: new Set(),
  interest: new Set(),
});

/** Adds a history's tally to its run's: each has its own, so that it goes the same way whichever went before. */
export function add(total: PaymentTally, own: PaymentTally): void {
  addCounts(total.done, own.done);
  addCounts(total.posted, own.posted);
  addCounts(total.refused, own.refused);
  addCounts(total.steps, own.steps);
  for (const name of own.events) total.events.add(name);
  for (const reason of own.leftOut) total.leftOut.add(reason);
  for (const isCertified of own.interest) total.interest.add(isCertified);
}

function addCounts<Key>(total: Map<Key, number>, own: ReadonlyMap<Key, number>): void {
  for (const [key, count] of own) total.set(key, (total.get(key) ?? 0) + count);
}
