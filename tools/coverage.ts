/**
 * Runs all tests on instrumented contracts, and fails unless every line and statement of contracts/
 * ran, mocks excepted.
 *
 *     npm run coverage
 *
 * Hardhat's lcov file has lines only; the statements come from the total of the table it prints.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

import { seedOfRun } from "./test/seed.js";

const LCOV = "coverage/lcov.info";

rmSync(LCOV, { force: true });
const { status, stdout } = spawnSync(
  process.execPath,
  ["node_modules/hardhat/dist/src/cli.js", "test", "--coverage"],
  {
    encoding: "utf8",
    env: { ...process.env, FISC_COVERAGE: "1", FISC_SEED: String(seedOfRun()) },
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  },
);
process.stdout.write(stdout);

// Instrumented contracts take more gas and other memory, so tests of either may fail here; `npm test` is their judge.
if (status !== 0) console.log("Some tests do not pass on instrumented contracts.");
const problems = [...uncoveredLines(), ...uncoveredStatements()];
for (const problem of problems) console.log(problem);
console.log(problems.length === 0 ? "Coverage: every line and statement." : "Coverage: incomplete.");
process.exitCode = problems.length === 0 ? 0 : 1;

function uncoveredLines(): string[] {
  if (!existsSync(LCOV)) return ["No coverage report was written."];
  const problems: string[] = [];
  let file = "";
  let lines = 0;
  for (const record of readFileSync(LCOV, "utf8").split("\n")) {
    if (record.startsWith("SF:")) file = record.slice(3).replaceAll("\\", "/");
    if (!file.startsWith("contracts/") || !record.startsWith("DA:")) continue;
    lines++;
    const [line, hits] = record.slice(3).split(",");
    if (hits === "0") problems.push(`${file}:${line} never ran`);
  }
  // A report about nothing must not pass.
  return lines === 0 ? ["The coverage report names no line of contracts/."] : problems;
}

function uncoveredStatements(): string[] {
  const total = /Total\s*[|│]\s*([\d.]+)\s*[|│]\s*([\d.]+)/.exec(stripVTControlCharacters(stdout));
  if (total === null) return ["The table of coverage has no total."];
  return total[2] === "100.00" ? [] : [`Only ${total[2]} % of the statements ran.`];
}
