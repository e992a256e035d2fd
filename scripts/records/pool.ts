import { Worker } from "node:worker_threads";

import type { Job, ResultOf } from "./jobs.js";

/** Threads that take jobs. */
export interface Pool {
  /** Does all jobs, as many at a time as there are threads; results are in the order of the jobs. */
  readonly run: <J extends Job>(jobs: readonly J[], onDone: (job: J) => void) => Promise<ResultOf<J>[]>;
  readonly close: () => Promise<void>;
}

type Reply = { readonly result: unknown } | { readonly error: string };

const WORKER = new URL("worker.ts", import.meta.url);

export function startPool(threads: number): Pool {
  const workers = Array.from(
    { length: threads },
    () => new Worker(WORKER, { execArgv: ["--import", "tsx"] }),
  );
  return {
    run: async <J extends Job>(jobs: readonly J[], onDone: (job: J) => void) => {
      const results: ResultOf<J>[] = [];
      const queue = [...jobs.entries()];
      await Promise.all(
        workers.map(async (worker) => {
          for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
            const [place, job] = next;
            // The worker answers a job with what its kind says.
            results[place] = (await ask(worker, job)) as ResultOf<J>;
            onDone(job);
          }
        }),
      );
      return results;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function ask(worker: Worker, job: Job): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      worker.off("message", onMessage);
      worker.off("error", onError);
    };
    const onMessage = (reply: Reply): void => {
      done();
      if ("error" in reply) reject(new Error(reply.error));
      else resolve(reply.result);
    };
    const onError = (error: unknown): void => {
      done();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.postMessage(job);
  });
}
