import { expect } from "chai";
import { type ContractRunner, Wallet, ZeroAddress } from "ethers";

import { FiscInputError } from "../../../sdk/errors.js";
import { type AddressBook, parseAddressBook, printAddressBook } from "../../../sdk/client/addressBook.js";
import { connectFisc } from "../../../sdk/client/connectFisc.js";
import type { ContractName } from "../../../sdk/contracts.js";
import { freshLedger } from "../../fixtures/freshLedger.js";
import { ethers, loadFixture } from "../../fixtures/network.js";
import { caught } from "../../helpers/caught.js";
import { bookOf } from "../../helpers/client.js";

async function booked() {
  const all = await freshLedger();
  return { ...all, book: await bookOf(all) };
}

const withAddress = (book: AddressBook, name: ContractName, address: string): AddressBook => ({
  ...book,
  contracts: { ...book.contracts, [name]: { ...book.contracts[name], address } },
});

describe("connectFisc", () => {
  it("reads with a provider, and writes with a signer", async () => {
    const { book, founders } = await loadFixture(booked);
    const reading = await connectFisc(ethers.provider, book);
    expect(reading.from).to.equal(undefined);
    expect(reading.calendar).to.deep.equal({ timeZone: "America/New_York", fiscalYearStart: "10-01" });
    const writing = await connectFisc(founders.registrar.signer, book);
    expect(writing.from).to.equal(founders.registrar.signer.address);
    expect((await writing.officers.self()).officer).to.equal(founders.registrar.id);
  });

  it("refuses a runner that can't read", async () => {
    const { book } = await loadFixture(booked);
    const runner: ContractRunner = Wallet.createRandom();
    expect((await caught(FiscInputError, () => connectFisc(runner, book))).place).to.equal("runner");
  });

  it("refuses another network", async () => {
    const { book } = await loadFixture(booked);
    const error = await caught(FiscInputError, () => connectFisc(ethers.provider, { ...book, chainId: 1 }));
    expect(error.message).to.equal(
      "network: its chain id is 31337, the address book is of chain 1; connect to that chain, or give the address " +
        "book of this one.",
    );
  });

  it("refuses a book that is not of these contracts, and names the one", async () => {
    const { book } = await loadFixture(booked);
    const { cash, vouchers } = book.contracts;
    const versioned = { ...book.contracts, ledger: { ...book.contracts.ledger, version: "2.0.0" } };
    for (const [wrong, place, problem] of [
      [withAddress(book, "records", ZeroAddress), "records", /no contract at 0x0{40}/],
      [withAddress(book, "ledger", book.contracts.timelock.address), "ledger", /does not say its version/],
      [{ ...book, contracts: versioned }, "ledger", /says version 1.0.0, the address book says 2.0.0/],
      [{ ...book, ledgerId: `0x${"1".repeat(64)}` }, "ledger", /its id is 0x/],
      [withAddress(book, "registry", cash.address), "registry", /the ledger's registry is at/],
      [withAddress(book, "timelock", vouchers.address), "timelock", /the registry's top administrator is/],
    ] as const) {
      const error = await caught(FiscInputError, () => connectFisc(ethers.provider, wrong));
      expect(error.place).to.equal(`address book, ${place}`);
      expect(error.problem).to.match(problem);
    }
  });
});

describe("an address book", () => {
  it("is what it was after its file", async () => {
    const { book } = await loadFixture(booked);
    expect(parseAddressBook(printAddressBook(book))).to.deep.equal(book);
  });

  it("is no other file", async () => {
    const { book } = await loadFixture(booked);
    const { contracts, ...rest } = JSON.parse(printAddressBook(book)) as Record<string, object>;
    for (const [text, problem] of [
      ["<html>", /no JSON/],
      ["[]", /format/],
      ["{}", /format/],
      [JSON.stringify({ ...rest, contracts, chainId: 0 }), /chainId/],
      [JSON.stringify({ ...rest, contracts, fromBlock: -1 }), /fromBlock/],
      [JSON.stringify({ ...rest, contracts, ledgerId: "0x1" }), /ledgerId/],
      [JSON.stringify(rest), /no contracts/],
      [JSON.stringify({ ...rest, contracts: {} }), /no contract "timelock"/],
      [
        JSON.stringify({ ...rest, contracts: { ...contracts, cash: { address: "0x1" } } }),
        /cash has no address/,
      ],
      [
        JSON.stringify({ ...rest, contracts: { ...contracts, cash: { address: ZeroAddress, version: 1 } } }),
        /cash's version/,
      ],
    ] as const) {
      const error = await caught(FiscInputError, () => parseAddressBook(text, "book.json"));
      expect(error.place).to.equal("book.json");
      expect(error.problem).to.match(problem);
    }
  });
});
