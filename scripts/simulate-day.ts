/**
 * Pays a day's share of a national treasury's benefits, as certified schedules over both rails, and compares contracts,
 * books and payees' balances to the cent.
 *
 *     npm run simulate:day -- [--payments 100000] [--token-share 20] [--seed 1] [--per-network 50000] [--json]
 *
 * Works on networks in this process and in processes that it starts; the same seed makes the same day.
 */
import { Command } from "commander";

import { MOST_PER_NETWORK, runParts } from "./simulate/parts.js";
import { type DayResult, resultOf } from "./simulate/result.js";
import { EXIT, EXIT_CODES, main, parseCommandLine } from "./support/main.js";
import { startProgress } from "./support/progress.js";
import { wholeNumber } from "./support/wholeNumber.js";

interface Options {
  readonly payments: string;
  readonly tokenShare: string;
  readonly seed: string;
  readonly perNetwork: string;
  readonly json?: boolean;
}

/** More than any treasury makes in a day, and what a machine does in an hour or so. */
const MOST_PAYMENTS = 20_000_000;

const command = new Command("simulate:day")
  .description("Pays a day's benefits as certified schedules, and compares contracts, books and balances.")
  .option("--payments <number>", `how many, up to ${String(MOST_PAYMENTS)}`, "100000")
  .option("--token-share <percent>", "how many in a hundred are paid in tokens; banks pay the others", "20")
  .option("--seed <text>", "what the day is drawn from", "1")
  .option(
    "--per-network <number>",
    "payments on one network at most; a day over several is drawn otherwise",
    String(MOST_PER_NETWORK),
  )
  .option("--json", "print one JSON object")
  .addHelpText("after", EXIT_CODES);

await main(async () => {
  const options = parseCommandLine(command).opts<Options>();
  const day = {
    payments: wholeNumber(options.payments, "--payments", 1, MOST_PAYMENTS),
    tokenShare: wholeNumber(options.tokenShare, "--token-share", 0, 100),
    seed: options.seed,
  };
  const perNetwork = wholeNumber(options.perNetwork, "--per-network", 1, MOST_PAYMENTS);
  const begins = performance.now();
  const progress = startProgress("Paying", day.payments);
  const parts = await runParts(day, perNetwork, progress.step).finally(progress.stop);
  const result = resultOf(day, parts, (performance.now() - begins) / 1000);
  if (options.json === true) console.log(JSON.stringify(result, null, 2));
  else print(result);
  for (const mismatch of result.firstMismatches) console.error(mismatch);
  return result.booksAgree ? EXIT.ok : EXIT.disagreement;
});

function print({ rails, firstMismatches: _, ...figures }: DayResult): void {
  console.log(figures);
  console.table(rails);
}
