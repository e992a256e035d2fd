import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

import { mapBounded } from "../../sdk/concurrency.js";
import type { Checked } from "./check.js";
import { type Day, partsOf } from "./day.js";

/** What a part tells: so many payments more were made, or what came of all of them. */
export type Message = { readonly paid: number } | { readonly checked: Checked };

/**
 * Payments on one network at most. A network keeps all of its blocks and slots in memory, so a large day goes over
 * several, each in a process of its own.
 */
export const MOST_PER_NETWORK = 50_000;

/** Networks at a time at most, since each may take most of a gigabyte. */
const MOST_AT_ONCE = 4;

const PART = fileURLToPath(new URL("part.ts", import.meta.url));

/** Pays a day, on as many networks as it takes. The same day is always cut in the same way. */
export async function runParts(
  day: Day,
  perNetwork: number,
  onPaid: (payments: number) => void,
): Promise<Checked[]> {
  const parts = partsOf(day, perNetwork);
  if (parts.length === 1) {
    // Hardhat takes a second to load, and a process that only waits for others has no use for it.
    const { runDay } = await import("./run.js");
    return [await runDay(day, onPaid)];
  }
  const atOnce = Math.min(availableParallelism(), MOST_AT_ONCE);
  const stop = new AbortController();
  try {
    return await mapBounded(parts, atOnce, (part) => runApart(part, onPaid, stop.signal));
  } finally {
    // Where one broke off, the others have nothing to go on for.
    stop.abort();
  }
}

function runApart(part: Day, onPaid: (payments: number) => void, signal: AbortSignal): Promise<Checked> {
  // Amounts are bigints, which JSON does not carry.
  const child = fork(PART, [JSON.stringify(part)], {
    execArgv: ["--import", "tsx"],
    serialization: "advanced",
    signal,
  });
  let checked: Checked | undefined;
  child.on("message", (message: Message) => {
    if ("paid" in message) onPaid(message.paid);
    else checked = message.checked;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0 && checked !== undefined) resolve(checked);
      else reject(new Error(`part ${part.seed} of the day broke off with exit code ${String(code)}`));
    });
  });
}
