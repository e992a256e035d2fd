/**
 * Makes payments through the outbox while everything goes wrong, and reads from the chain whether each payee was paid
 * exactly once.
 *
 *     npm run test:faults -- [--payments 1000] [--kills 50] [--seed text] [--json]
 *
 * The payer is a process that is killed (`kill -9`) at random moments and resumed; the chain is anvil's, fetched from
 * npm on demand, with reorganisations of depth 3 and restarts of the node in between. The same seed plans the same
 * faults; when exactly they strike depends on the machine.
 */
import { randomBytes } from "node:crypto";

import { Command } from "commander";

import { DEPTH } from "./faults/node.js";
import { type FaultsResult, runFaults } from "./faults/run.js";
import { EXIT, EXIT_CODES, main, parseCommandLine } from "./support/main.js";
import { startProgress } from "./support/progress.js";
import { wholeNumber } from "./support/wholeNumber.js";

interface Options {
  readonly payments: string;
  readonly kills: string;
  readonly reorganisations: string;
  readonly restarts: string;
  readonly seed: string;
  readonly json?: boolean;
}

const command = new Command("test:faults")
  .description("Pays through crashes, reorganisations and restarts, and counts who was paid exactly once.")
  .option("--payments <number>", "how many, one transaction each", "1000")
  .option("--kills <number>", "how often the payer is killed", "50")
  .option("--reorganisations <number>", `how often the last ${String(DEPTH)} blocks are taken out`, "10")
  .option("--restarts <number>", "how often the node is stopped and started again", "2")
  .option("--seed <text>", "what the faults are drawn from", randomBytes(4).toString("hex"))
  .option("--json", "print one JSON object")
  .addHelpText("after", EXIT_CODES);

await main(async () => {
  const options = parseCommandLine(command).opts<Options>();
  const faults = {
    payments: wholeNumber(options.payments, "--payments", 2, 100_000),
    kills: wholeNumber(options.kills, "--kills", 0, 10_000),
    reorganisations: wholeNumber(options.reorganisations, "--reorganisations", 0, 10_000),
    restarts: wholeNumber(options.restarts, "--restarts", 0, 1_000),
    seed: options.seed,
  };
  // Before anything can go wrong that it would take to see it again.
  console.error(`seed ${faults.seed}`);
  const progress = startProgress("Paying", faults.payments);
  const result = await runFaults(faults, progress.step).finally(progress.stop);
  if (options.json === true) console.log(JSON.stringify(result, null, 2));
  else print(result);
  if (!result.allStruck) console.error("less went wrong than was asked for: give more payments");
  return result.exactlyOnce && result.allStruck ? EXIT.ok : EXIT.disagreement;
});

function print(result: FaultsResult): void {
  const { payments, kills, reorganisations, takenOut, restarts, doubles, losses, seconds } = result;
  console.log(result);
  console.log(
    `${String(payments)} payments, ${String(kills)} kills, ${String(reorganisations)} reorganisations of depth ` +
      `${String(DEPTH)} (${String(takenOut)} transactions taken out), ${String(restarts)} restarts: ` +
      `${String(doubles)} doubles, ${String(losses)} losses, ${String(seconds)} s.`,
  );
}
