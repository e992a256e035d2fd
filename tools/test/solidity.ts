import type { Counts } from "./counts.js";
import { type Options, runTask } from "./task.js";

interface SuiteResult {
  readonly testResults: { readonly status: "Success" | "Failure" | "Skipped" }[];
}

/** The Solidity tests, which Hardhat compiles first. */
export async function runSolidity(options: Options): Promise<Counts> {
  const result = await runTask<{ suiteResults: SuiteResult[] }>(["test", "solidity"], options);
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
