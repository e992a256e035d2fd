/**
 * Deploys Fisc to a network, or goes on where an earlier run was cut off, and checks what stands there.
 *
 *     npm run deploy -- --network sepolia --parameters deploy/parameters/sepolia.json5 [--json]
 */
import path from "node:path";

import { Command, Option } from "commander";
import { formatEther } from "ethers";
import hre from "hardhat";

import { bookIn, deployTo } from "../deploy/deployTo.js";
import { checkBegun } from "../deploy/journal/begun.js";
import { historyLength } from "../deploy/journal/history.js";
import { checkFunds } from "../deploy/preflight/funds.js";
import { checkPersons } from "../deploy/preflight/persons.js";
import { rehearse } from "../deploy/preflight/rehearse.js";
import { readParameters } from "../deploy/readParameters.js";
import { type Explorer, EXPLORERS, verifySources } from "../deploy/verify.js";
import type { DeploymentBook } from "../sdk/deployment/book.js";
import { checkDeployment } from "../sdk/deployment/selfCheck/checkDeployment.js";
import { FiscInputError } from "../sdk/errors.js";
import { deploymentFolder, printBook, printFindings } from "./support/deployments.js";
import { EXIT, main, parseCommandLine } from "./support/main.js";
import { nameOfChain } from "./support/network.js";
import { type DeploymentTarget, openTarget } from "./support/target.js";

interface Options {
  readonly network: string;
  readonly parameters: string;
  readonly name?: string;
  readonly rpc?: string;
  readonly deployerHoldsOffice?: boolean;
  readonly dryRun?: boolean;
  readonly verify?: Explorer;
  readonly json?: boolean;
}

const command = new Command("deploy")
  .description(
    "Deploys Fisc to a network, or goes on where an earlier run was cut off, and checks what stands there.",
  )
  .requiredOption("--network <name>", "localhost, or a network of hardhat.config.ts")
  .requiredOption("--parameters <file>", "delays, identity and persons, as in deploy/parameters")
  .option("--name <name>", "the deployment's, and its folder's under deploy/deployments; else the network's")
  .option("--rpc <url>", "another address of the node, for localhost")
  .option("--deployer-holds-office", "let the key that deploys be one of the persons")
  .option("--dry-run", "check everything, and send nothing")
  .addOption(new Option("--verify <explorer>", "publish the sources there").choices(EXPLORERS))
  .option("--json", "print one JSON object")
  .addHelpText(
    "after",
    "\nExit codes: 0 deployed and as it should be, 1 something is not, or it broke off and goes on when called again," +
      "\n2 the input can't be used and no transaction was sent.",
  );

await main(async () => {
  const options = parseCommandLine(command).opts<Options>();
  const parameters = await readParameters(options.parameters);
  const target = await openTarget(options.network, options.rpc);
  try {
    checkPersons(parameters, {
      deployer: target.deployer,
      isPublic: target.network !== undefined,
      deployerMayHoldOffice: options.deployerHoldsOffice === true,
    });
    const folder = await folderOf(options, target);
    await checkBegun(folder, parameters, target.deployer);
    const gas = await rehearse(parameters, options.parameters);
    const left = gas.slice(await historyLength(folder));
    const { provider } = target.connection.ethers;
    const estimate = await checkFunds(provider, target.deployer, left);
    say(
      options,
      `${String(left.length)} of ${String(gas.length)} transactions are left, ${String(estimate.gas)} gas: ` +
        `at most about ${formatEther(estimate.needed)} of ${formatEther(estimate.balance)} at ${target.deployer}.`,
    );
    if (options.dryRun === true) {
      print(options, {
        network: options.network,
        deployer: target.deployer,
        transactions: left.length,
        gas: estimate.gas,
      });
      return EXIT.ok;
    }
    const book = await orStopped(() =>
      deployTo({
        connection: target.connection,
        wallet: target.wallet,
        parameters,
        folder,
        confirmations: target.network?.confirmations ?? 1,
      }),
    );
    if (book === undefined) return EXIT.disagreement;
    const findings = await checkDeployment({ provider, book });
    const verified =
      options.verify === undefined
        ? []
        : await verifySources(hre, target.connection, book, { explorer: options.verify });
    if (options.json === true) print(options, { book, file: bookIn(folder), findings, verified });
    else {
      console.log(printBook(book, target.network));
      for (const { name, outcome } of verified) console.log(`  ${name.padEnd(12)} ${outcome}`);
      console.log(printFindings(findings));
      console.log(`\nWritten to ${path.relative(process.cwd(), bookIn(folder))}.`);
    }
    const isVerified = verified.every(({ isOk }) => isOk);
    return findings.length === 0 && isVerified ? EXIT.ok : EXIT.disagreement;
  } finally {
    await target.connection.close();
  }
});

async function folderOf(
  { name, network }: Options,
  { connection, network: known }: DeploymentTarget,
): Promise<string> {
  return deploymentFolder(name ?? (known === undefined ? await nameOfChain(connection) : network));
}

/** What breaks off half-way is said in a line: the journal knows how to go on. */
async function orStopped(work: () => Promise<DeploymentBook>): Promise<DeploymentBook | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FiscInputError) throw error;
    console.error(error instanceof Error ? error.message : String(error));
    console.error("Stopped. The same command goes on from here: nothing is done twice.");
    return undefined;
  }
}

function say({ json }: Options, line: string): void {
  if (json !== true) console.log(line);
}

function print({ json }: Options, result: unknown): void {
  if (json === true) console.log(JSON.stringify(result, null, 2));
}
