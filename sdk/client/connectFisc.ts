import type { ContractRunner, Signer } from "ethers";

import { contractsAt } from "../contracts.js";
import { FiscInputError } from "../errors.js";
import { type AddressBook, addressesIn } from "./addressBook.js";
import { checkAddressBook } from "./checkAddressBook.js";
import { Fisc } from "./fisc.js";
import type { Sender } from "./sender.js";
import { SignerSender } from "./signerSender.js";

/**
 * Connects to a ledger, after making sure that it is the one in the address book.
 *
 * @param runner A provider, to read; a signer with a provider, to write by it too.
 * @param sender Writes in the place of the signer, with more care.
 * @throws FiscInputError for another network, another ledger, or a runner that can't read.
 */
export async function connectFisc(runner: ContractRunner, book: AddressBook, sender?: Sender): Promise<Fisc> {
  const { provider } = runner;
  if (!provider) {
    throw new FiscInputError("runner", "it has no provider", "connect the signer to one, to read by");
  }
  await checkAddressBook(book, provider);
  const { ledger } = contractsAt(addressesIn(book), provider);
  const { timeZone, fiscalYearStart } = await ledger.identity();
  const writer = sender ?? (isSigner(runner) ? await SignerSender.of(runner) : undefined);
  return new Fisc(book, provider, { timeZone, fiscalYearStart }, writer);
}

const isSigner = (runner: ContractRunner): runner is Signer =>
  typeof runner.sendTransaction === "function" && "getAddress" in runner;
