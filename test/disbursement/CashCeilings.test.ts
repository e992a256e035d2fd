import { expect } from "chai";

import { TREASURY } from "../../sdk/ids.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { OFFICES } from "../../sdk/offices.js";
import { asTop, freshLedger } from "../fixtures/freshLedger.js";
import { ethers, loadFixture, nextTime, time } from "../fixtures/network.js";
import { staffed } from "../fixtures/staffed.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const DAY = 86_400;
const REASON = `0x${"4e".repeat(32)}`;

/** Agency A with a ceiling of 1,000.00 for a month that has begun, in the hands of those who use it. */
async function capped() {
  const all = await staffed();
  const { cash, treasury, payer, a } = all;
  const from = await time.latest();
  const until = from + 30 * DAY;
  const asBudget = cash.connect(treasury.budget.signer);
  await asBudget.setCeiling(a.id, 1_000_00n, from, until);
  const asPayer = cash.connect(await ethers.getImpersonatedSigner(await payer.contract.getAddress()));
  return { ...all, from, until, asBudget, asPayer };
}

async function story() {
  const all = await loadFixture(capped);
  // A contract has no ether of its own.
  await ethers.provider.send("hardhat_setBalance", [
    await all.payer.contract.getAddress(),
    "0xde0b6b3a7640000",
  ]);
  const spent = async () => (await all.cash.ceiling(all.a.id)).spent;
  return { ...all, spent };
}

describe("CashCeilings", () => {
  it("has no ceiling at first, and says which registry it asks", async () => {
    const { cash, registry } = await loadFixture(freshLedger);
    expect(await cash.version()).to.equal("1.0.0");
    expect(await cash.ceiling(TREASURY)).to.deep.equal([0n, 0n, 0n, 0n]);
    const deployed = await ethers.deployContract("CashCeilings", [registry]);
    await expectEvent(
      Promise.resolve(deployed.deploymentTransaction()),
      deployed,
      "CashCeilingsCreated",
      registry,
    );
  });

  describe("setCeiling", () => {
    it("sets one in the place of any, by a budget officer of the treasury", async () => {
      const { cash, asBudget, treasury, b, from, until } = await story();
      for (const ceiling of [1n, 0n, MAX_CENTS]) {
        await expectEvent(
          asBudget.setCeiling(b.id, ceiling, from, until),
          cash,
          "CashCeilingSet",
          b.id,
          treasury.budget.id,
          ceiling,
          from,
          until,
        );
        expect(await cash.ceiling(b.id)).to.deep.equal([ceiling, 0n, BigInt(from), BigInt(until)]);
      }
    });

    it("is for nobody else, the agency's own budget officer and the payer included", async () => {
      const all = await story();
      const { cash, registry, a, treasury, founders, payer, asPayer, stranger, from, until } = all;
      const missing = [
        [cash.connect(treasury.appropriating.signer), treasury.appropriating.id],
        [cash.connect(treasury.disbursing.signer), treasury.disbursing.id],
        [cash.connect(founders.administrator.signer), founders.administrator.id],
        [cash.connect(founders.inspector.signer), founders.inspector.id],
        [asPayer, payer.id],
      ] as const;
      for (const [by, id] of missing) {
        await expectRevert(
          by.setCeiling(a.id, MAX_CENTS, from, until),
          registry,
          "OfficerRegistryMissingOffices",
          id,
          TREASURY,
          OFFICES.budget,
        );
      }
      await expectRevert(
        cash.connect(a.budget.signer).setCeiling(a.id, MAX_CENTS, from, until),
        registry,
        "OfficerRegistryNotAppointed",
        a.budget.id,
        TREASURY,
      );
      for (const other of [stranger, await asTop(all)]) {
        await expectRevert(
          cash.connect(other).setCeiling(a.id, 0n, 0, 0),
          registry,
          "OfficerRegistryUnknownKey",
          other.address,
        );
      }
    });

    it("ends with the officer's dismissal", async () => {
      const { asBudget, registry, founders, treasury, a, from, until } = await story();
      await registry.connect(founders.registrar.signer).dismiss(treasury.budget.id, REASON);
      await expectRevert(
        asBudget.setCeiling(a.id, MAX_CENTS, from, until),
        registry,
        "OfficerRegistryUnknownKey",
        treasury.budget.signer.address,
      );
    });

    it("refuses a period that ends no later than it begins, and half of none", async () => {
      const { cash, asBudget, a, from } = await story();
      const periods = [
        [from, from],
        [from, from - 1],
        [2 ** 40 - 1, 2 ** 40 - 1],
        [1, 0],
        [from, 0],
      ] as const;
      for (const period of periods) {
        await expectRevert(
          asBudget.setCeiling(a.id, 1n, ...period),
          cash,
          "CashCeilingsInvalidPeriod",
          ...period,
        );
      }
      await asBudget.setCeiling(a.id, 1n, 0, 1);
      await asBudget.setCeiling(a.id, 1n, 2 ** 40 - 2, 2 ** 40 - 1);
    });

    it("refuses an organisation that there is not", async () => {
      const { registry, asBudget, from, until } = await story();
      const { organisations } = await registry.counts();
      for (const unknown of [0n, organisations + 1n]) {
        await expectRevert(
          asBudget.setCeiling(unknown, 1n, from, until),
          registry,
          "OfficerRegistryUnknownOrganisation",
          unknown,
        );
      }
    });

    it("keeps what was spent if the period begins at the same second, and else begins anew", async () => {
      const { cash, asBudget, asPayer, spent, a, from, until } = await story();
      await asPayer.spend(a.id, 400_00n);
      await asBudget.setCeiling(a.id, 2_000_00n, from, until + DAY);
      expect(await spent()).to.equal(400_00n);
      await asBudget.setCeiling(a.id, 2_000_00n, from + 1, until);
      expect(await spent()).to.equal(0n);
      await asPayer.spend(a.id, 400_00n);
      await asBudget.setCeiling(a.id, 2_000_00n, from, until);
      expect(await cash.ceiling(a.id)).to.deep.equal([2_000_00n, 0n, BigInt(from), BigInt(until)]);
    });

    it("lowers it below what was spent: nothing is left, until something comes back", async () => {
      const { cash, asBudget, asPayer, a, from, until } = await story();
      await asPayer.spend(a.id, 400_00n);
      await asBudget.setCeiling(a.id, 300_00n, from, until);
      for (const amount of [1n, MAX_CENTS]) {
        await expectRevert(asPayer.spend(a.id, amount), cash, "CashCeilingsExceeded", a.id, 0n, amount);
      }
      await asPayer.restore(a.id, 100_00n);
      await expectRevert(asPayer.spend(a.id, 1n), cash, "CashCeilingsExceeded", a.id, 0n, 1n);
      await asPayer.restore(a.id, 1n);
      await asPayer.spend(a.id, 1n);
    });

    it("lifts it: nothing is counted any more, at any time", async () => {
      const { cash, asBudget, asPayer, treasury, a, until } = await story();
      await asPayer.spend(a.id, 1_000_00n);
      await expectEvent(
        asBudget.setCeiling(a.id, 0n, 0, 0),
        cash,
        "CashCeilingSet",
        a.id,
        treasury.budget.id,
        0n,
        0,
        0,
      );
      await asPayer.spend(a.id, MAX_CENTS);
      await time.increaseTo(until);
      await asPayer.spend(a.id, MAX_CENTS);
      expect(await cash.ceiling(a.id)).to.deep.equal([0n, 0n, 0n, 0n]);
    });
  });

  describe("spend", () => {
    it("counts up to the ceiling, to the cent", async () => {
      const { cash, asPayer, spent, a } = await story();
      await expectRevert(
        asPayer.spend(a.id, 1_000_01n),
        cash,
        "CashCeilingsExceeded",
        a.id,
        1_000_00n,
        1_000_01n,
      );
      await asPayer.spend(a.id, 999_99n);
      await expectRevert(asPayer.spend(a.id, 2n), cash, "CashCeilingsExceeded", a.id, 1n, 2n);
      await asPayer.spend(a.id, 1n);
      await asPayer.spend(a.id, 0n);
      await expectRevert(asPayer.spend(a.id, MAX_CENTS), cash, "CashCeilingsExceeded", a.id, 0n, MAX_CENTS);
      expect(await spent()).to.equal(1_000_00n);
    });

    it("is in the period from its first second to its last", async () => {
      const { cash, asBudget, asPayer, spent, a } = await story();
      const from = (await time.latest()) + DAY;
      const until = from + DAY;
      await asBudget.setCeiling(a.id, 1_000_00n, from, until);
      const outside = ["CashCeilingsOutsidePeriod", a.id, from, until] as const;
      await time.setNextBlockTimestamp(from - 1);
      await expectRevert(asPayer.spend(a.id, 1n), cash, ...outside);
      await time.setNextBlockTimestamp(from);
      await asPayer.spend(a.id, 1n);
      await time.setNextBlockTimestamp(until - 1);
      await asPayer.spend(a.id, 1n);
      await time.setNextBlockTimestamp(until);
      await expectRevert(asPayer.spend(a.id, 1n), cash, ...outside);
      // Not even nothing: an old ceiling is not outlived.
      await expectRevert(asPayer.spend(a.id, 0n), cash, ...outside);
      expect(await spent()).to.equal(2n);
    });

    it("leaves other organisations alone, those below it included", async () => {
      const { cash, asPayer, a, b, bureau } = await story();
      await asPayer.spend(a.id, 1_000_00n);
      for (const other of [TREASURY, b.id, bureau.id]) {
        await asPayer.spend(other, MAX_CENTS);
        expect(await cash.ceiling(other)).to.deep.equal([0n, 0n, 0n, 0n]);
      }
    });
  });

  describe("restore", () => {
    it("gives back what was spent, and no more", async () => {
      const { asPayer, spent, a, b } = await story();
      await asPayer.restore(a.id, MAX_CENTS);
      expect(await spent()).to.equal(0n);
      await asPayer.spend(a.id, 400_00n);
      await asPayer.restore(a.id, 100_00n);
      expect(await spent()).to.equal(300_00n);
      await asPayer.restore(a.id, 0n);
      expect(await spent()).to.equal(300_00n);
      await asPayer.restore(a.id, 300_01n);
      expect(await spent()).to.equal(0n);
      // There is no more than the ceiling to spend, whatever came back.
      await asPayer.spend(a.id, 1_000_00n);
      // An organisation without a ceiling has nothing to count.
      await asPayer.restore(b.id, 1n);
    });

    it("takes what comes back after the period", async () => {
      const { asPayer, spent, a, until } = await story();
      await asPayer.spend(a.id, 400_00n);
      await time.increaseTo(until);
      await asPayer.restore(a.id, 400_00n);
      expect(await spent()).to.equal(0n);
    });
  });

  it("is counted by payers alone: the officers whom they answer for can't", async () => {
    const all = await story();
    const { cash, registry, a, treasury, stranger, spent, asPayer } = all;
    await asPayer.spend(a.id, 1n);
    for (const call of ["spend", "restore"] as const) {
      for (const { id, signer } of [treasury.disbursing, treasury.budget]) {
        await expectRevert(
          cash.connect(signer)[call](a.id, 1n),
          registry,
          "OfficerRegistryMissingOffices",
          id,
          TREASURY,
          OFFICES.paying,
        );
      }
      await expectRevert(
        cash.connect(a.disbursing.signer)[call](a.id, 1n),
        registry,
        "OfficerRegistryNotAppointed",
        a.disbursing.id,
        TREASURY,
      );
      for (const other of [stranger, await asTop(all)]) {
        await expectRevert(
          cash.connect(other)[call](a.id, 1n),
          registry,
          "OfficerRegistryUnknownKey",
          other.address,
        );
      }
    }
    expect(await spent()).to.equal(1n);
  });

  it("is counted by no payer that was dismissed", async () => {
    const { registry, founders, payer, asPayer, spent, a } = await story();
    await asPayer.spend(a.id, 2n);
    await registry.connect(founders.registrar.signer).dismiss(payer.id, REASON);
    for (const call of ["spend", "restore"] as const) {
      await expectRevert(
        asPayer[call](a.id, 1n),
        registry,
        "OfficerRegistryUnknownKey",
        await payer.contract.getAddress(),
      );
    }
    expect(await spent()).to.equal(2n);
  });

  it("changes nothing, whoever asks, where there is no ceiling or nothing was spent", async () => {
    const { cash, stranger, spent, a, b } = await story();
    const before = await cash.ceiling(b.id);
    await cash.connect(stranger).spend(b.id, MAX_CENTS);
    await cash.connect(stranger).restore(b.id, 1n);
    expect(await cash.ceiling(b.id)).to.deep.equal(before);
    await cash.connect(stranger).restore(a.id, 1n);
    expect(await spent()).to.equal(0n);
  });

  it("counts and is set while payments are halted: to stop them is the payer's part", async () => {
    const { registry, founders, asBudget, asPayer, spent, a, until } = await story();
    await registry.connect(founders.inspector.signer).halt(a.id, DAY, REASON);
    await asPayer.spend(a.id, 2n);
    await asPayer.restore(a.id, 1n);
    expect(await spent()).to.equal(1n);
    await asBudget.setCeiling(a.id, 5n, await nextTime(), until);
  });
});
