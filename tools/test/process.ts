import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

import { BROKEN, type Counts } from "./counts.js";
import type { Options } from "./task.js";

export type Runner = "mocha" | "solidity";

/** What a process of tests is told to run. */
export interface Errand extends Options {
  readonly runner: Runner;
}

/**
 * Runs tests in a process of their own.
 * @param aside Keep what they print until they end, so that it does not mix with others'.
 */
export async function runApart(errand: Errand, aside: boolean): Promise<Counts> {
  const child: ChildProcess = spawn(
    process.execPath,
    ["--import", "tsx", fileURLToPath(new URL("child.ts", import.meta.url)), JSON.stringify(errand)],
    { stdio: ["ignore", aside ? "pipe" : "inherit", aside ? "pipe" : "inherit", "ipc"] },
  );
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part: Buffer) => output.push(part));
  let counts = BROKEN;
  child.on("message", (message) => (counts = message as Counts));
  await new Promise<void>((resolve) => child.on("close", () => resolve()).on("error", () => resolve()));
  process.stdout.write(Buffer.concat(output));
  return counts;
}
