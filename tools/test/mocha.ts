import fc from "fast-check";
import hre from "hardhat";
import Mocha from "mocha";

import type { Counts } from "./counts.js";
import { seedOfRun } from "./seed.js";
import { type Options, runTask } from "./task.js";

/** The mocha tests. The contracts are built already, and nobody else may build them meanwhile. */
export async function runMocha(options: Options): Promise<Counts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  fc.configureGlobal({ seed: seedOfRun() });

  // Hardhat's own summary counts a skipped test as passed; mocha's events do not.
  class CountingReporter extends Mocha.reporters.Spec {
    constructor(runner: Mocha.Runner, reporterOptions: Mocha.MochaOptions) {
      super(runner, reporterOptions);
      runner.on("pass", () => counts.passed++);
      runner.on("fail", () => counts.failed++);
      runner.on("pending", () => counts.skipped++);
    }
  }
  hre.config.test.mocha.reporter = CountingReporter;

  const result = await runTask<unknown>(["test", "mocha"], { ...options, noCompile: true });
  if (!result.success) counts.failed = Math.max(counts.failed, 1);
  return counts;
}
