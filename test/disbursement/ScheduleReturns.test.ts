import { expect } from "chai";
import { concat } from "ethers";

import { TREASURY } from "../../sdk/ids.js";
import type { Schedule } from "../../sdk/disbursement/schedule.js";
import { OFFICES } from "../../sdk/offices.js";
import { ethers, loadFixture, time } from "../fixtures/network.js";
import { BANK, FROM_BANK } from "../fixtures/paying.js";
import { addressOf, linesOf, R02, scheduling, schedulesDesk } from "../fixtures/scheduling.js";
import { appoint, appointed } from "../fixtures/staffed.js";
import { postedLines } from "../helpers/claims.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { alterations, withHeader } from "../helpers/schedules.js";

const DAY = 86_400;
const NONE = 0;
const RETURN = 3;
/** Units of the token in a cent. */
const SCALE = 10_000n;
const ALL_BITS = 2n ** 256n - 1n;
const REASON = ethers.id("deceased");

/** Two chunks: 100.00, 200.00 and 300.00; 400.00 and 500.00. */
const LINES = linesOf("token", 100_00n, 200_00n, 300_00n, 400_00n, 500_00n);
const BANK_LINES = linesOf("attested", 100_00n, 200_00n, 300_00n, 400_00n, 500_00n);

async function world() {
  const all = await loadFixture(scheduling);
  const at = schedulesDesk(all);
  const { dollar, tokenRail, a } = all;
  return {
    ...all,
    ...at,
    tokens: async () => at.certified({ lines: LINES, perChunk: 3 }),
    /** Paid whole, by a bank. */
    paidByBank: async () => {
      const it = await at.certified({ rail: "attested", lines: BANK_LINES, perChunk: 3 });
      await at.pay(it, 0, await all.byBank());
      await at.pay(it, 1, await all.byBank({ firstTrace: 4n }));
      return it;
    },
    received: async () =>
      Promise.all(LINES.map(async ({ payee }) => (await dollar.balanceOf(payee)) / SCALE)),
    /** Gives A's disbursing officer what a bank or payee brought back, and lets the vault take it. */
    bringsBack: async (cents: bigint) => {
      await dollar.mint(a.disbursing.signer, cents * SCALE);
      await dollar.connect(a.disbursing.signer).approve(tokenRail, cents * SCALE);
    },
  };
}

describe("Schedules: stops and returns", () => {
  describe("stopped lines", () => {
    it("are not paid, and the others are", async () => {
      const { schedules, stop, pay, tokens, idOf, unpaid, progressOf, claimed, received, inDollars, a } =
        await world();
      const it = await tokens();
      const id = await idOf(it);
      await expectEvent(
        stop(it, 0, 0b010n, a.certifying, 0, REASON),
        schedules,
        "LinesStopped",
        id,
        0,
        a.certifying.id,
        0,
        0b010n,
        REASON,
      );
      expect(await unpaid(it, 0)).to.equal(0b010n);
      const { bindings, lines } = it.chunks[0]!;
      await expectEvent(
        pay(it, 0, inDollars),
        schedules,
        "ChunkPaid",
        id,
        0,
        a.disbursing.id,
        400_00n,
        bindings,
        lines,
      );
      await pay(it, 1, inDollars);
      expect(await received()).to.deep.equal([100_00n, 0n, 300_00n, 400_00n, 500_00n]);
      expect(await progressOf(it)).to.deep.include({ paidChunks: 0b11n, left: 200_00n, hasStops: true });
      expect(await claimed()).to.deep.equal([200_00n, 1_300_00n]);
    });

    it("stay stopped through certification, and add up", async () => {
      const { stop, certify, submitted, pay, unpaid, received, inDollars } = await world();
      const it = await submitted({ lines: LINES, perChunk: 3 });
      await stop(it, 0, 0b001n);
      await certify(it);
      await stop(it, 0, 0b100n);
      await stop(it, 0, 0b100n);
      expect(await unpaid(it, 0)).to.equal(0b101n);
      await pay(it, 0, inDollars);
      expect(await received()).to.deep.equal([0n, 200_00n, 0n, 0n, 0n]);
    });

    it("are stopped by certifiers, and for the payee by registrars and inspectors", async () => {
      const { schedules, stop, tokens, idOf, founders, a } = await world();
      const it = await tokens();
      const id = await idOf(it);
      for (const [i, by] of [a.certifying, founders.registrar, founders.inspector].entries()) {
        const bits = 1n << BigInt(i);
        await expectEvent(
          stop(it, 0, bits, by),
          schedules,
          "LinesStopped",
          id,
          0,
          by.id,
          0,
          bits,
          `0x${"0".repeat(64)}`,
        );
      }
    });

    it("are stopped by nobody else", async () => {
      const { registry, stop, tokens, stranger, a, b, treasury, founders, unpaid } = await world();
      const it = await tokens();
      for (const by of [a.submitting, a.disbursing, a.administrator]) {
        await expectRevert(
          stop(it, 0, 1n, by),
          registry,
          "OfficerRegistryMissingOffices",
          by.id,
          a.id,
          OFFICES.certifying,
        );
      }
      for (const by of [b.certifying, treasury.certifying, founders.administrator]) {
        await expectRevert(stop(it, 0, 1n, by), registry, "OfficerRegistryNotAppointed", by.id, a.id);
      }
      await expectRevert(
        stop(it, 0, 1n, { signer: stranger }),
        registry,
        "OfficerRegistryUnknownKey",
        stranger.address,
      );
      expect(await unpaid(it, 0)).to.equal(0n);
    });

    it("are of a chunk that is there and not paid", async () => {
      const { schedules, stop, pay, tokens, draft, idOf, inDollars } = await world();
      const it = await tokens();
      const id = await idOf(it);
      await pay(it, 0, inDollars);
      await expectRevert(stop(it, 0, 1n), schedules, "SchedulesAlreadyPaid", id, 0);
      for (const chunk of [2, 127, 65_535]) {
        await expectRevert(stop(it, chunk, 1n), schedules, "SchedulesInvalidLines", id, chunk);
      }
      await expectRevert(stop(it, 1, 0n), schedules, "SchedulesInvalidLines", id, 1);
      const none = await draft({ lines: LINES, salt: ethers.id("none") });
      await expectRevert(stop(none, 0, 1n), schedules, "SchedulesWrongState", await idOf(none), NONE);
      for (const change of alterations(it)) {
        const other = withHeader(it, change);
        await expectRevert(stop(other, 1, 1n), schedules, "SchedulesWrongState", await idOf(other), NONE);
      }
    });

    it("may be named beyond the lines that there are, which stops nothing", async () => {
      const { stop, pay, tokens, received, claimed, inDollars } = await world();
      const it = await tokens();
      await stop(it, 0, ALL_BITS ^ 0b111n);
      await stop(it, 0, ALL_BITS, undefined, 1);
      await stop(it, 0, ALL_BITS, undefined, 65_535);
      await pay(it, 0, inDollars);
      expect(await received()).to.deep.equal([100_00n, 200_00n, 300_00n, 0n, 0n]);
      expect(await claimed()).to.deep.equal([900_00n, 600_00n]);
    });

    it("may be all of a chunk: then it is done, and pays nothing", async () => {
      const { schedules, ledger, stop, pay, tokens, idOf, progressOf, claimed, inDollars, a } = await world();
      const it = await tokens();
      const id = await idOf(it);
      await stop(it, 0, ALL_BITS);
      const sent = Promise.resolve(await pay(it, 0, inDollars));
      const { bindings, lines } = it.chunks[0]!;
      await expectEvent(sent, schedules, "ChunkPaid", id, 0, a.disbursing.id, 0n, bindings, lines);
      await expect(sent).not.to.emit(ledger, "ClaimsPosted");
      expect(await progressOf(it)).to.deep.include({ paidChunks: 1n, left: 1_500_00n });
      expect(await claimed()).to.deep.equal([1_500_00n, 0n]);
      await expectRevert(pay(it, 0, inDollars), schedules, "SchedulesAlreadyPaid", id, 0);
    });

    it("use up no trace number at the bank", async () => {
      const { schedules, attestedRail, stop, pay, certified, byBank } = await world();
      const it = await certified({ rail: "attested", lines: BANK_LINES, perChunk: 5 });
      await stop(it, 0, 0b01010n);
      const day = Math.floor((await time.latest()) / DAY) + 1;
      await expectEvent(
        pay(it, 0, await byBank({ firstTrace: 1n })),
        attestedRail,
        "PaymentsAttested",
        BANK,
        schedules,
        1,
        day,
        1n,
        3n,
      );
      expect(await attestedRail.nextTrace(BANK)).to.equal(4n);
    });

    it("and payees who fail are told apart: bits are among all lines", async () => {
      const { schedules, dollar, stop, pay, tokens, idOf, unpaid, received, claimed, inDollars } =
        await world();
      const it = await tokens();
      await stop(it, 0, 0b001n);
      await dollar.list(addressOf(2), true);
      await expectEvent(pay(it, 0, inDollars), schedules, "LinesFailed", await idOf(it), 0, 300_00n, [
        0b100n,
      ]);
      expect(await unpaid(it, 0)).to.equal(0b101n);
      expect(await received()).to.deep.equal([0n, 200_00n, 0n, 0n, 0n]);
      expect(await claimed()).to.deep.equal([1_000_00n, 200_00n]);
    });

    it("and payees who fail are told apart beyond 256 lines too", async () => {
      const { schedules, dollar, inDollars, ...at } = await world();
      const lines = Array.from({ length: 300 }, () => ({ payee: addressOf(0), amount: 1_00n }));
      for (const place of [1, 256, 299]) lines[place] = { payee: addressOf(1), amount: 2_00n };
      await dollar.list(addressOf(1), true);
      const it = await at.certified({ lines, perChunk: 300 });
      await at.stop(it, 0, (1n << 255n) | 1n);
      await at.stop(it, 0, 0b10n, undefined, 1);
      await expectEvent(at.pay(it, 0, inDollars), schedules, "LinesFailed", await at.idOf(it), 0, 6_00n, [
        0b10n,
        (1n << 43n) | 1n,
      ]);
      expect(await at.unpaid(it, 0, 0)).to.equal((1n << 255n) | 0b11n);
      expect(await at.unpaid(it, 0, 1)).to.equal((1n << 43n) | 0b11n);
      expect(await at.claimed()).to.deep.equal([3_00n, 294_00n]);
    });

    it("of one chunk leave the others as they are", async () => {
      const { stop, pay, tokens, received, inDollars } = await world();
      const it = await tokens();
      await stop(it, 1, 0b01n);
      await pay(it, 0, inDollars);
      await pay(it, 1, inDollars);
      expect(await received()).to.deep.equal([100_00n, 200_00n, 300_00n, 0n, 500_00n]);
    });
  });

  describe("lines that come back", () => {
    it("are owed again, and certified no more", async () => {
      const { schedules, ledger, cash, treasury, giveBack, paidByBank, idOf, unpaid, ...all } = await world();
      const { a, program, claimed, progressOf } = all;
      const now = await time.latest();
      await cash.connect(treasury.budget.signer).setCeiling(a.id, 2_000_00n, now, now + DAY);
      const it = await paidByBank();
      const id = await idOf(it);
      const before = await progressOf(it);
      const sent = Promise.resolve(await giveBack(it, 0, [0b101n]));
      await expectEvent(sent, schedules, "LinesReturned", id, 0, a.disbursing.id, 400_00n, R02, [0b101n]);
      await expectEvent(
        sent,
        ledger,
        "ClaimsPosted",
        RETURN,
        a.id,
        a.disbursing.id,
        schedules,
        postedLines([{ obligation: program, amount: 400_00n, document: id }]),
      );
      expect(await unpaid(it, 0)).to.equal(0b101n);
      expect(await claimed()).to.deep.equal([0n, 1_100_00n]);
      expect((await cash.ceiling(a.id)).spent).to.equal(1_100_00n);
      expect(await progressOf(it)).to.deep.equal(before);
    });

    it("come back with a reason", async () => {
      const { schedules, pay, certified, a } = await world();
      const it = await certified({ lines: linesOf("token", 100_00n) });
      await pay(it, 0);
      const chunk = { ...it.chunks[0]!, proof: [...it.chunks[0]!.proof] };
      const desk = schedules.connect(a.disbursing.signer);
      const returning = desk.returnLines(it.header, a.id, chunk, [1n], "0x000000", FROM_BANK);
      await expectRevert(returning, schedules, "PayerMissingCode");
    });

    it("come back once", async () => {
      const { schedules, giveBack, paidByBank, idOf, claimed } = await world();
      const it = await paidByBank();
      const id = await idOf(it);
      await giveBack(it, 0, [0b001n]);
      for (const bits of [0b001n, 0b011n, 0b111n]) {
        await expectRevert(giveBack(it, 0, [bits]), schedules, "SchedulesInvalidLines", id, 0);
      }
      await giveBack(it, 0, [0b110n]);
      await giveBack(it, 1, [0b11n]);
      expect(await claimed()).to.deep.equal([0n, 0n]);
    });

    it("are lines that there are, some at least", async () => {
      const { schedules, giveBack, paidByBank, idOf } = await world();
      const it = await paidByBank();
      const id = await idOf(it);
      for (const bits of [[], [0n], [0b1000n], [0b1001n], [1n << 255n], [1n, 0n], [0n, 1n]]) {
        await expectRevert(giveBack(it, 0, bits), schedules, "SchedulesInvalidLines", id, 0);
      }
    });

    it("are named among more than 256", async () => {
      const { schedules, certified, pay, giveBack, byBank, idOf, claimed, unpaid } = await world();
      const lines = linesOf("attested", ...Array.from({ length: 512 }, (_, i) => BigInt(i + 1)));
      const it = await certified({ rail: "attested", lines, perChunk: 300 });
      const id = await idOf(it);
      for (const chunk of [0, 1])
        await pay(it, chunk, await byBank({ firstTrace: 1n + 300n * BigInt(chunk) }));
      const sum = (512n * 513n) / 2n;
      for (const bits of [[1n], [0n, 1n << 44n], [0n, 0n], [0n, 1n, 0n]]) {
        await expectRevert(giveBack(it, 0, bits), schedules, "SchedulesInvalidLines", id, 0);
      }
      await giveBack(it, 0, [1n << 255n, (1n << 43n) | 1n]);
      expect(await claimed()).to.deep.equal([0n, sum - 256n - 257n - 300n]);
      expect(await unpaid(it, 0, 1)).to.equal((1n << 43n) | 1n);
      await giveBack(it, 1, [1n << 211n]);
      expect(await claimed()).to.deep.equal([0n, sum - 256n - 257n - 300n - 512n]);
    });

    it("were paid: not stopped, not failed, not in a chunk that waits", async () => {
      const { schedules, dollar, stop, pay, giveBack, tokens, draft, idOf, inDollars } = await world();
      const it = await tokens();
      const id = await idOf(it);
      await stop(it, 0, 0b001n);
      await dollar.list(addressOf(1), true);
      await pay(it, 0, inDollars);
      for (const bits of [0b001n, 0b010n, 0b111n]) {
        await expectRevert(giveBack(it, 0, [bits], inDollars), schedules, "SchedulesInvalidLines", id, 0);
      }
      await expectRevert(giveBack(it, 1, [1n], inDollars), schedules, "SchedulesNotPaid", id, 1);
      const none = await draft({ lines: LINES, salt: ethers.id("none") });
      await expectRevert(giveBack(none, 0, [1n]), schedules, "SchedulesNotPaid", await idOf(none), 0);
    });

    it("are of what was certified: no other lines, no other header", async () => {
      const { schedules, giveBack, paidByBank, idOf } = await world();
      const it = await paidByBank();
      const { lines } = it.chunks[0]!;
      const other = { ...it.chunks[0]!, lines: concat([lines, lines]) };
      await expectRevert(giveBack(it, other, [1n]), schedules, "SchedulesInvalidProof", await idOf(it), 0);
      for (const change of alterations(it)) {
        const forged: Schedule = withHeader(it, change);
        const rule = change.root === undefined ? "SchedulesNotPaid" : "SchedulesInvalidProof";
        await expectRevert(giveBack(forged, 0, [1n]), schedules, rule, await idOf(forged), 0);
      }
    });

    it("bring the money back to the vault", async () => {
      const { tokenRail, dollar, pay, giveBack, tokens, claimed, bringsBack, inDollars, a } = await world();
      const it = await tokens();
      await pay(it, 0, inDollars);
      await expect(giveBack(it, 0, [0b010n], inDollars)).to.be.revert(ethers);
      const before = await dollar.balanceOf(tokenRail);
      await bringsBack(200_00n);
      await expectEvent(
        giveBack(it, 0, [0b010n], inDollars),
        tokenRail,
        "Deposited",
        dollar,
        a.disbursing.signer.address,
        200_00n,
      );
      expect((await dollar.balanceOf(tokenRail)) - before).to.equal(200_00n * SCALE);
      expect(await dollar.balanceOf(a.disbursing.signer)).to.equal(0n);
      expect(await claimed()).to.deep.equal([900_00n, 400_00n]);
    });

    it("come back after the schedule is closed, and under a halt", async () => {
      const { registry, founders, close, pay, giveBack, certified, byBank, claimed, progressOf, a } =
        await world();
      const it = await certified({ rail: "attested", lines: BANK_LINES, perChunk: 3 });
      await pay(it, 0, await byBank());
      await close(it);
      await registry.connect(founders.inspector.signer).halt(a.id, DAY, REASON);
      await giveBack(it, 0, [0b001n]);
      expect(await claimed()).to.deep.equal([0n, 500_00n]);
      expect(await progressOf(it)).to.deep.include({ state: "closed", left: 0n });
    });

    it("come back while the account is expired, and once it is cancelled", async () => {
      const { giveBack, paidByBank, closesAt, cancelsAt, claimed } = await world();
      const it = await paidByBank();
      await time.increaseTo(closesAt);
      await giveBack(it, 0, [0b001n]);
      await time.increaseTo(cancelsAt);
      await giveBack(it, 0, [0b010n]);
      expect(await claimed()).to.deep.equal([0n, 1_200_00n]);
    });

    it("are recorded by a disbursing officer of the organisation or the treasury, within their limit", async () => {
      const all = await world();
      const { schedules, registry, giveBack, paidByBank, a, b, treasury } = all;
      const it = await paidByBank();
      await expectRevert(
        giveBack(it, 0, [1n], FROM_BANK, a.receiving),
        registry,
        "OfficerRegistryMissingOffices",
        a.receiving.id,
        a.id,
        OFFICES.disbursing,
      );
      await expectRevert(
        giveBack(it, 0, [1n], FROM_BANK, b.disbursing, b.id),
        schedules,
        "PayerWrongOrganisation",
        a.id,
        b.id,
      );
      const small = await appointed(all, "small disburser", a.id, OFFICES.disbursing, { limit: 100_00n });
      await expectRevert(
        giveBack(it, 0, [0b010n], FROM_BANK, small),
        registry,
        "OfficerRegistryOverLimit",
        small.id,
        100_00n,
        200_00n,
      );
      await giveBack(it, 0, [0b001n], FROM_BANK, small);
      await giveBack(it, 0, [0b010n], FROM_BANK, treasury.disbursing, TREASURY);
    });

    it("are recorded by neither submitter nor certifier, in whichever office by then", async () => {
      const all = await world();
      const { schedules, giveBack, paidByBank, idOf, a } = all;
      const it = await paidByBank();
      for (const one of [a.submitting, a.certifying]) {
        await appoint(all, one.id, TREASURY, OFFICES.disbursing);
        await expectRevert(
          giveBack(it, 0, [1n], FROM_BANK, one, TREASURY),
          schedules,
          "SchedulesDutiesNotSeparate",
          await idOf(it),
          one.id,
        );
      }
    });

    it("are paid again by another schedule, which holds no more than is owed", async () => {
      const { giveBack, paidByBank, certified, pay, byBank, claimed } = await world();
      const it = await paidByBank();
      await giveBack(it, 0, [0b010n]);
      const again = await certified({
        rail: "attested",
        lines: BANK_LINES.slice(1, 2),
        salt: ethers.id("again"),
      });
      await pay(again, 0, await byBank({ firstTrace: 6n }));
      expect(await claimed()).to.deep.equal([0n, 1_500_00n]);
    });
  });
});
