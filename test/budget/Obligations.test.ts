import { expect } from "chai";

import { type Act, acts, NO_EVIDENCE } from "../../sdk/acts.js";
import { NO_END } from "../../sdk/calendar.js";
import { MANY_PAYEES, obligationId, TREASURY } from "../../sdk/ids.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { OFFICES, officesMask } from "../../sdk/offices.js";
import type { Person } from "../fixtures/freshLedger.js";
import { BUILDER, CLASSIFICATION, EVIDENCE, funded, SUPPLIER } from "../fixtures/funded.js";
import { loadFixture, nextTime, time } from "../fixtures/network.js";
import { appoint, appointed } from "../fixtures/staffed.js";
import { balances, desk } from "../helpers/desk.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const DAY = 86_400;
const PLANNED = 0;
const EXPIRED = 2;
const CANCELLED = 3;
const SEVERAL_OFFICERS = 2 ** 24 - 1;

/** An open obligation of 10,000.00 on the project, of which nothing was accepted. */
async function story() {
  const all = await loadFixture(funded);
  const { ledger, a, project } = all;
  const at = desk(all);
  return {
    ...all,
    ...at,
    /** What is obligated, accepted, advanced, held back, certified and paid, in cents. */
    progress: async (obligation = all.contract) => {
      const { commitment, claims, retained } = await ledger.obligation(obligation);
      return {
        obligated: commitment.obligated,
        accepted: commitment.owed - claims.advanced,
        advanced: claims.advanced,
        retained,
        certified: claims.certified,
        paid: claims.paid,
      };
    },
    obligating: async (change: { amount?: bigint; payee?: number; classification?: string } = {}) => {
      const line = await at.onAccount(project, change.amount ?? 1n);
      return acts.obligate({ payee: SUPPLIER, classification: CLASSIFICATION, ...line, ...change });
    },
    accept: async (amount: bigint) => at.receiving(acts.accept(await at.onObligation(all.contract, amount))),
    advance: async (amount: bigint) => at.budget(acts.advance(await at.onObligation(all.contract, amount))),
    retain: async (amount: bigint) => at.receiving(acts.retain(await at.onObligation(all.contract, amount))),
    certify: async (amount: bigint, { id }: { id: number } = a.certifying) =>
      at.claims.certify(a.id, id, [{ obligation: all.contract, amount }]),
    decertify: async (amount: bigint, { id }: { id: number } = a.certifying) =>
      at.claims.decertify(a.id, id, [{ obligation: all.contract, amount }]),
    pay: async (amount: bigint) =>
      at.claims.pay(a.id, a.disbursing.id, [{ obligation: all.contract, amount }]),
    /** The same person, with other offices at A from now on. */
    moveTo: async (person: Person, ...offices: (keyof typeof OFFICES)[]) =>
      appoint(all, person.id, a.id, officesMask(...offices)),
  };
}

const nothing = {
  obligated: 10_000_00n,
  accepted: 0n,
  advanced: 0n,
  retained: 0n,
  certified: 0n,
  paid: 0n,
};

describe("BudgetLedger: obligations", () => {
  describe("Obligate", () => {
    it("makes a commitment whose id its author knew", async () => {
      const all = await story();
      const { ledger, contracting, onAccount, project, a, progress } = all;
      const line = {
        ...(await onAccount(project, 20_000_00n)),
        payee: SUPPLIER,
        classification: CLASSIFICATION,
        evidence: EVIDENCE,
      };
      const id = obligationId(project, line.sequence);
      await expectEvent(
        contracting(acts.obligate(line)),
        ledger,
        "Obligated",
        id,
        SUPPLIER,
        a.contracting.id,
        20_000_00n,
        CLASSIFICATION,
        EVIDENCE,
      );
      const { commitment } = await ledger.obligation(id);
      expect(commitment).to.deep.equal([20_000_00n, 0n, SUPPLIER, a.contracting.id, 0n, 1n, 0n]);
      expect(await progress(id)).to.deep.equal({ ...nothing, obligated: 20_000_00n });
      expect(await balances(all, project)).to.include({ available: 0n, obligated: 30_000_00n });
      expect(await ledger.hasObligated(id, a.contracting.id)).to.equal(true);
      expect(await ledger.hasObligated(id, a.receiving.id)).to.equal(false);
    });

    it("takes no more than is available", async () => {
      const { ledger, contracting, obligating, project } = await story();
      for (const amount of [20_000_01n, MAX_CENTS]) {
        await expectRevert(
          contracting(await obligating({ amount })),
          ledger,
          "BudgetLedgerInsufficientAuthority",
          project,
          20_000_00n,
          amount,
        );
      }
    });

    it("needs a payee and a classification in a known codec", async () => {
      const { ledger, contracting, obligating, project } = await story();
      await expectRevert(
        contracting(await obligating({ payee: 0 })),
        ledger,
        "BudgetLedgerInvalidPayee",
        project,
        0,
      );
      for (const version of ["00", "02", "ff"]) {
        const classification = `0x${version}${CLASSIFICATION.slice(4)}`;
        await expectRevert(
          contracting(await obligating({ classification })),
          ledger,
          "BudgetLedgerUnknownClassification",
          classification,
        );
      }
    });

    it("is the owner's contracting officer's", async () => {
      const { ledger, registry, by, budget, obligating, project, a, b, bureau, treasury } = await story();
      const act = await obligating();
      for (const [person, organisation] of [
        [b.contracting, b.id],
        [bureau.contracting, bureau.id],
        [treasury.contracting, TREASURY],
      ] as const) {
        await expectRevert(
          by(person, organisation)(act),
          ledger,
          "BudgetLedgerWrongOrganisation",
          project,
          a.id,
          organisation,
        );
      }
      await expectRevert(
        budget(act),
        registry,
        "OfficerRegistryMissingOffices",
        a.budget.id,
        a.id,
        OFFICES.contracting,
      );
    });

    it("needs the root open and the account's own window", async () => {
      const all = await story();
      const { ledger, budget, contracting, obligating, onAccount, project, a, opensAt, closesAt, treasury } =
        all;
      const law = ledger.connect(treasury.appropriating.signer);
      const later = (await nextTime()) + DAY;
      await law.openAppropriation(a.id, later, closesAt, all.cancelsAt, "later");
      const onPlanned = acts.obligate({
        ...(await onAccount(5, 1n)),
        payee: BUILDER,
        classification: CLASSIFICATION,
      });
      await expectRevert(contracting(onPlanned), ledger, "BudgetLedgerWrongPhase", 5, PLANNED);

      const window = [opensAt + 10 * DAY, opensAt + 20 * DAY] as const;
      await ledger.connect(a.budget.signer).openAllotment(project, a.id, ...window, "window");
      await budget(acts.allot({ account: 6, sequence: 1, amount: 100n }));
      const inWindow = async () =>
        contracting(
          acts.obligate({ ...(await onAccount(6, 1n)), payee: BUILDER, classification: CLASSIFICATION }),
        );
      const outside = ["BudgetLedgerOutsideWindow", 6, ...window] as const;
      for (const [moment, inside] of [
        [window[0] - 1, false],
        [window[0], true],
        [window[1] - 1, true],
        [window[1], false],
      ] as const) {
        await time.setNextBlockTimestamp(moment);
        if (inside) await inWindow();
        else await expectRevert(inWindow(), ledger, ...outside);
      }

      await time.setNextBlockTimestamp(closesAt);
      await expectRevert(contracting(await obligating()), ledger, "BudgetLedgerWrongPhase", project, EXPIRED);
    });

    it("is done once: its retry meets its own obligation", async () => {
      const { ledger, contracting, obligating, project } = await story();
      const act = await obligating();
      await contracting(act);
      await expectRevert(contracting(act), ledger, "BudgetLedgerAlreadyDone", project, act.sequence);
      await expectRevert(
        contracting({ ...act, counterpart: BUILDER }),
        ledger,
        "BudgetLedgerStaleView",
        project,
        act.sequence + 1,
        act.sequence,
      );
    });

    it("knows no account beyond 32 bits", async () => {
      const { ledger, contracting, obligating } = await story();
      const act = { ...(await obligating()), subject: 2n ** 32n };
      await expectRevert(contracting(act), ledger, "BudgetLedgerInvalidAct", act.subject, SUPPLIER);
      await expectRevert(contracting({ ...act, subject: 99n }), ledger, "BudgetLedgerUnknownAccount", 99);
    });
  });

  describe("OpenObligation", () => {
    it("enters what was committed before, in an expired account too, until the seal", async () => {
      const all = await story();
      const { ledger, contracting, onAccount, project, a, treasury, closesAt } = all;
      await time.increaseTo(closesAt);
      const line = { ...(await onAccount(project, 70n)), payee: BUILDER, classification: CLASSIFICATION };
      await expectEvent(
        contracting(acts.openObligation(line)),
        ledger,
        "ObligationOpened",
        obligationId(project, line.sequence),
        BUILDER,
        a.contracting.id,
        70n,
        CLASSIFICATION,
        NO_EVIDENCE,
      );
      expect((await ledger.status()).openingObligated).to.equal(70n);
      await ledger.connect(treasury.appropriating.signer).seal(140_000_00n, 70n);
      const next = { ...line, sequence: line.sequence + 1 };
      await expectRevert(contracting(acts.openObligation(next)), ledger, "BudgetLedgerSealed");
    });

    it("enters what was committed in a child whose own window is over", async () => {
      const all = await story();
      const { ledger, budget, contracting, onAccount, project, a, opensAt, progress } = all;
      const closesAt = opensAt + 10 * DAY;
      await ledger.connect(a.budget.signer).openAllotment(project, a.id, opensAt, closesAt, "window");
      await budget(acts.allot(await onAccount(5, 100n)));
      await time.increaseTo(closesAt);
      const line = { ...(await onAccount(5, 70n)), payee: BUILDER, classification: CLASSIFICATION };
      await expectRevert(
        contracting(acts.obligate(line)),
        ledger,
        "BudgetLedgerOutsideWindow",
        5,
        opensAt,
        closesAt,
      );
      await contracting(acts.openObligation(line));
      expect((await progress(obligationId(5, line.sequence))).obligated).to.equal(70n);
    });

    it("enters nothing in an account that has not opened", async () => {
      const all = await story();
      const { ledger, law, budget, contracting, onAccount, a, closesAt, cancelsAt, treasury } = all;
      const opensAt = (await nextTime()) + DAY;
      await ledger
        .connect(treasury.appropriating.signer)
        .openAppropriation(a.id, opensAt, closesAt, cancelsAt, "later");
      await ledger.connect(a.budget.signer).openAllotment(5, a.id, opensAt, closesAt, "child");
      await law(acts.appropriate(await onAccount(5, 200n)));
      await budget(acts.allot(await onAccount(6, 100n)));
      const entry = async (account: number) =>
        acts.openObligation({
          ...(await onAccount(account, 70n)),
          payee: BUILDER,
          classification: CLASSIFICATION,
        });
      for (const account of [5, 6]) {
        await expectRevert(
          contracting(await entry(account)),
          ledger,
          "BudgetLedgerWrongPhase",
          account,
          PLANNED,
        );
      }
      const early = await entry(6);
      await time.setNextBlockTimestamp(opensAt);
      await contracting(early);
    });

    it("makes its author one who obligated", async () => {
      const all = await story();
      const { ledger, by, contracting, onAccount, onObligation, project, a, moveTo } = all;
      const line = { ...(await onAccount(project, 70n)), payee: BUILDER, classification: CLASSIFICATION };
      const id = obligationId(project, line.sequence);
      await contracting(acts.openObligation(line));
      expect(await ledger.hasObligated(id, a.contracting.id)).to.equal(true);
      await moveTo(a.contracting, "receiving");
      await expectRevert(
        by(a.contracting, a.id)(acts.accept(await onObligation(id, 1n))),
        ledger,
        "BudgetLedgerDutiesNotSeparate",
        id,
        a.contracting.id,
      );
    });

    it("enters nothing in a cancelled account", async () => {
      const { ledger, contracting, onAccount, project, cancelsAt } = await story();
      await time.increaseTo(cancelsAt);
      const line = { ...(await onAccount(project, 70n)), payee: BUILDER, classification: CLASSIFICATION };
      await expectRevert(
        contracting(acts.openObligation(line)),
        ledger,
        "BudgetLedgerWrongPhase",
        project,
        CANCELLED,
      );
    });
  });

  describe("Increase and Deobligate", () => {
    it("adjust a commitment, in an expired account too", async () => {
      const all = await story();
      const { ledger, contracting, onObligation, contract, project, a, closesAt } = all;
      for (const phase of ["open", "expired"]) {
        if (phase === "expired") await time.increaseTo(closesAt);
        let line = { ...(await onObligation(contract, 20_000_00n)), evidence: EVIDENCE };
        const { sequence } = (await ledger.account(project)).totals;
        await expectEvent(
          contracting(acts.increase(line)),
          ledger,
          "Increased",
          contract,
          a.contracting.id,
          line.sequence,
          20_000_00n,
          EVIDENCE,
        );
        expect(await balances(all, project)).to.include({ available: 0n, obligated: 30_000_00n });
        line = { ...(await onObligation(contract, 20_000_00n)), evidence: EVIDENCE };
        await expectEvent(
          contracting(acts.deobligate(line)),
          ledger,
          "Deobligated",
          contract,
          a.contracting.id,
          line.sequence,
          20_000_00n,
          EVIDENCE,
        );
        expect(await balances(all, project)).to.include({ available: 20_000_00n, obligated: 10_000_00n });
        expect((await ledger.account(project)).totals.sequence).to.equal(sequence + 2n);
      }
    });

    it("raise by no more than is available", async () => {
      const { ledger, contracting, onObligation, contract, project } = await story();
      await expectRevert(
        contracting(acts.increase(await onObligation(contract, 20_000_01n))),
        ledger,
        "BudgetLedgerInsufficientAuthority",
        project,
        20_000_00n,
        20_000_01n,
      );
    });

    it("lower by no more than is neither accepted nor advanced", async () => {
      const { ledger, contracting, onObligation, contract, accept, advance, progress } = await story();
      await accept(6_000_00n);
      await advance(1_000_00n);
      await expectRevert(
        contracting(acts.deobligate(await onObligation(contract, 3_000_01n))),
        ledger,
        "BudgetLedgerExceedsObligation",
        contract,
        3_000_00n,
        3_000_01n,
      );
      await contracting(acts.deobligate(await onObligation(contract, 3_000_00n)));
      expect((await progress()).obligated).to.equal(7_000_00n);
    });
  });

  describe("Novate", () => {
    it("gives the whole commitment to another payee", async () => {
      const { ledger, contracting, onObligation, contract, a } = await story();
      const line = await onObligation(contract, 10_000_00n);
      await expectEvent(
        contracting(acts.novate({ ...line, payee: SUPPLIER })),
        ledger,
        "Novated",
        contract,
        SUPPLIER,
        a.contracting.id,
        line.sequence,
        10_000_00n,
        NO_EVIDENCE,
      );
      expect((await ledger.obligation(contract)).commitment.payee).to.equal(SUPPLIER);
    });

    it("takes nothing from many payees to one", async () => {
      const { ledger, contracting, project, onAccount, onObligation } = await story();
      const { sequence } = await onAccount(project, 1n);
      const line = { account: project, sequence, amount: 5n, classification: CLASSIFICATION };
      await contracting(acts.obligate({ ...line, payee: MANY_PAYEES }));
      const id = obligationId(project, sequence);
      await expectRevert(
        contracting(acts.novate({ ...(await onObligation(id, 5n)), payee: SUPPLIER })),
        ledger,
        "BudgetLedgerInvalidPayee",
        id,
        SUPPLIER,
      );
    });

    it("refuses no payee, the same one, many, a part, and what is certified or advanced", async () => {
      const { ledger, contracting, receiving, onObligation, contract, ...rest } = await story();
      const { accept, advance, certify, decertify } = rest;
      const line = await onObligation(contract, 10_000_00n);
      for (const payee of [0, BUILDER, MANY_PAYEES]) {
        await expectRevert(
          contracting(acts.novate({ ...line, payee })),
          ledger,
          "BudgetLedgerInvalidPayee",
          contract,
          payee,
        );
      }
      for (const amount of [9_999_99n, 10_000_01n]) {
        await expectRevert(
          contracting(acts.novate({ ...line, payee: SUPPLIER, amount })),
          ledger,
          "BudgetLedgerInvalidNovation",
          contract,
          10_000_00n,
          0,
        );
      }
      await accept(5n);
      await certify(2n);
      const pending = async (cents: bigint) =>
        expectRevert(
          contracting(acts.novate({ ...(await onObligation(contract, 10_000_00n)), payee: SUPPLIER })),
          ledger,
          "BudgetLedgerInvalidNovation",
          contract,
          10_000_00n,
          cents,
        );
      await pending(2n);
      // An advance is on its way to the former payee, too, paid or not.
      await advance(7n);
      await pending(9n);
      await decertify(2n);
      await pending(7n);
      await receiving(acts.liquidate(await onObligation(contract, 6n)));
      await pending(1n);
      await receiving(acts.liquidate(await onObligation(contract, 1n)));
      await contracting(acts.novate({ ...(await onObligation(contract, 10_000_00n)), payee: SUPPLIER }));
    });

    it("counts as obligating", async () => {
      const all = await story();
      const { ledger, by, onObligation, contract, a, accept, moveTo } = all;
      const novator = await appointed(all, "novator", a.id, OFFICES.contracting);
      await by(
        novator,
        a.id,
      )(acts.novate({ ...(await onObligation(contract, 10_000_00n)), payee: SUPPLIER }));
      expect(await ledger.hasObligated(contract, novator.id)).to.equal(true);
      await accept(1n);
      await moveTo(a.receiving, "contracting");
      await expectRevert(
        by(a.receiving, a.id)(acts.novate({ ...(await onObligation(contract, 10_000_00n)), payee: BUILDER })),
        ledger,
        "BudgetLedgerDutiesNotSeparate",
        contract,
        a.receiving.id,
      );
    });
  });

  describe("Accept and Reverse", () => {
    it("take goods in and back", async () => {
      const { ledger, receiving, onObligation, contract, a, progress } = await story();
      let line = { ...(await onObligation(contract, 10_000_00n)), evidence: EVIDENCE };
      await expectEvent(
        receiving(acts.accept(line)),
        ledger,
        "Accepted",
        contract,
        a.receiving.id,
        line.sequence,
        10_000_00n,
        EVIDENCE,
      );
      expect(await progress()).to.deep.equal({ ...nothing, accepted: 10_000_00n });
      expect(await ledger.hasAccepted(contract, a.receiving.id)).to.equal(true);
      expect(await ledger.hasAccepted(contract, a.budget.id)).to.equal(false);
      line = { ...(await onObligation(contract, 4n)), evidence: EVIDENCE };
      await expectEvent(
        receiving(acts.reverse(line)),
        ledger,
        "Reversed",
        contract,
        a.receiving.id,
        line.sequence,
        4n,
        EVIDENCE,
      );
      expect((await progress()).accepted).to.equal(9_999_96n);
    });

    it("take in no more than is obligated", async () => {
      const { ledger, contract, accept, advance } = await story();
      await accept(9_000_00n);
      await advance(1_00n);
      for (const more of [accept, advance]) {
        await expectRevert(
          more(999_01n),
          ledger,
          "BudgetLedgerExceedsObligation",
          contract,
          999_00n,
          999_01n,
        );
      }
    });

    it("take back no more than was accepted, and nothing that is claimed", async () => {
      const { ledger, receiving, onObligation, contract, accept, advance, certify, pay } = await story();
      await accept(100n);
      await advance(50n);
      await expectRevert(
        receiving(acts.reverse(await onObligation(contract, 101n))),
        ledger,
        "BudgetLedgerExceedsAccepted",
        contract,
        100n,
        101n,
      );
      await certify(60n);
      await pay(40n);
      await expectRevert(
        receiving(acts.reverse(await onObligation(contract, 91n))),
        ledger,
        "BudgetLedgerExceedsOwed",
        contract,
        90n,
        91n,
      );
      await receiving(acts.reverse(await onObligation(contract, 90n)));
    });
  });

  describe("Advance and Liquidate", () => {
    it("pay before acceptance, and turn it into acceptance", async () => {
      const { ledger, budget, receiving, onObligation, contract, a, progress, certify, pay } = await story();
      let line = await onObligation(contract, 500n);
      await expectEvent(
        budget(acts.advance(line)),
        ledger,
        "Advanced",
        contract,
        a.budget.id,
        line.sequence,
        500n,
        NO_EVIDENCE,
      );
      await certify(500n);
      await pay(500n);
      expect(await progress()).to.deep.equal({ ...nothing, advanced: 500n, paid: 500n });
      line = await onObligation(contract, 300n);
      await expectEvent(
        receiving(acts.liquidate(line)),
        ledger,
        "Liquidated",
        contract,
        a.receiving.id,
        line.sequence,
        300n,
        NO_EVIDENCE,
      );
      expect(await progress()).to.deep.equal({ ...nothing, accepted: 300n, advanced: 200n, paid: 500n });
      for (const { id } of [a.budget, a.receiving]) {
        expect(await ledger.hasAccepted(contract, id)).to.equal(true);
      }
      await expectRevert(
        receiving(acts.liquidate(await onObligation(contract, 201n))),
        ledger,
        "BudgetLedgerExceedsAdvanced",
        contract,
        200n,
        201n,
      );
    });
  });

  describe("Recall", () => {
    it("takes an advance back as far as it is outstanding and not claimed", async () => {
      const { ledger, budget, contracting, onObligation, contract, a, advance, certify, retain, progress } =
        await story();
      await advance(500n);
      await certify(100n);
      await retain(50n);
      await expectRevert(
        budget(acts.recall(await onObligation(contract, 501n))),
        ledger,
        "BudgetLedgerExceedsAdvanced",
        contract,
        500n,
        501n,
      );
      await expectRevert(
        budget(acts.recall(await onObligation(contract, 351n))),
        ledger,
        "BudgetLedgerExceedsOwed",
        contract,
        350n,
        351n,
      );
      const line = { ...(await onObligation(contract, 350n)), evidence: EVIDENCE };
      await expectEvent(
        budget(acts.recall(line)),
        ledger,
        "Recalled",
        contract,
        a.budget.id,
        line.sequence,
        350n,
        EVIDENCE,
      );
      expect(await progress()).to.deep.equal({ ...nothing, advanced: 150n, retained: 50n, certified: 100n });
      // Undelivered again, so it may be freed.
      await contracting(acts.deobligate(await onObligation(contract, 9_998_50n)));
    });

    it("is no acceptance: whoever recalled may raise", async () => {
      const all = await story();
      const { ledger, by, onObligation, contract, a, advance } = all;
      const both = await appointed(all, "budget and contracting", a.id, officesMask("budget", "contracting"));
      await advance(10n);
      await by(both, a.id)(acts.recall(await onObligation(contract, 10n)));
      expect(await ledger.hasAccepted(contract, both.id)).to.equal(false);
      await by(both, a.id)(acts.increase(await onObligation(contract, 1n)));
    });
  });

  describe("Retain and Unretain", () => {
    it("hold back a part of what is owed, and let it go", async () => {
      const { ledger, receiving, onObligation, contract, a, accept, certify, pay, progress } = await story();
      await accept(100n);
      await certify(40n);
      await pay(30n);
      let line = { ...(await onObligation(contract, 10n)), evidence: EVIDENCE };
      await expectEvent(
        receiving(acts.retain(line)),
        ledger,
        "Retained",
        contract,
        a.receiving.id,
        line.sequence,
        10n,
        EVIDENCE,
      );
      expect(await progress()).to.deep.equal({
        ...nothing,
        accepted: 100n,
        retained: 10n,
        certified: 10n,
        paid: 30n,
      });
      const { claims } = await ledger.obligation(contract);
      expect(claims).to.deep.equal([0n, 10n, 30n, a.certifying.id, true]);
      line = { ...(await onObligation(contract, 10n)), evidence: EVIDENCE };
      await expectEvent(
        receiving(acts.unretain(line)),
        ledger,
        "Unretained",
        contract,
        a.receiving.id,
        line.sequence,
        10n,
        EVIDENCE,
      );
      expect((await ledger.obligation(contract)).claims.isRetaining).to.equal(false);
      await certify(60n);
    });

    it("hold back no more than is owed and not claimed, and let go no more than is held back", async () => {
      const { ledger, receiving, onObligation, contract, accept, certify, retain } = await story();
      await expectRevert(retain(1n), ledger, "BudgetLedgerExceedsOwed", contract, 0, 1);
      await accept(100n);
      await certify(60n);
      await expectRevert(retain(41n), ledger, "BudgetLedgerExceedsOwed", contract, 40n, 41n);
      await retain(30n);
      await retain(10n);
      await expectRevert(certify(1n), ledger, "BudgetLedgerExceedsOwed", contract, 0, 1);
      await expectRevert(
        receiving(acts.reverse(await onObligation(contract, 1n))),
        ledger,
        "BudgetLedgerExceedsOwed",
        contract,
        0,
        1,
      );
      await expectRevert(
        receiving(acts.unretain(await onObligation(contract, 41n))),
        ledger,
        "BudgetLedgerExceedsRetained",
        contract,
        40n,
        41n,
      );
    });

    it("go on in an expired account, and go over to a new payee", async () => {
      const all = await story();
      const { ledger, receiving, contracting, onObligation, contract, accept, retain, closesAt } = all;
      await accept(100n);
      await retain(20n);
      await contracting(acts.novate({ ...(await onObligation(contract, 10_000_00n)), payee: SUPPLIER }));
      await time.increaseTo(closesAt);
      await retain(10n);
      await receiving(acts.unretain(await onObligation(contract, 30n)));
      expect((await ledger.obligation(contract)).retained).to.equal(0);
    });
  });

  describe("parties", () => {
    it("names the payee and the organisation that owes", async () => {
      const { ledger, contracting, onObligation, contract, project, a, b } = await story();
      expect(await ledger.parties(contract)).to.deep.equal([a.id, BUILDER]);
      await contracting(acts.novate({ ...(await onObligation(contract, 10_000_00n)), payee: SUPPLIER }));
      await ledger.connect(a.budget.signer).reassign(project, b.id);
      expect(await ledger.parties(contract)).to.deep.equal([b.id, SUPPLIER]);
    });

    it("knows nobody who is owed nothing", async () => {
      const { ledger, project } = await story();
      for (const unknown of [0n, obligationId(project, 9), obligationId(99, 1)]) {
        await expectRevert(ledger.parties(unknown), ledger, "BudgetLedgerUnknownObligation", unknown);
      }
    });
  });

  describe("separation of duties", () => {
    it("compares persons, not keys: who obligated neither accepts, advances nor certifies", async () => {
      const { ledger, by, onObligation, contract, a, accept, certify, secondKey, moveTo } = await story();
      const { id } = a.contracting;
      await accept(10n);
      await moveTo(a.contracting, "receiving", "budget", "certifying");
      for (const signer of [a.contracting.signer, secondKey]) {
        for (const act of [
          acts.accept(await onObligation(contract, 1n)),
          acts.advance(await onObligation(contract, 1n)),
          acts.retain(await onObligation(contract, 1n)),
          acts.unretain(await onObligation(contract, 1n)),
        ]) {
          await expectRevert(
            by({ signer }, a.id)(act),
            ledger,
            "BudgetLedgerDutiesNotSeparate",
            contract,
            id,
          );
        }
      }
      // A payer names the person; it has no keys to compare.
      await expectRevert(certify(1n, a.contracting), ledger, "BudgetLedgerDutiesNotSeparate", contract, id);
    });

    it("counts liquidating as accepting", async () => {
      const { ledger, by, onObligation, contract, a, advance, moveTo } = await story();
      await advance(10n);
      await moveTo(a.contracting, "receiving");
      await expectRevert(
        by(a.contracting, a.id)(acts.liquidate(await onObligation(contract, 1n))),
        ledger,
        "BudgetLedgerDutiesNotSeparate",
        contract,
        a.contracting.id,
      );
    });

    it("counts liquidating as accepting, so that whoever liquidated neither raises nor novates", async () => {
      const all = await story();
      const { ledger, by, onObligation, contract, a, advance, moveTo } = all;
      await advance(10n);
      const { id } = a.receiving;
      expect(await ledger.hasAccepted(contract, id)).to.equal(false);
      await by(a.receiving, a.id)(acts.liquidate(await onObligation(contract, 10n)));
      expect(await ledger.hasAccepted(contract, id)).to.equal(true);
      expect(await ledger.hasObligated(contract, id)).to.equal(false);
      await moveTo(a.receiving, "contracting");
      for (const act of [
        acts.increase(await onObligation(contract, 1n)),
        acts.novate({ ...(await onObligation(contract, 10_000_00n)), payee: SUPPLIER }),
      ]) {
        await expectRevert(by(a.receiving, a.id)(act), ledger, "BudgetLedgerDutiesNotSeparate", contract, id);
      }
    });

    it("refuses a raise and a novation by whoever certified, whatever became of the claim", async () => {
      const all = await story();
      const { ledger, by, onObligation, contract, a, accept, certify, decertify, pay, moveTo, progress } =
        all;
      const second = await appointed(all, "second certifying officer", a.id, OFFICES.certifying);
      await accept(100n);
      await certify(40n);
      await pay(40n);
      await certify(10n, second);
      expect((await ledger.obligation(contract)).claims.certifier).to.equal(SEVERAL_OFFICERS);
      await decertify(10n);
      for (const person of [a.certifying, second]) {
        expect(await ledger.hasCertified(contract, person.id)).to.equal(true);
        await moveTo(person, "contracting");
        const { obligated } = await progress();
        for (const act of [
          acts.increase(await onObligation(contract, 1n)),
          acts.novate({ ...(await onObligation(contract, obligated)), payee: SUPPLIER }),
        ]) {
          await expectRevert(
            by(person, a.id)(act),
            ledger,
            "BudgetLedgerDutiesNotSeparate",
            contract,
            person.id,
          );
        }
        // Lowering harms nobody.
        await by(person, a.id)(acts.deobligate(await onObligation(contract, 1n)));
      }
      expect(await ledger.hasCertified(contract, a.receiving.id)).to.equal(false);
      expect(await ledger.hasCertified(contract, SEVERAL_OFFICERS)).to.equal(false);
    });

    it("knows a certifier by the one who certified alone, too, and lets who only gave claims up obligate", async () => {
      const all = await story();
      const { ledger, by, onObligation, contract, a, accept, certify, decertify, moveTo } = all;
      const other = await appointed(all, "second certifying officer", a.id, OFFICES.certifying);
      await accept(100n);
      await certify(40n);
      await certify(10n);
      await decertify(50n, other);
      expect((await ledger.obligation(contract)).claims.certifier).to.equal(a.certifying.id);
      expect(await ledger.hasCertified(contract, other.id)).to.equal(false);
      for (const person of [a.certifying, other]) await moveTo(person, "contracting");
      await expectRevert(
        by(a.certifying, a.id)(acts.increase(await onObligation(contract, 1n))),
        ledger,
        "BudgetLedgerDutiesNotSeparate",
        contract,
        a.certifying.id,
      );
      await by(other, a.id)(acts.increase(await onObligation(contract, 1n)));
    });

    it("lets whoever raised or novated certify no more", async () => {
      const all = await story();
      const { ledger, by, onObligation, contract, a, accept, certify, moveTo } = all;
      const raiser = await appointed(all, "raiser", a.id, OFFICES.contracting);
      const novator = await appointed(all, "novator", a.id, OFFICES.contracting);
      await by(raiser, a.id)(acts.increase(await onObligation(contract, 1n)));
      await by(
        novator,
        a.id,
      )(acts.novate({ ...(await onObligation(contract, 10_000_01n)), payee: SUPPLIER }));
      await accept(100n);
      for (const person of [raiser, novator, a.contracting]) {
        await moveTo(person, "certifying");
        await expectRevert(certify(1n, person), ledger, "BudgetLedgerDutiesNotSeparate", contract, person.id);
      }
      await certify(100n);
    });

    it("refuses a raise by whoever accepted or advanced", async () => {
      const { ledger, by, onObligation, contract, a, accept, advance, moveTo } = await story();
      await accept(1n);
      await advance(1n);
      expect((await ledger.obligation(contract)).commitment.acceptor).to.equal(SEVERAL_OFFICERS);
      for (const person of [a.receiving, a.budget]) {
        expect(await ledger.hasAccepted(contract, person.id)).to.equal(true);
        await moveTo(person, "contracting");
        await expectRevert(
          by(person, a.id)(acts.increase(await onObligation(contract, 1n))),
          ledger,
          "BudgetLedgerDutiesNotSeparate",
          contract,
          person.id,
        );
        // Lowering harms nobody.
        await by(person, a.id)(acts.deobligate(await onObligation(contract, 1n)));
      }
    });

    it("remembers each of several who obligated", async () => {
      const all = await story();
      const { ledger, by, contracting, onObligation, contract, a, accept, certify, moveTo } = all;
      const second = await appointed(all, "second contracting officer", a.id, OFFICES.contracting);
      const third = await appointed(all, "third contracting officer", a.id, OFFICES.contracting);
      await contracting(acts.increase(await onObligation(contract, 1n)));
      expect((await ledger.obligation(contract)).commitment.obligator).to.equal(a.contracting.id);
      for (const person of [second, third, second]) {
        await by(person, a.id)(acts.increase(await onObligation(contract, 1n)));
      }
      expect((await ledger.obligation(contract)).commitment.obligator).to.equal(SEVERAL_OFFICERS);
      await accept(10n);
      for (const person of [a.contracting, second, third]) {
        expect(await ledger.hasObligated(contract, person.id)).to.equal(true);
        await moveTo(person, "receiving", "certifying");
        const refused = ["BudgetLedgerDutiesNotSeparate", contract, person.id] as const;
        await expectRevert(
          by(person, a.id)(acts.accept(await onObligation(contract, 1n))),
          ledger,
          ...refused,
        );
        await expectRevert(certify(1n, person), ledger, ...refused);
      }
      expect(await ledger.hasObligated(contract, a.receiving.id)).to.equal(false);
      expect(await ledger.hasObligated(contract, SEVERAL_OFFICERS)).to.equal(false);
    });

    it("says of nobody that nobody did it", async () => {
      const { ledger, contract } = await story();
      for (const id of [contract, obligationId(99, 99)]) {
        for (const has of ["hasObligated", "hasAccepted", "hasCertified"] as const) {
          for (const nobody of [0, SEVERAL_OFFICERS]) {
            expect(await ledger[has](id, nobody)).to.equal(false);
          }
        }
      }
    });

    it("follows the person to another organisation that takes the account over", async () => {
      const all = await story();
      const { ledger, by, onObligation, contract, project, a, b } = all;
      await appoint(all, a.contracting.id, b.id, OFFICES.receiving);
      await ledger.connect(a.budget.signer).reassign(project, b.id);
      await expectRevert(
        by(a.contracting, b.id)(acts.accept(await onObligation(contract, 1n))),
        ledger,
        "BudgetLedgerDutiesNotSeparate",
        contract,
        a.contracting.id,
      );
      await by(b.receiving, b.id)(acts.accept(await onObligation(contract, 1n)));
    });
  });

  describe("sequence numbers", () => {
    it("tell a retry from a stale view", async () => {
      const { ledger, receiving, onObligation, contract } = await story();
      const line = await onObligation(contract, 5n);
      await receiving(acts.accept(line));
      await expectRevert(
        receiving(acts.accept(line)),
        ledger,
        "BudgetLedgerAlreadyDone",
        contract,
        line.sequence,
      );
      for (const sequence of [0, line.sequence, line.sequence + 2, 2 ** 32 - 1]) {
        await expectRevert(
          receiving(acts.accept({ ...line, amount: 6n, sequence })),
          ledger,
          "BudgetLedgerStaleView",
          contract,
          line.sequence + 1,
          sequence,
        );
      }
    });

    it("are no claim's", async () => {
      const { ledger, contract, accept, certify, pay } = await story();
      await accept(5n);
      await certify(2n);
      await pay(1n);
      expect((await ledger.obligation(contract)).commitment.sequence).to.equal(2);
    });
  });

  /** Every act on obligations, changed as asked, with the officer who may do it. */
  async function everyAct(
    all: Awaited<ReturnType<typeof story>>,
    obligation: bigint,
    change: (act: Act) => Act = (act) => act,
  ) {
    const onIt = await all.onObligation(obligation, 1n);
    const lines = [
      ["increase", all.contracting, acts.increase(onIt)],
      ["deobligate", all.contracting, acts.deobligate(onIt)],
      ["novate", all.contracting, acts.novate({ ...onIt, payee: SUPPLIER })],
      ["accept", all.receiving, acts.accept(onIt)],
      ["reverse", all.receiving, acts.reverse(onIt)],
      ["advance", all.budget, acts.advance(onIt)],
      ["liquidate", all.receiving, acts.liquidate(onIt)],
      ["recall", all.budget, acts.recall(onIt)],
      ["retain", all.receiving, acts.retain(onIt)],
      ["unretain", all.receiving, acts.unretain(onIt)],
    ] as const;
    return lines.map(([name, doer, act]) => {
      const changed = change(act);
      return { name, act: changed, run: () => doer(changed) };
    });
  }

  it("move nothing on an obligation that there is not", async () => {
    const all = await story();
    for (const unknown of [obligationId(all.project, 1), obligationId(all.project, 9)]) {
      for (const { run } of await everyAct(all, unknown)) {
        await expectRevert(run(), all.ledger, "BudgetLedgerUnknownObligation", unknown);
      }
    }
    // An obligation names its account, which must be there first.
    for (const [unknown, account] of [
      [0n, 0],
      [MAX_CENTS, 2 ** 32 - 1],
      [obligationId(9, 1), 9],
    ] as const) {
      for (const { run } of await everyAct(all, unknown)) {
        await expectRevert(run(), all.ledger, "BudgetLedgerUnknownAccount", account);
      }
    }
  });

  it("tell the wrong organisation and a cancelled root before an obligation that there is not", async () => {
    const all = await story();
    const unknown = obligationId(all.other, 9);
    for (const { run } of await everyAct(all, unknown)) {
      await expectRevert(run(), all.ledger, "BudgetLedgerWrongOrganisation", all.other, all.b.id, all.a.id);
    }
    await time.increaseTo(all.cancelsAt);
    for (const { run } of await everyAct(all, obligationId(all.project, 9))) {
      await expectRevert(run(), all.ledger, "BudgetLedgerWrongPhase", all.project, CANCELLED);
    }
  });

  it("move nothing once the root is cancelled", async () => {
    const all = await story();
    await all.accept(10n);
    await all.certify(10n);
    await time.increaseTo(all.cancelsAt);
    for (const { run } of await everyAct(all, all.contract)) {
      await expectRevert(run(), all.ledger, "BudgetLedgerWrongPhase", all.project, CANCELLED);
    }
  });

  it("go on in an expired account: accept, advance, certify, pay", async () => {
    const { closesAt, accept, advance, certify, pay, progress } = await story();
    await time.increaseTo(closesAt);
    await accept(10n);
    await advance(5n);
    await certify(15n);
    await pay(15n);
    expect(await progress()).to.deep.equal({ ...nothing, accepted: 10n, advanced: 5n, paid: 15n });
  });

  it("belong to the account's owner", async () => {
    const all = await story();
    const { ledger, by, b, a, project, contract, onObligation } = all;
    const theirs: [Person, Act][] = [
      [b.contracting, acts.increase(await onObligation(contract, 1n))],
      [b.receiving, acts.accept(await onObligation(contract, 1n))],
      [b.budget, acts.advance(await onObligation(contract, 1n))],
      [b.budget, acts.recall(await onObligation(contract, 1n))],
      [b.receiving, acts.retain(await onObligation(contract, 1n))],
    ];
    for (const [person, act] of theirs) {
      await expectRevert(by(person, b.id)(act), ledger, "BudgetLedgerWrongOrganisation", project, a.id, b.id);
    }
  });

  it("take no counterpart or classification where none belongs", async () => {
    const all = await story();
    const { ledger, contracting, onObligation, contract } = all;
    for (const call of await everyAct(all, contract, (act) => ({ ...act, classification: CLASSIFICATION }))) {
      await expectRevert(call.run(), ledger, "BudgetLedgerInvalidAct", contract, call.act.counterpart);
    }
    for (const call of await everyAct(all, contract, (act) => ({ ...act, counterpart: SUPPLIER }))) {
      // A novation is the one that names its payee so.
      if (call.name === "novate") continue;
      await expectRevert(call.run(), ledger, "BudgetLedgerInvalidAct", contract, SUPPLIER);
    }
    const novation = acts.novate({ ...(await onObligation(contract, 10_000_00n)), payee: SUPPLIER });
    await contracting(novation);
  });

  it("has an end that never comes for a no-year account", async () => {
    const all = await story();
    const { ledger, law, contracting, onAccount, a, treasury } = all;
    await ledger.connect(treasury.appropriating.signer).openAppropriation(a.id, 0, NO_END, NO_END, "no-year");
    await law(acts.appropriate(await onAccount(5, 5n)));
    await time.increase(50 * 365 * DAY);
    await contracting(
      acts.obligate({ ...(await onAccount(5, 5n)), payee: BUILDER, classification: CLASSIFICATION }),
    );
  });
});
