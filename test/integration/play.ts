import type { Random } from "./random.js";

/** Something that can happen in a history; says whether it did. */
export type Step = () => Promise<boolean>;
export type Steps = Readonly<Record<string, Step>>;

/** Where steps are played: the dice, and how often each was done. */
export interface Board {
  readonly random: Random;
  readonly tally: { readonly steps: Map<string, number> };
}

/** Tries steps until one is done, or `tries` were: any one, or the one of a few that was done the least. */
export async function playOne({ random, tally }: Board, steps: Steps, tries: number): Promise<void> {
  const names = Object.keys(steps);
  for (const name of names) if (!tally.steps.has(name)) tally.steps.set(name, 0);
  const done = (name: string): number => tally.steps.get(name) ?? 0;
  for (let i = 0; i < tries; i++) {
    const few = Array.from({ length: random.chance(0.4) ? 1 : 4 }, () => random.oneOf(names));
    const name = few.reduce((least, one) => (done(one) < done(least) ? one : least));
    if (!(await steps[name]?.())) continue;
    tally.steps.set(name, done(name) + 1);
    return;
  }
}
