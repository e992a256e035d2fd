import { expect } from "chai";

import { CONTRACT_NAMES } from "../../../sdk/deployment/contracts.js";
import { parseBook } from "../../../sdk/deployment/parseBook.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { loadFixture } from "../../fixtures/network.js";
import { booked } from "./helpers/booked.js";

describe("a book in a file", () => {
  it("is read as it was written", async () => {
    const { book } = await loadFixture(booked);
    expect(parseBook(JSON.stringify(book), "book.json")).to.deep.equal(book);
    const succeeding = { ...book, parameters: { ...book.parameters, predecessor: book.contracts.vouchers } };
    expect(parseBook(JSON.stringify(succeeding), "book.json")).to.deep.equal(succeeding);
  });

  it("is refused when it is no JSON", () => {
    expect(() => parseBook("<html>", "book.json")).to.throw(FiscInputError, /^book\.json: it is no JSON \(/);
  });

  const bad: readonly (readonly [string, unknown])[] = [
    ["format", "fisc-book-0"],
    ["name", ""],
    ["chainId", -1],
    ["chainId", "1"],
    ["ledgerId", "0x12"],
    ["fromBlock", 0.5],
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
      [`contracts.${name}`, undefined],
      [`details.${name}.codeHash`, "0x"],
    ]),
  ];
  for (const [field, value] of bad) {
    it(`is refused with ${field} ${value === undefined ? "left out" : JSON.stringify(value)}`, async () => {
      const { book } = await loadFixture(booked);
      const changed = structuredClone(book) as unknown as Record<string, unknown>;
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
