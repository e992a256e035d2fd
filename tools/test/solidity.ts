/**
 * The Solidity tests, in a process of their own; `npm test` starts it beside the others.
 *
 * Its first argument is the options as JSON. Counts go to the parent.
 */
import { BROKEN, type Counts } from "./counts.js";
import { runTask } from "./task.js";

interface SuiteResult {
  readonly testResults: { readonly status: "Success" | "Failure" | "Skipped" }[];
}

const options = JSON.parse(process.argv[2] ?? "{}") as { testFiles: string[]; grep?: string };
const counts = await run().catch((error: unknown) => {
  console.error(error);
  return BROKEN;
});
process.send?.(counts, () => process.exit(0));

async function run(): Promise<Counts> {
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
