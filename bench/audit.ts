/**
 * Builds a chain with many events, audits it with the command line over HTTP, and measures how long that takes.
 *
 *     npm run bench:audit -- [--events 100000] [--json]
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { Command } from "commander";
import { network } from "hardhat";

import { addressesOf } from "../deploy/deployFisc.js";
import { EXIT, EXIT_CODES, main, parseCommandLine } from "../scripts/support/main.js";
import { startProgress } from "../scripts/support/progress.js";
import { wholeNumber } from "../scripts/support/wholeNumber.js";
import { printAddressBook } from "../sdk/client/addressBook.js";
import { describeContracts } from "../sdk/client/checkAddressBook.js";
import { serve } from "../tools/serve.js";
import { buildChain, EVENTS_A_ROUND } from "./audit/chain.js";
import { measureFold } from "./audit/fold.js";

interface Options {
  readonly events: string;
  readonly json?: boolean;
}

const command = new Command("bench:audit")
  .description("Builds a chain with many events, audits it over HTTP, and measures how long that takes.")
  .option("--events <number>", "how many at least", "100000")
  .option("--json", "print one JSON object")
  .addHelpText("after", EXIT_CODES);

await main(async () => {
  const options = parseCommandLine(command).opts<Options>();
  const events = wholeNumber(options.events, "--events", 1, 10_000_000);
  const rounds = Math.ceil(events / EVENTS_A_ROUND);
  const connection = await network.create("default");
  const progress = startProgress("Building the chain, rounds", rounds);
  const { fisc } = await buildChain(connection, rounds, progress.step).finally(progress.stop);
  const folder = await mkdtemp(path.join(tmpdir(), "fisc-audit-"));
  const node = await serve(connection.provider);
  try {
    const contracts = await addressesOf(fisc);
    const book = path.join(folder, "book.json");
    await writeFile(
      book,
      printAddressBook(await describeContracts(contracts, 0, connection.ethers.provider)),
    );
    const audit = await runAudit("--json", "--rpc", node.url, "--book", book);
    const fold = await measureFold(connection.ethers.provider, contracts);
    const result = { ...audit, fold };
    if (options.json === true) console.log(JSON.stringify(result, null, 2));
    else console.log(result);
    return audit.code === 0 ? EXIT.ok : EXIT.disagreement;
  } finally {
    await node.stop();
    await rm(folder, { recursive: true, force: true });
    await connection.close();
  }
});

interface AuditRun extends Record<string, unknown> {
  readonly code: number | null;
  /** From the process's start to its end. */
  readonly wallSeconds: number;
}

async function runAudit(...args: readonly string[]): Promise<AuditRun> {
  const start = performance.now();
  const child = spawn(process.execPath, ["cli/fisc.js", "audit", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const wallSeconds = Math.round((performance.now() - start) / 10) / 100;
  const said = Buffer.concat(chunks).toString();
  return { code, wallSeconds, ...(JSON.parse(said) as Record<string, unknown>) };
}
