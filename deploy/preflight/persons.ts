import { getAddress, HDNodeWallet, Mnemonic, ZeroAddress } from "ethers";

import type { FiscParameters } from "../../sdk/deployment/parameters.js";
import { FiscInputError } from "../../sdk/errors.js";

export interface PersonsOptions {
  readonly deployer: string;
  /** Whether anybody can reach the chain: then keys that are published belong to everybody. */
  readonly isPublic: boolean;
  /** Lets the deployer be one of the persons. */
  readonly deployerMayHoldOffice: boolean;
}

/**
 * Checks that the persons a ledger starts with are different ones, whose keys are their own.
 *
 * @throws FiscInputError that names the first who is not.
 */
export function checkPersons(
  { founders, council, predecessor }: FiscParameters,
  { deployer, isPublic, deployerMayHoldOffice }: PersonsOptions,
): void {
  const persons: [string, string][] = [
    ...Object.entries(founders),
    ...council.map((seat, i): [string, string] => [`councillor${String(i + 1)}`, seat]),
  ];
  if (predecessor !== undefined) checksum("predecessor", predecessor);
  const published = isPublic ? publishedAccounts() : new Set<string>();
  const seen = new Map<string, string>();
  for (const [name, given] of persons) {
    const address = checksum(name, given);
    const other = seen.get(address);
    if (other !== undefined) {
      throw new FiscInputError(name, `${address} is the ${other} too`, "give each person a key of their own");
    }
    seen.set(address, name);
    if (address === getAddress(deployer) && !deployerMayHoldOffice) {
      throw new FiscInputError(
        name,
        `${address} is the key that deploys, which would keep power`,
        "give another key, or say --deployer-holds-office if it is meant so",
      );
    }
    refusePublished(name, address, published);
  }
  refusePublished("the key that deploys", getAddress(deployer), published);
}

function checksum(name: string, given: string): string {
  let address: string;
  try {
    address = getAddress(given);
  } catch {
    throw new FiscInputError(name, `the checksum of ${given} is wrong`, "copy the address again");
  }
  if (address === ZeroAddress) throw new FiscInputError(name, "the address is zero", "give one of somebody");
  return address;
}

function refusePublished(name: string, address: string, published: ReadonlySet<string>): void {
  if (!published.has(address)) return;
  throw new FiscInputError(
    name,
    `the private key of ${address} is published: it is a test account of development nodes`,
    "give a key that nobody else has",
  );
}

/** How many accounts development nodes have of their own. */
const PUBLISHED = 20;

/** The accounts that Hardhat's node and anvil start with, whose keys everybody has. */
function publishedAccounts(): Set<string> {
  const words = "test test test test test test test test test test test junk";
  const root = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(words), "m/44'/60'/0'/0");
  return new Set(Array.from({ length: PUBLISHED }, (_, i) => root.deriveChild(i).address));
}
