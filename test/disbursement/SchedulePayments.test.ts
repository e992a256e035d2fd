import { expect } from "chai";
import { ZeroHash } from "ethers";

import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { asTop } from "../fixtures/freshLedger.js";
import { ethers, loadFixture, time } from "../fixtures/network.js";
import { BANK } from "../fixtures/paying.js";
import { addressOf, linesOf, scheduling, schedulesDesk } from "../fixtures/scheduling.js";
import { signerNamed } from "../fixtures/signers.js";
import { addKey, appoint, appointed } from "../fixtures/staffed.js";
import { postedLines } from "../helpers/claims.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const DAY = 86_400;
const [PAY, RETURN] = [2, 3] as const;
/** Units of the token in a cent. */
const SCALE = 10_000n;
const ALL_ORGANISATIONS = 0;

/** Three chunks: 100.00 and 200.00, 300.00 and 400.00, 500.00. */
const LINES = linesOf("token", 100_00n, 200_00n, 300_00n, 400_00n, 500_00n);

async function world() {
  const all = await loadFixture(scheduling);
  return { ...all, ...schedulesDesk(all) };
}

describe("Schedules: payments", () => {
  it("pay a chunk, and journal it whole", async () => {
    const { schedules, ledger, token, pay, certified, idOf, progressOf, claimed, a, program } = await world();
    const it = await certified({ lines: LINES });
    const id = await idOf(it);
    const { index, bindings, lines } = it.chunks[1]!;
    const sent = Promise.resolve(await pay(it, 1));
    await expectEvent(sent, schedules, "ChunkPaid", id, index, a.disbursing.id, 700_00n, bindings, lines);
    await expectEvent(
      sent,
      ledger,
      "ClaimsPosted",
      PAY,
      a.id,
      a.disbursing.id,
      schedules,
      postedLines([{ obligation: program, amount: 700_00n, document: id }]),
    );
    await expect(sent).not.to.emit(schedules, "LinesFailed");
    expect(await token.balanceOf(addressOf(2))).to.equal(300_00n * SCALE);
    expect(await token.balanceOf(addressOf(3))).to.equal(400_00n * SCALE);
    expect(await progressOf(it)).to.deep.equal({
      paidChunks: 0b010n,
      left: 800_00n,
      submitter: a.submitting.id,
      certifier: a.certifying.id,
      state: "certified",
      hasStops: false,
    });
    expect(await claimed()).to.deep.equal([800_00n, 700_00n]);
  });

  it("come in any order, each once", async () => {
    const { schedules, pay, certified, idOf, progressOf, claimed } = await world();
    const it = await certified({ lines: LINES });
    const id = await idOf(it);
    for (const chunk of [2, 0, 1]) {
      await pay(it, chunk);
      await expectRevert(pay(it, chunk), schedules, "SchedulesAlreadyPaid", id, chunk);
    }
    expect(await progressOf(it)).to.deep.include({ paidChunks: 0b111n, left: 0n });
    expect(await claimed()).to.deep.equal([0n, 1_500_00n]);
  });

  it("reach the last of 128 chunks", async () => {
    const { schedules, pay, certified, idOf, progressOf } = await world();
    const it = await certified({
      lines: linesOf("token", ...Array.from({ length: 128 }, () => 1_00n)),
      perChunk: 1,
    });
    await pay(it, 127);
    await expectRevert(pay(it, 127), schedules, "SchedulesAlreadyPaid", await idOf(it), 127);
    expect(await progressOf(it)).to.deep.include({ paidChunks: 1n << 127n, left: 127_00n });
    await pay(it, 0);
    expect(await progressOf(it)).to.deep.include({ paidChunks: (1n << 127n) | 1n, left: 126_00n });
  });

  describe("in time", () => {
    it("come before the first payee's eligibility expires", async () => {
      const { schedules, pay, certified, idOf } = await world();
      const end = (await time.latest()) + DAY;
      const it = await certified({ lines: LINES, eligibleUntil: end });
      await time.setNextBlockTimestamp(end - 1);
      await pay(it, 0);
      await time.setNextBlockTimestamp(end);
      await expectRevert(pay(it, 1), schedules, "SchedulesExpired", await idOf(it), end);
    });

    it("come while the account is expired, and not once it is cancelled", async () => {
      const { schedules, pay, certified, idOf, closesAt, cancelsAt } = await world();
      const it = await certified({ lines: LINES, eligibleUntil: cancelsAt + DAY });
      await time.increaseTo(closesAt);
      await pay(it, 0);
      await time.increaseTo(cancelsAt);
      await expectRevert(pay(it, 1), schedules, "SchedulesAccountClosed", await idOf(it));
    });

    it("wait while the organisation is halted, or all are", async () => {
      const { registry, pay, certified, founders, a } = await world();
      const it = await certified({ lines: LINES });
      for (const scope of [a.id, ALL_ORGANISATIONS]) {
        await registry.connect(founders.inspector.signer).halt(scope, DAY, ZeroHash);
        const until = (await time.latest()) + DAY;
        await expectRevert(pay(it, 0), registry, "OfficerRegistryHalted", scope, until);
        await registry.connect(founders.inspector.signer).lift(scope);
        await time.increase(5 * DAY);
      }
      await pay(it, 0);
    });
  });

  describe("a payee who fails", () => {
    it("touches no other: the money is owed again, and certified no more", async () => {
      const { schedules, ledger, cash, dollar, inDollars, treasury, a, program, ...at } = await world();
      const now = await time.latest();
      await cash.connect(treasury.budget.signer).setCeiling(a.id, 2_000_00n, now, now + 9 * DAY);
      await dollar.list(addressOf(1), true);
      const it = await at.certified({ lines: LINES, perChunk: 3 });
      const id = await at.idOf(it);
      const sent = Promise.resolve(await at.pay(it, 0, inDollars));
      await expectEvent(sent, schedules, "LinesFailed", id, 0, 200_00n, [0b010n]);
      const { bindings, lines } = it.chunks[0]!;
      await expectEvent(sent, schedules, "ChunkPaid", id, 0, a.disbursing.id, 400_00n, bindings, lines);
      for (const [kind, amount] of [
        [PAY, 600_00n],
        [RETURN, 200_00n],
      ] as const) {
        await expectEvent(
          sent,
          ledger,
          "ClaimsPosted",
          kind,
          a.id,
          a.disbursing.id,
          schedules,
          postedLines([{ obligation: program, amount, document: id }]),
        );
      }
      expect(await Promise.all([0, 1, 2].map(async (i) => dollar.balanceOf(addressOf(i))))).to.deep.equal([
        100_00n * SCALE,
        0n,
        300_00n * SCALE,
      ]);
      expect(await at.unpaid(it, 0)).to.equal(0b010n);
      expect(await at.progressOf(it)).to.deep.include({ paidChunks: 1n, left: 900_00n });
      expect(await at.claimed()).to.deep.equal([900_00n, 400_00n]);
      expect((await cash.ceiling(a.id)).spent).to.equal(400_00n);

      // Whoever was not paid is paid by another schedule, once they can be.
      await dollar.list(addressOf(1), false);
      await expectRevert(at.pay(it, 0, inDollars), schedules, "SchedulesAlreadyPaid", id, 0);
      const again = await at.certified({ lines: LINES.slice(1, 2), salt: ethers.id("again") });
      await at.pay(again, 0, inDollars);
      expect(await dollar.balanceOf(addressOf(1))).to.equal(200_00n * SCALE);
    });

    it("may be every one of a chunk", async () => {
      const { schedules, dollar, inDollars, a, ...at } = await world();
      for (const payee of [0, 1]) await dollar.list(addressOf(payee), true);
      const it = await at.certified({ lines: LINES });
      const id = await at.idOf(it);
      const sent = Promise.resolve(await at.pay(it, 0, inDollars));
      await expectEvent(sent, schedules, "LinesFailed", id, 0, 300_00n, [0b11n]);
      const { bindings, lines } = it.chunks[0]!;
      await expectEvent(sent, schedules, "ChunkPaid", id, 0, a.disbursing.id, 0n, bindings, lines);
      expect(await at.claimed()).to.deep.equal([1_200_00n, 0n]);
      await at.pay(it, 1, inDollars);
      expect(await at.claimed()).to.deep.equal([500_00n, 700_00n]);
    });

    it("is named among more than 256 lines", async () => {
      const { schedules, dollar, inDollars, ...at } = await world();
      const lines = Array.from({ length: 300 }, () => ({ payee: addressOf(0), amount: 1_00n }));
      for (const place of [0, 255, 256, 299]) lines[place] = { payee: addressOf(1), amount: 2_00n };
      await dollar.list(addressOf(1), true);
      const it = await at.certified({ lines, perChunk: 300 });
      await expectEvent(at.pay(it, 0, inDollars), schedules, "LinesFailed", await at.idOf(it), 0, 8_00n, [
        (1n << 255n) | 1n,
        (1n << 43n) | 1n,
      ]);
      expect(await at.unpaid(it, 0, 0)).to.equal((1n << 255n) | 1n);
      expect(await at.unpaid(it, 0, 1)).to.equal((1n << 43n) | 1n);
      expect(await dollar.balanceOf(addressOf(0))).to.equal(296_00n * SCALE);
      expect(await at.claimed()).to.deep.equal([0n, 296_00n]);
    });

    it("is not taken for one whose transfer was starved of gas", async () => {
      const { tokenRail, dollar, inDollars, pay, paidBy, certified, claimed } = await world();
      await dollar.list(addressOf(1), true);
      const it = await certified({ lines: LINES, perChunk: 5 });
      let starved = 0;
      for (let gasLimit = 150_000; gasLimit <= 1_200_000; gasLimit += 50_000) {
        const paid = await paidBy(it, 0, inDollars, { gasLimit }).catch(() => -1n);
        if (paid === -1n) starved += 1;
        else expect(paid, String(gasLimit)).to.equal(1_300_00n);
      }
      expect(starved).to.be.within(5, 15);
      await expectRevert(
        pay(it, 0, inDollars, undefined, undefined, { gasLimit: 500_000 }),
        tokenRail,
        "TokenRailStarved",
        1,
        (left: bigint) => left > 0n && left < 407_000n,
      );
      expect(await claimed()).to.deep.equal([1_500_00n, 0n]);
      await pay(it, 0, inDollars);
      expect(await claimed()).to.deep.equal([0n, 1_300_00n]);
    });
  });

  describe("the rail", () => {
    it("pays nothing while its token is paused, and everything later", async () => {
      const { tokenRail, dollar, inDollars, pay, certified, claimed, progressOf } = await world();
      const it = await certified({ lines: LINES });
      await pay(it, 2, inDollars);
      await dollar.setPaused(true);
      await expectRevert(pay(it, 0, inDollars), tokenRail, "TokenRailStopped", dollar);
      expect(await progressOf(it)).to.deep.include({ paidChunks: 0b100n, left: 1_000_00n });
      await dollar.setPaused(false);
      await pay(it, 0, inDollars);
      expect(await claimed()).to.deep.equal([700_00n, 800_00n]);
    });

    it("pays nothing that the vault does not hold, and everything once it does", async () => {
      const all = await world();
      const { tokenRail, token, treasurer, pay, certified, claimed } = all;
      await tokenRail.connect(await asTop(all)).withdraw(token, treasurer, 49_800_00n);
      const it = await certified({ lines: LINES });
      await expectRevert(
        pay(it, 0),
        tokenRail,
        "TokenRailVaultShort",
        token,
        200_00n * SCALE,
        300_00n * SCALE,
      );
      await tokenRail.connect(treasurer).deposit(token, 100_00n);
      await pay(it, 0);
      expect(await claimed()).to.deep.equal([1_200_00n, 300_00n]);
    });

    it("pays in no token that was not allowed", async () => {
      const { tokenRail, dollar, inDollars, pay, certified, ...all } = await world();
      const it = await certified({ lines: LINES });
      await tokenRail.connect(await asTop(all)).disallow(dollar);
      await expectRevert(pay(it, 0, inDollars), tokenRail, "TokenRailNotAllowed", dollar);
      await pay(it, 0);
    });

    it("is a bank, for a schedule of its own", async () => {
      const { schedules, attestedRail, pay, certified, byBank, claimed, idOf, a } = await world();
      const it = await certified({ rail: "attested", lines: linesOf("attested", 100_00n, 200_00n, 1n) });
      const day = Math.floor((await time.latest()) / DAY) + 1;
      const sent = Promise.resolve(await pay(it, 0, await byBank({ firstTrace: 7n })));
      await expectEvent(sent, attestedRail, "PaymentsAttested", BANK, schedules, 1, day, 7n, 2n);
      const { bindings, lines } = it.chunks[0]!;
      await expectEvent(
        sent,
        schedules,
        "ChunkPaid",
        await idOf(it),
        0,
        a.disbursing.id,
        300_00n,
        bindings,
        lines,
      );
      await expectRevert(
        pay(it, 1, await byBank({ firstTrace: 8n })),
        attestedRail,
        "AttestedRailInvalidTrace",
        BANK,
        8n,
        9n,
      );
      await pay(it, 1, await byBank({ firstTrace: 9n }));
      expect(await claimed()).to.deep.equal([0n, 300_01n]);
    });

    it("is the one that was certified: a bank's settlement moves no token, and a token's attests nothing", async () => {
      const { pay, certified, byBank, claimed } = await world();
      const [tokens, bank] = [
        await certified({ lines: LINES }),
        await certified({ rail: "attested", lines: linesOf("attested", 1n), salt: ethers.id("bank") }),
      ];
      await expect(pay(tokens, 0, await byBank())).to.be.revert(ethers);
      await expect(pay(bank, 0)).to.be.revert(ethers);
      expect(await claimed()).to.deep.equal([1_500_01n, 0n]);
    });
  });

  describe("the disburser", () => {
    it("is an officer of the organisation, within their limit a chunk", async () => {
      const all = await world();
      const { registry, pay, certified, a, b } = all;
      const it = await certified({ lines: LINES });
      await expectRevert(
        pay(it, 0, undefined, a.certifying),
        registry,
        "OfficerRegistryMissingOffices",
        a.certifying.id,
        a.id,
        OFFICES.disbursing,
      );
      await expectRevert(
        pay(it, 0, undefined, b.disbursing),
        registry,
        "OfficerRegistryNotAppointed",
        b.disbursing.id,
        a.id,
      );
      const small = await appointed(all, "small disburser", a.id, OFFICES.disbursing, { limit: 699_99n });
      await pay(it, 0, undefined, small);
      await expectRevert(
        pay(it, 1, undefined, small),
        registry,
        "OfficerRegistryOverLimit",
        small.id,
        699_99n,
        700_00n,
      );
    });

    it("may be the treasury's, for everyone", async () => {
      const { schedules, pay, certified, treasury, a, b, claimed } = await world();
      const it = await certified({ lines: LINES });
      await expectRevert(
        pay(it, 0, undefined, b.disbursing, b.id),
        schedules,
        "PayerWrongOrganisation",
        a.id,
        b.id,
      );
      await pay(it, 0, undefined, treasury.disbursing, TREASURY);
      expect(await claimed()).to.deep.equal([1_200_00n, 300_00n]);
    });

    it("is stopped between two chunks by their dismissal", async () => {
      const { registry, pay, certified, founders, a, treasury, claimed } = await world();
      const it = await certified({ lines: LINES });
      await pay(it, 0);
      await registry.connect(founders.registrar.signer).dismiss(a.disbursing.id, ZeroHash);
      await expectRevert(pay(it, 1), registry, "OfficerRegistryUnknownKey", a.disbursing.signer.address);
      await pay(it, 1, undefined, treasury.disbursing, TREASURY);
      expect(await claimed()).to.deep.equal([500_00n, 1_000_00n]);
    });

    it("neither submitted nor certified, with whichever key and in whichever office by then", async () => {
      const all = await world();
      const { schedules, registry, pay, certified, idOf, a } = all;
      const it = await certified({ lines: LINES });
      for (const one of [a.submitting, a.certifying]) {
        const secondKey = await signerNamed(`second key of ${String(one.id)}`);
        await addKey(all, one, secondKey);
        await time.increase((await registry.settings()).keyDelay);
        await appoint(all, one.id, TREASURY, OFFICES.disbursing);
        for (const signer of [one.signer, secondKey]) {
          await expectRevert(
            pay(it, 0, undefined, { signer }, TREASURY),
            schedules,
            "SchedulesDutiesNotSeparate",
            await idOf(it),
            one.id,
          );
        }
      }
    });

    it("pays within the organisation's cash", async () => {
      const { cash, pay, certified, treasury, a, claimed } = await world();
      const it = await certified({ lines: LINES });
      const now = await time.latest();
      const budget = cash.connect(treasury.budget.signer);
      await budget.setCeiling(a.id, 999_99n, now, now + DAY);
      await pay(it, 0);
      await expectRevert(pay(it, 1), cash, "CashCeilingsExceeded", a.id, 699_99n, 700_00n);
      await pay(it, 2);
      await budget.setCeiling(a.id, 1_500_00n, now, now + DAY);
      await pay(it, 1);
      expect((await cash.ceiling(a.id)).spent).to.equal(1_500_00n);
      expect(await claimed()).to.deep.equal([0n, 1_500_00n]);
    });

    it("pays from no ledger that is frozen", async () => {
      const all = await world();
      const { ledger, pay, certified } = all;
      const it = await certified({ lines: LINES });
      await ledger.connect(await asTop(all)).freeze();
      await expectRevert(pay(it, 0), ledger, "BudgetLedgerFrozen");
    });

    it("pays through no contract that is a payer no more", async () => {
      const all = await world();
      const { schedules, registry, pay, certified } = all;
      const it = await certified({ lines: LINES });
      const address = await schedules.getAddress();
      await registry.connect(await asTop(all)).dismiss(await registry.officerOf(schedules), ZeroHash);
      await expectRevert(pay(it, 0), registry, "OfficerRegistryUnknownKey", address);
    });
  });
});
