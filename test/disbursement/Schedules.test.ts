import { expect } from "chai";
import { AbiCoder, keccak256, ZeroAddress } from "ethers";

import { obligationId } from "../../sdk/ids.js";
import type { Header } from "../../sdk/disbursement/schedule.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { OFFICES } from "../../sdk/offices.js";
import { BUILDER } from "../fixtures/funded.js";
import { ethers, loadFixture, time } from "../fixtures/network.js";
import { linesOf, scheduling, schedulesDesk } from "../fixtures/scheduling.js";
import { signerNamed } from "../fixtures/signers.js";
import { addKey, appoint, appointed } from "../fixtures/staffed.js";
import { postedLines } from "../helpers/claims.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { alterations, headerFields, withHeader } from "../helpers/schedules.js";

const DAY = 86_400;
const [NONE, SUBMITTED, CERTIFIED, CLOSED] = [0, 1, 2, 3] as const;
const [CERTIFY, DECERTIFY] = [0, 1] as const;
const CANCELLED = 3;

/** How an id's preimage is laid out: chain, contract, then the header's fields. */
const HEADER_CODEC = [
  ...["uint256", "address"],
  ...["uint8", "uint8", "uint32", "uint64", "uint64", "uint16", "uint40", "bytes32", "bytes32"],
];

const LINES = linesOf("token", 100_00n, 200_00n, 300_00n);

async function world() {
  const all = await loadFixture(scheduling);
  return { ...all, ...schedulesDesk(all) };
}

describe("Schedules", () => {
  it("says what it works with", async () => {
    const { registry, ledger, vouchers, payees, cash, rates, tokenRail, attestedRail } = await world();
    const at = async (contract: { getAddress(): Promise<string> }) => contract.getAddress();
    const parts = {
      registry: await at(registry),
      ledger: await at(ledger),
      payees: await at(payees),
      cash: await at(cash),
      rates: await at(rates),
      tokenRail: await at(tokenRail),
      attestedRail: await at(attestedRail),
      predecessor: ZeroAddress,
    };
    const fresh = await ethers.deployContract("Schedules", [parts, await at(vouchers)]);
    await expectEvent(
      Promise.resolve(fresh.deploymentTransaction()!),
      fresh,
      "SchedulesCreated",
      parts.registry,
      parts.ledger,
      await at(vouchers),
    );
    expect(await fresh.version()).to.equal("1.0.0");
    expect(await fresh.MAX_CHUNKS()).to.equal(128);
  });

  describe("submitting", () => {
    it("is journalled with the whole header, and holds no money", async () => {
      const { schedules, submit, draft, idOf, progressOf, claimed, a } = await world();
      const it = await draft({ lines: LINES });
      await expectEvent(
        submit(it),
        schedules,
        "ScheduleSubmitted",
        await idOf(it),
        a.submitting.id,
        headerFields(it),
      );
      expect(await progressOf(it)).to.deep.equal({
        paidChunks: 0n,
        left: 0n,
        submitter: a.submitting.id,
        certifier: 0,
        state: "submitted",
        hasStops: false,
      });
      expect(await claimed()).to.deep.equal([0n, 0n]);
    });

    it("names the schedule by chain, contract and header", async () => {
      const { schedules, draft, idOf } = await world();
      const it = await draft({ lines: LINES });
      const packed = AbiCoder.defaultAbiCoder().encode(HEADER_CODEC, [
        31337,
        await schedules.getAddress(),
        ...headerFields(it),
      ]);
      expect(await idOf(it)).to.equal(keccak256(packed));
      const ids = await Promise.all(alterations(it).map(async (change) => idOf(withHeader(it, change))));
      expect(new Set([await idOf(it), ...ids]).size).to.equal(10);
    });

    it("happens once", async () => {
      const { schedules, submit, certify, close, submitted, idOf } = await world();
      const it = await submitted({ lines: LINES });
      const id = await idOf(it);
      await expectRevert(submit(it), schedules, "SchedulesWrongState", id, SUBMITTED);
      await certify(it);
      await expectRevert(submit(it), schedules, "SchedulesWrongState", id, CERTIFIED);
      await close(it);
      await expectRevert(submit(it), schedules, "SchedulesWrongState", id, CLOSED);
    });

    it("is refused with a header that could not be paid", async () => {
      const { schedules, submit, draft } = await world();
      const it = await draft({ lines: LINES });
      for (const change of [
        { total: 0n },
        { chunks: 0 },
        { chunks: 129 },
        { chunks: 65_535 },
        { obligation: 0n },
        { kind: 1 },
        { kind: 1, obligation: 0n },
        { kind: 1, eligibleUntil: 0 },
        { eligibleUntil: 0 },
        { eligibleUntil: await time.latest() },
      ] satisfies Partial<Header>[]) {
        await expectRevert(submit(withHeader(it, change)), schedules, "SchedulesInvalidHeader");
      }
      await submit(withHeader(it, { chunks: 128 }));
    });

    it("is on an obligation to many payees: what is owed to one, vouchers pay", async () => {
      const { schedules, submit, draft, contract } = await world();
      const it = withHeader(await draft({ lines: LINES }), { obligation: contract });
      await expectRevert(submit(it), schedules, "SchedulesNotForMany", contract, BUILDER);
    });

    it("needs one second of eligibility", async () => {
      const { schedules, submit, draft } = await world();
      const soon = (await time.latest()) + 100;
      const it = await draft({ lines: LINES, eligibleUntil: soon });
      await time.setNextBlockTimestamp(soon);
      await expectRevert(submit(it), schedules, "SchedulesInvalidHeader");
      const later = await draft({ lines: LINES, eligibleUntil: soon + 11 });
      await time.setNextBlockTimestamp(soon + 10);
      await submit(later);
    });

    it("knows no third kind and no third rail", async () => {
      const { submit, draft } = await world();
      const it = await draft({ lines: LINES });
      for (const change of [{ kind: 2 }, { rail: 2 }]) {
        await expect(submit(withHeader(it, change))).to.be.revert(ethers);
      }
    });

    it("is by a submitting officer of the account's organisation", async () => {
      const { schedules, registry, ledger, submit, draft, stranger, a, b, treasury } = await world();
      const it = await draft({ lines: LINES });
      const missing = async (by: typeof a.certifying) =>
        expectRevert(
          submit(it, by),
          registry,
          "OfficerRegistryMissingOffices",
          by.id,
          a.id,
          OFFICES.submitting,
        );
      await missing(a.certifying);
      await missing(a.disbursing);
      await missing(a.contracting);
      await expectRevert(
        submit(it, { signer: stranger }),
        registry,
        "OfficerRegistryUnknownKey",
        stranger.address,
      );
      for (const other of [b, treasury]) {
        await expectRevert(
          submit(it, other.submitting),
          registry,
          "OfficerRegistryNotAppointed",
          other.submitting.id,
          a.id,
        );
      }
      // In the own organisation's name, on another's account.
      await expectRevert(
        submit(withHeader(it, { organisation: b.id }), b.submitting),
        schedules,
        "SchedulesWrongOrganisation",
        b.id,
      );
      const none = obligationId(3, 99);
      await expectRevert(
        submit(withHeader(it, { obligation: none })),
        ledger,
        "BudgetLedgerUnknownObligation",
        none,
      );
    });

    it("is within the officer's limit", async () => {
      const all = await world();
      const { registry, submit, draft, a } = all;
      await appoint(all, a.submitting.id, a.id, OFFICES.submitting, { limit: 599_99n });
      await expectRevert(
        submit(await draft({ lines: LINES })),
        registry,
        "OfficerRegistryOverLimit",
        a.submitting.id,
        599_99n,
        600_00n,
      );
    });
  });

  describe("certifying", () => {
    it("holds the total on the obligation", async () => {
      const { schedules, ledger, certify, submitted, idOf, progressOf, claimed, a, program } = await world();
      const it = await submitted({ lines: LINES });
      const id = await idOf(it);
      const sent = await certify(it);
      await expectEvent(Promise.resolve(sent), schedules, "ScheduleCertified", id, a.certifying.id);
      await expectEvent(
        Promise.resolve(sent),
        ledger,
        "ClaimsPosted",
        CERTIFY,
        a.id,
        a.certifying.id,
        schedules,
        postedLines([{ obligation: program, amount: 600_00n, document: id }]),
      );
      expect(await progressOf(it)).to.deep.equal({
        paidChunks: 0n,
        left: 600_00n,
        submitter: a.submitting.id,
        certifier: a.certifying.id,
        state: "certified",
        hasStops: false,
      });
      expect(await claimed()).to.deep.equal([600_00n, 0n]);
      expect(await ledger.hasCertified(program, a.certifying.id)).to.equal(true);
    });

    it("is of exactly what was submitted: a header altered in any field is another schedule", async () => {
      const { schedules, certify, submitted, idOf } = await world();
      const it = await submitted({ lines: LINES });
      for (const change of alterations(it)) {
        const other = withHeader(it, change);
        await expectRevert(certify(other), schedules, "SchedulesWrongState", await idOf(other), NONE);
      }
    });

    it("happens once", async () => {
      const { schedules, certify, certified, close, idOf, claimed } = await world();
      const it = await certified({ lines: LINES });
      await expectRevert(certify(it), schedules, "SchedulesWrongState", await idOf(it), CERTIFIED);
      await close(it);
      await expectRevert(certify(it), schedules, "SchedulesWrongState", await idOf(it), CLOSED);
      expect(await claimed()).to.deep.equal([0n, 0n]);
    });

    it("is by another officer than the submitter, whichever key and office they have by then", async () => {
      const all = await world();
      const { schedules, registry, certify, submitted, idOf, a } = all;
      const it = await submitted({ lines: LINES });
      const { id, signer } = a.submitting;
      const secondKey = await signerNamed("A submitting, second key");
      await addKey(all, a.submitting, secondKey);
      await time.increase((await registry.settings()).keyDelay);
      await appoint(all, id, a.id, OFFICES.certifying);
      for (const key of [signer, secondKey]) {
        await expectRevert(
          certify(it, { signer: key }),
          schedules,
          "SchedulesDutiesNotSeparate",
          await idOf(it),
          id,
        );
      }
    });

    it("is not by whoever obligated", async () => {
      const all = await world();
      const { ledger, certify, submitted, a, program, secondKey } = all;
      const it = await submitted({ lines: LINES });
      await appoint(all, a.contracting.id, a.id, OFFICES.certifying);
      for (const signer of [a.contracting.signer, secondKey]) {
        await expectRevert(
          certify(it, { signer }),
          ledger,
          "BudgetLedgerDutiesNotSeparate",
          program,
          a.contracting.id,
        );
      }
    });

    it("is by a certifying officer of the organisation, within their limit", async () => {
      const all = await world();
      const { registry, certify, submitted, a, b } = all;
      const it = await submitted({ lines: LINES });
      await expectRevert(
        certify(it, a.disbursing),
        registry,
        "OfficerRegistryMissingOffices",
        a.disbursing.id,
        a.id,
        OFFICES.certifying,
      );
      await expectRevert(
        certify(it, b.certifying),
        registry,
        "OfficerRegistryNotAppointed",
        b.certifying.id,
        a.id,
      );
      const small = await appointed(all, "small certifier", a.id, OFFICES.certifying, { limit: 599_99n });
      await expectRevert(
        certify(it, small),
        registry,
        "OfficerRegistryOverLimit",
        small.id,
        599_99n,
        600_00n,
      );
    });

    it("is of no more than is owed, however much a header claims", async () => {
      const { ledger, certify, submit, certified, draft, program } = await world();
      await certified({ lines: linesOf("token", 9_000_00n) });
      const more = await draft({ lines: linesOf("token", 1_000_01n) });
      const overflowing = withHeader(more, { total: MAX_CENTS });
      for (const it of [more, overflowing]) {
        await submit(it);
        await expectRevert(
          certify(it),
          ledger,
          "BudgetLedgerExceedsOwed",
          program,
          1_000_00n,
          it.header.total,
        );
      }
    });

    it("comes before eligibility expires", async () => {
      const { schedules, certify, draft, submit, idOf } = await world();
      const end = (await time.latest()) + DAY;
      const [one, two] = [
        await draft({ lines: LINES, eligibleUntil: end }),
        await draft({ lines: LINES, eligibleUntil: end, salt: ethers.id("two") }),
      ];
      await submit(one);
      await submit(two);
      await time.setNextBlockTimestamp(end - 1);
      await certify(one);
      await time.setNextBlockTimestamp(end);
      await expectRevert(certify(two), schedules, "SchedulesExpired", await idOf(two), end);
    });

    it("is of no schedule on an account that is cancelled", async () => {
      const { ledger, certify, submitted, cancelsAt, project } = await world();
      const it = await submitted({ lines: LINES, eligibleUntil: cancelsAt + DAY });
      await time.increaseTo(cancelsAt);
      await expectRevert(certify(it), ledger, "BudgetLedgerWrongPhase", project, CANCELLED);
    });
  });

  describe("an account that moves to another organisation", () => {
    it("takes its schedules along, whatever state they are in", async () => {
      const all = await world();
      const { ledger, registry, certify, submitted, pay, close, giveBack, a, bureau, project, claimed } = all;
      const it = await submitted({ lines: LINES });
      const reassign = async (to: number) => ledger.connect(a.budget.signer).reassign(project, to);
      const notA = async (call: Promise<unknown>, { id }: { id: number }) =>
        expectRevert(call, registry, "OfficerRegistryNotAppointed", id, bureau.id);

      await reassign(bureau.id);
      await notA(certify(it), a.certifying);
      await certify(it, bureau.certifying);
      await reassign(a.id);
      await pay(it, 0);
      await reassign(bureau.id);
      await expectRevert(pay(it, 1), all.schedules, "PayerWrongOrganisation", bureau.id, a.id);
      await notA(pay(it, 1, undefined, a.disbursing, bureau.id), a.disbursing);
      await pay(it, 1, undefined, bureau.disbursing, bureau.id);
      expect(await claimed()).to.deep.equal([0n, 600_00n]);

      const { token, tokenRail, treasurer, inTokens } = all;
      await token.connect(treasurer).transfer(bureau.disbursing.signer, 100n * 10n ** 6n);
      await token.connect(bureau.disbursing.signer).approve(tokenRail, 100n * 10n ** 6n);
      await notA(giveBack(it, 0, [1n], inTokens, a.disbursing, bureau.id), a.disbursing);
      await giveBack(it, 0, [1n], inTokens, bureau.disbursing, bureau.id);
      expect(await claimed()).to.deep.equal([0n, 500_00n]);
      await notA(close(it), a.certifying);
      await close(it, bureau.certifying);
    });

    it("can be submitted for by its new owner alone", async () => {
      const { schedules, ledger, submit, draft, a, bureau, project } = await world();
      const it = await draft({ lines: LINES });
      await ledger.connect(a.budget.signer).reassign(project, bureau.id);
      await expectRevert(submit(it), schedules, "SchedulesWrongOrganisation", a.id);
      await submit(withHeader(it, { organisation: bureau.id }), bureau.submitting);
    });
  });

  describe("closing", () => {
    it("releases nothing of what was only submitted", async () => {
      const { schedules, close, submitted, idOf, progressOf, a } = await world();
      const it = await submitted({ lines: LINES });
      await expectEvent(close(it), schedules, "ScheduleClosed", await idOf(it), a.certifying.id, 0n);
      expect(await progressOf(it)).to.deep.include({ state: "closed", left: 0n });
    });

    it("releases what is certified and not paid, in the ledger too", async () => {
      const { schedules, ledger, close, pay, certified, idOf, claimed, a, program } = await world();
      const it = await certified({ lines: LINES });
      const id = await idOf(it);
      await pay(it, 0);
      const sent = await close(it);
      await expectEvent(Promise.resolve(sent), schedules, "ScheduleClosed", id, a.certifying.id, 300_00n);
      await expectEvent(
        Promise.resolve(sent),
        ledger,
        "ClaimsPosted",
        DECERTIFY,
        a.id,
        a.certifying.id,
        schedules,
        postedLines([{ obligation: program, amount: 300_00n, document: id }]),
      );
      expect(await claimed()).to.deep.equal([0n, 300_00n]);
      await expectRevert(pay(it, 1), schedules, "SchedulesWrongState", id, CLOSED);
    });

    it("releases nothing when all is paid", async () => {
      const { schedules, ledger, close, pay, certified, idOf, claimed, a } = await world();
      const it = await certified({ lines: LINES });
      await pay(it, 0);
      await pay(it, 1);
      const sent = await close(it);
      await expectEvent(
        Promise.resolve(sent),
        schedules,
        "ScheduleClosed",
        await idOf(it),
        a.certifying.id,
        0n,
      );
      await expect(Promise.resolve(sent)).not.to.emit(ledger, "ClaimsPosted");
      expect(await claimed()).to.deep.equal([0n, 600_00n]);
    });

    it("releases what was certified for lines that were stopped", async () => {
      const { close, pay, stop, certified, claimed, progressOf } = await world();
      const it = await certified({ lines: LINES });
      await stop(it, 0, 0b10n);
      await pay(it, 0);
      await pay(it, 1);
      expect(await progressOf(it)).to.deep.include({ left: 200_00n });
      expect(await claimed()).to.deep.equal([200_00n, 400_00n]);
      await close(it);
      expect(await claimed()).to.deep.equal([0n, 400_00n]);
    });

    it("is for good, and of what there is", async () => {
      const { schedules, close, certify, stop, certified, draft, idOf } = await world();
      const it = await certified({ lines: LINES });
      await close(it);
      const id = await idOf(it);
      await expectRevert(close(it), schedules, "SchedulesWrongState", id, CLOSED);
      await expectRevert(certify(it), schedules, "SchedulesWrongState", id, CLOSED);
      await expectRevert(stop(it, 0, 1n), schedules, "SchedulesWrongState", id, CLOSED);
      const none = await draft({ lines: LINES, salt: ethers.id("none") });
      await expectRevert(close(none), schedules, "SchedulesWrongState", await idOf(none), NONE);
    });

    it("is by a certifying officer of the organisation, within their limit for what is left", async () => {
      const all = await world();
      const { registry, close, pay, certified, a, b } = all;
      const it = await certified({ lines: LINES });
      await expectRevert(
        close(it, a.submitting),
        registry,
        "OfficerRegistryMissingOffices",
        a.submitting.id,
        a.id,
        OFFICES.certifying,
      );
      await expectRevert(
        close(it, b.certifying),
        registry,
        "OfficerRegistryNotAppointed",
        b.certifying.id,
        a.id,
      );
      const small = await appointed(all, "small certifier", a.id, OFFICES.certifying, { limit: 300_00n });
      await expectRevert(close(it, small), registry, "OfficerRegistryOverLimit", small.id, 300_00n, 600_00n);
      await pay(it, 0);
      await close(it, small);
    });

    it("still works after eligibility has expired, and once the account is cancelled", async () => {
      const { close, certified, claimed, cancelsAt } = await world();
      const [one, two] = [
        await certified({ lines: LINES }),
        await certified({ lines: LINES, salt: ethers.id("two") }),
      ];
      await time.increase(31 * DAY);
      await close(one);
      expect(await claimed()).to.deep.equal([600_00n, 0n]);
      await time.increaseTo(cancelsAt);
      await close(two);
      expect(await claimed()).to.deep.equal([0n, 0n]);
    });
  });
});
