import { expect } from "chai";
import { ZeroHash } from "ethers";

import { type Act, acts, NO_EVIDENCE, RECEIPT_KINDS } from "../../sdk/acts.js";
import { NO_END } from "../../sdk/calendar.js";
import { TREASURY } from "../../sdk/ids.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { OFFICES, officesMask } from "../../sdk/offices.js";
import { CLASSIFICATION, EVIDENCE, funded, YEAR } from "../fixtures/funded.js";
import { loadFixture, nextTime, time } from "../fixtures/network.js";
import { appoint, appointed, contractOfficer } from "../fixtures/staffed.js";
import { NO_CODES } from "../helpers/codes.js";
import { balances, desk } from "../helpers/desk.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const DAY = 86_400;
const PLANNED = 0;
const OPEN = 1;
const EXPIRED = 2;
const CANCELLED = 3;

async function story() {
  const all = await loadFixture(funded);
  const { ledger, treasury, a } = all;
  return {
    ...all,
    ...desk(all),
    lawOffice: ledger.connect(treasury.appropriating.signer),
    budgetOffice: ledger.connect(a.budget.signer),
  };
}

describe("BudgetLedger: accounts", () => {
  describe("openAppropriation", () => {
    it("opens a root for its owner", async () => {
      const { ledger, lawOffice, b, treasury } = await story();
      const opensAt = (await time.latest()) + DAY;
      await expectEvent(
        lawOffice.openAppropriation(b.id, opensAt, opensAt + YEAR, opensAt + 2 * YEAR, "070-X-0300"),
        ledger,
        "AppropriationOpened",
        5,
        b.id,
        treasury.appropriating.id,
        opensAt,
        opensAt + YEAR,
        opensAt + 2 * YEAR,
        "070-X-0300",
      );
      expect(await ledger.accountCount()).to.equal(5);
      expect(await ledger.accountByCode(0, "070-X-0300")).to.equal(5);
      const { totals, terms } = await ledger.account(5);
      expect(totals.sequence).to.equal(1);
      expect(terms).to.deep.equal([0n, 5n, b.id, opensAt, opensAt + YEAR, opensAt + 2 * YEAR, 0n]);
      expect(await ledger.phase(5)).to.equal(PLANNED);
      expect(await balances({ ledger }, 5)).to.deep.equal(await balances({ ledger }, 999));
    });

    it("is for an appropriating officer of the treasury alone", async () => {
      const all = await story();
      const { ledger, registry, treasury, b, cancelsAt, opensAt, stranger } = all;
      // Appropriating somewhere else is no office over the law's accounts.
      const elsewhere = await appointed(all, "appropriating in B", b.id, OFFICES.appropriating);
      const opening = (signer: typeof stranger) =>
        ledger.connect(signer).openAppropriation(b.id, opensAt, cancelsAt, cancelsAt, "X");
      await expectRevert(opening(stranger), registry, "OfficerRegistryUnknownKey", stranger.address);
      await expectRevert(
        opening(elsewhere.signer),
        registry,
        "OfficerRegistryNotAppointed",
        elsewhere.id,
        TREASURY,
      );
      await expectRevert(
        opening(treasury.budget.signer),
        registry,
        "OfficerRegistryMissingOffices",
        treasury.budget.id,
        TREASURY,
        OFFICES.appropriating,
      );
    });

    it("refuses dates out of order and an account that is over", async () => {
      const { ledger, lawOffice, a } = await story();
      const now = await time.latest();
      for (const dates of [
        [now + 10, now + 10, now + 20],
        [now + 10, now + 9, now + 20],
        [now + 10, now + 20, now + 19],
        [now - 20, now - 10, now],
        [NO_END, NO_END, NO_END],
      ] as const) {
        await expectRevert(
          lawOffice.openAppropriation(a.id, ...dates, "X"),
          ledger,
          "BudgetLedgerInvalidDates",
          ...dates,
        );
      }
      await lawOffice.openAppropriation(a.id, 0, NO_END, NO_END, "no-year");
    });

    it("refuses a symbol that is invalid or taken, and an unknown owner", async () => {
      const { ledger, registry, lawOffice, a, opensAt, closesAt, cancelsAt } = await story();
      const dates = [opensAt, closesAt, cancelsAt] as const;
      for (const symbol of [...NO_CODES, "012-2025/2025-0100"]) {
        await expectRevert(
          lawOffice.openAppropriation(a.id, ...dates, symbol),
          ledger,
          "BudgetLedgerInvalidSymbol",
          symbol,
        );
      }
      for (const unknown of [0, 99]) {
        await expectRevert(
          lawOffice.openAppropriation(unknown, ...dates, "X"),
          registry,
          "OfficerRegistryUnknownOrganisation",
          unknown,
        );
      }
      await lawOffice.openAppropriation(a.id, ...dates, "X".repeat(64));
    });
  });

  describe("openAllotment", () => {
    it("opens a child for another organisation, with a window of its own", async () => {
      const { ledger, budgetOffice, project, root, b, a, opensAt } = await story();
      await expectEvent(
        budgetOffice.openAllotment(project, b.id, opensAt + DAY, opensAt + 90 * DAY, "Q1"),
        ledger,
        "AllotmentOpened",
        5,
        project,
        b.id,
        a.budget.id,
        opensAt + DAY,
        opensAt + 90 * DAY,
        "Q1",
      );
      const { terms } = await ledger.account(5);
      expect(terms).to.deep.equal([project, root, b.id, opensAt + DAY, opensAt + 90 * DAY, 0n, 2n]);
      expect(await ledger.accountByCode(project, "Q1")).to.equal(5);
      expect(await ledger.accountByCode(root, "Q1")).to.equal(0);
      expect(await ledger.phase(5)).to.equal(OPEN);
    });

    it("is for a budget officer of the parent's owner alone", async () => {
      const { ledger, registry, a, b, bureau, treasury, root, opensAt } = await story();
      const opening = (person: typeof a.budget) =>
        ledger.connect(person.signer).openAllotment(root, a.id, opensAt, NO_END, "X");
      for (const person of [b.budget, bureau.budget, treasury.budget]) {
        await expectRevert(opening(person), registry, "OfficerRegistryNotAppointed", person.id, a.id);
      }
      await expectRevert(
        opening(a.contracting),
        registry,
        "OfficerRegistryMissingOffices",
        a.contracting.id,
        a.id,
        OFFICES.budget,
      );
    });

    it("refuses dates outside the root's; an open end follows the root's", async () => {
      const { ledger, budgetOffice, root, a, opensAt, closesAt } = await story();
      for (const [from, until] of [
        [opensAt - 1, closesAt],
        [opensAt, closesAt + 1],
        [opensAt + 5, opensAt + 5],
        [closesAt, opensAt],
        // It would open when the root has closed.
        [closesAt, NO_END],
      ] as const) {
        await expectRevert(
          budgetOffice.openAllotment(root, a.id, from, until, "X"),
          ledger,
          "BudgetLedgerInvalidDates",
          from,
          until,
          0,
        );
      }
      await budgetOffice.openAllotment(root, a.id, opensAt, NO_END, "X");
    });

    it("refuses an unknown parent, a code that is taken or invalid, and too deep a tree", async () => {
      const { ledger, budgetOffice, root, project, a, opensAt } = await story();
      const opening = (parent: number, code: string) =>
        budgetOffice.openAllotment(parent, a.id, opensAt, NO_END, code);
      for (const unknown of [0, 99]) {
        await expectRevert(opening(unknown, "X"), ledger, "BudgetLedgerUnknownAccount", unknown);
      }
      for (const code of ["PROJECT", ...NO_CODES]) {
        await expectRevert(opening(root, code), ledger, "BudgetLedgerInvalidSymbol", code);
      }
      await opening(project, "PROJECT"); // Below another parent it is another account.
      let parent = 5;
      for (let depth = 3n; depth <= (await ledger.MAX_DEPTH()); depth++) await opening(parent++, "deeper");
      await expectRevert(opening(parent, "deeper"), ledger, "BudgetLedgerTooDeep", parent);
    });
  });

  describe("extend", () => {
    it("moves a root's ends to later dates, before they are reached", async () => {
      const { ledger, lawOffice, treasury, root, closesAt, cancelsAt } = await story();
      await expectEvent(
        lawOffice.extend(root, closesAt + DAY, cancelsAt + DAY),
        ledger,
        "AccountExtended",
        root,
        treasury.appropriating.id,
        closesAt + DAY,
        cancelsAt + DAY,
      );
      await time.increaseTo(closesAt);
      expect(await ledger.phase(root)).to.equal(OPEN);
      await time.increaseTo(closesAt + DAY);
      expect(await ledger.phase(root)).to.equal(EXPIRED);
    });

    it("never moves an end that was reached, nor any to an earlier date", async () => {
      const { ledger, lawOffice, root, opensAt, closesAt, cancelsAt } = await story();
      const refused = (...dates: [number, number]) =>
        expectRevert(lawOffice.extend(root, ...dates), ledger, "BudgetLedgerInvalidDates", opensAt, ...dates);
      await refused(closesAt - 1, cancelsAt);
      await refused(closesAt, cancelsAt - 1);
      await refused(cancelsAt + 1, cancelsAt);
      await time.increaseTo(closesAt);
      await refused(closesAt + 1, cancelsAt);
      await lawOffice.extend(root, closesAt, cancelsAt + 1);
      await time.increaseTo(cancelsAt + 1);
      await expectRevert(
        lawOffice.extend(root, closesAt, cancelsAt + 2),
        ledger,
        "BudgetLedgerWrongPhase",
        root,
        CANCELLED,
      );
    });

    it("moves a child's end within its root's", async () => {
      const { ledger, lawOffice, budgetOffice, root, project, a, opensAt, closesAt, cancelsAt } =
        await story();
      const refused = (until: number, cancels: number) =>
        expectRevert(
          budgetOffice.extend(project, until, cancels),
          ledger,
          "BudgetLedgerInvalidDates",
          opensAt,
          until,
          cancels,
        );
      await refused(closesAt + DAY, 0);
      await refused(closesAt, cancelsAt);
      await lawOffice.extend(root, closesAt + DAY, cancelsAt);
      await expectEvent(
        budgetOffice.extend(project, closesAt + DAY, 0),
        ledger,
        "AccountExtended",
        project,
        a.budget.id,
        closesAt + DAY,
        0,
      );
      await budgetOffice.extend(project, NO_END, 0);
      await refused(closesAt, 0);
    });

    it("is the law's for a root, the superior's budget officer's for a child", async () => {
      const { ledger, registry, a, bureau, treasury, root, branch, closesAt, cancelsAt } = await story();
      await expectRevert(
        ledger.connect(treasury.budget.signer).extend(root, closesAt, cancelsAt),
        registry,
        "OfficerRegistryMissingOffices",
        treasury.budget.id,
        TREASURY,
        OFFICES.appropriating,
      );
      await expectRevert(
        ledger.connect(bureau.budget.signer).extend(branch, closesAt, 0),
        registry,
        "OfficerRegistryNotAppointed",
        bureau.budget.id,
        a.id,
      );
      await expectRevert(
        ledger.connect(a.budget.signer).extend(99, closesAt, 0),
        ledger,
        "BudgetLedgerUnknownAccount",
        99,
      );
    });
  });

  describe("reassign", () => {
    it("gives an account to another organisation, whose officers act on it from then on", async () => {
      const { ledger, budgetOffice, by, onAccount, branch, a, b, bureau } = await story();
      await expectEvent(
        budgetOffice.reassign(branch, b.id),
        ledger,
        "AccountReassigned",
        branch,
        b.id,
        a.budget.id,
      );
      const reservation = acts.reserve(await onAccount(branch, 1n));
      await expectRevert(
        by(bureau.budget, bureau.id)(reservation),
        ledger,
        "BudgetLedgerWrongOrganisation",
        branch,
        b.id,
        bureau.id,
      );
      await by(b.budget, b.id)(reservation);
    });

    it("is for the superior's budget officer: of a root the treasury's", async () => {
      const { ledger, registry, treasury, a, b, bureau, root, branch } = await story();
      await ledger.connect(treasury.budget.signer).reassign(root, b.id);
      await expectRevert(
        ledger.connect(a.budget.signer).reassign(root, a.id),
        registry,
        "OfficerRegistryNotAppointed",
        a.budget.id,
        TREASURY,
      );
      await expectRevert(
        ledger.connect(bureau.budget.signer).reassign(branch, bureau.id),
        registry,
        "OfficerRegistryNotAppointed",
        bureau.budget.id,
        b.id,
      );
      await expectRevert(
        ledger.connect(b.budget.signer).reassign(branch, 99),
        registry,
        "OfficerRegistryUnknownOrganisation",
        99,
      );
    });
  });

  describe("reassign while payments are halted", () => {
    it("gives away no account of an organisation that is halted, until the halt ends", async () => {
      const { ledger, registry, founders, budgetOffice, treasury, a, b, bureau, root, branch, other } =
        await story();
      const inspector = registry.connect(founders.inspector.signer);
      const treasuryOffice = ledger.connect(treasury.budget.signer);
      const until = (await nextTime()) + DAY;
      await inspector.halt(bureau.id, DAY, ZeroHash);
      await expectRevert(
        budgetOffice.reassign(branch, b.id),
        registry,
        "OfficerRegistryHalted",
        bureau.id,
        until,
      );
      // Others' accounts go on, also to the one that is halted; and then not back.
      await treasuryOffice.reassign(root, b.id);
      await treasuryOffice.reassign(other, bureau.id);
      await expectRevert(
        treasuryOffice.reassign(other, a.id),
        registry,
        "OfficerRegistryHalted",
        bureau.id,
        until,
      );
      await time.increaseTo(until);
      await treasuryOffice.reassign(other, a.id);
    });

    it("gives away no account at all while everyone is halted, but for those that cool down", async () => {
      const { registry, founders, budgetOffice, a, b, project, branch, bureau } = await story();
      const inspector = registry.connect(founders.inspector.signer);
      await inspector.halt(bureau.id, DAY, ZeroHash);
      await inspector.lift(bureau.id);
      const until = (await nextTime()) + DAY;
      await inspector.halt(0, DAY, ZeroHash);
      await expectRevert(budgetOffice.reassign(project, b.id), registry, "OfficerRegistryHalted", 0, until);
      await budgetOffice.reassign(branch, a.id);
      await inspector.lift(0);
      await budgetOffice.reassign(project, b.id);
    });

    it("evades no halt: what is certified waits with its account", async () => {
      const all = await story();
      const { ledger, registry, founders, budgetOffice, a, b, project, contract, receiving, claims } = all;
      await receiving(acts.accept(await all.onObligation(contract, 100n)));
      const all100 = [{ obligation: contract, amount: 100n }];
      await claims.certify(a.id, a.certifying.id, all100);
      const until = (await nextTime()) + DAY;
      await registry.connect(founders.inspector.signer).halt(a.id, DAY, ZeroHash);
      const halted = ["OfficerRegistryHalted", a.id, until] as const;
      await expectRevert(budgetOffice.reassign(project, b.id), registry, ...halted);
      await expectRevert(claims.pay(a.id, a.disbursing.id, all100), registry, ...halted);
      await time.increaseTo(until);
      await claims.pay(a.id, a.disbursing.id, all100);
      expect((await ledger.obligation(contract)).claims.paid).to.equal(100n);
    });
  });

  describe("the law's acts on a root", () => {
    it("appropriates and rescinds", async () => {
      const all = await story();
      const { ledger, law, onAccount, root, treasury } = all;
      const { id } = treasury.appropriating;
      const more = { ...(await onAccount(root, 500n)), evidence: EVIDENCE };
      await expectEvent(
        law(acts.appropriate(more)),
        ledger,
        "Appropriated",
        root,
        id,
        more.sequence,
        500n,
        EVIDENCE,
      );
      const all50 = await onAccount(root, 50_005_00n);
      await expectEvent(
        law(acts.rescind(all50)),
        ledger,
        "Rescinded",
        root,
        id,
        all50.sequence,
        50_005_00n,
        NO_EVIDENCE,
      );
      expect(await balances(all, root)).to.include({
        authority: 50_000_00n,
        available: 0n,
        allotted: 50_000_00n,
      });
      await expectRevert(
        law(acts.rescind(await onAccount(root, 1n))),
        ledger,
        "BudgetLedgerInsufficientAuthority",
        root,
        0,
        1,
      );
    });

    it("anticipates, forgoes and realises what was collected, as far as it was anticipated", async () => {
      const all = await story();
      const { ledger, law, collecting, onAccount, root, treasury, a } = all;
      const { id } = treasury.appropriating;
      const insufficient = (there: bigint, requested: bigint) =>
        ["BudgetLedgerInsufficientReserves", root, there, requested] as const;
      let line = await onAccount(root, 100n);
      await expectEvent(
        law(acts.anticipate(line)),
        ledger,
        "Anticipated",
        root,
        id,
        line.sequence,
        100n,
        NO_EVIDENCE,
      );
      line = await onAccount(root, 10n);
      await expectEvent(law(acts.forgo(line)), ledger, "Forgone", root, id, line.sequence, 10n, NO_EVIDENCE);
      await expectRevert(law(acts.forgo(await onAccount(root, 91n))), ledger, ...insufficient(90n, 91n));

      // Nothing has come in yet, so nothing becomes authority.
      await expectRevert(law(acts.realise(await onAccount(root, 1n))), ledger, ...insufficient(0n, 1n));
      line = await onAccount(root, 95n);
      await expectEvent(
        collecting(acts.collect({ ...line, receipt: "reimbursement" })),
        ledger,
        "Collected",
        root,
        a.collecting.id,
        line.sequence,
        3,
        95n,
        NO_EVIDENCE,
      );
      expect((await balances(all, root)).authority).to.equal(100_000_00n);
      await expectRevert(law(acts.realise(await onAccount(root, 91n))), ledger, ...insufficient(90n, 91n));
      line = await onAccount(root, 90n);
      await expectEvent(
        law(acts.realise(line)),
        ledger,
        "Realised",
        root,
        id,
        line.sequence,
        90n,
        NO_EVIDENCE,
      );
      expect((await balances(all, root)).authority).to.equal(100_000_90n);
      expect((await ledger.account(root)).reserves).to.deep.equal([0n, 0n, 0n, 5n]);
    });

    it("holds what fits, and refuses what does not", async () => {
      const { ledger, law, collecting, onAccount, root } = await story();
      const tooMuch = MAX_CENTS - 100_000_00n + 1n;
      await expectRevert(
        law(acts.appropriate(await onAccount(root, tooMuch))),
        ledger,
        "BudgetLedgerOverflow",
        root,
        100_000_00n,
        tooMuch,
      );
      await law(acts.appropriate(await onAccount(root, tooMuch - 1n)));
      expect(await ledger.authority(root)).to.equal(MAX_CENTS);
      for (const line of [
        acts.anticipate,
        (it: { account: number; sequence: number; amount: bigint }) =>
          acts.collect({ ...it, receipt: "proceeds" }),
      ]) {
        const run = line === acts.anticipate ? law : collecting;
        await run(line(await onAccount(root, MAX_CENTS)));
        await expectRevert(
          run(line(await onAccount(root, 1n))),
          ledger,
          "BudgetLedgerOverflow",
          root,
          MAX_CENTS,
          1n,
        );
      }
      await expectRevert(
        law(acts.realise(await onAccount(root, 1n))),
        ledger,
        "BudgetLedgerOverflow",
        root,
        MAX_CENTS,
        1n,
      );
    });

    it("is the treasury's, on roots alone", async () => {
      const all = await story();
      const { ledger, law, by, onAccount, project, root, b } = all;
      const elsewhere = await appointed(all, "appropriating in B", b.id, OFFICES.appropriating);
      for (const act of [acts.appropriate, acts.rescind, acts.anticipate, acts.forgo, acts.realise]) {
        await expectRevert(law(act(await onAccount(project, 1n))), ledger, "BudgetLedgerNotRoot", project);
        await expectRevert(
          by(elsewhere, b.id)(act(await onAccount(root, 1n))),
          ledger,
          "BudgetLedgerWrongOrganisation",
          root,
          TREASURY,
          b.id,
        );
      }
    });
  });

  describe("receipts", () => {
    it("come from the owner's collector, the treasury's, or a contract", async () => {
      const { ledger, by, throughContract, onAccount, root, a, b, treasury, collecting } = await story();
      await collecting(acts.collect({ ...(await onAccount(root, 1n)), receipt: "proceeds" }));
      await by(
        treasury.collecting,
        TREASURY,
      )(acts.collect({ ...(await onAccount(root, 2n)), receipt: "refund" }));
      await throughContract(acts.collect({ ...(await onAccount(root, 4n)), receipt: "refund" }));
      expect((await ledger.account(root)).reserves.collected).to.equal(7);
      await expectRevert(
        by(b.collecting, b.id)(acts.collect({ ...(await onAccount(root, 1n)), receipt: "refund" })),
        ledger,
        "BudgetLedgerWrongOrganisation",
        root,
        a.id,
        b.id,
      );
    });

    it("are taken out again when posted in error, as far as they have not become authority", async () => {
      const { ledger, by, law, collecting, throughContract, onAccount, root, a, b, treasury } = await story();
      await collecting(acts.collect({ ...(await onAccount(root, 100n)), receipt: "refund" }));
      await law(acts.anticipate(await onAccount(root, 30n)));
      await law(acts.realise(await onAccount(root, 30n)));
      const line = { ...(await onAccount(root, 50n)), receipt: "refund", evidence: EVIDENCE } as const;
      await expectEvent(
        collecting(acts.uncollect(line)),
        ledger,
        "Uncollected",
        root,
        a.collecting.id,
        line.sequence,
        RECEIPT_KINDS.refund,
        50n,
        EVIDENCE,
      );
      await expectRevert(
        collecting(acts.uncollect({ ...(await onAccount(root, 21n)), receipt: "refund" })),
        ledger,
        "BudgetLedgerInsufficientReserves",
        root,
        20n,
        21n,
      );
      await expectRevert(
        by(b.collecting, b.id)(acts.uncollect({ ...(await onAccount(root, 1n)), receipt: "refund" })),
        ledger,
        "BudgetLedgerWrongOrganisation",
        root,
        a.id,
        b.id,
      );
      await by(
        treasury.collecting,
        TREASURY,
      )(acts.uncollect({ ...(await onAccount(root, 5n)), receipt: "refund" }));
      await throughContract(acts.uncollect({ ...(await onAccount(root, 15n)), receipt: "refund" }));
      expect((await ledger.account(root)).reserves.collected).to.equal(0);
      expect(await ledger.authority(root)).to.equal(100_000_30n);
    });

    it("name their kind, and are of a root", async () => {
      const { ledger, collecting, onAccount, root, project } = await story();
      for (const posting of [acts.collect, acts.uncollect]) {
        const line = posting({ ...(await onAccount(root, 1n)), receipt: "refund" });
        for (const counterpart of [0, 4, 2 ** 32 - 1]) {
          await expectRevert(
            collecting({ ...line, counterpart }),
            ledger,
            "BudgetLedgerInvalidAct",
            root,
            counterpart,
          );
        }
        await expectRevert(
          collecting(posting({ ...(await onAccount(project, 1n)), receipt: "refund" })),
          ledger,
          "BudgetLedgerNotRoot",
          project,
        );
      }
    });
  });

  describe("transfers", () => {
    it("move authority between siblings, by their superior", async () => {
      const all = await story();
      const { ledger, budget, by, onAccount, project, branch, root, a, bureau } = all;
      const before = (await ledger.account(branch)).totals.sequence;
      const line = { ...(await onAccount(project, 5_000_00n)), to: branch, evidence: EVIDENCE };
      await expectEvent(
        budget(acts.transfer(line)),
        ledger,
        "Transferred",
        project,
        branch,
        a.budget.id,
        line.sequence,
        5_000_00n,
        EVIDENCE,
      );
      expect((await balances(all, project)).authority).to.equal(25_000_00n);
      expect((await balances(all, branch)).authority).to.equal(25_000_00n);
      expect((await balances(all, root)).allotted).to.equal(50_000_00n);
      expect((await ledger.account(branch)).totals.sequence).to.equal(before + 1n);
      await expectRevert(
        by(bureau.budget, bureau.id)(acts.transfer({ ...(await onAccount(branch, 1n)), to: project })),
        ledger,
        "BudgetLedgerWrongOrganisation",
        branch,
        a.id,
        bureau.id,
      );
      await expectRevert(
        budget(acts.transfer({ ...(await onAccount(project, 15_000_01n)), to: branch })),
        ledger,
        "BudgetLedgerInsufficientAuthority",
        project,
        15_000_00n,
        15_000_01n,
      );
    });

    it("move authority between roots, by whoever has the law's office too, and leave its sum", async () => {
      const all = await story();
      const {
        ledger,
        registry,
        transferring,
        treasuryBudget,
        budget,
        law,
        onAccount,
        root,
        other,
        a,
        treasury,
      } = all;
      await transferring(acts.transfer({ ...(await onAccount(root, 1_000_00n)), to: other }));
      expect(await ledger.authority(root)).to.equal(99_000_00n);
      expect(await ledger.authority(other)).to.equal(41_000_00n);
      await expectRevert(
        budget(acts.transfer({ ...(await onAccount(root, 1n)), to: other })),
        ledger,
        "BudgetLedgerWrongOrganisation",
        root,
        TREASURY,
        a.id,
      );
      await expectRevert(
        treasuryBudget(acts.transfer({ ...(await onAccount(root, 1n)), to: other })),
        registry,
        "OfficerRegistryMissingOffices",
        treasury.budget.id,
        TREASURY,
        OFFICES.appropriating,
      );
      await expectRevert(
        law(acts.transfer({ ...(await onAccount(root, 1n)), to: other })),
        registry,
        "OfficerRegistryMissingOffices",
        treasury.appropriating.id,
        TREASURY,
        OFFICES.budget,
      );
      await law(acts.appropriate(await onAccount(other, MAX_CENTS - 41_000_00n)));
      await expectRevert(
        transferring(acts.transfer({ ...(await onAccount(root, 1n)), to: other })),
        ledger,
        "BudgetLedgerOverflow",
        other,
        MAX_CENTS,
        1n,
      );
    });

    it("go nowhere else: not to itself, the parent, a cousin or nothing", async () => {
      const { ledger, budget, transferring, onAccount, root, project, other } = await story();
      for (const to of [project, root, other]) {
        await expectRevert(
          budget(acts.transfer({ ...(await onAccount(project, 1n)), to })),
          ledger,
          "BudgetLedgerNotSiblings",
          project,
          to,
        );
      }
      for (const to of [root, project]) {
        await expectRevert(
          transferring(acts.transfer({ ...(await onAccount(root, 1n)), to })),
          ledger,
          "BudgetLedgerNotSiblings",
          root,
          to,
        );
      }
      await expectRevert(
        budget(acts.transfer({ ...(await onAccount(project, 1n)), to: 99 })),
        ledger,
        "BudgetLedgerUnknownAccount",
        99,
      );
    });

    it("revive no expired authority, and let none expire unseen", async () => {
      const { ledger, lawOffice, transferring, onAccount, root, other, cancelsAt, closesAt, b } =
        await story();
      await lawOffice.openAppropriation(b.id, closesAt, cancelsAt, cancelsAt, "next");
      await lawOffice.extend(other, closesAt + DAY, cancelsAt);
      const refused = async (from: number, to: number, which: number, phase: number) =>
        expectRevert(
          transferring(acts.transfer({ ...(await onAccount(from, 1n)), to })),
          ledger,
          "BudgetLedgerWrongPhase",
          which,
          phase,
        );
      // To a planned one: the authority waits there.
      await transferring(acts.transfer({ ...(await onAccount(root, 1n)), to: 5 }));
      await time.increaseTo(closesAt);
      await refused(root, other, root, EXPIRED);
      await refused(other, root, root, EXPIRED);
      await lawOffice.extend(other, closesAt + DAY, cancelsAt + YEAR);
      await time.increaseTo(closesAt + DAY - 10);
      await transferring(acts.transfer({ ...(await onAccount(other, 1n)), to: 5 }));
      await time.increaseTo(cancelsAt);
      await refused(other, root, other, EXPIRED);
      await refused(root, other, root, CANCELLED);
    });
  });

  describe("allotting and withdrawing", () => {
    it("pass authority down and back up, and the parent's sequence number rises too", async () => {
      const all = await story();
      const { ledger, budget, by, onAccount, project, branch, root, a, bureau } = all;
      let line = { ...(await onAccount(project, 50_000_00n)), evidence: EVIDENCE };
      const before = (await ledger.account(root)).totals.sequence;
      await expectEvent(
        budget(acts.allot(line)),
        ledger,
        "Allotted",
        project,
        a.budget.id,
        line.sequence,
        50_000_00n,
        EVIDENCE,
      );
      expect((await ledger.account(root)).totals.sequence).to.equal(before + 1n);
      expect(await balances(all, root)).to.include({ available: 0n, allotted: 100_000_00n });
      await expectRevert(
        budget(acts.allot(await onAccount(project, 1n))),
        ledger,
        "BudgetLedgerInsufficientAuthority",
        root,
        0n,
        1n,
      );
      line = { ...(await onAccount(branch, 20_000_00n)), evidence: EVIDENCE };
      await expectEvent(
        by(bureau.budget, bureau.id)(acts.withdraw(line)),
        ledger,
        "Withdrawn",
        branch,
        bureau.budget.id,
        line.sequence,
        20_000_00n,
        EVIDENCE,
      );
      expect(await balances(all, root)).to.include({ available: 20_000_00n, allotted: 80_000_00n });
    });

    it("leave what is obligated where it is", async () => {
      const { ledger, budget, onAccount, project } = await story();
      await expectRevert(
        budget(acts.withdraw(await onAccount(project, 20_000_01n))),
        ledger,
        "BudgetLedgerInsufficientAuthority",
        project,
        20_000_00n,
        20_000_01n,
      );
      await budget(acts.withdraw(await onAccount(project, 20_000_00n)));
    });

    it("are the superior's; withdrawing the owner's too, and nobody else's", async () => {
      const { ledger, budget, by, onAccount, branch, a, b, bureau } = await story();
      const wrong = (given: number) => ["BudgetLedgerWrongOrganisation", branch, a.id, given] as const;
      await budget(acts.withdraw(await onAccount(branch, 1n)));
      await expectRevert(
        by(bureau.budget, bureau.id)(acts.allot(await onAccount(branch, 1n))),
        ledger,
        ...wrong(bureau.id),
      );
      for (const act of [acts.allot, acts.withdraw]) {
        await expectRevert(by(b.budget, b.id)(act(await onAccount(branch, 1n))), ledger, ...wrong(b.id));
      }
    });

    it("are for children alone", async () => {
      const { ledger, treasuryBudget, onAccount, root } = await story();
      for (const act of [acts.allot, acts.withdraw]) {
        await expectRevert(
          treasuryBudget(act(await onAccount(root, 1n))),
          ledger,
          "BudgetLedgerNotChild",
          root,
        );
      }
    });
  });

  describe("withholding and reserving", () => {
    it("the superior withholds and releases", async () => {
      const all = await story();
      const { ledger, budget, by, onAccount, branch, a, bureau, treasury, treasuryBudget, root } = all;
      let line = await onAccount(branch, 20_000_00n);
      await expectEvent(
        budget(acts.withhold(line)),
        ledger,
        "Withheld",
        branch,
        a.budget.id,
        line.sequence,
        20_000_00n,
        NO_EVIDENCE,
      );
      expect(await balances(all, branch)).to.include({ available: 0n, withheld: 20_000_00n });
      for (const act of [acts.withhold, acts.release]) {
        await expectRevert(
          by(bureau.budget, bureau.id)(act(await onAccount(branch, 1n))),
          ledger,
          "BudgetLedgerWrongOrganisation",
          branch,
          a.id,
          bureau.id,
        );
      }
      await expectRevert(
        budget(acts.withhold(await onAccount(branch, 1n))),
        ledger,
        "BudgetLedgerInsufficientAuthority",
        branch,
        0,
        1,
      );
      await expectRevert(
        budget(acts.release(await onAccount(branch, 20_000_01n))),
        ledger,
        "BudgetLedgerInsufficientReserves",
        branch,
        20_000_00n,
        20_000_01n,
      );
      line = await onAccount(branch, 1n);
      await expectEvent(
        budget(acts.release(line)),
        ledger,
        "Released",
        branch,
        a.budget.id,
        line.sequence,
        1n,
        NO_EVIDENCE,
      );
      // The superior of a root is the treasury.
      line = await onAccount(root, 1n);
      await expectEvent(
        treasuryBudget(acts.withhold(line)),
        ledger,
        "Withheld",
        root,
        treasury.budget.id,
        line.sequence,
        1n,
        NO_EVIDENCE,
      );
    });

    it("the owner reserves and unreserves, within the window", async () => {
      const all = await story();
      const { ledger, budget, by, onAccount, branch, a, bureau } = all;
      const owner = by(bureau.budget, bureau.id);
      let line = await onAccount(branch, 20_000_00n);
      await expectEvent(
        owner(acts.reserve(line)),
        ledger,
        "Reserved",
        branch,
        bureau.budget.id,
        line.sequence,
        20_000_00n,
        NO_EVIDENCE,
      );
      expect(await balances(all, branch)).to.include({ available: 0n, reserved: 20_000_00n });
      await expectRevert(
        owner(acts.reserve(await onAccount(branch, 1n))),
        ledger,
        "BudgetLedgerInsufficientAuthority",
        branch,
        0,
        1,
      );
      await expectRevert(
        owner(acts.unreserve(await onAccount(branch, 20_000_01n))),
        ledger,
        "BudgetLedgerInsufficientReserves",
        branch,
        20_000_00n,
        20_000_01n,
      );
      for (const act of [acts.reserve, acts.unreserve]) {
        await expectRevert(
          budget(act(await onAccount(branch, 1n))),
          ledger,
          "BudgetLedgerWrongOrganisation",
          branch,
          bureau.id,
          a.id,
        );
      }
      line = await onAccount(branch, 5n);
      await expectEvent(
        owner(acts.unreserve(line)),
        ledger,
        "Unreserved",
        branch,
        bureau.budget.id,
        line.sequence,
        5n,
        NO_EVIDENCE,
      );
    });

    it("reserves nothing before or after the account's own window", async () => {
      const { ledger, budgetOffice, budget, onAccount, project, a, opensAt } = await story();
      const window = [opensAt + 10 * DAY, opensAt + 20 * DAY] as const;
      await budgetOffice.openAllotment(project, a.id, ...window, "window");
      await budget(acts.allot({ account: 5, sequence: 1, amount: 100n }));
      const reserving = async () => budget(acts.reserve(await onAccount(5, 1n)));
      const outside = ["BudgetLedgerOutsideWindow", 5, ...window] as const;
      await time.setNextBlockTimestamp(window[0] - 1);
      await expectRevert(reserving(), ledger, ...outside);
      await time.setNextBlockTimestamp(window[0]);
      await reserving();
      await time.setNextBlockTimestamp(window[1] - 1);
      await reserving();
      await time.setNextBlockTimestamp(window[1]);
      await expectRevert(reserving(), ledger, ...outside);
      // What is not used can always go back up.
      await budget(acts.unreserve(await onAccount(5, 2n)));
      await budget(acts.withdraw(await onAccount(5, 100n)));
    });
  });

  describe("sequence numbers", () => {
    it("tell a retry from a stale view", async () => {
      const { ledger, budget, onAccount, project } = await story();
      const line = await onAccount(project, 5n);
      await budget(acts.allot(line));
      await expectRevert(budget(acts.allot(line)), ledger, "BudgetLedgerAlreadyDone", project, line.sequence);
      for (const [act, seen] of [
        [acts.allot({ ...line, amount: 6n }), line.sequence],
        [acts.withdraw(line), line.sequence],
        [acts.allot({ ...line, sequence: line.sequence + 2 }), line.sequence + 2],
        [acts.allot({ ...line, sequence: 2 ** 32 - 1 }), 2 ** 32 - 1],
        [acts.allot({ ...line, sequence: 0 }), 0],
      ] as const) {
        await expectRevert(budget(act), ledger, "BudgetLedgerStaleView", project, line.sequence + 1, seen);
      }
    });

    it("call an older act's retry stale, once another has moved the account", async () => {
      const { ledger, budget, onAccount, project, branch } = await story();
      const line = await onAccount(branch, 5n);
      await budget(acts.allot(line));
      await budget(acts.transfer({ ...(await onAccount(project, 1n)), to: branch }));
      await expectRevert(
        budget(acts.allot(line)),
        ledger,
        "BudgetLedgerStaleView",
        branch,
        line.sequence + 2,
        line.sequence,
      );
    });

    it("count on within a batch", async () => {
      const { ledger, budget, project } = await story();
      const [one, two] = [3, 4].map((sequence) => acts.allot({ account: project, sequence, amount: 1n }));
      await budget(one!, two!);
      expect((await ledger.account(project)).totals.sequence).to.equal(5);
      await expectRevert(budget(one!, two!), ledger, "BudgetLedgerStaleView", project, 5, 3);
    });
  });

  describe("phases", () => {
    it("follow from the dates, to the second", async () => {
      const { ledger, root, project, closesAt, cancelsAt, lawOffice, a } = await story();
      const at = (await nextTime()) + DAY;
      await lawOffice.openAppropriation(a.id, at, closesAt, cancelsAt, "later");
      await time.increaseTo(at - 1);
      expect(await ledger.phase(5)).to.equal(PLANNED);
      await time.increaseTo(at);
      expect(await ledger.phase(5)).to.equal(OPEN);
      for (const [moment, phase] of [
        [closesAt - 1, OPEN],
        [closesAt, EXPIRED],
        [cancelsAt - 1, EXPIRED],
        [cancelsAt, CANCELLED],
      ] as const) {
        await time.increaseTo(moment);
        for (const account of [root, project, 5]) expect(await ledger.phase(account)).to.equal(phase);
      }
      await expectRevert(ledger.phase(99), ledger, "BudgetLedgerUnknownAccount", 99);
    });

    it("planned: takes authority and passes it down, and reserves nothing", async () => {
      const { ledger, lawOffice, law, budgetOffice, budget, onAccount, a, closesAt, cancelsAt } =
        await story();
      const opensAt = (await nextTime()) + DAY;
      await lawOffice.openAppropriation(a.id, opensAt, closesAt, cancelsAt, "later");
      await law(
        acts.appropriate(await onAccount(5, 100n)),
        acts.anticipate({ account: 5, sequence: 2, amount: 5n }),
      );
      await budgetOffice.openAllotment(5, a.id, opensAt, closesAt, "child");
      await budget(acts.allot(await onAccount(6, 100n)));
      await expectRevert(
        budget(acts.reserve(await onAccount(6, 1n))),
        ledger,
        "BudgetLedgerWrongPhase",
        6,
        PLANNED,
      );
    });

    it("expired: brings no new authority and no reservation", async () => {
      const all = await story();
      const { ledger, lawOffice, law, budget, collecting, onAccount, root, project, closesAt } = all;
      await lawOffice.seal(140_000_00n, 0);
      await law(acts.anticipate(await onAccount(root, 10n)));
      await collecting(acts.collect({ ...(await onAccount(root, 10n)), receipt: "refund" }));
      await time.increaseTo(closesAt);
      for (const act of [acts.appropriate, acts.anticipate]) {
        await expectRevert(
          law(act(await onAccount(root, 1n))),
          ledger,
          "BudgetLedgerWrongPhase",
          root,
          EXPIRED,
        );
      }
      await expectRevert(
        budget(acts.reserve(await onAccount(project, 1n))),
        ledger,
        "BudgetLedgerWrongPhase",
        project,
        EXPIRED,
      );
    });

    it("expired: turns no receipt into new authority", async () => {
      const { law, collecting, onAccount, ledger, root, closesAt } = await story();
      await law(acts.anticipate(await onAccount(root, 10n)));
      await collecting(acts.collect({ ...(await onAccount(root, 10n)), receipt: "refund" }));
      await time.increaseTo(closesAt);
      await expectRevert(
        law(acts.realise(await onAccount(root, 10n))),
        ledger,
        "BudgetLedgerWrongPhase",
        root,
        EXPIRED,
      );
    });

    it("expired: still adjusts within the root, takes receipts and gives back", async () => {
      const all = await story();
      const { law, budget, collecting, onAccount, root, project, branch, by, bureau, closesAt } = all;
      await budget(acts.withhold(await onAccount(branch, 10n)));
      await by(bureau.budget, bureau.id)(acts.reserve(await onAccount(branch, 10n)));
      await law(acts.anticipate(await onAccount(root, 10n)));
      await time.increaseTo(closesAt);
      await law(acts.forgo(await onAccount(root, 10n)));
      await collecting(acts.collect({ ...(await onAccount(root, 10n)), receipt: "refund" }));
      await budget(acts.release(await onAccount(branch, 10n)));
      await by(bureau.budget, bureau.id)(acts.unreserve(await onAccount(branch, 10n)));
      await budget(acts.allot(await onAccount(branch, 5n)));
      await budget(acts.transfer({ ...(await onAccount(branch, 5n)), to: project }));
      await budget(acts.withdraw(await onAccount(branch, 20_000_00n)));
      await law(acts.rescind(await onAccount(root, 69_999_95n)));
      expect((await balances(all, root)).available).to.equal(0);
    });

    it("cancelled: nothing moves", async () => {
      const all = await story();
      const { ledger, law, budget, treasuryBudget, collecting, onAccount, root, project, branch, ...rest } =
        all;
      await time.increaseTo(rest.cancelsAt);
      const dead = async (call: Promise<unknown>, account: number) =>
        expectRevert(call, ledger, "BudgetLedgerWrongPhase", account, CANCELLED);
      for (const act of [acts.appropriate, acts.rescind, acts.anticipate, acts.forgo, acts.realise]) {
        await dead(law(act(await onAccount(root, 1n))), root);
      }
      await dead(treasuryBudget(acts.transfer({ ...(await onAccount(root, 1n)), to: rest.other })), root);
      await dead(collecting(acts.collect({ ...(await onAccount(root, 1n)), receipt: "refund" })), root);
      await dead(collecting(acts.uncollect({ ...(await onAccount(root, 1n)), receipt: "refund" })), root);
      for (const act of [
        acts.allot,
        acts.withdraw,
        acts.withhold,
        acts.release,
        acts.reserve,
        acts.unreserve,
      ]) {
        await dead(budget(act(await onAccount(project, 1n))), project);
      }
      await dead(budget(acts.transfer({ ...(await onAccount(project, 1n)), to: branch })), project);
      await dead(rest.budgetOffice.openAllotment(project, rest.a.id, rest.opensAt, NO_END, "X"), project);
      await dead(rest.budgetOffice.extend(project, NO_END, 0), project);
      await dead(rest.budgetOffice.reassign(project, rest.b.id), project);
      await dead(rest.lawOffice.extend(root, rest.closesAt, rest.cancelsAt + 1), root);
    });
  });

  describe("acts that make no sense", () => {
    it("on no account", async () => {
      const { ledger, law, root } = await story();
      const line = acts.appropriate({ account: root, sequence: 1, amount: 1n });
      for (const account of [0, 99, 2 ** 32 - 1]) {
        await expectRevert(
          law({ ...line, subject: BigInt(account) }),
          ledger,
          "BudgetLedgerUnknownAccount",
          account,
        );
      }
      for (const subject of [2n ** 32n, 2n ** 32n + BigInt(root), MAX_CENTS]) {
        await expectRevert(law({ ...line, subject }), ledger, "BudgetLedgerInvalidAct", subject, 0);
      }
    });

    it("of no amount", async () => {
      const { ledger, law, root, onAccount } = await story();
      const line = { ...acts.appropriate(await onAccount(root, 1n)), amount: 0n };
      await expectRevert(law(line), ledger, "BudgetLedgerZeroAmount", root);
    });

    it("with a counterpart or a classification where none belongs", async () => {
      const { ledger, law, budget, collecting, onAccount, root, project, branch } = await story();
      const onRoot = await onAccount(root, 1n);
      const onProject = await onAccount(project, 1n);
      const alone: [typeof law, Act][] = [
        ...[acts.appropriate, acts.rescind, acts.anticipate, acts.forgo, acts.realise].map(
          (act): [typeof law, Act] => [law, act(onRoot)],
        ),
        ...[acts.withhold, acts.release, acts.allot, acts.withdraw, acts.reserve, acts.unreserve].map(
          (act): [typeof law, Act] => [budget, act(onProject)],
        ),
      ];
      const withCounterpart: [typeof law, Act][] = [
        [budget, acts.transfer({ ...onProject, to: branch })],
        [collecting, acts.collect({ ...onRoot, receipt: "refund" })],
        [collecting, acts.uncollect({ ...onRoot, receipt: "refund" })],
      ];
      for (const [run, act] of alone) {
        await expectRevert(run({ ...act, counterpart: 3 }), ledger, "BudgetLedgerInvalidAct", act.subject, 3);
      }
      for (const [run, act] of [...alone, ...withCounterpart]) {
        await expectRevert(
          run({ ...act, classification: CLASSIFICATION }),
          ledger,
          "BudgetLedgerInvalidAct",
          act.subject,
          act.counterpart,
        );
      }
    });
  });

  it("lets no office of another organisation, no other office and no former officer act", async () => {
    const all = await story();
    const { ledger, registry, by, onAccount, project, a, founders } = all;
    const line = acts.allot(await onAccount(project, 1n));
    await expectRevert(
      by(all.b.budget, a.id)(line),
      registry,
      "OfficerRegistryNotAppointed",
      all.b.budget.id,
      a.id,
    );
    await expectRevert(
      by(all.b.budget, all.b.id)(line),
      ledger,
      "BudgetLedgerWrongOrganisation",
      project,
      a.id,
      all.b.id,
    );
    await expectRevert(
      by(a.contracting, a.id)(line),
      registry,
      "OfficerRegistryMissingOffices",
      a.contracting.id,
      a.id,
      OFFICES.budget,
    );
    const robot = await contractOfficer(all, a.id, officesMask("collecting"));
    await expectRevert(
      robot.contract.execute(ledger, a.id, [line]),
      registry,
      "OfficerRegistryMissingOffices",
      robot.id,
      a.id,
      OFFICES.budget,
    );
    await appoint(all, a.budget.id, a.id, OFFICES.budget, { limit: 0n });
    await expectRevert(by(a.budget, a.id)(line), registry, "OfficerRegistryOverLimit", a.budget.id, 0, 1);
    await registry.connect(founders.registrar.signer).dismiss(a.budget.id, EVIDENCE);
    await expectRevert(
      by(a.budget, a.id)(line),
      registry,
      "OfficerRegistryUnknownKey",
      a.budget.signer.address,
    );
  });
});
