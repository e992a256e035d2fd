import { expect } from "chai";
import { ZeroHash } from "ethers";

import { acts } from "../../sdk/acts.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { OFFICES } from "../../sdk/offices.js";
import { BUILDER, SUPPLIER } from "../fixtures/funded.js";
import { loadFixture } from "../fixtures/network.js";
import { paying } from "../fixtures/paying.js";
import { appoint } from "../fixtures/staffed.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { onObligation } from "../helpers/views.js";
import {
  countEvents,
  evidenceOf,
  MARK,
  REASON,
  REFUSAL,
  STATE,
  submittedLines,
  voucherDesk,
} from "../helpers/vouchers.js";

async function submitting() {
  const all = await loadFixture(paying);
  return { ...all, ...(await voucherDesk(all)) };
}

describe("Vouchers: parts of an invoice", () => {
  it("are opened as one claim, which is no voucher itself", async () => {
    const at = await submitting();
    const { vouchers, a, contract, open, invoice, certify, pay } = at;
    const whole = invoice("1", 900n);
    await expectEvent(
      open(whole),
      vouchers,
      "InvoiceOpened",
      whole.id,
      contract,
      a.submitting.id,
      BUILDER,
      900n,
      whole.evidence,
    );
    const refused = [vouchers, "VouchersWrongState", whole.id, STATE.Invoice] as const;
    await expectRevert(certify("token", whole.id), ...refused);
    await expectRevert(at.giveBack("token", whole.id), ...refused);
    await expectRevert(at.refund("token", whole.id, 1n), ...refused);
    await expectRevert(
      pay("token", whole.id),
      vouchers,
      "VouchersNonePayable",
      whole.id,
      REFUSAL.NotCertified,
    );
  });

  it("are numbered on, and leave so much less to claim", async () => {
    const at = await submitting();
    const { vouchers, a, contract, open, submitParts, invoice, dueDay } = at;
    const whole = invoice("1", 900n);
    await open(whole);
    const [first, second, third] = await Promise.all([1, 2, 3].map((n) => vouchers.partOf(whole.id, n)));
    const line = (part: number, id: string, amount: bigint) => {
      const evidence = evidenceOf(`part ${String(part)}`);
      return { id, obligation: contract, amount, dueDay, evidence };
    };
    const sent = submitParts(whole.id, 400n, 300n);
    await expectEvent(sent, vouchers, "PartSubmitted", whole.id, first, 1, 500n);
    await expectEvent(sent, vouchers, "PartSubmitted", whole.id, second, 2, 200n);
    await expectEvent(
      sent,
      vouchers,
      "VouchersSubmitted",
      a.id,
      a.submitting.id,
      false,
      submittedLines(BUILDER, [line(0, first!, 400n), line(1, second!, 300n)]),
    );
    await expectEvent(submitParts(whole.id, 200n), vouchers, "PartSubmitted", whole.id, third, 3, 0n);
    const stored = await vouchers.voucher(whole.id);
    expect([stored.state, stored.amount, stored.version]).to.deep.equal([BigInt(STATE.Invoice), 0n, 3n]);
    const part = await vouchers.voucher(second!);
    expect([part.state, part.amount, part.marks]).to.deep.equal([
      BigInt(STATE.Submitted),
      300n,
      BigInt(MARK.part),
    ]);
  });

  it("come to no more than the invoice, within a call and over all", async () => {
    const { vouchers, open, submitParts, invoice, states } = await submitting();
    const whole = invoice("1", 900n);
    await open(whole);
    const beyond = (left: bigint, requested: bigint) =>
      [vouchers, "VouchersExceedsInvoice", whole.id, left, requested] as const;
    await expectRevert(submitParts(whole.id, 901n), ...beyond(900n, 901n));
    await expectRevert(submitParts(whole.id, 600n, 301n), ...beyond(300n, 301n));
    await expectRevert(submitParts(whole.id, MAX_CENTS), ...beyond(900n, MAX_CENTS));
    expect(await states(await vouchers.partOf(whole.id, 1))).to.deep.equal([STATE.None]);
    await submitParts(whole.id, 600n);
    await expectRevert(submitParts(whole.id, 301n), ...beyond(300n, 301n));
    await submitParts(whole.id, 300n);
    await expectRevert(submitParts(whole.id, 1n), ...beyond(0n, 1n));
  });

  it("are of some amount, and of an invoice that was opened", async () => {
    const { vouchers, open, submit, submitParts, invoice } = await submitting();
    const whole = invoice("1", 900n);
    await expectRevert(submitParts(whole.id, 1n), vouchers, "VouchersWrongState", whole.id, STATE.None);
    await open(whole);
    const part = await vouchers.partOf(whole.id, 1);
    await expectRevert(
      submitParts(whole.id, 0n),
      vouchers,
      "VouchersInvalidAmount",
      part,
      0n,
      2n ** 48n - 1n,
    );
    await submit(invoice("2"));
    const other = invoice("2").id;
    await expectRevert(submitParts(other, 1n), vouchers, "VouchersWrongState", other, STATE.Submitted);
    await submitParts(whole.id, 1n);
    await expectRevert(submitParts(part, 1n), vouchers, "VouchersWrongState", part, STATE.Submitted);
  });

  it("go on from where the account went", async () => {
    const { vouchers, ledger, a, b, project, open, submitParts, invoice, dueDay } = await submitting();
    const whole = invoice("1", 900n);
    await open(whole);
    await ledger.connect(a.budget.signer).reassign(project, b.id);
    const part = await vouchers.partOf(whole.id, 1);
    await expectRevert(submitParts(whole.id, 1n), vouchers, "VouchersWrongOrganisation", part, b.id, a.id);
    const rest = { amount: 900n, dueDay, evidence: ZeroHash };
    await vouchers.connect(b.submitting.signer).submitParts(b.id, whole.id, [rest]);
    expect((await vouchers.voucher(part)).submitter).to.equal(b.submitting.id);
  });

  it("stay the payee's for whom the invoice was opened", async () => {
    const { vouchers, ledger, a, contract, open, submitParts, supersede, invoice, cancel } =
      await submitting();
    const whole = invoice("1", 900n);
    await open(whole);
    await submitParts(whole.id, 400n);
    const [first, second] = [await vouchers.partOf(whole.id, 1), await vouchers.partOf(whole.id, 2)];
    await cancel(first);
    const { commitment } = await ledger.obligation(contract);
    const novation = {
      ...(await onObligation(ledger, contract, commitment.obligated)),
      payee: SUPPLIER,
    };
    await ledger.connect(a.contracting.signer).execute(a.id, [acts.novate(novation)]);
    const wrong = (id: string) => [vouchers, "VouchersWrongPayee", id, SUPPLIER] as const;
    await expectRevert(submitParts(whole.id, 1n), ...wrong(second));
    await expectRevert(supersede({ ...whole, id: first, amount: 400n }), ...wrong(first));
  });

  describe("that are not claimed any more", () => {
    it("are given up with the invoice, which stays one for ever", async () => {
      const at = await submitting();
      const { vouchers, a, open, submit, submitParts, supersede, certify, cancel, pay, invoice, states } = at;
      const whole = invoice("1", 900n);
      await open(whole);
      await submitParts(whole.id, 400n);
      await expectEvent(
        cancel(whole.id),
        vouchers,
        "InvoiceGivenUp",
        whole.id,
        a.certifying.id,
        500n,
        REASON,
      );
      const stored = await vouchers.voucher(whole.id);
      expect([stored.state, stored.amount, stored.version]).to.deep.equal([BigInt(STATE.Invoice), 0n, 1n]);
      await expectRevert(submitParts(whole.id, 1n), vouchers, "VouchersExceedsInvoice", whole.id, 0n, 1n);
      for (const again of [submit, supersede, open]) {
        await expectRevert(again(whole), vouchers, "VouchersAlreadyClaimed", whole.id, STATE.Invoice);
      }
      // What was claimed of it is paid all the same.
      const part = await vouchers.partOf(whole.id, 1);
      await certify("token", part);
      await pay("token", part);
      expect(await states(part)).to.deep.equal([STATE.Paid]);
    });

    it("are given up once, where something is left", async () => {
      const { vouchers, open, submitParts, cancel, invoice } = await submitting();
      const [one, two] = [invoice("1", 900n), invoice("2", 900n)];
      await open(one);
      await open(two);
      await cancel(one.id);
      await submitParts(two.id, 900n);
      const most = 2n ** 48n - 1n;
      for (const { id } of [one, two]) {
        await expectRevert(cancel(id), vouchers, "VouchersInvalidAmount", id, 0n, most);
      }
      await open(invoice("3", 1n));
      await expectRevert(
        cancel(invoice("3").id, invoice("3").id),
        vouchers,
        "VouchersInvalidAmount",
        invoice("3").id,
        0n,
        most,
      );
    });

    it("are given up by a certifying officer of the account's owner, within their limit", async () => {
      const all = await submitting();
      const { vouchers, registry, a, b, open, submit, cancel, invoice, claims } = all;
      const [whole, other] = [invoice("1", 900n), invoice("2", 100n)];
      await open(whole);
      await submit(other);
      await expectRevert(
        vouchers.connect(b.certifying.signer).cancel(b.id, [whole.id], REASON),
        vouchers,
        "VouchersWrongOrganisation",
        whole.id,
        a.id,
        b.id,
      );
      await expectRevert(
        vouchers.connect(a.submitting.signer).cancel(a.id, [whole.id], REASON),
        registry,
        "OfficerRegistryMissingOffices",
        a.submitting.id,
        a.id,
        OFFICES.certifying,
      );
      await appoint(all, a.certifying.id, a.id, OFFICES.certifying, { limit: 999n });
      const over = [registry, "OfficerRegistryOverLimit", a.certifying.id, 999n, 1_000n] as const;
      await expectRevert(cancel(whole.id, other.id), ...over);
      await cancel(whole.id);
      await cancel(other.id);
      expect(await claims()).to.deep.equal({ certified: 0n, paid: 0n });
    });
  });

  it("are none while their invoice is held, by whoever holds it", async () => {
    const { vouchers, registry, a, founders, open, submitParts, invoice, cancel, stranger } =
      await submitting();
    const whole = invoice("1", 900n);
    await open(whole);
    await submitParts(whole.id, 100n);
    for (const [{ id, signer }, isInspector] of [
      [a.certifying, false],
      [founders.inspector, true],
    ] as const) {
      const by = vouchers.connect(signer);
      await expectEvent(
        by.hold(whole.id, REASON),
        vouchers,
        "VoucherHeld",
        whole.id,
        id,
        isInspector,
        REASON,
      );
      await expectRevert(submitParts(whole.id, 100n), vouchers, "VouchersHeld", whole.id);
      if (isInspector) {
        const release = vouchers.connect(a.certifying.signer).release(whole.id);
        await expectRevert(release, vouchers, "VouchersMayNotRelease", whole.id);
      }
      await expectEvent(by.release(whole.id), vouchers, "VoucherReleased", whole.id, id);
      await submitParts(whole.id, 100n);
    }
    const { address } = stranger;
    const hold = vouchers.connect(stranger).hold(whole.id, REASON);
    await expectRevert(hold, registry, "OfficerRegistryUnknownKey", address);
    // It is given up all the same, and its parts are vouchers of their own.
    await vouchers.connect(a.certifying.signer).hold(whole.id, REASON);
    await cancel(whole.id);
    expect((await vouchers.voucher(whole.id)).marks).to.equal(MARK.held);
    expect((await vouchers.voucher(await vouchers.partOf(whole.id, 1))).marks).to.equal(MARK.part);
  });

  it("are certified and paid each for itself", async () => {
    const { vouchers, open, submitParts, invoice, certify, pay, states, holds, builder } = await submitting();
    const whole = invoice("1", 900n);
    await open(whole);
    await submitParts(whole.id, 400n, 500n);
    const [first, second] = [await vouchers.partOf(whole.id, 1), await vouchers.partOf(whole.id, 2)];
    await certify("token", second);
    expect(await countEvents(pay("token", second, first), "VoucherRefused")).to.equal(1);
    expect(await states(first, second, whole.id)).to.deep.equal([STATE.Submitted, STATE.Paid, STATE.Invoice]);
    expect(await holds(builder.address)).to.equal(500n);
    expect((await vouchers.voucher(second)).marks).to.equal(MARK.part);
  });

  it("are superseded by no more than they were, as parts again", async () => {
    const { vouchers, open, submitParts, supersede, invoice, certify, cancel } = await submitting();
    const whole = invoice("1", 900n);
    await open(whole);
    await submitParts(whole.id, 400n, 500n);
    const part = await vouchers.partOf(whole.id, 1);
    await certify("attested", part);
    await cancel(part);
    const again = (amount: bigint) => supersede({ ...whole, id: part, amount });
    await expectRevert(again(401n), vouchers, "VouchersExceedsInvoice", part, 400n, 401n);
    await again(399n);
    expect((await vouchers.voucher(part)).marks).to.equal(MARK.part);
    await cancel(part);
    await expectRevert(again(400n), vouchers, "VouchersExceedsInvoice", part, 399n, 400n);
    expect((await vouchers.voucher(whole.id)).amount).to.equal(0n);
  });
});
