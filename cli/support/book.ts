import { readFile } from "node:fs/promises";
import path from "node:path";

import { getAddress, isAddress, isHexString } from "ethers";

import { CONTRACT_NAMES, type ContractName } from "../../sdk/contracts.js";
import { FiscInputError } from "../../sdk/errors.js";

/** Of an address book, what reading a ledger takes. */
export interface LedgerBook {
  readonly chainId: number;
  readonly ledgerId: string;
  /** The block from which the journal starts. */
  readonly fromBlock: number;
  readonly addresses: Readonly<Record<ContractName, string>>;
}

const REMEDY = "give the file that the deployment wrote";

/** Reads an address book, as a deployment writes it: a file, or the folder that holds its `book.json`. */
export async function readLedgerBook(file: string): Promise<LedgerBook> {
  try {
    return parseLedgerBook(await textOf(file), path.basename(file));
  } catch (error) {
    if (error instanceof FiscInputError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new FiscInputError(
      file,
      `the address book can't be read (${String(code)})`,
      `check its path, or ${REMEDY}`,
    );
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EISDIR") throw error;
    return readFile(path.join(file, "book.json"), "utf8");
  }
}

/** @throws FiscInputError for text that is no address book. */
export function parseLedgerBook(text: string, place: string): LedgerBook {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new FiscInputError(place, "it is no address book: not JSON", REMEDY);
  }
  const wrong = (problem: string): FiscInputError =>
    new FiscInputError(place, `it is no address book: ${problem}`, REMEDY);
  if (!isObject(json)) throw wrong("no JSON object");
  const { chainId, ledgerId, fromBlock, contracts } = json;
  if (!isCount(chainId)) throw wrong("chainId is no whole number");
  if (!isCount(fromBlock)) throw wrong("fromBlock is no whole number");
  if (!isHexString(ledgerId, 32)) throw wrong("ledgerId is not 32 bytes in hexadecimal");
  if (!isObject(contracts)) throw wrong("it has no contracts");
  const addresses = CONTRACT_NAMES.map((name) => {
    const entry = contracts[name];
    const address = isObject(entry) ? entry.address : entry;
    if (typeof address !== "string" || !isAddress(address)) throw wrong(`${name} has no address`);
    return [name, getAddress(address)];
  });
  // Safe: an address for every name.
  return {
    chainId,
    ledgerId,
    fromBlock,
    addresses: Object.fromEntries(addresses) as Record<ContractName, string>,
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
