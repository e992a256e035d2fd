import type { Provider } from "ethers";

import type { DeploymentBook } from "../book.js";
import { type ContractName, type Contracts, contractsAt } from "../../contracts.js";
import { addressesIn } from "../../client/addressBook.js";

/** What every check works with. All reads are of one block. */
export interface CheckContext {
  readonly provider: Provider;
  readonly book: DeploymentBook;
  /** The addresses in the book. */
  readonly addresses: Readonly<Record<ContractName, string>>;
  readonly block: number;
  readonly overrides: { readonly blockTag: number };
  /** Creation code by contract. */
  readonly bytecodes: Readonly<Record<ContractName, string>>;
  readonly timelock: Contracts["timelock"];
  readonly registry: Contracts["registry"];
  readonly ledger: Contracts["ledger"];
  readonly payees: Contracts["payees"];
  readonly buildings: Contracts["buildings"];
}

/** What checks need, as of the chain's newest block. */
export async function contextOf(
  provider: Provider,
  book: DeploymentBook,
  bytecodes: Readonly<Record<ContractName, string>>,
): Promise<CheckContext> {
  const block = await provider.getBlockNumber();
  const addresses = addressesIn(book);
  const { timelock, registry, ledger, payees, buildings } = contractsAt(addresses, provider);
  const overrides = { blockTag: block };
  return {
    provider,
    book,
    addresses,
    block,
    overrides,
    bytecodes,
    timelock,
    registry,
    ledger,
    payees,
    buildings,
  };
}
