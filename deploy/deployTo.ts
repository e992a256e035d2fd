import { mkdir } from "node:fs/promises";
import path from "node:path";

import {
  errorDeploymentResultToExceptionMessage,
  HardhatArtifactResolver,
} from "@nomicfoundation/hardhat-ignition/helpers";
import {
  deploy,
  DeploymentResultType,
  type EIP1193Provider,
  type SuccessfulDeploymentResult,
} from "@nomicfoundation/ignition-core";
import { getAddress, type Wallet } from "ethers";
import { artifacts } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { printAddressBook } from "../sdk/client/addressBook.js";
import type { DeploymentBook } from "../sdk/deployment/book.js";
import { bookOf } from "../sdk/deployment/bookOf.js";
import { CONTRACT_NAMES, type ContractName } from "../sdk/contracts.js";
import type { FiscParameters } from "../sdk/deployment/parameters.js";
import { moduleParameters } from "./deployFisc.js";
import { checkBegun, keepParameters } from "./journal/begun.js";
import { historyOf } from "./journal/history.js";
import { withLock } from "./journal/lock.js";
import { mendJournal } from "./journal/mend.js";
import { readIgnitionJournal } from "./journal/readJournal.js";
import { SigningProvider } from "./journal/signing.js";
import { TransactionLog } from "./journal/transactionLog.js";
import { writeWhole } from "./journal/writeWhole.js";
import { fisc } from "./modules/Fisc.js";

export interface DeployToOptions {
  readonly connection: NetworkConnection<string>;
  /** The key that deploys, if it is not the node's own first account. */
  readonly wallet: Wallet | undefined;
  readonly parameters: FiscParameters;
  /** Where journal and book are kept, and named after it. */
  readonly folder: string;
  /** Blocks until a transaction counts, its own included; a development node needs one. */
  readonly confirmations: number;
}

/** The book's file in a deployment's folder. */
export const bookIn = (folder: string): string => path.join(folder, "book.json");

/**
 * Deploys Fisc to a network, or goes on where an earlier call with the same folder was cut off, and writes its book.
 *
 * Called once more after it has ended it sends nothing, and writes the same book.
 */
export async function deployTo(options: DeployToOptions): Promise<DeploymentBook> {
  const { folder } = options;
  await mkdir(folder, { recursive: true });
  return withLock(folder, async () => {
    const { connection, wallet, parameters } = options;
    await checkBegun(
      folder,
      parameters,
      wallet?.address ?? (await connection.ethers.getSigners())[0]?.address,
    );
    await keepParameters(folder, parameters);
    const provider = await providerFor(options);
    const { contracts } = await run(options, provider);
    return writeBook(options, contracts);
  });
}

async function providerFor({ connection, wallet, folder }: DeployToOptions): Promise<EIP1193Provider> {
  const { provider } = connection;
  if (wallet === undefined) {
    await mendJournal(folder, provider, undefined);
    return provider;
  }
  const log = await TransactionLog.open(folder);
  await mendJournal(folder, provider, log);
  return new SigningProvider(provider, wallet, log);
}

async function run(
  { connection, parameters, folder, confirmations }: DeployToOptions,
  provider: EIP1193Provider,
): Promise<SuccessfulDeploymentResult> {
  const [deployer, ...others] = (await provider.request({ method: "eth_accounts" })) as string[];
  if (deployer === undefined) throw new Error("there is no account to deploy with");
  const result = await deploy({
    // A development node mines at once: waiting for it would only cost time.
    config: (await isAutomined(provider))
      ? { requiredConfirmations: 1, blockPollingInterval: 20 }
      : { requiredConfirmations: confirmations },
    provider,
    deploymentDir: folder,
    artifactResolver: new HardhatArtifactResolver(artifacts),
    ignitionModule: fisc(parameters.council.length),
    deploymentParameters: moduleParameters(parameters),
    accounts: [deployer, ...others],
    defaultSender: deployer,
    maxFeePerGasLimit: connection.networkConfig.ignition.maxFeePerGasLimit,
    maxPriorityFeePerGas: connection.networkConfig.ignition.maxPriorityFeePerGas,
  });
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT)
    throw new Error(errorDeploymentResultToExceptionMessage(result));
  return result;
}

async function writeBook(
  { connection, parameters, folder }: DeployToOptions,
  contracts: SuccessfulDeploymentResult["contracts"],
): Promise<DeploymentBook> {
  const { deployer, created, last } = historyOf(await readIgnitionJournal(folder));
  const byFuture = new Map(
    Object.values(contracts).map(({ id, address }) => [id.split("#")[1] ?? id, address]),
  );
  const each = <T>(value: (name: ContractName) => T): Record<ContractName, T> =>
    // Safe: every name is gone through.
    Object.fromEntries(CONTRACT_NAMES.map((name) => [name, value(name)])) as Record<ContractName, T>;
  const addresses = each((name) => getAddress(byFuture.get(name) ?? ""));
  const book = await bookOf(connection.ethers.provider, {
    name: path.basename(folder),
    deployer,
    addresses,
    blocks: each((name) => created.get(addresses[name]) ?? last),
    toBlock: last,
    parameters,
  });
  await writeWhole(bookIn(folder), printAddressBook(book));
  return book;
}

/** Whether the node mines each transaction at once, as Hardhat's and anvil do. */
async function isAutomined(provider: EIP1193Provider): Promise<boolean> {
  try {
    return (await provider.request({ method: "hardhat_getAutomine" })) === true;
  } catch {
    // No other node knows the question.
    return false;
  }
}
