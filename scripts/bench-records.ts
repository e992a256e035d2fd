/**
 * Seals, encrypts, anchors and verifies many records, and measures how long it takes.
 *
 *     npm run bench:records -- [--records 10000] [--per-batch 1000] [--workers <cores>] [--json]
 *
 * Records have 20 fields each. They are anchored as members of batches on a network in this process, and verified as
 * whoever receives them would: opened by their own keys, recomputed, and proven against the hash of one block.
 */
import { availableParallelism } from "node:os";

import { Command } from "commander";

import { type BenchResult, runBench } from "./records/run.js";
import { EXIT, EXIT_CODES, main, parseCommandLine } from "./support/main.js";
import { startProgress } from "./support/progress.js";
import { wholeNumber } from "./support/wholeNumber.js";

interface Options {
  readonly records: string;
  readonly perBatch: string;
  readonly workers: string;
  readonly json?: boolean;
}

const MOST_RECORDS = 1_000_000;
const MOST_WORKERS = 64;

const command = new Command("bench:records")
  .description("Seals, encrypts, anchors and verifies records, and measures how long it takes.")
  .option("--records <number>", `how many, up to ${String(MOST_RECORDS)}`, "10000")
  .option("--per-batch <number>", "records under one root", "1000")
  .option("--workers <number>", "threads that seal and verify", String(availableParallelism()))
  .option("--json", "print one JSON object")
  .addHelpText("after", EXIT_CODES);

await main(async () => {
  const options = parseCommandLine(command).opts<Options>();
  const records = wholeNumber(options.records, "--records", 1, MOST_RECORDS);
  const plan = {
    records,
    perBatch: wholeNumber(options.perBatch, "--per-batch", 1, MOST_RECORDS),
    workers: wholeNumber(options.workers, "--workers", 1, MOST_WORKERS),
  };
  // Each record is sealed, anchored and verified.
  const progress = startProgress("Records", 3 * records);
  const result = await runBench(plan, progress.step).finally(progress.stop);
  if (options.json === true) console.log(JSON.stringify(result, null, 2));
  else print(result);
  return result.verified === records ? EXIT.ok : EXIT.disagreement;
});

function print(result: BenchResult): void {
  console.log(result);
}
