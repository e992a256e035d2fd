import { verifyContract } from "@nomicfoundation/hardhat-verify/verify";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";

import type { DeploymentBook } from "../sdk/deployment/book.js";
import { CONTRACT_NAMES, type ContractName } from "../sdk/contracts.js";
import { SOLIDITY_NAMES } from "../sdk/deployment/solidityNames.js";
import { creationOf } from "../sdk/deployment/selfCheck/creation.js";

export const EXPLORERS = ["etherscan", "blockscout", "sourcify"] as const;

export type Explorer = (typeof EXPLORERS)[number];

/** What became of publishing a contract's sources. */
export interface Verification {
  readonly name: ContractName;
  readonly isOk: boolean;
  /** "verified", or why not. */
  readonly outcome: string;
}

export interface VerifyOptions {
  readonly explorer: Explorer;
  /** Of these contracts; of all, when left out. */
  readonly names?: readonly ContractName[];
  /** Told how it goes; on stderr, when left out. */
  readonly say?: (text: string) => void;
}

/**
 * Publishes the sources of a deployment's contracts on an explorer, which compiles them and compares.
 *
 * One after the other: explorers limit how often they may be asked. One that fails does not keep the others back, and
 * the same call can be made again.
 */
export async function verifySources(
  hre: HardhatRuntimeEnvironment,
  connection: NetworkConnection<string>,
  book: DeploymentBook,
  { explorer, names = CONTRACT_NAMES, say = console.error }: VerifyOptions,
): Promise<Verification[]> {
  // It connects to the network that the process was started with; here it is this one.
  const environment: HardhatRuntimeEnvironment = Object.create(hre, {
    network: { value: { create: () => Promise.resolve(connection) } },
  }) as HardhatRuntimeEnvironment;
  const verified: Verification[] = [];
  for (const name of names) {
    try {
      const { sourceName } = await hre.artifacts.readArtifact(SOLIDITY_NAMES[name]);
      const wanted = {
        address: book.contracts[name].address,
        constructorArgs: [...creationOf(name, book).args],
        contract: `${sourceName}:${SOLIDITY_NAMES[name]}`,
        provider: explorer,
      };
      await telling(say, () => verifyContract(wanted, environment));
      verified.push({ name, isOk: true, outcome: "verified" });
    } catch (error) {
      const message = error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error);
      verified.push({ name, isOk: false, outcome: `not verified: ${message}` });
    }
  }
  return verified;
}

/** It tells on stdout how it goes, which belongs to the script's result. */
async function telling<Result>(say: (text: string) => void, work: () => Promise<Result>): Promise<Result> {
  const { log } = console;
  console.log = (...parts: unknown[]) => say(parts.map(String).join(" ").trim());
  try {
    return await work();
  } finally {
    console.log = log;
  }
}
