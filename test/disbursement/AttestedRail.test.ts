import { expect } from "chai";
import { concat, getBytes, id, toBeHex } from "ethers";

import { benefitSchedule } from "../../sdk/disbursement/schedule.js";
import { encodeLines, type Line } from "../../sdk/disbursement/lines.js";
import { bankReturn, type BankSettlement, METHODS } from "../../sdk/disbursement/settlement.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { ethers, loadFixture, networkHelpers, nextTime, time } from "../fixtures/network.js";
import { EVIDENCE } from "../fixtures/funded.js";
import { BANK, FROM_BANK, paying } from "../fixtures/paying.js";
import { openProgram } from "../fixtures/program.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const DAY = 86_400;
const MAX_GAP = 10_000_000n;
/** The panic of a sum that does not fit. */
const OVERFLOW = 0x11;

const linesOf = (count: number): Line[] =>
  Array.from({ length: count }, (_, i) => ({ payee: toBeHex(i + 1, 10), amount: 100n + BigInt(i) }));

/** A payer that pays so many lines by bank. */
async function onRail() {
  const all = await loadFixture(paying);
  const { attestedRail, payer, byBank } = all;
  return {
    ...all,
    pay: async (count: number, settlement: Partial<BankSettlement> = {}) =>
      payer.contract.payOver(
        attestedRail,
        encodeLines("attested", linesOf(count)),
        1n,
        await byBank(settlement),
      ),
  };
}

describe("AttestedRail", () => {
  it("says whom it asks, once", async () => {
    const { registry } = await loadFixture(paying);
    const rail = await ethers.deployContract("AttestedRail", [registry]);
    await expectEvent(Promise.resolve(rail.deploymentTransaction()), rail, "AttestedRailCreated", registry);
    expect(await rail.MAX_GAP()).to.equal(MAX_GAP);
    expect(await rail.version()).to.equal("1.0.0");
  });

  describe("an attestation", () => {
    it("names bank, payer, method, day and trace numbers", async () => {
      const { attestedRail, payer, pay } = await onRail();
      let next = 40n;
      for (const [method, number] of Object.entries(METHODS)) {
        const settlementDay = Math.floor((await time.latest()) / DAY) + number;
        const firstTrace = next + BigInt(number);
        await expectEvent(
          pay(number, { method: method as keyof typeof METHODS, settlementDay, firstTrace }),
          attestedRail,
          "PaymentsAttested",
          BANK,
          payer.contract,
          number,
          settlementDay,
          firstTrace,
          number,
        );
        next = firstTrace + BigInt(number);
        expect(await attestedRail.nextTrace(BANK)).to.equal(next);
      }
    });

    it("fails nobody: what a bank can't pay comes back later", async () => {
      const { attestedRail, payer, byBank } = await onRail();
      const lines = encodeLines("attested", linesOf(300));
      const answer = await payer.contract.payOver.staticCall(attestedRail, lines, 1n, await byBank());
      expect(answer).to.deep.equal([0n, []]);
    });

    it("names a bank and a method", async () => {
      const { attestedRail, payer, byBank, pay } = await onRail();
      const day = Math.floor((await time.latest()) / DAY) + 1;
      const refused = [attestedRail, "AttestedRailInvalidSettlement"] as const;
      await expectRevert(pay(1, { bank: 0 }), ...refused, 0, METHODS.ach, day);
      const whole = getBytes(await byBank());
      whole[63] = 0;
      const paying = payer.contract.payOver(attestedRail, encodeLines("attested", linesOf(1)), 1n, whole);
      await expectRevert(paying, ...refused, BANK, 0, day);
    });

    it("is of a day from a week ago to two months ahead", async () => {
      const { attestedRail, pay } = await onRail();
      const today = Math.floor((await time.latest()) / DAY) + 1;
      let firstTrace = 1n;
      // In the first and in the last second of a day: the next block is a second later.
      for (const second of [0, DAY - 1]) {
        await time.increaseTo(today * DAY + second - 1);
        for (const settlementDay of [today - 8, today + 61]) {
          const paying = pay(1, { settlementDay, firstTrace });
          const reason = [BANK, METHODS.ach, settlementDay] as const;
          await expectRevert(paying, attestedRail, "AttestedRailInvalidSettlement", ...reason);
        }
      }
      for (const settlementDay of [today - 7, today + 60]) {
        await pay(1, { settlementDay, firstTrace });
        firstTrace += 1n;
      }
    });

    it("is refused with no line, a part of one, or malformed settlement", async () => {
      const { attestedRail, payer, byBank } = await onRail();
      const lines = encodeLines("attested", linesOf(2));
      const settlement = await byBank();
      for (const [cut, length] of [
        ["0x", 0],
        [lines.slice(0, -2), 31],
        [`${lines}00`, 33],
      ] as const) {
        const paying = payer.contract.payOver(attestedRail, cut, 1n, settlement);
        await expectRevert(paying, attestedRail, "LinesInvalidLength", length, 16);
      }
      const word = (value: bigint | number) => toBeHex(value, 32);
      const right = [BANK, METHODS.ach, Math.floor((await time.latest()) / DAY), 1];
      const tooLarge = [2n ** 32n, 5n, 2n ** 16n, 2n ** 64n];
      const malformed = [
        "0x",
        settlement.slice(0, -2),
        ...tooLarge.map((wrong, place) => concat(right.map((it, i) => word(i === place ? wrong : it)))),
      ];
      for (const it of malformed) {
        const paying = payer.contract.payOver(attestedRail, lines, 1n, it);
        await expect(paying).to.be.revertedWithoutReason(ethers);
      }
    });
  });

  describe("trace numbers", () => {
    it("are used once a bank", async () => {
      const { attestedRail, pay } = await onRail();
      await pay(10, { firstTrace: 5n });
      for (const firstTrace of [0n, 4n, 5n, 14n]) {
        const reason = [BANK, firstTrace, 15n] as const;
        await expectRevert(pay(1, { firstTrace }), attestedRail, "AttestedRailInvalidTrace", ...reason);
      }
      await pay(1, { firstTrace: 15n });
      // Another bank counts for itself.
      await pay(1, { bank: BANK + 1, firstTrace: 5n });
      expect(await attestedRail.nextTrace(BANK)).to.equal(16n);
      expect(await attestedRail.nextTrace(BANK + 1)).to.equal(6n);
      expect(await attestedRail.nextTrace(BANK + 2)).to.equal(0n);
    });

    it("may be passed over, but not all of them", async () => {
      const { attestedRail, pay } = await onRail();
      await pay(1, { firstTrace: 1n });
      const tooFar = 2n + MAX_GAP + 1n;
      for (const firstTrace of [tooFar, 2n ** 64n - 1n]) {
        const reason = [BANK, firstTrace, 2n] as const;
        await expectRevert(pay(1, { firstTrace }), attestedRail, "AttestedRailInvalidTrace", ...reason);
      }
      await pay(1, { firstTrace: tooFar - 1n });
      expect(await attestedRail.nextTrace(BANK)).to.equal(tooFar);
    });

    it("never begin again from 0", async () => {
      const { attestedRail, pay } = await onRail();
      await pay(1);
      // The mapping is the contract's first slot: as if a bank had used nearly all.
      const slot = ethers.keccak256(concat([toBeHex(BANK, 32), toBeHex(0, 32)]));
      const last = 2n ** 64n - 1n;
      await networkHelpers.setStorageAt(await attestedRail.getAddress(), slot, last - 3n);
      expect(await attestedRail.nextTrace(BANK)).to.equal(last - 3n);
      await expect(pay(4, { firstTrace: last - 3n })).to.be.revertedWithPanic(OVERFLOW);
      await expect(pay(1, { firstTrace: last })).to.be.revertedWithPanic(OVERFLOW);
      await pay(3, { firstTrace: last - 3n });
      expect(await attestedRail.nextTrace(BANK)).to.equal(last);
    });
  });

  describe("what comes back", () => {
    it("is attested: which bank sent it, and on what evidence", async () => {
      const { attestedRail, payer, stranger, pay } = await onRail();
      const evidence = id("a return file");
      await pay(1, { bank: 2 ** 32 - 1, firstTrace: 0n });
      const settlement = bankReturn({ bank: 2 ** 32 - 1, evidence });
      await expectEvent(
        payer.contract.takeBack(attestedRail, stranger, 12_34n, settlement),
        attestedRail,
        "ReturnAttested",
        2 ** 32 - 1,
        payer.contract,
        12_34n,
        evidence,
      );
    });

    it("is refused without a bank that ever paid, without evidence, or with a malformed settlement", async () => {
      const { attestedRail, payer, stranger, pay } = await onRail();
      await pay(1);
      const none = toBeHex(0, 32);
      for (const [bank, evidence] of [
        [0, EVIDENCE],
        [BANK + 1, EVIDENCE],
        [BANK, none],
        [0, none],
      ] as const) {
        const taking = payer.contract.takeBack(attestedRail, stranger, 1n, bankReturn({ bank, evidence }));
        await expectRevert(taking, attestedRail, "AttestedRailInvalidReturn", bank, evidence);
      }
      const tooLarge = concat([toBeHex(2n ** 32n, 32), EVIDENCE]);
      for (const malformed of ["0x", FROM_BANK.slice(0, -2), tooLarge]) {
        const taking = payer.contract.takeBack(attestedRail, stranger, 1n, malformed);
        await expect(taking).to.be.revertedWithoutReason(ethers);
      }
    });
  });

  it("is a payer's alone, and no longer a dismissed one's", async () => {
    const { attestedRail, registry, payer, treasury, founders, stranger, byBank, pay } = await onRail();
    const lines = encodeLines("attested", linesOf(1));
    const { id: officer, signer } = treasury.disbursing;
    for (const [key, error, ...args] of [
      [stranger, "OfficerRegistryUnknownKey", stranger],
      [signer, "OfficerRegistryMissingOffices", officer, TREASURY, OFFICES.paying],
    ] as const) {
      const rail = attestedRail.connect(key);
      await expectRevert(rail.pay(lines, 1n, await byBank()), registry, error, ...args);
      await expectRevert(rail.takeBack(stranger, 1n, FROM_BANK), registry, error, ...args);
    }
    await pay(1);
    await payer.contract.takeBack(attestedRail, stranger, 1n, FROM_BANK);
    await registry.connect(founders.registrar.signer).dismiss(payer.id, toBeHex(0, 32));
    const unknown = [registry, "OfficerRegistryUnknownKey", payer.contract] as const;
    await expectRevert(pay(1, { firstTrace: 2n }), ...unknown);
    await expectRevert(payer.contract.takeBack(attestedRail, stranger, 1n, FROM_BANK), ...unknown);
  });

  describe("under a certified schedule", () => {
    it("pays a chunk by bank, and one line comes back with the bank's reason", async () => {
      const all = await onRail();
      const { schedules, ledger, attestedRail, a, closesAt, byBank } = all;
      const program = await openProgram(all);
      const lines = linesOf(300);
      const { header, chunks } = benefitSchedule({
        rail: "attested",
        organisation: a.id,
        obligation: program,
        eligibleUntil: closesAt,
        salt: id("salt"),
        lines: lines.map((line, i) => ({ ...line, binding: id(`binding ${String(i)}`) })),
        perChunk: 300,
      });
      const chunk = { ...chunks[0]!, proof: [...chunks[0]!.proof] };
      await schedules.connect(a.submitting.signer).submit(header);
      await schedules.connect(a.certifying.signer).certify(header);
      const schedule = await schedules.scheduleId(header);
      const desk = schedules.connect(a.disbursing.signer);
      const settlementDay = Math.floor((await nextTime()) / DAY);

      // A bad attestation leaves the chunk to be paid.
      const bad = desk.pay(header, a.id, chunk, await byBank({ settlementDay: settlementDay + 99 }));
      const reason = [BANK, METHODS.ach, settlementDay + 99] as const;
      await expectRevert(bad, attestedRail, "AttestedRailInvalidSettlement", ...reason);
      expect((await schedules.progress(schedule)).paidChunks).to.equal(0n);

      const paying = desk.pay(header, a.id, chunk, await byBank({ settlementDay, firstTrace: 7n }));
      const attested = [BANK, schedules, METHODS.ach, settlementDay, 7n, 300n] as const;
      await expectEvent(paying, attestedRail, "PaymentsAttested", ...attested);
      expect(await attestedRail.nextTrace(BANK)).to.equal(307n);

      const bits = [0n, 2n];
      const returning = desk.returnLines(header, a.id, chunk, bits, "0x523033", FROM_BANK);
      const amount = lines[257]!.amount;
      const back = [schedule, 0, a.disbursing.id, amount, "0x523033", bits] as const;
      await expectEvent(returning, schedules, "LinesReturned", ...back);
      await expectEvent(returning, attestedRail, "ReturnAttested", BANK, schedules, amount, EVIDENCE);
      const { claims } = await ledger.obligation(program);
      expect([claims.certified, claims.paid]).to.deep.equal([0n, header.total - amount]);
    });
  });
});
