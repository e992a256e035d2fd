import { type AddressBook, addressesIn } from "../../sdk/client/addressBook.js";
import { checkAddressBook } from "../../sdk/client/checkAddressBook.js";
import { type ContractName, type Contracts, contractsAt } from "../../sdk/contracts.js";
import { FiscInputError } from "../../sdk/errors.js";
import { NetworkTrouble } from "../../sdk/rpc/errors.js";
import { openProvider, type RpcProvider } from "../../sdk/rpc/openProvider.js";
import { hostOf } from "../../sdk/rpc/post.js";
import { readLedgerBook } from "./book.js";
import { type Place, placeOf } from "./place.js";
import type { Globals, Session } from "./session.js";

/** A ledger that a command talks to. */
export interface Open {
  readonly place: Place;
  readonly provider: RpcProvider;
  readonly book: AddressBook;
  readonly addresses: Readonly<Record<ContractName, string>>;
  readonly contracts: Contracts;
}

/** Connects to a command's ledger, and makes sure that it is the one of the address book; closes it at the end. */
export async function withLedger<Result>(
  session: Session,
  globals: Globals,
  work: (open: Open) => Promise<Result>,
): Promise<Result> {
  const place = await placeOf(globals, session.io);
  if (place.book === undefined) {
    throw new FiscInputError(
      "--book",
      "no address book says where the ledger is",
      'give the file that the deployment wrote, or make a configuration with "fisc init"',
    );
  }
  const book = await readLedgerBook(place.book);
  if (place.chainId !== undefined && place.chainId !== book.chainId) {
    throw new FiscInputError(
      `network ${place.network ?? ""}`,
      `it is chain ${String(place.chainId)}, and its address book is of chain ${String(book.chainId)}`,
      "name the address book of this network's ledger",
    );
  }
  const provider = await connect(place.rpc, BigInt(book.chainId));
  try {
    await checkAddressBook(book, provider);
    const addresses = addressesIn(book);
    return await work({ place, provider, book, addresses, contracts: contractsAt(addresses, provider) });
  } finally {
    provider.destroy();
  }
}

/** The first of the nodes, after all of them were found to be of one chain: the same block at the same height. */
async function connect(urls: readonly string[], chainId: bigint): Promise<RpcProvider> {
  const providers = await Promise.all(urls.map((url) => openProvider(url, { chainId })));
  const [first, ...others] = providers;
  if (first === undefined) throw new FiscInputError("--rpc", "no node is named", "give the address of one");
  try {
    if (others.length > 0) await requireAgreement(providers);
  } finally {
    for (const other of others) other.destroy();
  }
  return first;
}

async function requireAgreement(providers: readonly RpcProvider[]): Promise<void> {
  const height = Math.min(...(await Promise.all(providers.map((provider) => provider.getBlockNumber()))));
  const hashes = await Promise.all(
    providers.map(async (provider) => (await provider.getBlock(height))?.hash),
  );
  const odd = hashes.findIndex((hash) => hash !== hashes[0]);
  if (odd < 0) return;
  throw new NetworkTrouble(
    hostOf(providers[odd]?.url ?? ""),
    `its block ${String(height)} is not that of ${hostOf(providers[0]?.url ?? "")}`,
    "one of them is behind a reorganisation, or lies; wait, or use others",
  );
}
