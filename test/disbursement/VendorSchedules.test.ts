import { expect } from "chai";
import { concat, dataSlice, ZeroHash } from "ethers";

import { TREASURY } from "../../sdk/ids.js";
import { type Rail, railNumber } from "../../sdk/disbursement/lines.js";
import { type Schedule, vendorSchedule } from "../../sdk/disbursement/schedule.js";
import { OFFICES } from "../../sdk/offices.js";
import { ethers, loadFixture, time } from "../fixtures/network.js";
import { scheduling, schedulesDesk } from "../fixtures/scheduling.js";
import { appoint, appointed } from "../fixtures/staffed.js";
import { postedLines } from "../helpers/claims.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { alterations, headerFields, rebuilt, withHeader } from "../helpers/schedules.js";
import { certifyAs, invoiceId } from "../helpers/vouchers.js";

const DAY = 86_400;
const YEAR = 365 * DAY;
const [NONE, CLOSED] = [0, 3] as const;
const PAY = 2;
/** Why vouchers are refused, and the states that they are in, with the contracts' numbers. */
const REFUSED = { notCertified: 1, held: 2, dutiesNotSeparate: 4, accountClosed: 5 } as const;
const VOUCHER = { certified: 2n, paid: 3n, returned: 4n } as const;
/** Units of the token in a cent. */
const SCALE = 10_000n;

const AMOUNTS = [100_00n, 200_00n, 300_00n] as const;

interface Options {
  readonly rail?: Rail;
  readonly amounts?: readonly bigint[];
  readonly perChunk?: number;
}

async function world() {
  const all = await loadFixture(scheduling);
  const { vouchers, a, contract } = all;
  const at = schedulesDesk(all);
  const claim = async (it: Options) => {
    const { rail = "token", amounts = AMOUNTS } = it;
    const dueDay = Math.floor((await time.latest()) / DAY) + 2 * 365;
    const made = amounts.map((amount, i) => ({ id: invoiceId(`invoice ${String(i)}`), amount }));
    const submissions = made.map((one) => ({ ...one, obligation: contract, dueDay, evidence: ZeroHash }));
    await vouchers.connect(a.submitting.signer).submit(a.id, submissions);
    const ids = made.map(({ id }) => id);
    await certifyAs(all, a.certifying, a.id, rail, ids);
    return made;
  };
  const scheduled = async (it: Schedule) => {
    await at.submit(it);
    await at.certify(it);
    return it;
  };
  return {
    ...all,
    ...at,
    claim,
    scheduled,
    /** What is certified and what is paid on the vouchers' contract, in cents. */
    claimed: async () => at.claimed(contract),
    /** A certified schedule of certified vouchers, the first two of them in its first chunk. */
    vendors: async ({ rail = "token", perChunk = 2, ...rest }: Options = {}) => {
      const made = await claim({ rail, ...rest });
      const salt = ethers.id("vendors");
      const it = vendorSchedule({ rail, organisation: a.id, salt, vouchers: made, perChunk });
      return { it: await scheduled(it), ids: made.map(({ id }) => id) };
    },
    /** Pays vouchers without a schedule. */
    payDirectly: async (ids: readonly string[]) =>
      vouchers.connect(a.disbursing.signer).pay(a.id, a.id, 0, [...ids], all.inTokens),
    stateOf: async (id: string) => (await vouchers.voucher(id)).state,
  };
}

describe("Schedules: vendors", () => {
  it("hold no money of their own: their vouchers do", async () => {
    const { schedules, ledger, vendors, submit, certify, idOf, ...all } = await world();
    const { progressOf, claimed, a } = all;
    const { it } = await vendors();
    expect(await claimed()).to.deep.equal([600_00n, 0n]);
    expect(await progressOf(it)).to.deep.include({ state: "certified", left: 600_00n });
    const other = withHeader(it, { salt: ethers.id("other") });
    const id = await idOf(other);
    await expectEvent(
      submit(other),
      schedules,
      "ScheduleSubmitted",
      id,
      a.submitting.id,
      headerFields(other),
    );
    const sent = Promise.resolve(await certify(other));
    await expectEvent(sent, schedules, "ScheduleCertified", id, a.certifying.id);
    await expect(sent).not.to.emit(ledger, "ClaimsPosted");
    expect(await claimed()).to.deep.equal([600_00n, 0n]);
  });

  it("pay certified vouchers, a chunk at a time, in any order and once", async () => {
    const { schedules, vouchers, ledger, token, builder, vendors, pay, idOf, ...all } = await world();
    const { progressOf, claimed, stateOf, a, contract } = all;
    const { it, ids } = await vendors();
    const id = await idOf(it);
    await pay(it, 1);
    await expectRevert(pay(it, 1), schedules, "SchedulesAlreadyPaid", id, 1);
    const sent = Promise.resolve(await pay(it, 0));
    const first = [ids[0]!, ids[1]!];
    await expectEvent(sent, schedules, "ChunkPaid", id, 0, a.disbursing.id, 300_00n, ZeroHash, concat(first));
    await expectEvent(
      sent,
      ledger,
      "ClaimsPosted",
      PAY,
      a.id,
      a.disbursing.id,
      vouchers,
      postedLines(first.map((document, i) => ({ obligation: contract, amount: AMOUNTS[i]!, document }))),
    );
    for (const one of ids) expect(await stateOf(one)).to.equal(VOUCHER.paid);
    expect(await token.balanceOf(builder.address)).to.equal(600_00n * SCALE);
    expect(await progressOf(it)).to.deep.include({ paidChunks: 0b11n, left: 0n });
    expect(await claimed()).to.deep.equal([0n, 600_00n]);
  });

  it("pay over a bank, whenever: eligibility is each voucher's own", async () => {
    const { vendors, pay, byBank, claimed, payees, founders, builder } = await world();
    const { it } = await vendors({ rail: "attested" });
    await time.increase(YEAR);
    await payees
      .connect(founders.registrar.signer)
      .attest(builder.id, (await time.latest()) + YEAR, ethers.id("evidence"));
    await pay(it, 0, await byBank());
    expect(await claimed()).to.deep.equal([300_00n, 300_00n]);
  });

  describe("a voucher that can't be paid", () => {
    it("is refused alone, and stays certified", async () => {
      const { schedules, vouchers, vendors, pay, payDirectly, idOf, progressOf, claimed, stateOf, a } =
        await world();
      const { it, ids } = await vendors();
      const [held, other] = [ids[0]!, ids[1]!];
      await vouchers.connect(a.certifying.signer).hold(held, ethers.id("why"));
      const sent = Promise.resolve(await pay(it, 0));
      await expectEvent(sent, vouchers, "VoucherRefused", held, a.disbursing.id, REFUSED.held);
      await expectEvent(
        sent,
        schedules,
        "ChunkPaid",
        await idOf(it),
        0,
        a.disbursing.id,
        200_00n,
        ZeroHash,
        concat([held, other]),
      );
      expect(await stateOf(held)).to.equal(VOUCHER.certified);
      expect(await stateOf(other)).to.equal(VOUCHER.paid);
      expect(await progressOf(it)).to.deep.include({ paidChunks: 1n, left: 400_00n });
      await vouchers.connect(a.certifying.signer).release(held);
      await payDirectly([held]);
      expect(await claimed()).to.deep.equal([300_00n, 300_00n]);
    });

    it("leaves its chunk to be paid later where none of it can be", async () => {
      const { vouchers, vendors, pay, progressOf, claimed, a } = await world();
      const { it, ids } = await vendors();
      const certifier = vouchers.connect(a.certifying.signer);
      await certifier.hold(ids[2]!, ethers.id("why"));
      await expectRevert(pay(it, 1), vouchers, "VouchersNonePayable", ids[2]!, REFUSED.held);
      for (const id of [ids[0]!, ids[1]!]) await certifier.hold(id, ethers.id("why"));
      await expectRevert(pay(it, 0), vouchers, "VouchersNonePayable", ids[0]!, REFUSED.held);
      expect(await progressOf(it)).to.deep.include({ paidChunks: 0n, left: 600_00n });
      await certifier.release(ids[2]!);
      await pay(it, 1);
      expect(await claimed()).to.deep.equal([300_00n, 300_00n]);
    });

    it("was paid directly before", async () => {
      const { vouchers, vendors, pay, payDirectly, progressOf, claimed, a } = await world();
      const { it, ids } = await vendors();
      await payDirectly([ids[1]!, ids[2]!]);
      await expectEvent(
        pay(it, 0),
        vouchers,
        "VoucherRefused",
        ids[1]!,
        a.disbursing.id,
        REFUSED.notCertified,
      );
      await expectRevert(pay(it, 1), vouchers, "VouchersNonePayable", ids[2]!, REFUSED.notCertified);
      expect(await progressOf(it)).to.deep.include({ paidChunks: 1n, left: 500_00n });
      expect(await claimed()).to.deep.equal([0n, 600_00n]);
    });

    it("stands in a schedule, or in two, a second time", async () => {
      const { vouchers, vendors, scheduled, pay, claimed, token, builder, a } = await world();
      const { it, ids } = await vendors();
      const twice = await scheduled(
        rebuilt(it, [{ lines: concat([ids[0]!, ids[0]!, ids[1]!]) }], { salt: ethers.id("twice") }),
      );
      await expectEvent(
        pay(twice, 0),
        vouchers,
        "VoucherRefused",
        ids[0]!,
        a.disbursing.id,
        REFUSED.notCertified,
      );
      await expectRevert(pay(it, 0), vouchers, "VouchersNonePayable", ids[0]!, REFUSED.notCertified);
      expect(await claimed()).to.deep.equal([300_00n, 300_00n]);
      expect(await token.balanceOf(builder.address)).to.equal(300_00n * SCALE);
    });

    it("was certified for another rail", async () => {
      const { vouchers, scheduled, vendors, pay, byBank } = await world();
      const { it, ids } = await vendors();
      const bank = await scheduled(withHeader(it, { rail: railNumber("attested") }));
      await expectRevert(
        pay(bank, 1, await byBank()),
        vouchers,
        "VouchersNonePayable",
        ids[2]!,
        REFUSED.notCertified,
      );
    });

    it("is on an account that moved to another organisation", async () => {
      const { vouchers, ledger, vendors, pay, a, bureau, project } = await world();
      const { it, ids } = await vendors();
      await ledger.connect(a.budget.signer).reassign(project, bureau.id);
      await expectRevert(pay(it, 0), vouchers, "VouchersNonePayable", ids[0]!, REFUSED.accountClosed);
    });

    it("fails on the rail, and counts as not paid", async () => {
      const { schedules, vouchers, dollar, inDollars, builder, vendors, pay, idOf, ...all } = await world();
      const { progressOf, claimed, stateOf, a } = all;
      const { it, ids } = await vendors();
      await dollar.list(builder.address, true);
      const sent = Promise.resolve(await pay(it, 1, inDollars));
      await expectEvent(sent, vouchers, "VoucherFailed", ids[2]!, a.disbursing.id);
      await expectEvent(
        sent,
        schedules,
        "ChunkPaid",
        await idOf(it),
        1,
        a.disbursing.id,
        0n,
        ZeroHash,
        ids[2]!,
      );
      expect(await stateOf(ids[2]!)).to.equal(VOUCHER.returned);
      expect(await progressOf(it)).to.deep.include({ paidChunks: 0b10n, left: 600_00n });
      expect(await claimed()).to.deep.equal([300_00n, 0n]);
    });
  });

  it("pay no more than their total, and then nothing of the chunk", async () => {
    const { schedules, vendors, scheduled, pay, idOf, stateOf, claimed } = await world();
    const { it, ids } = await vendors();
    const short = await scheduled(withHeader(it, { total: 599_99n }));
    await pay(short, 0);
    await expectRevert(
      pay(short, 1),
      schedules,
      "SchedulesExceedsTotal",
      await idOf(short),
      299_99n,
      300_00n,
    );
    expect(await stateOf(ids[2]!)).to.equal(VOUCHER.certified);
    expect(await claimed()).to.deep.equal([300_00n, 300_00n]);
    await pay(it, 1);
  });

  it("pay 256 vouchers in a chunk, and no more", async () => {
    const { schedules, vouchers, vendors, scheduled, pay, byBank, claimed } = await world();
    const amounts = Array.from({ length: 256 }, () => 1_00n);
    const { it } = await vendors({ rail: "attested", amounts, perChunk: 256 });
    const { lines } = it.chunks[0]!;
    const many = await scheduled(
      rebuilt(it, [
        { lines: concat([lines, ethers.id("one more")]) },
        { lines: "0x" },
        { lines: dataSlice(lines, 0, 31) },
        { lines: dataSlice(lines, 0, 65) },
      ]),
    );
    await expectRevert(pay(many, 0, await byBank()), vouchers, "VouchersInvalidBatch", 257);
    for (const [chunk, length] of [
      [1, 0],
      [2, 31],
      [3, 65],
    ] as const) {
      await expectRevert(pay(many, chunk, await byBank()), schedules, "LinesInvalidLength", length, 32);
    }
    await pay(it, 0, await byBank());
    expect(await claimed()).to.deep.equal([0n, 256_00n]);
  });

  it("are paid under exactly the header that was certified", async () => {
    const { schedules, vendors, pay, idOf } = await world();
    const { it } = await vendors();
    for (const change of alterations(it)) {
      const other = withHeader(it, change);
      await expectRevert(pay(other, 0), schedules, "SchedulesWrongState", await idOf(other), NONE);
    }
    await expectRevert(
      pay(it, { ...it.chunks[0]!, lines: it.chunks[1]!.lines }),
      schedules,
      "SchedulesInvalidProof",
      await idOf(it),
      0,
    );
  });

  it("have no lines to stop or to return: vouchers are held and returned themselves", async () => {
    const { schedules, vendors, pay, stop, giveBack, idOf } = await world();
    const { it } = await vendors();
    await expectRevert(stop(it, 0, 1n), schedules, "SchedulesInvalidLines", await idOf(it), 0);
    await pay(it, 0);
    await expectRevert(giveBack(it, 0, [1n]), schedules, "SchedulesNotPaid", await idOf(it), 0);
  });

  it("are closed by a certifying officer, which leaves the vouchers as they are", async () => {
    const { schedules, ledger, vendors, pay, payDirectly, close, idOf, claimed, a } = await world();
    const { it, ids } = await vendors();
    await pay(it, 0);
    const sent = Promise.resolve(await close(it));
    const id = await idOf(it);
    await expectEvent(sent, schedules, "ScheduleClosed", id, a.certifying.id, 300_00n);
    await expect(sent).not.to.emit(ledger, "ClaimsPosted");
    await expectRevert(pay(it, 1), schedules, "SchedulesWrongState", id, CLOSED);
    expect(await claimed()).to.deep.equal([300_00n, 300_00n]);
    await payDirectly([ids[2]!]);
  });

  describe("officers", () => {
    it("are the organisation's, whatever accounts the vouchers are on", async () => {
      const { schedules, registry, vouchers, vendors, pay, certify, submit, a, b, ...all } = await world();
      const { it, ids } = await vendors();
      const another = withHeader(it, { salt: ethers.id("another") });
      await expectRevert(
        submit(another, b.submitting),
        registry,
        "OfficerRegistryNotAppointed",
        b.submitting.id,
        a.id,
      );
      await submit(another);
      await expectRevert(
        certify(another, b.certifying),
        registry,
        "OfficerRegistryNotAppointed",
        b.certifying.id,
        a.id,
      );
      await expectRevert(
        pay(it, 0, undefined, b.disbursing, b.id),
        schedules,
        "PayerWrongOrganisation",
        a.id,
        b.id,
      );
      // B's own schedule of A's vouchers pays none of them.
      const theft = withHeader(it, { organisation: b.id });
      await submit(theft, b.submitting);
      await certify(theft, b.certifying);
      await expectRevert(
        pay(theft, 0, undefined, b.disbursing, b.id),
        vouchers,
        "VouchersNonePayable",
        ids[0]!,
        REFUSED.accountClosed,
      );
      await pay(it, 0, undefined, all.treasury.disbursing, TREASURY);
    });

    it("are three, of the schedule and of each voucher", async () => {
      const all = await world();
      const { schedules, vouchers, vendors, submit, certify, pay, idOf, a } = all;
      const { it, ids } = await vendors();
      const clerk = await appointed(all, "another submitter", a.id, OFFICES.submitting);
      const certifier = await appointed(all, "another certifier", a.id, OFFICES.certifying);
      const other = withHeader(it, { salt: ethers.id("other") });
      await submit(other, clerk);
      await certify(other, certifier);
      for (const one of [clerk, certifier]) {
        await appoint(all, one.id, TREASURY, OFFICES.disbursing);
        await expectRevert(
          pay(other, 0, undefined, one, TREASURY),
          schedules,
          "SchedulesDutiesNotSeparate",
          await idOf(other),
          one.id,
        );
      }
      for (const one of [a.submitting, a.certifying]) {
        await appoint(all, one.id, TREASURY, OFFICES.disbursing);
        await expectRevert(
          pay(other, 1, undefined, one, TREASURY),
          vouchers,
          "VouchersNonePayable",
          ids[2]!,
          REFUSED.dutiesNotSeparate,
        );
      }
    });

    it("act within their limits, which cover the total of the call", async () => {
      const all = await world();
      const { registry, vendors, pay, a } = all;
      const { it } = await vendors();
      const small = await appointed(all, "small disburser", a.id, OFFICES.disbursing, { limit: 299_99n });
      await expectRevert(
        pay(it, 0, undefined, small),
        registry,
        "OfficerRegistryOverLimit",
        small.id,
        299_99n,
        300_00n,
      );
    });
  });
});
