import type { ContractName } from "./contracts.js";
import type { FiscParameters } from "./parameters.js";

/** The version of a book's layout. */
export const BOOK_FORMAT = "fisc-book-1";

/** How a contract came to be. */
export interface BookedContract {
  readonly address: string;
  /** What it says of itself; empty for OpenZeppelin's timelock and the veto, which say nothing. */
  readonly version: string;
  /** keccak256 of the code at the address. */
  readonly codeHash: string;
  /** The block that created it. */
  readonly block: number;
}

/**
 * A deployment's address book: where the contracts are, and what they were deployed with, so that anybody can read them
 * and check them.
 */
export interface DeploymentBook {
  readonly format: typeof BOOK_FORMAT;
  /** The deployment's name: that of its folder. */
  readonly name: string;
  readonly chainId: number;
  readonly ledgerId: string;
  /** The block from which the journal starts: that of the first contract. */
  readonly fromBlock: number;
  /** The block with which the deployment ended. */
  readonly toBlock: number;
  /** Whoever deployed it, and is nobody since. */
  readonly deployer: string;
  /** The addresses alone. */
  readonly contracts: Readonly<Record<ContractName, string>>;
  readonly details: Readonly<Record<ContractName, BookedContract>>;
  readonly parameters: FiscParameters;
}
