/**
 * Every test of the project: Solidity, mocha, and the committed gas snapshot.
 *
 *     npm test [-- [--grep pattern] [file …]]
 *
 * The Solidity tests compile and run in a process of their own, beside the others, so that both cores have work.
 * With a pattern or files the gas check is left out. The last line on stdout gives the counts.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

import { BROKEN, type Counts, NONE, sum } from "./test/counts.js";
import { runMocha } from "./test/mocha.js";
import { seedOfRun } from "./test/seed.js";

const { values, positionals: files } = parseArgs({
  options: { grep: { type: "string" } },
  allowPositionals: true,
});
const everything = values.grep === undefined && files.length === 0;
const filter = values.grep === undefined ? {} : { grep: values.grep };
const seed = seedOfRun();
if (seed !== undefined) process.env.FISC_SEED = String(seed);

const ofSolidity = files.filter((file) => file.endsWith(".sol"));
const ofMocha = files.filter((file) => !file.endsWith(".sol"));
const solidity = files.length === 0 || ofSolidity.length > 0 ? runSolidity(ofSolidity) : NONE;
const mocha =
  files.length === 0 || ofMocha.length > 0
    ? await runMocha({ testFiles: ofMocha, ...filter }, seed).catch(broken)
    : NONE;
const ran = sum([mocha, await solidity]);
const total = everything ? sum([ran, checkGas()]) : ran;

const none = ran.passed + ran.failed === 0;
if (none) console.log("No test ran.");
const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`;
const exitCode = none || total.failed > 0 ? 1 : 0;
// Leave only when the line is out; and do leave, even if a test left a connection open.
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`, () =>
  process.exit(exitCode),
);

function broken(error: unknown): Counts {
  console.error(error);
  return BROKEN;
}

/** Its output waits for its end, so that it does not mix with the other tests'. */
async function runSolidity(testFiles: string[]): Promise<Counts> {
  console.log("Solidity tests compile and run beside; their results follow.");
  const options = JSON.stringify({ testFiles, ...filter });
  const child: ChildProcess = spawn(
    process.execPath,
    ["--import", "tsx", "tools/test/solidity.ts", options],
    { stdio: ["ignore", "pipe", "pipe", "ipc"] },
  );
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part: Buffer) => output.push(part));
  let counts = BROKEN;
  child.on("message", (message) => (counts = message as Counts));
  await new Promise<void>((resolve) => child.on("close", () => resolve()).on("error", () => resolve()));
  process.stdout.write(Buffer.concat(output));
  return counts;
}

/** A process of its own, as when the snapshot was written: nothing that ran before can warm it up. */
function checkGas(): Counts {
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "bench/gas.ts", "--check"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  return status === 0 ? { ...NONE, passed: 1 } : BROKEN;
}
