/**
 * Every test of the project: Solidity, mocha, and the committed gas snapshot.
 *
 *     npm test [-- [--grep pattern] [file …]]
 *
 * They run on two cores: the tests of the programs, with Solidity's before them, take about as long as all others.
 * With a pattern or files the gas check is left out. The last line on stdout gives the counts.
 */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { BROKEN, type Counts, NONE, sum } from "./test/counts.js";
import { runApart, type Runner } from "./test/process.js";
import { seedOfRun } from "./test/seed.js";

/** Folders of tests that start programs, as users do. */
const PROGRAMS = /^test\/(cli|deploy|scripts)\//;

const { values, positionals } = parseArgs({
  options: { grep: { type: "string" } },
  allowPositionals: true,
});
const everything = values.grep === undefined && positionals.length === 0;
// Every process plays the same, and whoever wants to see it again is told how.
process.env.FISC_SEED = String(seedOfRun());
console.log(`FISC_SEED=${process.env.FISC_SEED}`);

const isAll = positionals.length === 0;
const mocha = (isAll ? globSync("test/**/*.test.ts") : positionals.filter((file) => !isSolidity(file)))
  .map((file) => file.replaceAll("\\", "/"))
  .sort();
const [programs, others] = [mocha.filter(isOfProgram), mocha.filter((file) => !isOfProgram(file))];
const solidity = positionals.filter(isSolidity);

if (isAll) console.log("Solidity's tests and the programs' run beside; their results follow.");
const total = sum(
  await Promise.all([
    inTurn(() => run("mocha", others), checkGas),
    inTurn(
      () => (isAll || solidity.length > 0 ? run("solidity", solidity) : NONE),
      () => run("mocha", programs),
    ),
  ]),
);

const none = total.passed + total.failed === 0;
if (none) console.log("No test ran.");
const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`;
process.exitCode = none || total.failed > 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);

function isSolidity(file: string): boolean {
  return file.endsWith(".sol");
}

function isOfProgram(file: string): boolean {
  return PROGRAMS.test(path.relative(".", file).replaceAll("\\", "/"));
}

async function inTurn(...runs: readonly (() => Counts | Promise<Counts>)[]): Promise<Counts> {
  const counts: Counts[] = [];
  for (const next of runs) counts.push(await next());
  return sum(counts);
}

/** What runs beside others prints when it has ended. */
function run(runner: Runner, testFiles: readonly string[]): Counts | Promise<Counts> {
  if (runner === "mocha" && testFiles.length === 0) return NONE;
  const { grep } = values;
  const isAside = others.length > 0 && testFiles !== others;
  return runApart({ runner, testFiles, ...(grep === undefined ? {} : { grep }) }, isAside);
}

/** A process of its own, as when the snapshot was written: nothing that ran before can warm it up. */
async function checkGas(): Promise<Counts> {
  if (!everything) return NONE;
  const child = spawn(process.execPath, ["--import", "tsx", "bench/gas.ts", "--check"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const status = await new Promise((resolve) => child.on("close", resolve).on("error", resolve));
  return status === 0 ? { ...NONE, passed: 1 } : BROKEN;
}
