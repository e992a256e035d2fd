import { expect } from "chai";
import { concat, toBeHex, ZeroHash } from "ethers";

import { acts } from "../../sdk/acts.js";
import { CLAIM_KINDS, type ClaimKind, packClaims } from "../../sdk/claims.js";
import { obligationId, TREASURY } from "../../sdk/ids.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { OFFICES, officesMask } from "../../sdk/offices.js";
import { asTop } from "../fixtures/freshLedger.js";
import { BUILDER, CLASSIFICATION, funded } from "../fixtures/funded.js";
import { ethers, loadFixture, nextTime, time } from "../fixtures/network.js";
import { appoint, appointed, contractOfficer } from "../fixtures/staffed.js";
import { type ClaimLine, claims, DOCUMENT, postedLines } from "../helpers/claims.js";
import { balances, desk } from "../helpers/desk.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const DAY = 86_400;
const CANCELLED = 3;
const SEVERAL_OFFICERS = 2 ** 24 - 1;

/** The builder's contract of 10,000.00 and another of the project's, of which 5,000.00 each are accepted. */
async function claimable() {
  const all = await loadFixture(funded);
  const { ledger, a, project, contract } = all;
  const at = desk(all);
  const { sequence } = await at.onAccount(project, 1n);
  const second = obligationId(project, sequence);
  const made = { account: project, sequence, amount: 10_000_00n, payee: BUILDER };
  await at.contracting(acts.obligate({ ...made, classification: CLASSIFICATION }));
  for (const obligation of [contract, second]) {
    await at.receiving(acts.accept(await at.onObligation(obligation, 5_000_00n)));
  }
  const officerFor = (kind: ClaimKind) => (kind === "Pay" || kind === "Return" ? a.disbursing : a.certifying);
  return {
    ...all,
    ...at,
    second,
    officerFor,
    /** Posts claims for A, in the name of its officer for them. */
    post: async (kind: ClaimKind, ...lines: ClaimLine[]) =>
      at.claims[POSTS[kind]](a.id, officerFor(kind).id, lines),
    /** What is obligated, owed, certified and paid, in cents. */
    progress: async (obligation = contract) => {
      const { commitment, claims: it } = await ledger.obligation(obligation);
      return [commitment.obligated, commitment.owed, it.certified, it.paid];
    },
  };
}

const POSTS = {
  Certify: "certify",
  Decertify: "decertify",
  Pay: "pay",
  Return: "giveBack",
  Interest: "accrue",
} as const;

describe("BudgetLedger: claims", () => {
  describe("each kind", () => {
    it("is journalled with its claims, whom the payer answers for, and the payer", async () => {
      const { ledger, post, a, payer, contract, second, progress, officerFor } = await claimable();
      const lines = [
        { obligation: contract, amount: 300_00n },
        { obligation: second, amount: 200_00n, document: toBeHex(7, 32) },
      ];
      const after: Record<ClaimKind, readonly bigint[]> = {
        Certify: [10_000_00n, 5_000_00n, 600_00n, 0n],
        Decertify: [10_000_00n, 5_000_00n, 300_00n, 0n],
        Pay: [10_000_00n, 5_000_00n, 0n, 300_00n],
        Return: [10_000_00n, 5_000_00n, 0n, 0n],
        Interest: [10_300_00n, 5_300_00n, 300_00n, 0n],
      };
      await post("Certify", ...lines);
      for (const [number, kind] of CLAIM_KINDS.entries()) {
        await expectEvent(
          post(kind, ...lines),
          ledger,
          "ClaimsPosted",
          number,
          a.id,
          officerFor(kind).id,
          payer.contract,
          postedLines(lines),
        );
        expect(await progress(), kind).to.deep.equal(after[kind]);
      }
    });

    it("writes 48 bytes a claim after the codec's version", async () => {
      const { ledger, post, a, payer, contract } = await claimable();
      await expectEvent(
        post("Certify", { obligation: contract, amount: 258n }),
        ledger,
        "ClaimsPosted",
        0,
        a.id,
        a.certifying.id,
        payer.contract,
        concat(["0x01", "0x0000000300000002", "0x0000000000000102", DOCUMENT]),
      );
    });

    it("is refused beyond its bound, and all that is posted with it", async () => {
      const { ledger, post, contract, second, progress } = await claimable();
      const lines = (amount: bigint): ClaimLine[] => [
        { obligation: second, amount: 1n },
        { obligation: contract, amount },
      ];
      await post("Certify", { obligation: second, amount: 10n }, { obligation: contract, amount: 60n });
      await post("Pay", { obligation: second, amount: 5n }, { obligation: contract, amount: 20n });
      for (const [kind, rule, bound] of [
        ["Certify", "BudgetLedgerExceedsOwed", 4_999_40n],
        ["Decertify", "BudgetLedgerExceedsCertified", 40n],
        ["Pay", "BudgetLedgerExceedsCertified", 40n],
        ["Return", "BudgetLedgerExceedsPaid", 20n],
      ] as const) {
        const before = [await progress(), await progress(second)];
        for (const amount of [bound + 1n, MAX_CENTS]) {
          await expectRevert(post(kind, ...lines(amount)), ledger, rule, contract, bound, amount);
        }
        expect([await progress(), await progress(second)]).to.deep.equal(before);
      }
    });

    it("comes one to 256 at a time", async () => {
      const { ledger, post, contract, progress } = await claimable();
      for (const kind of CLAIM_KINDS) {
        await expectRevert(post(kind), ledger, "BudgetLedgerInvalidPosting", 1);
        const many = Array.from({ length: 257 }, () => ({ obligation: contract, amount: 1n }));
        await expectRevert(post(kind, ...many), ledger, "BudgetLedgerInvalidPosting", 1 + 48 * 257);
      }
      await post("Certify", ...Array.from({ length: 256 }, () => ({ obligation: contract, amount: 1n })));
      expect(await progress()).to.deep.equal([10_000_00n, 5_000_00n, 256n, 0n]);
    });

    it("is of some amount", async () => {
      const { ledger, post, contract } = await claimable();
      for (const kind of CLAIM_KINDS) {
        await expectRevert(
          post(kind, { obligation: contract, amount: 0n }),
          ledger,
          "BudgetLedgerZeroAmount",
          contract,
        );
      }
    });

    it("is written in a codec that the ledger knows, to the last byte", async () => {
      const { ledger, a, payer, contract } = await claimable();
      const packed = packClaims([{ obligation: contract, amount: 1n, document: DOCUMENT }]);
      const certify = CLAIM_KINDS.indexOf("Certify");
      for (const bytes of ["0x", `0x02${packed.slice(4)}`, packed.slice(0, -2), `${packed}00`]) {
        await expectRevert(
          payer.contract.postPacked(ledger, certify, a.id, a.certifying.id, bytes),
          ledger,
          "BudgetLedgerInvalidPosting",
          (bytes.length - 2) / 2,
        );
      }
    });

    it("is none that there is not", async () => {
      const { ledger, a, payer, contract } = await claimable();
      const line = { obligation: contract, amount: 1n, document: DOCUMENT };
      await expect(payer.contract.post(ledger, 5, a.id, a.certifying.id, [line])).to.be.revert(ethers);
    });
  });

  describe("payers", () => {
    it("are contracts of the treasury's: no person, no collector, no stranger", async () => {
      const all = await claimable();
      const { ledger, registry, post, a, b, contract, stranger, treasury, founders } = all;
      await post("Certify", { obligation: contract, amount: 10n });
      await post("Pay", { obligation: contract, amount: 5n });
      const line = { obligation: contract, amount: 1n, document: DOCUMENT };
      const collector = await contractOfficer(all, TREASURY, OFFICES.collecting);
      const elsewhere = await contractOfficer(all, b.id, OFFICES.collecting);
      for (const kind of CLAIM_KINDS.keys()) {
        const by = (signer: typeof stranger) =>
          ledger.connect(signer).post(kind, a.id, a.certifying.id, packClaims([line]));
        await expectRevert(by(stranger), registry, "OfficerRegistryUnknownKey", stranger.address);
        for (const { id, signer } of [treasury.disbursing, treasury.collecting, founders.administrator]) {
          await expectRevert(
            by(signer),
            registry,
            "OfficerRegistryMissingOffices",
            id,
            TREASURY,
            OFFICES.paying,
          );
        }
        await expectRevert(
          by(a.certifying.signer),
          registry,
          "OfficerRegistryNotAppointed",
          a.certifying.id,
          TREASURY,
        );
        const { certifying } = a;
        await expectRevert(
          collector.contract.post(ledger, kind, a.id, certifying.id, [line]),
          registry,
          "OfficerRegistryMissingOffices",
          collector.id,
          TREASURY,
          OFFICES.paying,
        );
        await expectRevert(
          elsewhere.contract.post(ledger, kind, a.id, certifying.id, [line]),
          registry,
          "OfficerRegistryNotAppointed",
          elsewhere.id,
          TREASURY,
        );
      }
    });

    it("stop with their dismissal, at once; another one goes on", async () => {
      const all = await claimable();
      const { ledger, registry, founders, payer, post, a, contract } = all;
      await post("Certify", { obligation: contract, amount: 20n });
      await post("Pay", { obligation: contract, amount: 10n });
      await registry.connect(founders.registrar.signer).dismiss(payer.id, ZeroHash);
      const key = await payer.contract.getAddress();
      for (const kind of CLAIM_KINDS) {
        await expectRevert(
          post(kind, { obligation: contract, amount: 1n }),
          registry,
          "OfficerRegistryUnknownKey",
          key,
        );
      }
      const next = await contractOfficer(all, TREASURY, OFFICES.paying);
      await claims({ ledger, payer: next }).pay(a.id, a.disbursing.id, [
        { obligation: contract, amount: 10n },
      ]);
    });

    it("have a limit for each posting, which what is left out does not count towards", async () => {
      const all = await claimable();
      const { registry, payer, post, contract, second, branch } = all;
      await appoint(all, payer.id, TREASURY, officesMask("paying", "collecting"), { limit: 100n });
      await expectRevert(
        post("Certify", { obligation: contract, amount: 60n }, { obligation: second, amount: 41n }),
        registry,
        "OfficerRegistryOverLimit",
        payer.id,
        100n,
        101n,
      );
      await post("Certify", { obligation: contract, amount: 60n }, { obligation: second, amount: 40n });
      const foreign = { obligation: obligationId(branch, 9), amount: 99n };
      await post("Pay", { obligation: contract, amount: 60n }, foreign, { obligation: second, amount: 40n });
    });

    it("answer for their officers: the ledger asks no more of them than what they obligated", async () => {
      const { ledger, claims: posting, a, contract } = await claimable();
      const line = { obligation: contract, amount: 1n };
      await posting.certify(a.id, a.property.id, [line]);
      expect(await ledger.hasCertified(contract, a.property.id)).to.equal(true);
      expect(await ledger.hasCertified(contract, a.certifying.id)).to.equal(false);
      await expectRevert(
        posting.certify(a.id, a.contracting.id, [line]),
        ledger,
        "BudgetLedgerDutiesNotSeparate",
        contract,
        a.contracting.id,
      );
    });
  });

  it("are refused on account 0, which is none, as on any other that there is not", async () => {
    const { ledger, post, contract } = await claimable();
    const nowhere = { obligation: obligationId(0, 1), amount: 1n };
    const unknown = [ledger, "BudgetLedgerUnknownAccount", 0] as const;
    for (const kind of CLAIM_KINDS) {
      await expectRevert(post(kind, nowhere), ...unknown);
      await expectRevert(post(kind, nowhere, { obligation: contract, amount: 1n }), ...unknown);
    }
  });

  describe("what is left out", () => {
    it("is a payment on another organisation's account; the others are paid", async () => {
      const all = await claimable();
      const { ledger, post, claims: posting, a, b, project, contract, second, payer, progress } = all;
      const { branch, bureau, by, onAccount } = all;
      const line = { ...(await onAccount(branch, 100n)), payee: BUILDER, classification: CLASSIFICATION };
      const theirs = obligationId(branch, line.sequence);
      await by(bureau.contracting, bureau.id)(acts.obligate(line));
      await post("Certify", { obligation: contract, amount: 10n }, { obligation: second, amount: 10n });
      const lines = [
        { obligation: theirs, amount: 5n },
        { obligation: contract, amount: 6n },
        { obligation: theirs, amount: 7n },
        { obligation: second, amount: 8n },
      ];
      expect(await posting.leftOut("Pay", a.id, a.disbursing.id, lines)).to.equal(0b0101);
      await expectEvent(
        post("Pay", ...lines),
        ledger,
        "ClaimsPosted",
        CLAIM_KINDS.indexOf("Pay"),
        a.id,
        a.disbursing.id,
        payer.contract,
        postedLines([lines[1]!, lines[3]!]),
      );
      expect(await progress()).to.deep.equal([10_000_00n, 5_000_00n, 4n, 6n]);
      expect(await progress(theirs)).to.deep.equal([100n, 0n, 0n, 0n]);

      // An account that was given away meanwhile takes its claims along.
      await ledger.connect(a.budget.signer).reassign(project, b.id);
      expect(
        await posting.leftOut("Pay", a.id, a.disbursing.id, [{ obligation: contract, amount: 1n }]),
      ).to.equal(1);
      await posting.pay(b.id, b.disbursing.id, [{ obligation: contract, amount: 4n }]);
      expect(await progress()).to.deep.equal([10_000_00n, 5_000_00n, 0n, 10n]);
    });

    it("is a payment on a cancelled account, where claims come back or are given up, and no others arise", async () => {
      const all = await claimable();
      const { ledger, post, claims: posting, contract, project, a, officerFor, cancelsAt, progress } = all;
      await post("Certify", { obligation: contract, amount: 10n });
      await post("Pay", { obligation: contract, amount: 5n });
      const account = await ledger.account(project);
      expect(await progress()).to.deep.equal([10_000_00n, 5_000_00n, 5n, 5n]);
      await time.increaseTo(cancelsAt);
      const line = { obligation: contract, amount: 1n };
      for (const kind of CLAIM_KINDS) {
        if (kind === "Pay") {
          expect(await posting.leftOut(kind, a.id, officerFor(kind).id, [line])).to.equal(1);
          // Nothing was posted, so nothing is journalled.
          await expect(post(kind, line)).to.not.emit(ledger, "ClaimsPosted");
        } else if (kind === "Decertify" || kind === "Return") {
          await post(kind, line);
        } else {
          await expectRevert(post(kind, line), ledger, "BudgetLedgerWrongPhase", project, CANCELLED);
        }
      }
      expect(await progress()).to.deep.equal([10_000_00n, 5_000_00n, 4n, 4n]);
      expect(await ledger.account(project)).to.deep.equal(account);
    });

    it("is interest that the account has no authority for", async () => {
      const all = await claimable();
      const { ledger, post, claims: posting, a, project, contract, second, payer, progress } = all;
      const lines = [
        { obligation: contract, amount: 9_999_00n },
        { obligation: contract, amount: 1_01n },
        { obligation: second, amount: 1_00n },
        { obligation: second, amount: MAX_CENTS },
      ];
      expect(await posting.leftOut("Interest", a.id, a.certifying.id, lines)).to.equal(0b1010);
      await expectEvent(
        post("Interest", ...lines),
        ledger,
        "ClaimsPosted",
        CLAIM_KINDS.indexOf("Interest"),
        a.id,
        a.certifying.id,
        payer.contract,
        postedLines([lines[0]!, lines[2]!]),
      );
      expect(await progress()).to.deep.equal([19_999_00n, 14_999_00n, 9_999_00n, 0n]);
      expect(await progress(second)).to.deep.equal([10_001_00n, 5_001_00n, 1_00n, 0n]);
      expect(await balances(all, project)).to.include({ available: 0n, obligated: 30_000_00n });
    });

    it("is nothing of other kinds: they are their own organisation's, or refused whole", async () => {
      const { ledger, claims: posting, project, contract, a, b, officerFor } = await claimable();
      const line = { obligation: contract, amount: 1n };
      for (const kind of CLAIM_KINDS) {
        if (kind === "Pay") continue;
        for (const organisation of [b.id, TREASURY]) {
          await expectRevert(
            posting[POSTS[kind]](organisation, officerFor(kind).id, [line]),
            ledger,
            "BudgetLedgerWrongOrganisation",
            project,
            a.id,
            organisation,
          );
        }
      }
    });
  });

  describe("interest", () => {
    it("raises the account's sequence number, and no officer's part in the obligation", async () => {
      const { ledger, post, project, contract } = await claimable();
      const before = await ledger.obligation(contract);
      const { sequence } = (await ledger.account(project)).totals;
      await post("Interest", { obligation: contract, amount: 5n });
      expect((await ledger.account(project)).totals.sequence).to.equal(sequence + 1n);
      const { commitment, claims: it } = await ledger.obligation(contract);
      expect(commitment.slice(2)).to.deep.equal(before.commitment.slice(2));
      expect(it.certifier).to.equal(before.claims.certifier);
    });

    it("is owed in an expired account, too, and paid like any claim", async () => {
      const { post, contract, closesAt, progress } = await claimable();
      await time.increaseTo(closesAt);
      await post("Interest", { obligation: contract, amount: 5n });
      await post("Pay", { obligation: contract, amount: 5n });
      expect(await progress()).to.deep.equal([10_000_05n, 5_000_05n, 0n, 5n]);
    });
  });

  describe("certifiers", () => {
    it("join: each of several is remembered, and whoever only gave up or accrued is not among them", async () => {
      const all = await claimable();
      const { ledger, claims: posting, a, contract } = all;
      const [second, third, other] = [
        await appointed(all, "second certifying officer", a.id, OFFICES.certifying),
        await appointed(all, "third certifying officer", a.id, OFFICES.certifying),
        await appointed(all, "who only gives up", a.id, OFFICES.certifying),
      ];
      const line = { obligation: contract, amount: 2n };
      await posting.certify(a.id, a.certifying.id, [line, line]);
      expect((await ledger.obligation(contract)).claims.certifier).to.equal(a.certifying.id);
      for (const { id } of [second, third, second]) await posting.certify(a.id, id, [line]);
      await posting.decertify(a.id, other.id, [line]);
      await posting.accrue(a.id, other.id, [line]);
      expect((await ledger.obligation(contract)).claims.certifier).to.equal(SEVERAL_OFFICERS);
      for (const { id } of [a.certifying, second, third]) {
        expect(await ledger.hasCertified(contract, id)).to.equal(true);
      }
      expect(await ledger.hasCertified(contract, other.id)).to.equal(false);
    });
  });

  describe("obligations that there are not", () => {
    it("have no claims", async () => {
      const { ledger, post, project } = await claimable();
      const unknown = obligationId(project, 9);
      const line = { obligation: unknown, amount: 1n };
      await expectRevert(post("Certify", line), ledger, "BudgetLedgerUnknownObligation", unknown);
      await expectRevert(post("Interest", line), ledger, "BudgetLedgerUnknownObligation", unknown);
      // Nothing is certified or paid where there is nothing.
      await expectRevert(post("Decertify", line), ledger, "BudgetLedgerExceedsCertified", unknown, 0, 1);
      await expectRevert(post("Pay", line), ledger, "BudgetLedgerExceedsCertified", unknown, 0, 1);
      await expectRevert(post("Return", line), ledger, "BudgetLedgerExceedsPaid", unknown, 0, 1);
      for (const kind of CLAIM_KINDS) {
        await expectRevert(
          post(kind, { obligation: obligationId(99, 1), amount: 1n }),
          ledger,
          "BudgetLedgerUnknownAccount",
          99,
        );
      }
    });
  });

  describe("halts", () => {
    it("stop payments of the organisation or of all; everything else goes on", async () => {
      const { registry, founders, contract, a, b, post, progress } = await claimable();
      const inspector = registry.connect(founders.inspector.signer);
      const line = { obligation: contract, amount: 1n };
      await post("Certify", { obligation: contract, amount: 100n });
      await inspector.halt(b.id, DAY, ZeroHash);
      await post("Pay", { obligation: contract, amount: 10n });
      let until = (await nextTime()) + DAY;
      await inspector.halt(a.id, DAY, ZeroHash);
      await expectRevert(post("Pay", line), registry, "OfficerRegistryHalted", a.id, until);
      for (const kind of CLAIM_KINDS) if (kind !== "Pay") await post(kind, line);
      await time.increaseTo(until);
      await post("Pay", line);

      const again = (await registry.haltOf(a.id)).again;
      await time.increaseTo(again);
      until = (await nextTime()) + DAY;
      await inspector.halt(0, DAY, ZeroHash);
      await expectRevert(post("Pay", line), registry, "OfficerRegistryHalted", 0, until);
      // A payment that came back is no payment: the books must be able to say so.
      await post("Return", line);
      await inspector.lift(0);
      await post("Pay", line);
      expect(await progress()).to.deep.equal([10_000_01n, 5_000_01n, 89n, 10n]);
    });
  });

  it("come to an end with the ledger", async () => {
    const all = await claimable();
    const { ledger, post, contract } = all;
    await ledger.connect(await asTop(all)).freeze();
    for (const kind of CLAIM_KINDS) {
      await expectRevert(post(kind, { obligation: contract, amount: 1n }), ledger, "BudgetLedgerFrozen");
    }
  });
});
