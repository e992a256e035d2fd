import { type Contracts, contractsAt } from "../../sdk/contracts.js";
import { FiscInputError } from "../../sdk/errors.js";
import { NetworkTrouble } from "../../sdk/rpc/errors.js";
import { openProvider, type RpcProvider } from "../../sdk/rpc/openProvider.js";
import { hostOf } from "../../sdk/rpc/post.js";
import { type LedgerBook, readLedgerBook } from "./book.js";
import { type Place, placeOf } from "./place.js";
import type { Globals, Session } from "./session.js";

/** A ledger that a command talks to. */
export interface Open {
  readonly place: Place;
  readonly provider: RpcProvider;
  readonly book: LedgerBook;
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
    const contracts = contractsAt(book.addresses, provider);
    await requireLedger(provider, book, contracts);
    return await work({ place, provider, book, contracts });
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

async function requireLedger(
  provider: RpcProvider,
  book: LedgerBook,
  { ledger, registry }: Contracts,
): Promise<void> {
  const codes = await Promise.all(Object.values(book.addresses).map((address) => provider.getCode(address)));
  const bare = codes.indexOf("0x");
  const remedy =
    "give the address book of this network's ledger; a development node that was restarted has none any more";
  if (bare >= 0) {
    const [name, address] = Object.entries(book.addresses)[bare] ?? [];
    throw new FiscInputError(
      "address book",
      `there is no contract at ${String(address)} (${String(name)})`,
      remedy,
    );
  }
  const of = [ledger.ledgerId(), ledger.registry()] as const;
  const [ledgerId, itsRegistry] = await Promise.all(of).catch((error: unknown) => {
    if (!isCallFault(error)) throw error;
    throw new FiscInputError("address book", `what is at ${book.addresses.ledger} is no ledger`, remedy);
  });
  if (ledgerId !== book.ledgerId) {
    throw new FiscInputError("address book", `the ledger's id is ${ledgerId}, not ${book.ledgerId}`, remedy);
  }
  if (itsRegistry !== (await registry.getAddress())) {
    throw new FiscInputError("address book", `the ledger's registry is at ${itsRegistry}`, remedy);
  }
}

/** A contract that does not know the call, or answers what can't be read. */
const isCallFault = (error: unknown): boolean =>
  error instanceof Error && "code" in error && ["CALL_EXCEPTION", "BAD_DATA"].includes(String(error.code));
