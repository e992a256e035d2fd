import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { addressesOf, type Fisc as Deployed } from "../../deploy/deployFisc.js";
import type { AddressBook } from "../../sdk/client/addressBook.js";
import { describeContracts } from "../../sdk/client/checkAddressBook.js";
import { connectFisc } from "../../sdk/client/connectFisc.js";
import type { Fisc } from "../../sdk/client/fisc.js";
import { SignerSender } from "../../sdk/client/signerSender.js";
import { CONTRACT_NAMES } from "../../sdk/contracts.js";
import { ethers } from "../fixtures/network.js";

/** The address book of a ledger on the stories' chain. */
export async function bookOf(all: Deployed): Promise<AddressBook> {
  const contracts = Object.fromEntries(CONTRACT_NAMES.map((name) => [name, all[name]]));
  return describeContracts(await addressesOf(contracts as unknown as Deployed), 0, ethers.provider);
}

/** The client of a ledger, to read; and the same by each key that is asked for. */
export async function clientOf(all: Deployed): Promise<{
  readonly fisc: Fisc;
  readonly by: (person: { readonly signer: HardhatEthersSigner }) => Promise<Fisc>;
}> {
  const fisc = await connectFisc(ethers.provider, await bookOf(all));
  return { fisc, by: async ({ signer }) => fisc.as(await SignerSender.of(signer)) };
}
