import { expect } from "chai";
import { FunctionFragment, ZeroAddress } from "ethers";

import type { AddressBook } from "../../../sdk/client/addressBook.js";
import { Fisc } from "../../../sdk/client/fisc.js";
import { US_FEDERAL } from "../../../sdk/calendar.js";
import { CONTRACT_NAMES, FACTORIES } from "../../../sdk/contracts.js";
import { ethers } from "../../fixtures/network.js";
import { writesOf } from "../../helpers/writes.js";

/** What changes a contract's state and is no officer's to call, and why. */
const NOT_FOR_OFFICERS: Readonly<Record<string, string>> = {
  "ledger.post": "payers post claims, and answer for their officers",
  "cash.spend": "payers count what they pay",
  "cash.restore": "payers count what comes back",
  "tokenRail.pay": "payers pay over it",
  "tokenRail.takeBack": "payers take back over it",
  "attestedRail.pay": "payers pay over it",
  "attestedRail.takeBack": "payers take back over it",
  "vouchers.payFor": "schedules pay vouchers by it",
  "buildings.approve": "refused always: custody moves by offer and acceptance",
  "buildings.setApprovalForAll": "refused always, likewise",
  "buildings.transferFrom": "refused always, likewise",
  "buildings.safeTransferFrom": "refused always, likewise",
  "timelock.cancel": "the veto's, which an inspector calls",
  "timelock.grantRole": "the timelock's own: a call to propose",
  "timelock.revokeRole": "the timelock's own, likewise",
  "timelock.updateDelay": "the timelock's own, likewise",
  "timelock.renounceRole": "the deployer's, once",
  "timelock.onERC721Received": "a receipt of tokens",
  "timelock.onERC1155Received": "a receipt of tokens",
  "timelock.onERC1155BatchReceived": "a receipt of tokens",
};

const emptyBook = {
  contracts: Object.fromEntries(CONTRACT_NAMES.map((name) => [name, { address: ZeroAddress }])),
} as unknown as AddressBook;

describe("Fisc's writes", () => {
  const fisc = new Fisc(emptyBook, ethers.provider, US_FEDERAL);
  const writes = [...writesOf(fisc).values()];
  const covered = new Set(writes.map(({ contract, method }) => `${contract}.${method}`));
  const changing = CONTRACT_NAMES.flatMap((name) =>
    FACTORIES[name]
      .createInterface()
      .fragments.filter((fragment) => FunctionFragment.isFragment(fragment))
      .filter(({ stateMutability }) => !["view", "pure"].includes(stateMutability))
      .map((fragment) => `${name}.${fragment.name}`),
  );

  it("has a method for every function of the contracts that changes something, or a reason why not", () => {
    const missing = changing.filter((it) => !covered.has(it) && !Object.hasOwn(NOT_FOR_OFFICERS, it));
    expect(missing).to.deep.equal([]);
    expect(changing).to.have.length.above(90);
  });

  it("makes no exception that is none", () => {
    for (const name of Object.keys(NOT_FOR_OFFICERS)) {
      expect(changing, name).to.include(name);
      expect(covered, name).not.to.include(name);
    }
  });

  it("dry-runs each of them", () => {
    for (const write of writes) expect(write).to.have.property("dryRun").that.is.a("function");
  });
});
