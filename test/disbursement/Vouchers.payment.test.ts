import { expect } from "chai";
import { ZeroHash } from "ethers";

import { acts } from "../../sdk/acts.js";
import { CLAIM_KINDS } from "../../sdk/claims.js";
import { tokenSettlement } from "../../sdk/disbursement/settlement.js";
import { railNumber } from "../../sdk/disbursement/lines.js";
import { obligationId, TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { asTop } from "../fixtures/freshLedger.js";
import { BUILDER, CLASSIFICATION, EVIDENCE, YEAR } from "../fixtures/funded.js";
import { ethers, loadFixture, nextTime, time } from "../fixtures/network.js";
import { BANK, paying } from "../fixtures/paying.js";
import { appoint } from "../fixtures/staffed.js";
import { postedLines } from "../helpers/claims.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { onAccount } from "../helpers/views.js";
import { certifyAs, countEvents, REASON, REFUSAL, STATE, voucherDesk } from "../helpers/vouchers.js";

const EXCLUDED = 2;
const ACH = 1;
const TOKEN = railNumber("token");
const ATTESTED = railNumber("attested");

/** Three vouchers certified for tokens: 1,000.00, 2,000.00 and 3,000.00. */
async function certified() {
  const all = await loadFixture(paying);
  const at = await voucherDesk(all);
  const invoices = [1_000_00n, 2_000_00n, 3_000_00n].map((amount, i) => at.invoice(`${i + 1}`, amount));
  const [one, two, three] = (await at.certified("token", ...invoices)) as [string, string, string];
  return { ...all, ...at, invoices, one, two, three };
}

/** A voucher of 0.03 certified on another appropriation of A's, which opens then. */
async function onAnotherAccount(
  all: Awaited<ReturnType<typeof certified>>,
  opensAt: number,
): Promise<string> {
  const { ledger, treasury, a, invoice, certified: certify } = all;
  const law = ledger.connect(treasury.appropriating.signer);
  await law.openAppropriation(a.id, opensAt, opensAt + YEAR, opensAt + 9 * YEAR, "012-2026/2026-0100");
  const account = Number(await ledger.accountCount());
  await law.execute(TREASURY, [acts.appropriate({ account, sequence: 1, amount: 3n, evidence: EVIDENCE })]);
  const obligation = await all.obligation(3n, BUILDER, account);
  const [id] = await certify("token", invoice("another account's", 3n, { obligation }));
  return id!;
}

/** A voucher of 1.00 certified for A's bureau, on its allotment. */
async function certifiedForBureau(
  all: Awaited<ReturnType<typeof certified>>,
  branch: number,
): Promise<string> {
  const { vouchers, ledger, bureau, invoice } = all;
  const line = { ...(await onAccount(ledger, branch, 100n)), payee: BUILDER, classification: CLASSIFICATION };
  const obligation = obligationId(branch, line.sequence);
  await ledger.connect(bureau.contracting.signer).execute(bureau.id, [acts.obligate(line)]);
  await ledger
    .connect(bureau.receiving.signer)
    .execute(bureau.id, [acts.accept({ obligation, sequence: 1, amount: 100n })]);
  const theirs = invoice("the bureau's", 100n, { obligation });
  await vouchers.connect(bureau.submitting.signer).submit(bureau.id, [theirs]);
  await certifyAs(all, bureau.certifying, bureau.id, "token", [theirs.id]);
  return theirs.id;
}

/** A token that refuses the builder, in the vault: the settlement in it. */
async function refusing({ tokenRail, treasurer, builder, ...all }: Awaited<ReturnType<typeof certified>>) {
  const token = await ethers.deployContract("StablecoinMock", ["USD"]);
  await token.mint(treasurer, 10n ** 12n);
  await token.connect(treasurer).approve(tokenRail, 10n ** 12n);
  await tokenRail.connect(await asTop(all)).allow(token, "USD");
  await tokenRail.connect(treasurer).deposit(token, 10_000_00n);
  await token.list(builder.address, true);
  return { token, settlement: tokenSettlement(await token.getAddress()) };
}

describe("Vouchers: payment", () => {
  it("moves the money, and the ledger journals the vouchers' ids", async () => {
    const at = await certified();
    const { vouchers, ledger, token, tokenRail, a, builder, contract, one, two, pay, holds } = at;
    const vault = await tokenRail.getAddress();
    const before = await holds(vault);
    expect(await at.wouldPay("token", one, two)).to.equal(3_000_00n);
    await expectEvent(
      pay("token", one, two),
      ledger,
      "ClaimsPosted",
      CLAIM_KINDS.indexOf("Pay"),
      a.id,
      a.disbursing.id,
      vouchers,
      postedLines([
        { obligation: contract, amount: 1_000_00n, document: one },
        { obligation: contract, amount: 2_000_00n, document: two },
      ]),
    );
    expect(await at.states(one, two, at.three)).to.deep.equal([STATE.Paid, STATE.Paid, STATE.Certified]);
    expect(await at.claims()).to.deep.equal({ certified: 3_000_00n, paid: 3_000_00n });
    expect(await holds(builder.address)).to.equal(3_000_00n);
    expect(before - (await holds(vault))).to.equal(3_000_00n);
    expect(await token.balanceOf(vouchers)).to.equal(0n);
  });

  it("is attested where a bank makes it: a trace number a voucher", async () => {
    const at = await loadFixture(paying).then(async (all) => ({ ...all, ...(await voucherDesk(all)) }));
    const { vouchers, attestedRail, a, certified: certify, invoice, byBank, states } = at;
    const ids = await certify("attested", invoice("1"), invoice("2"));
    const settlementDay = Math.floor((await time.latest()) / 86_400) + 2;
    await expectEvent(
      vouchers
        .connect(a.disbursing.signer)
        .pay(a.id, a.id, ATTESTED, ids, await byBank({ settlementDay, firstTrace: 7n })),
      attestedRail,
      "PaymentsAttested",
      BANK,
      vouchers,
      ACH,
      settlementDay,
      7n,
      2n,
    );
    expect(await states(...ids)).to.deep.equal([STATE.Paid, STATE.Paid]);
    expect(await attestedRail.nextTrace(BANK)).to.equal(9n);
  });

  it("comes 1 to 256 at a time", async () => {
    const at = await certified();
    const { vouchers, pay, one, submit, certify, invoice, cancel, two, three, builder, holds } = at;
    await cancel(one, two, three);
    const many = Array.from({ length: 257 }, (_, i) => invoice(`many ${i + 1}`, 1n));
    const ids = many.map(({ id }) => id);
    await expectRevert(pay("token"), vouchers, "VouchersInvalidBatch", 0);
    await expectRevert(pay("token", ...ids), vouchers, "VouchersInvalidBatch", 257);
    await submit(...many.slice(0, 256));
    await certify("token", ...ids.slice(0, 256));
    await pay("token", ...ids.slice(0, 256));
    expect(await holds(builder.address)).to.equal(256n);
  });

  describe("what can't be paid", () => {
    it("touches no other, and is refused with its reason each", async () => {
      const all = await certified();
      const { vouchers, payees, founders, a, supplier, invoice, submit, certify, obligation, pay } = all;
      const { one, two, three, states, claims, builder, holds } = all;
      const submittedOnly = invoice("submitted only", 1n);
      const theirs = invoice("theirs", 5_00n, {
        payee: supplier.id,
        obligation: await obligation(5_00n, supplier.id),
      });
      const byTheDisburser = invoice("the disburser's own", 7n);
      await submit(submittedOnly, theirs);
      await appoint(all, a.disbursing.id, a.id, OFFICES.submitting);
      await vouchers.connect(a.disbursing.signer).submit(a.id, [byTheDisburser]);
      await appoint(all, a.disbursing.id, a.id, OFFICES.disbursing);
      await certify("token", theirs.id, byTheDisburser.id);
      await vouchers.connect(a.certifying.signer).hold(two, REASON);
      await payees.connect(founders.registrar.signer).setStatus(supplier.id, EXCLUDED, REASON);

      const sent = pay("token", submittedOnly.id, one, two, theirs.id, byTheDisburser.id, three, one);
      for (const [id, reason] of [
        [submittedOnly.id, REFUSAL.NotCertified],
        [two, REFUSAL.Held],
        [theirs.id, REFUSAL.PayeeNotEligible],
        [byTheDisburser.id, REFUSAL.DutiesNotSeparate],
        // It is paid by then.
        [one, REFUSAL.NotCertified],
      ] as const) {
        await expectEvent(sent, vouchers, "VoucherRefused", id, a.disbursing.id, reason);
      }
      expect(await countEvents(sent, "VoucherRefused")).to.equal(5);
      expect(await states(submittedOnly.id, one, two, theirs.id, byTheDisburser.id, three)).to.deep.equal([
        STATE.Submitted,
        STATE.Paid,
        STATE.Certified,
        STATE.Certified,
        STATE.Certified,
        STATE.Paid,
      ]);
      expect(await claims()).to.deep.equal({ certified: 2_000_07n, paid: 4_000_00n });
      expect(await holds(builder.address)).to.equal(4_000_00n);
    });

    it("is refused whole where it is all, with the first one's reason", async () => {
      const all = await certified();
      const { vouchers, payees, founders, a, builder, pay, one, two, invoice, submit, payAs } = all;
      const none = (id: string, reason: number) => [vouchers, "VouchersNonePayable", id, reason] as const;
      await submit(invoice("9", 1n));
      const submitted = invoice("9").id;
      await vouchers.connect(a.certifying.signer).hold(one, REASON);
      await expectRevert(pay("token", one), ...none(one, REFUSAL.Held));
      await expectRevert(pay("token", one, submitted), ...none(one, REFUSAL.Held));
      await expectRevert(pay("token", submitted, one), ...none(submitted, REFUSAL.NotCertified));
      await payees.connect(founders.registrar.signer).setStatus(builder.id, EXCLUDED, REASON);
      await expectRevert(pay("token", two, one), ...none(two, REFUSAL.PayeeNotEligible));
      await appoint(all, a.certifying.id, a.id, OFFICES.disbursing);
      await expectRevert(
        payAs(a.certifying, a.id, a.id, "token", two),
        ...none(two, REFUSAL.DutiesNotSeparate),
      );
    });

    it("is on the other rail", async () => {
      const { vouchers, pay, one } = await certified();
      await expectRevert(pay("attested", one), vouchers, "VouchersNonePayable", one, REFUSAL.NotCertified);
    });

    it("was paid before: the money moves once", async () => {
      const { vouchers, pay, payAs, treasury, a, one, builder, holds } = await certified();
      await pay("token", one, one);
      expect(await holds(builder.address)).to.equal(1_000_00n);
      await expectRevert(pay("token", one), vouchers, "VouchersNonePayable", one, REFUSAL.NotCertified);
      await expectRevert(
        payAs(treasury.disbursing, a.id, TREASURY, "token", one),
        vouchers,
        "VouchersNonePayable",
        one,
        REFUSAL.NotCertified,
      );
    });

    it("is on a cancelled account: left out, and the others paid", async () => {
      const all = await certified();
      const { vouchers, a, payees, founders, builder, pay, one, two, three, states, holds } = all;
      const { cancelsAt, closesAt } = all;
      await payees.connect(founders.registrar.signer).attest(builder.id, cancelsAt + YEAR, EVIDENCE);
      await time.increaseTo(closesAt);
      await pay("token", one);
      expect(await states(one)).to.deep.equal([STATE.Paid]);
      const living = await onAnotherAccount(all, closesAt);
      await time.increaseTo(cancelsAt);
      const none = [vouchers, "VouchersNonePayable", two, REFUSAL.AccountClosed] as const;
      await expectRevert(pay("token", two), ...none);
      await expectRevert(pay("token", two, three), ...none);
      const sent = pay("token", two, living, three);
      for (const id of [two, three]) {
        await expectEvent(sent, vouchers, "VoucherRefused", id, a.disbursing.id, REFUSAL.AccountClosed);
      }
      expect(await states(two, living, three)).to.deep.equal([STATE.Certified, STATE.Paid, STATE.Certified]);
      expect(await holds(builder.address)).to.equal(1_000_03n);
    });

    it("is on an account that is another organisation's since, which pays it", async () => {
      const all = await certified();
      const { vouchers, ledger, a, b, project, pay, payAs, one, two, states } = all;
      await ledger.connect(a.budget.signer).reassign(project, b.id);
      await expectRevert(pay("token", one, two), vouchers, "VouchersNonePayable", one, REFUSAL.AccountClosed);
      await payAs(b.disbursing, b.id, b.id, "token", one);
      expect(await states(one, two)).to.deep.equal([STATE.Paid, STATE.Certified]);
    });
  });

  describe("the payee", () => {
    it("is paid the details of certification, whatever changed since", async () => {
      const { payees, founders, builder, pay, one, holds } = await certified();
      const diverted = `0x${"d1".repeat(20)}`;
      await payees.connect(founders.registrar.signer).setDetails(builder.id, TOKEN, diverted);
      await time.increase(2n * (await payees.changeDelay()));
      await pay("token", one);
      expect(await holds(builder.address)).to.equal(1_000_00n);
      expect(await holds(diverted)).to.equal(0n);
    });

    it("is whom it was submitted for, attested as eligible at that second", async () => {
      const { vouchers, payees, builder, pay, one, two } = await certified();
      const { eligibleUntil } = await payees.payee(builder.id);
      await time.increaseTo(eligibleUntil - 2n);
      await pay("token", one);
      await time.increaseTo(eligibleUntil);
      await expectRevert(pay("token", two), vouchers, "VouchersNonePayable", two, REFUSAL.PayeeNotEligible);
    });

    it("on the token's blocklist comes back: state, ledger and cash as before, and the others paid", async () => {
      const all = await certified();
      const { vouchers, ledger, cash, treasury, a, builder, supplier, contract } = all;
      const { submit, certify, obligation, invoice, one, two, states, claims, spent, pay } = all;
      const { token, settlement } = await refusing(all);
      const theirs = invoice("theirs", 5_00n, {
        payee: supplier.id,
        obligation: await obligation(5_00n, supplier.id),
      });
      await submit(theirs);
      await certify("token", theirs.id);
      const now = await time.latest();
      await cash.connect(treasury.budget.signer).setCeiling(a.id, 9_000_00n, now - 1, now + YEAR);

      const payWithIt = (...ids: string[]) =>
        vouchers.connect(a.disbursing.signer).pay(a.id, a.id, TOKEN, ids, settlement);
      const before = await claims();
      const sent = payWithIt(one, theirs.id, two);
      for (const id of [one, two]) {
        await expectEvent(sent, vouchers, "VoucherFailed", id, a.disbursing.id);
      }
      expect(await countEvents(sent, "VoucherFailed")).to.equal(2);
      await expectEvent(
        sent,
        ledger,
        "ClaimsPosted",
        CLAIM_KINDS.indexOf("Return"),
        a.id,
        a.disbursing.id,
        vouchers,
        postedLines([
          { obligation: contract, amount: 1_000_00n, document: one },
          { obligation: contract, amount: 2_000_00n, document: two },
        ]),
      );
      expect(await states(one, theirs.id, two)).to.deep.equal([STATE.Returned, STATE.Paid, STATE.Returned]);
      // Owed again, and certified no more.
      expect(before.certified - (await claims()).certified).to.equal(3_000_00n);
      expect((await claims()).paid).to.equal(0n);
      expect(await spent()).to.equal(5_00n);
      expect(await token.balanceOf(supplier.address)).to.equal(5n * 10n ** 6n);

      await expectRevert(payWithIt(one), vouchers, "VouchersNonePayable", one, REFUSAL.NotCertified);
      await certify("token", one, two);
      await pay("token", one, two);
      expect(await states(one, two)).to.deep.equal([STATE.Paid, STATE.Paid]);
      expect(await all.holds(builder.address)).to.equal(3_000_00n);
    });

    it("comes back from amid what is left out, held and paid late: each for itself", async () => {
      const all = await certified();
      const { vouchers, rates, a, branch, supplier, invoice, submit, certify, obligation } = all;
      const { one, two, three, states, claims, dueDay } = all;
      const { token, settlement } = await refusing(all);
      const [late, prompt] = [await obligation(800_00n, supplier.id), await obligation(5_00n, supplier.id)];
      const paidLate = invoice("late", 800_00n, {
        payee: supplier.id,
        obligation: late,
        dueDay: dueDay - 90,
      });
      const paid = invoice("prompt", 5_00n, { payee: supplier.id, obligation: prompt });
      await submit(paidLate, paid);
      await certify("token", paidLate.id, paid.id);
      const theirs = await certifiedForBureau(all, branch);
      await vouchers.connect(a.certifying.signer).hold(three, REASON);

      const sent = vouchers
        .connect(a.disbursing.signer)
        .pay(a.id, a.id, TOKEN, [theirs, one, paidLate.id, three, two, paid.id], settlement);
      const closed = REFUSAL.AccountClosed;
      await expectEvent(sent, vouchers, "VoucherRefused", theirs, a.disbursing.id, closed);
      await expectEvent(sent, vouchers, "VoucherRefused", three, a.disbursing.id, REFUSAL.Held);
      for (const id of [one, two]) await expectEvent(sent, vouchers, "VoucherFailed", id, a.disbursing.id);
      const interest = await vouchers.interestOf(paidLate.id);
      const charged = (await vouchers.voucher(interest)).amount;
      await expectEvent(
        sent,
        vouchers,
        "InterestCharged",
        paidLate.id,
        interest,
        charged,
        (await rates.today()) - BigInt(paidLate.dueDay),
        4_625,
        true,
      );
      expect(await countEvents(sent, "InterestCharged")).to.equal(1);
      expect(await states(theirs, one, paidLate.id, three, two, paid.id)).to.deep.equal([
        STATE.Certified,
        STATE.Returned,
        STATE.Paid,
        STATE.Certified,
        STATE.Returned,
        STATE.Paid,
      ]);
      expect(await claims()).to.deep.equal({ certified: 3_000_00n, paid: 0n });
      expect(await claims(late)).to.deep.equal({ certified: charged, paid: 800_00n });
      expect(await claims(prompt)).to.deep.equal({ certified: 0n, paid: 5_00n });
      expect(await token.balanceOf(supplier.address)).to.equal(805n * 10n ** 6n);
    });

    it("comes back even if no one in the batch can be paid", async () => {
      const all = await certified();
      const { vouchers, a, one, states } = all;
      const { settlement } = await refusing(all);
      const by = vouchers.connect(a.disbursing.signer);
      expect(await by.pay.staticCall(a.id, a.id, TOKEN, [one], settlement)).to.equal(0n);
      await by.pay(a.id, a.id, TOKEN, [one], settlement);
      expect(await states(one)).to.deep.equal([STATE.Returned]);
    });
  });

  describe("what stops the whole", () => {
    it("is a halt of the organisation's payments, or of all", async () => {
      const { registry, founders, a, pay, one, two, cancel, states } = await certified();
      const inspector = registry.connect(founders.inspector.signer);
      for (const scope of [a.id, 0]) {
        const from = await nextTime();
        await inspector.halt(scope, 3_600, REASON);
        await expectRevert(pay("token", one, two), registry, "OfficerRegistryHalted", scope, from + 3_600);
        await inspector.lift(scope);
        // Until then no other halt holds.
        await time.increase(86_400);
      }
      await pay("token", one);
      await cancel(two);
      expect(await states(one, two)).to.deep.equal([STATE.Paid, STATE.Cancelled]);
    });

    it("is the organisation's cash ceiling, over the sum of the batch", async () => {
      const { cash, treasury, a, pay, one, two, spent, claims } = await certified();
      const now = await time.latest();
      await cash.connect(treasury.budget.signer).setCeiling(a.id, 2_999_99n, now - 1, now + YEAR);
      await expectRevert(pay("token", one, two), cash, "CashCeilingsExceeded", a.id, 2_999_99n, 3_000_00n);
      expect((await claims()).paid).to.equal(0n);
      await pay("token", two);
      expect(await spent()).to.equal(2_000_00n);
    });

    it("is a vault that is short", async () => {
      const all = await certified();
      const { tokenRail, token, pay, one, two, stranger, states } = all;
      await tokenRail.connect(await asTop(all)).withdraw(token, stranger, 47_000_01n);
      await expectRevert(
        pay("token", one, two),
        tokenRail,
        "TokenRailVaultShort",
        token,
        2_999_99n * 10_000n,
        3_000_00n * 10_000n,
      );
      expect(await states(one, two)).to.deep.equal([STATE.Certified, STATE.Certified]);
      await pay("token", one);
    });

    it("is a settlement that is none", async () => {
      const { vouchers, a, one } = await certified();
      const by = vouchers.connect(a.disbursing.signer);
      await expect(by.pay(a.id, a.id, TOKEN, [one], "0x")).to.be.revert(ethers);
      await expect(by.pay(a.id, a.id, 2, [one], "0x")).to.be.revert(ethers);
    });

    it("is the dismissal of the payer itself", async () => {
      const { vouchers, registry, founders, pay, one } = await certified();
      const key = await vouchers.getAddress();
      const id = await registry.officerOf(key);
      await registry.connect(founders.registrar.signer).dismiss(id, ZeroHash);
      await expectRevert(pay("token", one), registry, "OfficerRegistryUnknownKey", key);
    });
  });
});
