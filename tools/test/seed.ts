/** What `npm test` and the coverage play: a check of what is known, the same at every run. */
const FIXED = 20_161_001;

/**
 * The seed of random histories and properties: `FISC_SEED` where it is set, a fixed one by default, and none for a
 * long session (`npm run test:deep`), which looks for what is not known yet.
 */
export function seedOfRun(env: NodeJS.ProcessEnv = process.env): number | undefined {
  if (env.FISC_SEED !== undefined) return Number(env.FISC_SEED);
  return env.FISC_DEEP === "1" ? undefined : FIXED;
}
