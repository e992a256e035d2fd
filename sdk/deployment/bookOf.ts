import { keccak256, type Provider } from "ethers";

import { BOOK_FORMAT, type BookedContract, type DeploymentBook } from "./book.js";
import { CONTRACT_NAMES, type ContractName, FACTORIES } from "./contracts.js";
import type { FiscParameters } from "./parameters.js";

/** What is known of a deployment before the chain is asked. */
export interface Deployed {
  readonly name: string;
  readonly deployer: string;
  readonly contracts: Readonly<Record<ContractName, string>>;
  /** The block that created each. */
  readonly blocks: Readonly<Record<ContractName, number>>;
  /** The block with which the deployment ended. */
  readonly toBlock: number;
  readonly parameters: FiscParameters;
}

/** Writes the book of a deployment: what the chain says of it included. */
export async function bookOf(provider: Provider, deployed: Deployed): Promise<DeploymentBook> {
  const { contracts, blocks } = deployed;
  const { chainId } = await provider.getNetwork();
  const details: Partial<Record<ContractName, BookedContract>> = {};
  for (const name of CONTRACT_NAMES) {
    const address = contracts[name];
    const [code, version] = await Promise.all([
      provider.getCode(address),
      versionOf(provider, name, address),
    ]);
    details[name] = { address, version, codeHash: keccak256(code), block: blocks[name] };
  }
  return {
    format: BOOK_FORMAT,
    name: deployed.name,
    chainId: Number(chainId),
    ledgerId: await FACTORIES.ledger.connect(contracts.ledger, provider).ledgerId(),
    fromBlock: Math.min(...Object.values(blocks)),
    toBlock: deployed.toBlock,
    deployer: deployed.deployer,
    contracts,
    // Safe: every name was gone through.
    details: details as Record<ContractName, BookedContract>,
    parameters: deployed.parameters,
  };
}

async function versionOf(provider: Provider, name: ContractName, address: string): Promise<string> {
  if (name === "timelock" || name === "veto") return "";
  return FACTORIES[name].connect(address, provider).version();
}
