import type { Provider } from "ethers";

import { CONTRACT_NAMES, type ContractName, type Contracts, contractsAt } from "../contracts.js";
import { FiscInputError } from "../errors.js";
import { type AddressBook, addressesIn, type BookEntry } from "./addressBook.js";

/**
 * Makes sure that a chain is the one in the book, and that its contracts are there and say of themselves what it says.
 *
 * @throws FiscInputError for another network or another ledger.
 */
export async function checkAddressBook(book: AddressBook, provider: Provider): Promise<void> {
  const { chainId } = await provider.getNetwork();
  if (chainId !== BigInt(book.chainId)) {
    throw new FiscInputError(
      "network",
      `its chain id is ${String(chainId)}, the address book is of chain ${book.chainId}`,
      "connect to that chain, or give the address book of this one",
    );
  }
  const contracts = contractsAt(addressesIn(book), provider);
  const found = await Promise.all(CONTRACT_NAMES.map((name) => entryAt(book, contracts, provider, name)));
  CONTRACT_NAMES.forEach((name, i) => {
    const [said, is] = [book.contracts[name].version, found[i]?.version];
    if (said === is) return;
    throw wrongBook(name, `it says version ${is ?? "nothing"}, the address book says ${said ?? "nothing"}`);
  });
  const { ledger, registry } = contracts;
  const [ledgerId, registryOfLedger] = await Promise.all([ledger.ledgerId(), ledger.registry()]);
  if (ledgerId !== book.ledgerId) throw wrongBook("ledger", `its id is ${ledgerId}, not ${book.ledgerId}`);
  if (registryOfLedger !== book.contracts.registry.address) {
    throw wrongBook("registry", `the ledger's registry is at ${registryOfLedger}`);
  }
  const top = await registry.top();
  if (top !== book.contracts.timelock.address) {
    throw wrongBook("timelock", `the registry's top administrator is ${top}`);
  }
}

/**
 * The address book of contracts that are there.
 *
 * @param fromBlock The first block in which one of them was there.
 * @throws FiscInputError where there is no contract at an address.
 */
export async function describeContracts(
  addresses: Record<ContractName, string>,
  fromBlock: number,
  provider: Provider,
): Promise<AddressBook> {
  const { chainId } = await provider.getNetwork();
  const contracts = contractsAt(addresses, provider);
  const bare = Object.fromEntries(CONTRACT_NAMES.map((name) => [name, { address: addresses[name] }]));
  // Safe: an entry for every name.
  const book = { contracts: bare as AddressBook["contracts"] };
  const entries = await Promise.all(
    CONTRACT_NAMES.map(async (name) => [name, await entryAt(book, contracts, provider, name)] as const),
  );
  return {
    chainId: Number(chainId),
    ledgerId: await contracts.ledger.ledgerId(),
    fromBlock,
    contracts: Object.fromEntries(entries) as AddressBook["contracts"],
  };
}

/** A contract as it is on the chain. */
async function entryAt(
  book: Pick<AddressBook, "contracts">,
  contracts: Contracts,
  provider: Provider,
  name: ContractName,
): Promise<BookEntry> {
  const { address } = book.contracts[name];
  if ((await provider.getCode(address)) === "0x") {
    throw wrongBook(name, `there is no contract at ${address}`);
  }
  const contract = contracts[name];
  if (!("version" in contract)) return { address };
  try {
    return { address, version: await contract.version() };
  } catch {
    throw wrongBook(name, `the contract at ${address} does not say its version`);
  }
}

const wrongBook = (name: ContractName, problem: string): FiscInputError =>
  new FiscInputError(`address book, ${name}`, problem, "give the address book that this deployment wrote");
