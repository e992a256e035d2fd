import { keccak256, type Provider } from "ethers";

import { CONTRACT_NAMES, type ContractName, contractsAt } from "../contracts.js";
import type { DeployedEntry, DeploymentBook } from "./book.js";
import type { FiscParameters } from "./parameters.js";

/** What is known of a deployment before the chain is asked. */
export interface Deployed {
  readonly name: string;
  readonly deployer: string;
  readonly addresses: Readonly<Record<ContractName, string>>;
  /** The block that created each. */
  readonly blocks: Readonly<Record<ContractName, number>>;
  /** The block with which the deployment ended. */
  readonly toBlock: number;
  readonly parameters: FiscParameters;
}

/** Writes the book of a deployment: what the chain says of it included. */
export async function bookOf(provider: Provider, deployed: Deployed): Promise<DeploymentBook> {
  const { addresses, blocks } = deployed;
  const contracts = contractsAt(addresses, provider);
  const { chainId } = await provider.getNetwork();
  const entries: [ContractName, DeployedEntry][] = [];
  for (const name of CONTRACT_NAMES) {
    const contract = contracts[name];
    const address = addresses[name];
    const codeHash = keccak256(await provider.getCode(address));
    // The timelock is OpenZeppelin's, and the veto outlives none: they say no version.
    const version = "version" in contract ? { version: await contract.version() } : {};
    entries.push([name, { address, ...version, codeHash, block: blocks[name] }]);
  }
  return {
    name: deployed.name,
    chainId: Number(chainId),
    ledgerId: await contracts.ledger.ledgerId(),
    fromBlock: Math.min(...Object.values(blocks)),
    toBlock: deployed.toBlock,
    deployer: deployed.deployer,
    // Safe: every name was gone through.
    contracts: Object.fromEntries(entries) as Record<ContractName, DeployedEntry>,
    parameters: deployed.parameters,
  };
}
