import type { AddressBook, BookEntry } from "../client/addressBook.js";
import type { ContractName } from "../contracts.js";
import type { FiscParameters } from "./parameters.js";

/** A contract of a deployment, and how it came to be. */
export interface DeployedEntry extends BookEntry {
  /** keccak256 of the code at the address. */
  readonly codeHash: string;
  /** The block that created it. */
  readonly block: number;
}

/**
 * A deployment's address book, with what it was deployed with, so that anybody can check it.
 *
 * Whoever wants the addresses alone reads the same file as an `AddressBook`.
 */
export interface DeploymentBook extends AddressBook {
  /** The deployment's name: that of its folder. */
  readonly name: string;
  /** The block with which the deployment ended. */
  readonly toBlock: number;
  /** Whoever deployed it, and is nobody since. */
  readonly deployer: string;
  readonly contracts: Readonly<Record<ContractName, DeployedEntry>>;
  readonly parameters: FiscParameters;
}
