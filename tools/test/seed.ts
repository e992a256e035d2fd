import { randomInt } from "node:crypto";

/** What `npm test` and the coverage play: a check of what is known, the same at every run. */
const FIXED = 20_161_001;
const BELOW = 2 ** 31;

/**
 * The seed of random histories and properties: `FISC_SEED` where it is set, a fixed one by default, and a drawn one for a
 * long session (`npm run test:deep`), which looks for what is not known yet.
 */
export function seedOfRun(env: NodeJS.ProcessEnv = process.env): number {
  const { FISC_SEED: asked, FISC_DEEP: deep } = env;
  if (asked === undefined) return deep === "1" ? randomInt(BELOW) : FIXED;
  const seed = Number(asked);
  if (!Number.isInteger(seed) || seed < 0 || seed >= BELOW) {
    throw new Error(`FISC_SEED has to be a whole number below ${String(BELOW)}, and is "${asked}"`);
  }
  return seed;
}
