import { expect } from "chai";

import { parseAddressBook, printAddressBook } from "../../../sdk/client/addressBook.js";
import { CONTRACT_NAMES } from "../../../sdk/contracts.js";
import { parseBook } from "../../../sdk/deployment/parseBook.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { loadFixture } from "../../fixtures/network.js";
import { booked } from "./helpers/booked.js";

describe("a book in a file", () => {
  it("is read as it was written", async () => {
    const { book } = await loadFixture(booked);
    expect(parseBook(printAddressBook(book), "book.json")).to.deep.equal(book);
    const succeeding = {
      ...book,
      parameters: { ...book.parameters, predecessor: book.contracts.vouchers.address },
    };
    expect(parseBook(printAddressBook(succeeding), "book.json")).to.deep.equal(succeeding);
  });

  it("is an address book", async () => {
    const { book } = await loadFixture(booked);
    const { address, version } = book.contracts.ledger;
    const read = parseAddressBook(printAddressBook(book));
    expect(read.contracts.ledger).to.deep.equal({ address, version });
    expect(read.fromBlock).to.equal(book.fromBlock);
  });

  it("is refused when it is none", () => {
    expect(() => parseBook("<html>", "book.json")).to.throw(FiscInputError, /^book\.json: it is no JSON/);
  });

  const bad: readonly (readonly [string, unknown])[] = [
    ["name", ""],
    ["toBlock", null],
    ["deployer", "0x12"],
    ["parameters", undefined],
    ["parameters.minimumDelay", "1"],
    ["parameters.treasuryCode", ""],
    ["parameters.identity.name", 3],
    ["parameters.founders.inspector", "nobody"],
    ["parameters.council", []],
    ["parameters.council", ["nobody"]],
    ["parameters.predecessor", "nobody"],
    ...CONTRACT_NAMES.flatMap((name): (readonly [string, unknown])[] => [
      [`contracts.${name}.codeHash`, "0x"],
      [`contracts.${name}.block`, undefined],
    ]),
  ];
  for (const [field, value] of bad) {
    it(`is refused with ${field} ${value === undefined ? "left out" : JSON.stringify(value)}`, async () => {
      const { book } = await loadFixture(booked);
      const changed = JSON.parse(printAddressBook(book)) as Record<string, unknown>;
      const path = field.split(".");
      const last = path.pop()!;
      const owner = path.reduce((at, key) => at[key] as Record<string, unknown>, changed);
      owner[last] = value;
      expect(() => parseBook(JSON.stringify(changed), "book.json")).to.throw(
        FiscInputError,
        new RegExp(`^book\\.json, ${field.replaceAll(".", "\\.")}`),
      );
    });
  }
});
