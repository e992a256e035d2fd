import { expect } from "chai";
import { AbiCoder, keccak256, ZeroAddress } from "ethers";

import { DEFAULTS } from "../../deploy/deployFisc.js";
import { acts } from "../../sdk/acts.js";
import { obligationId, TREASURY } from "../../sdk/ids.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { OFFICES, officesMask } from "../../sdk/offices.js";
import { asTop, freshLedger } from "../fixtures/freshLedger.js";
import { BUILDER, CLASSIFICATION, funded } from "../fixtures/funded.js";
import { ethers, loadFixture, time } from "../fixtures/network.js";
import { appointed } from "../fixtures/staffed.js";
import { balances, desk } from "../helpers/desk.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const { identity } = DEFAULTS;

async function story() {
  const all = await loadFixture(funded);
  const { ledger, treasury } = all;
  return {
    ...all,
    ...desk(all),
    lawOffice: ledger.connect(treasury.appropriating.signer),
    asTop: ledger.connect(await asTop(all)),
  };
}

describe("BudgetLedger", () => {
  describe("deployment", () => {
    it("says what it is a ledger of", async () => {
      const { registry } = await loadFixture(freshLedger);
      const ledger = await ethers.deployContract("BudgetLedger", [registry, identity]);
      const { chainId } = await ethers.provider.getNetwork();
      const id = keccak256(
        AbiCoder.defaultAbiCoder().encode(["uint256", "address"], [chainId, await ledger.getAddress()]),
      );
      await expectEvent(
        Promise.resolve(ledger.deploymentTransaction()),
        ledger,
        "LedgerCreated",
        id,
        registry,
        ...Object.values(identity),
      );
      expect(await ledger.ledgerId()).to.equal(id);
      expect(await ledger.identity()).to.deep.equal(Object.values(identity));
      expect(await ledger.registry()).to.equal(await registry.getAddress());
      expect(await ledger.version()).to.equal("1.0.0");
      expect(await ledger.status()).to.deep.equal([0n, 0n, false, false]);
      expect(await ledger.accountCount()).to.equal(0);
    });

    it("refuses an identity with a part missing, or a currency that is no code", async () => {
      const { registry, ledger } = await loadFixture(freshLedger);
      const wrong = [
        { name: "" },
        { timeZone: "" },
        { fiscalYearStart: "" },
        { fiscalYearStart: "10-1" },
        { currency: "" },
        { currency: "US" },
        { currency: "USDC" },
        { currency: "usd" },
        { currency: "US$" },
        { currency: "[SD" },
      ];
      for (const part of wrong) {
        await expectRevert(
          ethers.deployContract("BudgetLedger", [registry, { ...identity, ...part }]),
          ledger,
          "BudgetLedgerInvalidIdentity",
        );
      }
    });
  });

  describe("execute", () => {
    it("does a batch of several offices whole", async () => {
      const all = await story();
      const { by, onAccount, project, a, branch } = all;
      const both = await appointed(all, "budget and contracting", a.id, officesMask("budget", "contracting"));
      const { sequence } = await onAccount(project, 1n);
      const line = { account: project, amount: 10n };
      await by(both, a.id)(
        acts.reserve({ ...line, sequence }),
        acts.unreserve({ ...line, sequence: sequence + 1 }),
        acts.obligate({ ...line, sequence: sequence + 2, payee: BUILDER, classification: CLASSIFICATION }),
        acts.transfer({ ...line, sequence: sequence + 3, to: branch }),
      );
      expect(await balances(all, project)).to.include({ obligated: 10_000_10n, available: 19_999_80n });
    });

    it("does a batch whole or not at all", async () => {
      const all = await story();
      const { ledger, budget, onAccount, project, branch } = all;
      const before = await ledger.account(project);
      const fine = acts.allot(await onAccount(project, 1n));
      const tooMuch = acts.allot(await onAccount(branch, 50_000_00n));
      await expectRevert(
        budget(fine, tooMuch),
        ledger,
        "BudgetLedgerInsufficientAuthority",
        all.root,
        49_999_99n,
        50_000_00n,
      );
      expect(await ledger.account(project)).to.deep.equal(before);
    });

    it("refuses an empty batch", async () => {
      const { ledger, budget, stranger, a } = await story();
      await expectRevert(budget(), ledger, "BudgetLedgerEmptyBatch");
      await expectRevert(ledger.connect(stranger).execute(a.id, []), ledger, "BudgetLedgerEmptyBatch");
    });

    it("needs every office, and a limit for the whole batch", async () => {
      const all = await story();
      const { registry, by, onAccount, root, project, a } = all;
      const limited = await appointed(all, "limited", a.id, OFFICES.budget, { limit: 10n });
      const { sequence } = await onAccount(project, 1n);
      const line = (offset: number, amount: bigint) =>
        acts.allot({ account: project, sequence: sequence + offset, amount });
      await expectRevert(
        by(limited, a.id)(line(0, 5n), line(1, 6n)),
        registry,
        "OfficerRegistryOverLimit",
        limited.id,
        10n,
        11n,
      );
      // Sums of the largest amounts do not come round.
      await expectRevert(
        by(limited, a.id)(line(0, MAX_CENTS), line(1, 1n)),
        registry,
        "OfficerRegistryOverLimit",
        limited.id,
        10n,
        MAX_CENTS + 1n,
      );
      await by(limited, a.id)(line(0, 5n), line(1, 5n));
      await expectRevert(
        by(limited, a.id)(
          line(2, 1n),
          acts.collect({ ...(await onAccount(root, 1n)), receipt: "refund" }),
          acts.appropriate(await onAccount(root, 1n)),
        ),
        registry,
        "OfficerRegistryMissingOffices",
        limited.id,
        a.id,
        officesMask("collecting", "appropriating"),
      );
    });

    it("is for keys that live", async () => {
      const { ledger, registry, founders, by, stranger, onAccount, project, a, secondKey } = await story();
      const act = acts.allot(await onAccount(project, 1n));
      await expectRevert(
        by({ signer: stranger }, a.id)(act),
        registry,
        "OfficerRegistryUnknownKey",
        stranger.address,
      );
      const obligate = async () =>
        acts.obligate({ ...(await onAccount(project, 1n)), payee: BUILDER, classification: CLASSIFICATION });
      await by({ signer: secondKey }, a.id)(await obligate());
      await registry.connect(founders.registrar.signer).revokeKey(secondKey);
      await expectRevert(
        by({ signer: secondKey }, a.id)(await obligate()),
        registry,
        "OfficerRegistryUnknownKey",
        secondKey.address,
      );
      await by(a.contracting, a.id)(await obligate());
      expect((await ledger.account(project)).totals.obligated).to.equal(10_000_02n);
    });

    it("knows no kind beyond the last", async () => {
      const { budget, onAccount, project } = await story();
      const act = { ...acts.allot(await onAccount(project, 1n)), kind: 26 };
      await expect(budget(act)).to.be.revert(ethers);
    });
  });

  describe("seal", () => {
    it("ends opening entries against the totals that were entered", async () => {
      const { ledger, lawOffice, contracting, onAccount, project, treasury } = await story();
      const line = { ...(await onAccount(project, 70n)), payee: BUILDER, classification: CLASSIFICATION };
      await contracting(acts.openObligation(line));
      for (const totals of [
        [140_000_01n, 70n],
        [140_000_00n, 71n],
        [0n, 0n],
      ] as const) {
        await expectRevert(
          lawOffice.seal(...totals),
          ledger,
          "BudgetLedgerOpeningMismatch",
          140_000_00n,
          70n,
        );
      }
      const { id } = treasury.appropriating;
      await expectEvent(lawOffice.seal(140_000_00n, 70n), ledger, "OpeningSealed", id, 140_000_00n, 70n);
      expect(await ledger.status()).to.deep.equal([140_000_00n, 70n, true, false]);
      await expectRevert(lawOffice.seal(140_000_00n, 70n), ledger, "BudgetLedgerSealed");
    });

    it("lets an expired account bring its authority along before, and not after", async () => {
      const { ledger, law, lawOffice, onAccount, root, closesAt } = await story();
      await time.increaseTo(closesAt);
      await law(acts.appropriate(await onAccount(root, 5n)));
      await lawOffice.seal(140_000_05n, 0n);
      await expectRevert(
        law(acts.appropriate(await onAccount(root, 5n))),
        ledger,
        "BudgetLedgerWrongPhase",
        root,
        2,
      );
    });

    it("counts nothing any more afterwards", async () => {
      const { ledger, law, lawOffice, onAccount, root } = await story();
      await lawOffice.seal(140_000_00n, 0n);
      await law(acts.appropriate(await onAccount(root, 5n)));
      expect((await ledger.status()).openingAuthority).to.equal(140_000_00n);
    });

    it("counts what the law appropriated and what was entered, and nothing that came of it", async () => {
      const all = await story();
      const { ledger, law, lawOffice, contracting, collecting, onAccount, onObligation, root, project } = all;
      const line = { ...(await onAccount(project, 70n)), payee: BUILDER, classification: CLASSIFICATION };
      await contracting(acts.openObligation(line));
      await contracting(acts.increase(await onObligation(all.contract, 5n)));
      await contracting(acts.deobligate(await onObligation(obligationId(project, line.sequence), 70n)));
      await law(acts.rescind(await onAccount(root, 1_00n)));
      await law(acts.anticipate(await onAccount(root, 50n)));
      await collecting(acts.collect({ ...(await onAccount(root, 50n)), receipt: "refund" }));
      await law(acts.realise(await onAccount(root, 50n)));
      await lawOffice.seal(140_000_00n, 70n);
      expect(await ledger.status()).to.deep.equal([140_000_00n, 70n, true, false]);
    });

    it("adds up to more than any one account holds", async () => {
      const { ledger, law, lawOffice, onAccount, root, other, treasury } = await story();
      await law(acts.appropriate(await onAccount(root, MAX_CENTS - 100_000_00n)));
      await law(acts.appropriate(await onAccount(other, MAX_CENTS - 40_000_00n)));
      await expectRevert(
        lawOffice.seal(MAX_CENTS, 0n),
        ledger,
        "BudgetLedgerOpeningMismatch",
        2n * MAX_CENTS,
        0n,
      );
      await expectEvent(
        lawOffice.seal(2n * MAX_CENTS, 0n),
        ledger,
        "OpeningSealed",
        treasury.appropriating.id,
        2n * MAX_CENTS,
        0n,
      );
    });

    it("is an appropriating officer's at the treasury", async () => {
      const { ledger, registry, treasury, stranger } = await story();
      await expectRevert(
        ledger.connect(stranger).seal(140_000_00n, 0n),
        registry,
        "OfficerRegistryUnknownKey",
        stranger.address,
      );
      await expectRevert(
        ledger.connect(treasury.budget.signer).seal(140_000_00n, 0n),
        registry,
        "OfficerRegistryMissingOffices",
        treasury.budget.id,
        TREASURY,
        OFFICES.appropriating,
      );
    });
  });

  describe("freeze", () => {
    it("ends all acts, for ever; reads go on", async () => {
      const all = await story();
      const { ledger, asTop: asTopmost, lawOffice, budget, onAccount, project, root, a } = all;
      await expectEvent(asTopmost.freeze(), ledger, "LedgerFrozen");
      const frozen = async (call: Promise<unknown>) => expectRevert(call, ledger, "BudgetLedgerFrozen");
      await frozen(budget(acts.allot(await onAccount(project, 1n))));
      const dates = [all.opensAt, all.closesAt, all.cancelsAt] as const;
      await frozen(lawOffice.openAppropriation(a.id, ...dates, "X"));
      await frozen(ledger.connect(a.budget.signer).openAllotment(root, a.id, all.opensAt, all.closesAt, "X"));
      await frozen(lawOffice.extend(root, all.closesAt + 1, all.cancelsAt + 1));
      await frozen(ledger.connect(a.budget.signer).reassign(project, all.b.id));
      for (const post of [all.claims.certify, all.claims.pay]) {
        await frozen(post(a.id, a.certifying.id, [{ obligation: all.contract, amount: 1n }]));
      }
      await frozen(lawOffice.seal(140_000_00n, 0n));
      await frozen(asTopmost.freeze());
      expect((await ledger.status()).isFrozen).to.equal(true);
      expect(await ledger.authority(root)).to.equal(100_000_00n);
    });

    it("is the top's alone", async () => {
      const { ledger, founders, treasury, stranger } = await story();
      const others = [stranger, founders.administrator.signer, founders.inspector.signer];
      for (const other of [...others, treasury.appropriating.signer]) {
        await expectRevert(ledger.connect(other).freeze(), ledger, "BudgetLedgerOnlyTop", other.address);
      }
    });
  });

  it("knows nothing of what there is not", async () => {
    const { ledger } = await loadFixture(freshLedger);
    expect(await ledger.authority(1)).to.equal(0);
    expect((await ledger.account(1)).totals.sequence).to.equal(0);
    expect((await ledger.obligation(1)).commitment.payee).to.equal(0);
    expect(await ledger.accountByCode(0, "X")).to.equal(0);
    expect(await ledger.registry()).to.not.equal(ZeroAddress);
  });
});
