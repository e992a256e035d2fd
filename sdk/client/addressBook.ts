import { getAddress, isAddress, isHexString } from "ethers";

import { CONTRACT_NAMES, type ContractName } from "../contracts.js";
import { FiscInputError } from "../errors.js";

/** Where one contract of a ledger is. */
export interface BookEntry {
  readonly address: string;
  /** What its `version()` answers; of a contract that has none, left out. */
  readonly version?: string;
}

/** Which ledger on which chain, and where its contracts are. */
export interface AddressBook {
  readonly chainId: number;
  /** The ledger's `ledgerId()`: hash of chain id and address. */
  readonly ledgerId: string;
  /** The first block in which one of its contracts was there: the journal begins here. */
  readonly fromBlock: number;
  readonly contracts: Readonly<Record<ContractName, BookEntry>>;
}

/** The first line of an address book's file, so that no other file is taken for one. */
const FORMAT = "fisc address book 1";

/** The contracts' addresses alone. */
export function addressesIn({ contracts }: AddressBook): Record<ContractName, string> {
  const pairs = CONTRACT_NAMES.map((name) => [name, contracts[name].address]);
  // Safe: every name has its entry.
  return Object.fromEntries(pairs) as Record<ContractName, string>;
}

/** An address book as the text of its file. */
export const printAddressBook = (book: AddressBook): string =>
  `${JSON.stringify({ format: FORMAT, ...book }, null, 2)}\n`;

/**
 * An address book of its file's text. Whether it is true of a chain, `checkAddressBook` finds out.
 *
 * @param place The file, named in errors.
 * @throws FiscInputError for a text that is none.
 */
export function parseAddressBook(text: string, place = "address book"): AddressBook {
  const remedy = "give the file that the deployment wrote";
  const wrong = (problem: string): FiscInputError => new FiscInputError(place, problem, remedy);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw wrong("it is no JSON");
  }
  if (!isRecord(json) || json.format !== FORMAT) throw wrong(`its format is not "${FORMAT}"`);
  const { chainId, ledgerId, fromBlock, contracts } = json;
  if (!isCount(chainId) || chainId === 0) throw wrong("chainId is no chain's id");
  if (!isCount(fromBlock)) throw wrong("fromBlock is no block's number");
  if (!isHexString(ledgerId, 32)) throw wrong("ledgerId is not 32 bytes in hexadecimal");
  if (!isRecord(contracts)) throw wrong("it has no contracts");
  const entries = CONTRACT_NAMES.map((name): [ContractName, BookEntry] => {
    const entry = contracts[name];
    if (!isRecord(entry)) throw wrong(`it has no contract "${name}"`);
    const { address, version } = entry;
    if (typeof address !== "string" || !isAddress(address)) throw wrong(`${name} has no address`);
    if (version !== undefined && typeof version !== "string") throw wrong(`${name}'s version is no text`);
    return [name, { address: getAddress(address), ...(version === undefined ? {} : { version }) }];
  });
  return {
    chainId,
    ledgerId,
    fromBlock,
    // Safe: an entry for every name.
    contracts: Object.fromEntries(entries) as Record<ContractName, BookEntry>,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
