import { expect } from "chai";
import { Wallet } from "ethers";

import { count } from "../../../scripts/faults/count.js";
import { ethers } from "../../fixtures/network.js";

describe("counting who was paid", () => {
  it("finds a double payment and a loss", async () => {
    const token = await ethers.deployContract("StablecoinMock", ["USD"]);
    const [payer] = await ethers.getSigners();
    await token.mint(payer!, 1_000n);
    const payees = Array.from({ length: 5 }, () => Wallet.createRandom().address.toLowerCase());
    const [once, twice, , short, halves] = payees as [string, string, string, string, string];
    for (const [payee, units] of [
      [once, 10n],
      [twice, 10n],
      [twice, 10n],
      [short, 9n],
      [halves, 5n],
      [halves, 5n],
    ] as const)
      await token.transfer(payee, units);
    const owed = new Map(payees.map((payee) => [payee, 10n]));
    const key = Wallet.createRandom();
    const counted = await count(
      { token, key: new Wallet(key.privateKey), orders: [], owed },
      ethers.provider,
    );
    expect(counted).to.deep.equal({ doubles: 2, losses: 2, paidOnce: 1, transactions: 0 });
  });
});
