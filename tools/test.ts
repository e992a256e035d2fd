/**
 * Every test of the project: Solidity, mocha, and the committed gas snapshot.
 *
 *     npm test [-- [--grep pattern] [file …]]
 *
 * With a pattern or files the gas check is left out. The last line on stdout gives the counts.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

import hre from "hardhat";
import Mocha from "mocha";

type Counts = { passed: number; failed: number; skipped: number };
type SuiteResult = { testResults: { status: "Success" | "Failure" | "Skipped" }[] };
type TaskResult<T> = { success: true; value: T } | { success: false; error: T };

const { values, positionals: files } = parseArgs({
  options: { grep: { type: "string" } },
  allowPositionals: true,
});
const everything = values.grep === undefined && files.length === 0;
const filter = values.grep === undefined ? {} : { grep: values.grep };

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
await count(() => runSolidity(files.filter((file) => file.endsWith(".sol"))));
await count(() => runMocha(files.filter((file) => !file.endsWith(".sol"))));
const ran = total.passed + total.failed;
if (everything) await count(() => checkGas());

if (ran === 0) console.log("No test ran.");
const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`;
const exitCode = ran === 0 || total.failed > 0 ? 1 : 0;
// Leave only when the line is out; and do leave, even if a test left a connection open.
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`, () =>
  process.exit(exitCode),
);

/** A runner that breaks down (a contract that doesn't compile, a file that doesn't load) is a failure. */
async function count(run: () => Counts | Promise<Counts>): Promise<void> {
  let counts: Counts;
  try {
    counts = await run();
  } catch (error) {
    console.error(error);
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}

async function runSolidity(testFiles: string[]): Promise<Counts> {
  if (files.length > 0 && testFiles.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const result = await runTask<{ suiteResults: SuiteResult[] }>(["test", "solidity"], testFiles);
  // The suites' own results: Hardhat fills in its summary only under the `test` task.
  const { suiteResults } = result.success ? result.value : result.error;
  const statuses = suiteResults.flatMap((suite) => suite.testResults.map((test) => test.status));
  const failed = statuses.filter((status) => status === "Failure").length;
  return {
    passed: statuses.filter((status) => status === "Success").length,
    // The runner itself can break down.
    failed: result.success ? failed : Math.max(failed, 1),
    skipped: statuses.filter((status) => status === "Skipped").length,
  };
}

async function runMocha(testFiles: string[]): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  if (files.length > 0 && testFiles.length === 0) return counts;

  // Hardhat's own summary counts a skipped test as passed; mocha's events do not.
  class CountingReporter extends Mocha.reporters.Spec {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
      super(runner, options);
      runner.on("pass", () => counts.passed++);
      runner.on("fail", () => counts.failed++);
      runner.on("pending", () => counts.skipped++);
    }
  }
  hre.config.test.mocha.reporter = CountingReporter;

  const result = await runTask<unknown>(["test", "mocha"], testFiles);
  if (!result.success) counts.failed = Math.max(counts.failed, 1);
  return counts;
}

/** Hardhat types a task's result as `any`; this is what both of its test runners return. */
async function runTask<T>(id: string[], testFiles: string[]): Promise<TaskResult<T>> {
  return (await hre.tasks.getTask(id).run({ testFiles, ...filter })) as TaskResult<T>;
}

/** A process of its own, as when the snapshot was written: nothing that ran before can warm it up. */
function checkGas(): Counts {
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "bench/gas.ts", "--check"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}
