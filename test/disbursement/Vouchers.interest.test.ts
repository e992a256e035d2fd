import { expect } from "chai";

import { acts } from "../../sdk/acts.js";
import { CLAIM_KINDS } from "../../sdk/claims.js";
import { railNumber } from "../../sdk/disbursement/lines.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { BUILDER, EVIDENCE, SUPPLIER, YEAR } from "../fixtures/funded.js";
import { loadFixture, time } from "../fixtures/network.js";
import { paying } from "../fixtures/paying.js";
import { appoint } from "../fixtures/staffed.js";
import { postedLines } from "../helpers/claims.js";
import { balances } from "../helpers/desk.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { onAccount, onObligation } from "../helpers/views.js";
import {
  countEvents,
  MARK,
  REASON,
  REFUSAL,
  STATE,
  submittedLines,
  voucherDesk,
} from "../helpers/vouchers.js";

const DAY = 86_400;
const HOUR = 3_600;
/** 4.625% a year, as the fixture has it. */
const RATE = 4_625n;

/**
 * Interest by 5 CFR 1315.17(c) in whole numbers, without a rounding on the way: n periods of thirty days compounded,
 * then simple interest for the days that are left.
 */
function interest(principal: bigint, daysLate: number): bigint {
  const months = BigInt(Math.floor(daysLate / 30));
  const [monthly, daily] = [12n * 100_000n, 360n * 100_000n];
  const numerator = (monthly + RATE) ** months * (daily + RATE * BigInt(daysLate % 30));
  const denominator = monthly ** months * daily;
  return (2n * principal * (numerator - denominator) + denominator) / (2n * denominator);
}

/** Vouchers are certified for tokens; the payee is eligible for ten years. */
async function late() {
  const all = await loadFixture(paying);
  const at = await voucherDesk(all);
  const { payees, founders, builder } = all;
  await payees
    .connect(founders.registrar.signer)
    .attest(builder.id, (await time.latest()) + 10 * YEAR, EVIDENCE);
  return {
    ...all,
    ...at,
    /** The next block is at midnight in Washington, so many days after the due day. */
    midnight: (daysLate: number, seconds = 0) =>
      time.setNextBlockTimestamp((at.dueDay + daysLate) * DAY + 5 * HOUR + seconds),
    /** It is noon in Washington, so many days after the due day. */
    noon: (daysLate: number) => time.increaseTo((at.dueDay + daysLate) * DAY + 17 * HOUR),
  };
}

describe("Vouchers: interest", () => {
  it("begins on the day after the due date, in the ledger's time zone", async () => {
    const { vouchers, rates, certified, invoice, pay, midnight } = await late();
    const [onTime, oneDay] = await certified("token", invoice("1", 2_000_00n), invoice("2", 8_000_00n));
    await midnight(1, -1);
    expect(await countEvents(pay("token", onTime!), "InterestCharged")).to.equal(0);
    await midnight(1);
    await expectEvent(
      pay("token", oneDay!),
      vouchers,
      "InterestCharged",
      oneDay,
      await vouchers.interestOf(oneDay!),
      1_03n,
      1,
      RATE,
      true,
    );
    expect(interest(8_000_00n, 1)).to.equal(1_03n);
    expect(await rates.today()).to.equal((await vouchers.voucher(oneDay!)).dueDay + 1n);
  });

  it("runs until the settlement day at a bank, whenever its payment is recorded", async () => {
    const all = await late();
    const { vouchers, a, dueDay, certified, invoice, noon } = all;
    const [late_, later, early, onTime] = await certified(
      "attested",
      ...["1", "2", "3", "4"].map((number) => invoice(number, 2_000_00n)),
    );
    const payOn = async (id: string, settlementDay: number, firstTrace: bigint) =>
      vouchers
        .connect(a.disbursing.signer)
        .pay(a.id, a.id, railNumber("attested"), [id], await all.byBank({ settlementDay, firstTrace }));
    const charges = async (id: string, daysLate: number, firstTrace: bigint) =>
      expectEvent(
        payOn(id, dueDay + daysLate, firstTrace),
        vouchers,
        "InterestCharged",
        id,
        await vouchers.interestOf(id),
        interest(2_000_00n, daysLate),
        daysLate,
        RATE,
        true,
      );
    // In time by the block, late by the day on which the payee has the money.
    await noon(-10);
    await charges(late_!, 8, 1n);
    await charges(later!, 50, 2n);
    // The other way round.
    await noon(6);
    expect(await countEvents(payOn(onTime!, dueDay, 3n), "InterestCharged")).to.equal(0);
    await noon(12);
    await charges(early!, 7, 4n);
  });

  it("begins where the day begins first, fourteen hours ahead", async () => {
    const { vouchers, rates, treasury, dueDay, certified, invoice, pay } = await late();
    const [onTime, oneDay] = await certified("token", invoice("1", 2_000_00n), invoice("2", 8_000_00n));
    await rates.connect(treasury.budget.signer).setOffset(await time.latest(), 14 * HOUR);
    const next = (dueDay + 1) * DAY - 14 * HOUR;
    await time.setNextBlockTimestamp(next - 1);
    expect(await countEvents(pay("token", onTime!), "InterestCharged")).to.equal(0);
    await time.setNextBlockTimestamp(next);
    const [id, charged] = [oneDay!, await vouchers.interestOf(oneDay!)];
    await expectEvent(pay("token", id), vouchers, "InterestCharged", id, charged, 1_03n, 1, RATE, true);
  });

  it("is exact to the cent for any number of days, and ends after a year", async () => {
    const { vouchers, certified, invoice, pay, midnight } = await late();
    const lateness = [29, 30, 31, 59, 60, 90, 179, 359, 360, 364, 365, 366, 400];
    const invoices = lateness.map((days) => invoice(`${days} days`, 600_00n + BigInt(days)));
    await certified("token", ...invoices);
    for (const [i, daysLate] of lateness.entries()) {
      const { id, amount } = invoices[i]!;
      await midnight(daysLate, 12 * HOUR);
      await expectEvent(
        pay("token", id),
        vouchers,
        "InterestCharged",
        id,
        await vouchers.interestOf(id),
        interest(amount, Math.min(daysLate, 365)),
        daysLate,
        RATE,
        true,
      );
    }
    // One of the regulation's kind, worked by hand: 600.60 × ((1 + 0.04625 ÷ 12)² − 1).
    expect(interest(600_60n, 60)).to.equal(4_64n);
  });

  it("of less than a dollar is not paid", async () => {
    const { vouchers, certified, invoice, pay, midnight, states } = await late();
    const least = 3_872_44n;
    expect([interest(least - 1n, 2), interest(least, 2)]).to.deep.equal([99n, 100n]);
    const [less, dollar] = await certified("token", invoice("1", least - 1n), invoice("2", least));
    await midnight(2);
    await pay("token", less!, dollar!);
    expect(await states(await vouchers.interestOf(less!), await vouchers.interestOf(dollar!))).to.deep.equal([
      STATE.None,
      STATE.Certified,
    ]);
  });

  it("is obligated, owed and certified at once, as a voucher of its own to the same payee", async () => {
    const all = await late();
    const { vouchers, ledger, a, contract, project, builder, certified, invoice, pay, midnight, claims } =
      all;
    const [id] = await certified("token", invoice("1", 10_000_00n));
    await midnight(45);
    const due = interest(10_000_00n, 45);
    const before = await balances(all, project);
    const charged = await vouchers.interestOf(id!);
    await expectEvent(
      pay("token", id!),
      ledger,
      "ClaimsPosted",
      CLAIM_KINDS.indexOf("Interest"),
      a.id,
      a.disbursing.id,
      vouchers,
      postedLines([{ obligation: contract, amount: due, document: charged }]),
    );
    expect(await claims()).to.deep.equal({ certified: due, paid: 10_000_00n });
    expect(before.available - (await balances(all, project)).available).to.equal(due);
    expect(await all.fields(charged)).to.deep.equal({
      obligation: contract,
      amount: due,
      payee: BigInt(builder.id),
      submitter: BigInt(a.submitting.id),
      certifier: BigInt(a.certifying.id),
      version: 1n,
      dueDay: 65_535n,
      state: BigInt(STATE.Certified),
      marks: 0n,
      round: 0n,
    });
  });

  it("is paid by who neither submitted nor certified what bears it, and bears none itself", async () => {
    const all = await late();
    const { vouchers, a, builder, certified, invoice, pay, payAs, midnight, holds, states } = all;
    const [id] = await certified("token", invoice("1", 10_000_00n));
    await midnight(45);
    await pay("token", id!);
    const charged = await vouchers.interestOf(id!);
    for (const officer of [a.submitting, a.certifying]) {
      await appoint(all, officer.id, a.id, OFFICES.disbursing);
      await expectRevert(
        payAs(officer, a.id, a.id, "token", charged),
        vouchers,
        "VouchersNonePayable",
        charged,
        REFUSAL.DutiesNotSeparate,
      );
    }
    await midnight(300);
    expect(await countEvents(pay("token", charged), "InterestCharged")).to.equal(0);
    expect(await states(charged)).to.deep.equal([STATE.Paid]);
    expect(await holds(builder.address)).to.equal(10_000_00n + interest(10_000_00n, 45));
  });

  it("stays on the rail of what bears it, and no part of an invoice", async () => {
    const { vouchers, open, submitParts, certify, pay, invoice, noon, states } = await late();
    const whole = invoice("1", 10_000_00n);
    await open(whole);
    await submitParts(whole.id, 10_000_00n);
    const part = await vouchers.partOf(whole.id, 1);
    await certify("attested", part);
    await noon(45);
    await pay("attested", part);
    const charged = await vouchers.interestOf(part);
    expect((await vouchers.voucher(charged)).marks).to.equal(MARK.attested);
    expect((await vouchers.voucher(part)).marks).to.equal(MARK.attested | MARK.part);
    await expectRevert(pay("token", charged), vouchers, "VouchersNonePayable", charged, REFUSAL.NotCertified);
    expect(await states(charged)).to.deep.equal([STATE.Certified]);
  });

  it("is charged on those alone that were paid, and late", async () => {
    const all = await late();
    const { vouchers, a, invoice, certified, pay, midnight } = all;
    const [held, soon, overdue] = await certified(
      "token",
      invoice("held", 3_000_00n),
      invoice("soon", 3_000_00n, { dueDay: all.dueDay + 90 }),
      invoice("late", 3_000_00n),
    );
    await vouchers.connect(a.certifying.signer).hold(held!, REASON);
    await midnight(45);
    const sent = pay("token", held!, soon!, overdue!);
    await expectEvent(
      sent,
      vouchers,
      "InterestCharged",
      overdue,
      await vouchers.interestOf(overdue!),
      interest(3_000_00n, 45),
      45,
      RATE,
      true,
    );
    expect(await countEvents(sent, "InterestCharged")).to.equal(1);
  });

  it("is not charged twice where a payment came back", async () => {
    const all = await late();
    const { vouchers, certified, invoice, pay, giveBack, certify, cancel, noon, states, claims } = all;
    const [id] = await certified("attested", invoice("1", 10_000_00n));
    await noon(45);
    await pay("attested", id!);
    const charged = await vouchers.interestOf(id!);
    // The payee has it a day later.
    const due = interest(10_000_00n, 46);
    const again = async (firstTrace: bigint) => {
      await giveBack("attested", id!);
      await certify("attested", id!);
      const settlement = await all.byBank({ firstTrace });
      return vouchers
        .connect(all.a.disbursing.signer)
        .pay(all.a.id, all.a.id, railNumber("attested"), [id!], settlement);
    };
    await time.increase(60 * DAY);
    expect(await countEvents(again(2n), "InterestCharged")).to.equal(0);
    expect(await claims()).to.deep.equal({ certified: due, paid: 10_000_00n });
    // Nor once it was given up.
    await cancel(charged);
    expect(await countEvents(again(3n), "InterestCharged")).to.equal(0);
    expect(await states(charged)).to.deep.equal([STATE.Cancelled]);
  });

  it("ends where the payee can't be paid: what came back or failed is due no more", async () => {
    const all = await late();
    const { vouchers, a, dueDay, certified, invoice, pay, giveBack, certify, cancel, noon } = all;
    const onDay = (id: string) => vouchers.voucher(id).then((it) => Number(it.dueDay));
    const [id] = await certified("attested", invoice("1", 10_000_00n));
    // In time, and back for the payee's own fault.
    await pay("attested", id!);
    expect(await onDay(id!)).to.equal(dueDay);
    await giveBack("attested", id!);
    expect(await onDay(id!)).to.equal(65_535);
    await certify("attested", id!);
    await noon(90);
    const settlement = await all.byBank({ firstTrace: 2n });
    const again = vouchers
      .connect(a.disbursing.signer)
      .pay(a.id, a.id, railNumber("attested"), [id!], settlement);
    expect(await countEvents(again, "InterestCharged")).to.equal(0);
    await giveBack("attested", id!);
    // Given up and claimed again, it is due on the day that is given.
    await cancel(id!);
    await all.supersede(invoice("1", 10_000_00n, { dueDay: dueDay + 120 }));
    expect(await onDay(id!)).to.equal(dueDay + 120);
  });

  it("is claimed again by no more than it was, to the same payee, and is never due", async () => {
    const all = await late();
    const { vouchers, certified, invoice, pay, supersede, certify, cancel, midnight } = all;
    const [id] = await certified("token", invoice("1", 10_000_00n));
    await midnight(45);
    await pay("token", id!);
    const charged = await vouchers.interestOf(id!);
    await cancel(charged);
    const due = interest(10_000_00n, 45);
    const again = invoice("1", due, { id: charged, dueDay: 1 });
    await expectRevert(
      supersede({ ...again, amount: due + 1n }),
      vouchers,
      "VouchersExceedsInvoice",
      charged,
      due,
      due + 1n,
    );
    const obligation = await all.obligation(5_000_00n, SUPPLIER);
    await expectRevert(
      supersede({ ...again, obligation }),
      vouchers,
      "VouchersWrongPayee",
      charged,
      SUPPLIER,
    );
    await expectEvent(
      supersede(again),
      vouchers,
      "VouchersSubmitted",
      all.a.id,
      all.a.submitting.id,
      true,
      submittedLines(BUILDER, [{ ...again, dueDay: 65_535 }]),
    );
    expect((await vouchers.voucher(charged)).dueDay).to.equal(65_535n);
    await certify("token", charged);
    expect(await countEvents(pay("token", charged), "InterestCharged")).to.equal(0);
  });

  it("waits where no line of the rail carries it, and stops no batch", async () => {
    const all = await late();
    const { vouchers, ledger, rates, token, tokenRail, treasurer, treasury, a, root, builder } = all;
    const { certify, cancel, supersede, invoice, pay, noon, states, holds } = all;
    const most = 2n ** 40n - 1n;
    await ledger
      .connect(treasury.appropriating.signer)
      .execute(TREASURY, [acts.appropriate(await onAccount(ledger, root, 4n * most))]);
    await token.mint(treasurer, most * 10_000n);
    await token.connect(treasurer).approve(tokenRail, most * 10_000n);
    await tokenRail.connect(treasurer).deposit(token, most);
    const dueDay = all.dueDay - 30;
    await rates.connect(treasury.budget.signer).setRate(dueDay, 100_000);
    const obligation = await all.obligation(most, BUILDER, root);
    const [huge, small] = [
      invoice("1", most, { obligation, dueDay }),
      invoice("2", 1_00n, { dueDay: dueDay + 999 }),
    ];
    await all.certified("token", huge, small);
    await noon(310);
    const { interest: due } = await rates.interestOn(most, dueDay, dueDay + 340);
    expect(due).to.be.greaterThan(most);
    const charged = await vouchers.interestOf(huge.id);
    const sent = pay("token", huge.id, small.id);
    const charge = [huge.id, charged, due, 340, 100_000, false] as const;
    await expectEvent(sent, vouchers, "InterestCharged", ...charge);
    expect(await states(huge.id, small.id, charged)).to.deep.equal([STATE.Paid, STATE.Paid, STATE.Submitted]);
    expect(await holds(builder.address)).to.equal(most + 1_00n);
    await expectRevert(certify("token", charged), vouchers, "VouchersInvalidAmount", charged, due, most);
    // By bank it is paid whole, once it is owed.
    await ledger
      .connect(a.contracting.signer)
      .execute(a.id, [acts.increase(await onObligation(ledger, obligation, due))]);
    await ledger
      .connect(a.receiving.signer)
      .execute(a.id, [acts.accept(await onObligation(ledger, obligation, due))]);
    await certify("attested", charged);
    await cancel(charged);
    await supersede(invoice("1", due, { id: charged, obligation }));
    await certify("attested", charged);
    await pay("attested", charged);
  });

  it("waits where the account has no authority for it, until the obligation is raised and accepted", async () => {
    const all = await late();
    const { vouchers, ledger, a, contract, project, builder } = all;
    const { certified, certify, invoice, pay, midnight, states, claims, holds } = all;
    const [id] = await certified("token", invoice("1", 10_000_00n));
    const budget = ledger.connect(a.budget.signer);
    await budget.execute(a.id, [acts.reserve(await onAccount(ledger, project, 20_000_00n))]);
    await midnight(45);
    const due = interest(10_000_00n, 45);
    const charged = await vouchers.interestOf(id!);
    await expectEvent(pay("token", id!), vouchers, "InterestCharged", id, charged, due, 45, RATE, false);
    expect(await states(id!, charged)).to.deep.equal([STATE.Paid, STATE.Submitted]);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 10_000_00n });
    await expectRevert(pay("token", charged), vouchers, "VouchersNonePayable", charged, REFUSAL.NotCertified);
    await expectRevert(certify("token", charged), ledger, "BudgetLedgerExceedsOwed", contract, 0n, due);
    await budget.execute(a.id, [acts.unreserve(await onAccount(ledger, project, 20_000_00n))]);
    await ledger
      .connect(a.contracting.signer)
      .execute(a.id, [acts.increase(await onObligation(ledger, contract, due))]);
    await ledger
      .connect(a.receiving.signer)
      .execute(a.id, [acts.accept(await onObligation(ledger, contract, due))]);
    await certify("token", charged);
    await pay("token", charged);
    expect(await holds(builder.address)).to.equal(10_000_00n + due);
  });
});
