/** Seals and verifies in a thread of its own: `pool.ts` starts it, and sends it one job after another. */
import { parentPort } from "node:worker_threads";

import type { Job } from "./jobs.js";
import { sealAll, verifyAll } from "./work.js";

parentPort?.on("message", (job: Job) => {
  const work: Promise<unknown> = job.kind === "seal" ? sealAll(job) : verifyAll(job);
  work.then(
    (result) => parentPort?.postMessage({ result }),
    // Errors of classes of ours would arrive as plain ones.
    (error: unknown) => parentPort?.postMessage({ error: String(error) }),
  );
});
