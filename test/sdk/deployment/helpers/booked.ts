import { artifacts } from "hardhat";

import { addressesOf, type Fisc } from "../../../../deploy/deployFisc.js";
import { DEFAULTS } from "../../../../deploy/deployFisc.js";
import type { DeploymentBook } from "../../../../sdk/deployment/book.js";
import { bookOf } from "../../../../sdk/deployment/bookOf.js";
import { CONTRACT_NAMES, type ContractName } from "../../../../sdk/contracts.js";
import { SOLIDITY_NAMES } from "../../../../sdk/deployment/solidityNames.js";
import { freshLedger, type FreshLedger } from "../../../fixtures/freshLedger.js";
import { ethers } from "../../../fixtures/network.js";

export interface Booked extends FreshLedger {
  readonly book: DeploymentBook;
  /** As built here: with coverage, another code than the generated one. */
  readonly bytecodes: Readonly<Record<ContractName, string>>;
}

/** A fresh ledger and the book of its deployment. */
export async function booked(): Promise<Booked> {
  const before = await ethers.provider.getBlockNumber();
  const all = await freshLedger();
  const toBlock = await ethers.provider.getBlockNumber();
  const addresses = await addressesOf(fiscOf(all));
  const { registrar, inspector, administrator } = all.founders;
  const book = await bookOf(ethers.provider, {
    name: "test",
    deployer: all.deployer.address,
    addresses,
    blocks: eachName(() => before + 1),
    toBlock,
    parameters: {
      ...DEFAULTS,
      founders: {
        registrar: registrar.signer.address,
        inspector: inspector.signer.address,
        administrator: administrator.signer.address,
      },
      council: all.council.map(({ address }) => address),
    },
  });
  const codes = new Map<ContractName, string>();
  for (const name of CONTRACT_NAMES) {
    codes.set(name, (await artifacts.readArtifact(SOLIDITY_NAMES[name])).bytecode);
  }
  return { ...all, book, bytecodes: eachName((name) => codes.get(name)!) };
}

/** The contracts alone. */
const fiscOf = (all: Fisc): Fisc =>
  Object.fromEntries(CONTRACT_NAMES.map((name) => [name, all[name]])) as unknown as Fisc;

const eachName = <T>(value: (name: ContractName) => T): Record<ContractName, T> =>
  Object.fromEntries(CONTRACT_NAMES.map((name) => [name, value(name)])) as Record<ContractName, T>;
