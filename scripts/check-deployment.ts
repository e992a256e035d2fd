/**
 * Checks a deployment against its book and this build, by reads alone.
 *
 *     npm run check:deployment -- --book deploy/deployments/sepolia/book.json --rpc <url> [--json]
 */
import { readFile } from "node:fs/promises";

import { Command } from "commander";
import { JsonRpcProvider } from "ethers";

import { parseBook } from "../sdk/deployment/parseBook.js";
import { checkDeployment } from "../sdk/deployment/selfCheck/checkDeployment.js";
import { FiscInputError } from "../sdk/errors.js";
import { printBook, printFindings } from "./support/deployments.js";
import { EXIT, EXIT_CODES, main, parseCommandLine } from "./support/main.js";

interface Options {
  readonly book: string;
  readonly rpc: string;
  readonly json?: boolean;
}

const command = new Command("check-deployment")
  .description("Checks a deployment against its book and this build, by reads alone.")
  .requiredOption("--book <file>", "the book.json that the deployment wrote")
  .requiredOption("--rpc <url>", "a node of its chain")
  .option("--json", "print one JSON object")
  .addHelpText("after", EXIT_CODES);

await main(async () => {
  const { book: file, rpc, json } = parseCommandLine(command).opts<Options>();
  const book = parseBook(await textOf(file), file);
  const provider = new JsonRpcProvider(rpc, book.chainId, { staticNetwork: true });
  try {
    await requireNode(provider, rpc, book.chainId);
    const findings = await checkDeployment({ provider, book });
    if (json === true) console.log(JSON.stringify({ book: file, findings }, null, 2));
    else console.log(`${printBook(book)}\n${printFindings(findings)}`);
    return findings.length === 0 ? EXIT.ok : EXIT.disagreement;
  } finally {
    provider.destroy();
  }
});

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new FiscInputError(
      file,
      `the file can't be read (${error instanceof Error ? error.message : String(error)})`,
      "check its path and its permissions",
    );
  }
}

async function requireNode(provider: JsonRpcProvider, rpc: string, chainId: number): Promise<void> {
  let answer: number;
  try {
    answer = Number(await provider.send("eth_chainId", []));
  } catch (error) {
    throw new FiscInputError(
      `--rpc ${rpc}`,
      `no node answers there (${error instanceof Error ? error.message : String(error)})`,
      "give the URL of one",
    );
  }
  if (answer === chainId) return;
  throw new FiscInputError(
    `--rpc ${rpc}`,
    `the node is on chain ${String(answer)}, the book on chain ${String(chainId)}`,
    "give a node of the book's chain",
  );
}
