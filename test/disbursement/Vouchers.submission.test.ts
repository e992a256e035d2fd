import { expect } from "chai";
import { concat, MaxUint256, toBeHex, ZeroAddress, ZeroHash } from "ethers";

import { acts } from "../../sdk/acts.js";
import { voucherIdOf } from "../../sdk/disbursement/fingerprint.js";
import { obligationId, TREASURY } from "../../sdk/ids.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { OFFICES } from "../../sdk/offices.js";
import { BUILDER, CLASSIFICATION, EVIDENCE, SUPPLIER } from "../fixtures/funded.js";
import { ethers, loadFixture, time } from "../fixtures/network.js";
import { paying } from "../fixtures/paying.js";
import { addKey, appoint, appointed } from "../fixtures/staffed.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { onAccount, onObligation } from "../helpers/views.js";
import { type Invoice, MARK, REASON, STATE, submittedLines, voucherDesk } from "../helpers/vouchers.js";

async function submitting() {
  const all = await loadFixture(paying);
  return { ...all, ...(await voucherDesk(all)) };
}

/** An obligation of B's to the builder. */
async function obligationOfB({ ledger, b, other }: Awaited<ReturnType<typeof submitting>>, amount: bigint) {
  const { sequence } = await onAccount(ledger, other, amount);
  const line = { account: other, sequence, amount, payee: BUILDER };
  await ledger
    .connect(b.contracting.signer)
    .execute(b.id, [acts.obligate({ ...line, classification: CLASSIFICATION })]);
  return obligationId(other, sequence);
}

describe("Vouchers: deployment", () => {
  it("says what it works with, and its version", async () => {
    const { vouchers, registry, ledger, payees, rates } = await submitting();
    const [log] = await vouchers.queryFilter(vouchers.filters.VouchersCreated());
    const created = await ethers.provider.getTransaction(log!.transactionHash);
    const parts = [registry, ledger, payees, rates, ZeroAddress] as const;
    await expectEvent(Promise.resolve(created), vouchers, "VouchersCreated", ...parts);
    expect(await vouchers.version()).to.equal("1.0.0");
  });
});

describe("Vouchers: submission", () => {
  it("claims invoices for whom the obligation is owed to, and journals a line each", async () => {
    const { vouchers, a, invoice, submit, contract, dueDay, fields } = await submitting();
    const invoices = [invoice("2025/17", 258n), invoice("2025/18", MAX_CENTS - 258n, { dueDay: 0 })];
    await expectEvent(
      submit(...invoices),
      vouchers,
      "VouchersSubmitted",
      a.id,
      a.submitting.id,
      false,
      submittedLines(BUILDER, invoices),
    );
    expect(await fields(invoices[0]!.id)).to.deep.equal({
      obligation: contract,
      amount: 258n,
      payee: BigInt(BUILDER),
      submitter: BigInt(a.submitting.id),
      certifier: 0n,
      version: 0n,
      dueDay: BigInt(dueDay),
      state: BigInt(STATE.Submitted),
      marks: 0n,
      round: 0n,
    });
  });

  it("writes 86 bytes a voucher after the codec's version", async () => {
    const { vouchers, a, submit, contract } = await submitting();
    const id = `0x${"a1".repeat(28)}00000007`;
    expect(contract).to.equal(0x0000_0003_0000_0002n);
    await expectEvent(
      submit({ id, obligation: contract, amount: 258n, dueDay: 0x4e20, evidence: EVIDENCE }),
      vouchers,
      "VouchersSubmitted",
      a.id,
      a.submitting.id,
      false,
      concat(["0x01", id, "0x0000000300000002", "0x00000007", "0x0000000000000102", "0x4e20", EVIDENCE]),
    );
  });

  it("holds no money: more may be submitted than is owed", async () => {
    const { submit, invoice, claims } = await submitting();
    await submit(invoice("1", 9_000_00n), invoice("2", 9_000_00n));
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 0n });
  });

  it("comes 1 to 256 at a time", async () => {
    const { vouchers, submit, supersede, invoice, open, submitParts } = await submitting();
    const many = Array.from({ length: 257 }, (_, i) => invoice(`many ${i + 1}`, 1n));
    await open(invoice("whole"));
    for (const batch of [[], many]) {
      await expectRevert(submit(...batch), vouchers, "VouchersInvalidBatch", batch.length);
      await expectRevert(supersede(...batch), vouchers, "VouchersInvalidBatch", batch.length);
      const parts = batch.map(({ amount }) => amount);
      await expectRevert(
        submitParts(invoice("whole").id, ...parts),
        vouchers,
        "VouchersInvalidBatch",
        batch.length,
      );
    }
    await submit(...many.slice(1));
  });

  it("is of some amount", async () => {
    const { vouchers, submit, open, invoice } = await submitting();
    const nothing = invoice("1", 0n);
    const most = 2n ** 48n - 1n;
    await expectRevert(
      submit(invoice("2"), nothing),
      vouchers,
      "VouchersInvalidAmount",
      nothing.id,
      0n,
      most,
    );
    await expectRevert(open(nothing), vouchers, "VouchersInvalidAmount", nothing.id, 0n, most);
  });

  describe("an invoice is claimed once for ever", () => {
    it("twice in one batch", async () => {
      const { vouchers, submit, invoice, states } = await submitting();
      const [one, other] = [invoice("1"), invoice("2")];
      await expectRevert(
        submit(one, other, { ...one, amount: 1n }),
        vouchers,
        "VouchersAlreadyClaimed",
        one.id,
        STATE.Submitted,
      );
      expect(await states(one.id, other.id)).to.deep.equal([STATE.None, STATE.None]);
    });

    it("in whichever state it is, as a voucher or to be paid in parts, on whichever obligation", async () => {
      const at = await submitting();
      const { vouchers, submit, open, certify, pay, giveBack, cancel, invoice, states } = at;
      const it = invoice("1");
      const elsewhere = { ...it, obligation: await at.obligation(5_000_00n), amount: 4_00n };
      const refuse = async (state: number) => {
        expect(await states(it.id)).to.deep.equal([state]);
        for (const again of [it, elsewhere]) {
          await expectRevert(submit(again), vouchers, "VouchersAlreadyClaimed", it.id, state);
          await expectRevert(open(again), vouchers, "VouchersAlreadyClaimed", it.id, state);
        }
      };
      await submit(it);
      await refuse(STATE.Submitted);
      await certify("token", it.id);
      await refuse(STATE.Certified);
      await pay("token", it.id);
      await refuse(STATE.Paid);
      await at.token.connect(at.a.disbursing.signer).approve(at.tokenRail, MaxUint256);
      await at.token.mint(at.a.disbursing.signer, 1_000n * 10n ** 6n);
      await giveBack("token", it.id);
      await refuse(STATE.Returned);
      await cancel(it.id);
      await refuse(STATE.Cancelled);
    });

    it("by another officer, and by another organisation", async () => {
      const all = await submitting();
      const { vouchers, ledger, submit, invoice, a, b, other } = all;
      const it = invoice("1");
      await submit(it);
      const colleague = await appointed(all, "A submitting too", a.id, OFFICES.submitting);
      await expectRevert(
        vouchers.connect(colleague.signer).submit(a.id, [it]),
        vouchers,
        "VouchersAlreadyClaimed",
        it.id,
        STATE.Submitted,
      );
      const { sequence } = await onAccount(ledger, other, 1n);
      const line = { account: other, sequence, amount: 5_000_00n, payee: BUILDER };
      await ledger
        .connect(b.contracting.signer)
        .execute(b.id, [acts.obligate({ ...line, classification: CLASSIFICATION })]);
      await expectRevert(
        vouchers
          .connect(b.submitting.signer)
          .submit(b.id, [{ ...it, obligation: obligationId(other, sequence) }]),
        vouchers,
        "VouchersAlreadyClaimed",
        it.id,
        STATE.Submitted,
      );
    });

    it("under the same number, written otherwise", async () => {
      const { vouchers, submit, invoice } = await submitting();
      await submit(invoice("INV  0017"));
      const again = invoice(" inv 0017");
      await expectRevert(submit(again), vouchers, "VouchersAlreadyClaimed", again.id, STATE.Submitted);
    });
  });

  describe("supersede", () => {
    it("claims a cancelled invoice again, on another obligation and for another amount", async () => {
      const at = await submitting();
      const { vouchers, a, submit, supersede, cancel, invoice, certified, pay, states } = at;
      const it = invoice("1");
      await certified("attested", it);
      await cancel(it.id);
      const again = { ...it, obligation: await at.obligation(5_000_00n), amount: 2_000_00n };
      await expectEvent(
        supersede(again),
        vouchers,
        "VouchersSubmitted",
        a.id,
        a.submitting.id,
        true,
        submittedLines(BUILDER, [again]),
      );
      const stored = await vouchers.voucher(it.id);
      expect([stored.amount, stored.obligation]).to.deep.equal([2_000_00n, again.obligation]);
      expect([stored.certifier, stored.version, stored.marks]).to.deep.equal([0n, 0n, 0n]);
      await expectRevert(submit(again), vouchers, "VouchersAlreadyClaimed", it.id, STATE.Submitted);
      await at.certify("token", it.id);
      await pay("token", it.id);
      expect(await states(it.id)).to.deep.equal([STATE.Paid]);
      expect(await at.claims(again.obligation)).to.deep.equal({ certified: 0n, paid: 2_000_00n });
      expect(await at.claims()).to.deep.equal({ certified: 0n, paid: 0n });
    });

    it("claims nothing that is not cancelled, nor one twice", async () => {
      const at = await submitting();
      const { vouchers, supersede, submit, certify, pay, invoice, cancel } = at;
      const it = invoice("1");
      const refuse = (state: number) =>
        expectRevert(supersede(it), vouchers, "VouchersAlreadyClaimed", it.id, state);
      await refuse(STATE.None);
      await submit(it);
      await refuse(STATE.Submitted);
      await certify("attested", it.id);
      await refuse(STATE.Certified);
      await pay("attested", it.id);
      await refuse(STATE.Paid);
      await at.giveBack("attested", it.id);
      await refuse(STATE.Returned);
      await cancel(it.id);
      await expectRevert(supersede(it, it), vouchers, "VouchersAlreadyClaimed", it.id, STATE.Submitted);
      await at.open(invoice("2"));
      await expectRevert(
        supersede(invoice("2")),
        vouchers,
        "VouchersAlreadyClaimed",
        invoice("2").id,
        STATE.Invoice,
      );
    });

    it("shakes off no hold, of whoever placed it", async () => {
      const at = await submitting();
      const { vouchers, a, founders, certified, cancel, supersede, certify, invoice } = at;
      const [held, heldToo] = [invoice("1"), invoice("2")];
      await certified("attested", held, heldToo);
      await vouchers.connect(founders.inspector.signer).hold(held.id, REASON);
      await vouchers.connect(a.certifying.signer).hold(heldToo.id, REASON);
      await cancel(held.id, heldToo.id);
      await supersede(held, heldToo);
      expect((await vouchers.voucher(held.id)).marks).to.equal(MARK.held | MARK.byInspector);
      expect((await vouchers.voucher(heldToo.id)).marks).to.equal(MARK.held);
      await expectRevert(certify("token", held.id), vouchers, "VouchersHeld", held.id);
      await expectRevert(
        vouchers.connect(a.certifying.signer).release(held.id),
        vouchers,
        "VouchersMayNotRelease",
        held.id,
      );
    });

    it("makes way for a release while the claim is given up", async () => {
      const at = await submitting();
      const { founders, submit, cancel, supersede, certify, invoice, states } = at;
      const inspecting = at.vouchers.connect(founders.inspector.signer);
      const it = invoice("1");
      await submit(it);
      await inspecting.hold(it.id, REASON);
      await cancel(it.id);
      await inspecting.release(it.id);
      await supersede(it);
      await certify("token", it.id);
      expect(await states(it.id)).to.deep.equal([STATE.Certified]);
    });

    it("is by another organisation only once an inspector freed the claim, and shakes off no hold", async () => {
      const all = await submitting();
      const { vouchers, a, b, founders, submit, cancel, supersede, invoice } = all;
      const it = invoice("1");
      const theirs = { ...it, obligation: await obligationOfB(all, it.amount) };
      const byB = vouchers.connect(b.submitting.signer);
      const refuse = () =>
        expectRevert(byB.supersede(b.id, [theirs]), vouchers, "VouchersWrongOrganisation", it.id, a.id, b.id);
      await submit(it);
      await vouchers.connect(a.certifying.signer).hold(it.id, REASON);
      await cancel(it.id);
      await refuse();
      const free = vouchers.connect(founders.inspector.signer).free([it.id], REASON);
      await expectEvent(free, vouchers, "VoucherFreed", it.id, founders.inspector.id, REASON);
      expect((await vouchers.voucher(it.id)).marks).to.equal(MARK.held | MARK.freed);
      await byB.supersede(b.id, [theirs]);
      const stored = await vouchers.voucher(it.id);
      expect([stored.obligation, stored.marks]).to.deep.equal([theirs.obligation, BigInt(MARK.held)]);
      // It was freed once.
      await vouchers.connect(b.certifying.signer).cancel(b.id, [it.id], REASON);
      await expectRevert(supersede(it), vouchers, "VouchersWrongOrganisation", it.id, b.id, a.id);
    });

    it("goes with the account", async () => {
      const { vouchers, ledger, a, b, project, submit, cancel, supersede, invoice } = await submitting();
      const it = invoice("1");
      await submit(it);
      await cancel(it.id);
      await ledger.connect(a.budget.signer).reassign(project, b.id);
      await expectRevert(supersede(it), vouchers, "VouchersWrongOrganisation", it.id, b.id, a.id);
      await vouchers.connect(b.submitting.signer).supersede(b.id, [it]);
    });
  });

  it("takes no id of another payee's invoice", async () => {
    const at = await submitting();
    const { vouchers, ledger, a, contract, submit, open, supersede, cancel, invoice } = at;
    const theirs = invoice("1", 100n, { payee: SUPPLIER });
    const wrong = [vouchers, "VouchersWrongPayee", theirs.id, BUILDER] as const;
    await expectRevert(submit(theirs), ...wrong);
    await expectRevert(open(theirs), ...wrong);
    const bare = { ...theirs, id: toBeHex(0, 32) };
    await expectRevert(submit(bare), vouchers, "VouchersWrongPayee", bare.id, BUILDER);
    const supplies = await at.obligation(5_000_00n, SUPPLIER);
    await submit({ ...theirs, obligation: supplies });
    // Nor is the payee changed with the obligation.
    await cancel(theirs.id);
    await expectRevert(supersede(theirs), ...wrong);
    await submit(invoice("2"));
    await cancel(invoice("2").id);
    const { sequence } = await onObligation(ledger, contract, 1n);
    const { commitment } = await ledger.obligation(contract);
    await ledger
      .connect(a.contracting.signer)
      .execute(a.id, [
        acts.novate({ obligation: contract, sequence, amount: commitment.obligated, payee: SUPPLIER }),
      ]);
    const novated = [vouchers, "VouchersWrongPayee", invoice("2").id, SUPPLIER] as const;
    await expectRevert(supersede(invoice("2")), ...novated);
    await supersede(theirs);
  });

  it("takes no id that parts and interest have, made or not", async () => {
    const at = await submitting();
    const { vouchers, submit, open, supersede, submitParts, cancel, invoice } = at;
    const whole = invoice("whole");
    const [part, interest] = [await vouchers.partOf(whole.id, 1), await vouchers.interestOf(whole.id)];
    for (const id of [part, interest, toBeHex(0xffff_ffff, 32), `0x${"ff".repeat(32)}`]) {
      for (const claim of [submit, open]) {
        await expectRevert(claim({ ...whole, id }), vouchers, "VouchersReservedId", id);
      }
    }
    // Not even for a payee of that index, who is none: it stands for many.
    const many = { ...whole, id: part, obligation: await at.obligation(1_00n, 0xffff_ffff) };
    await expectRevert(submit(many), vouchers, "VouchersReservedId", part);
    await expectRevert(
      submit({ ...many, id: whole.id }),
      vouchers,
      "VouchersWrongPayee",
      whole.id,
      0xffff_ffff,
    );
    for (const payee of [0xffff_fffe, 0x7fff_ffff, 0xffff_feff]) {
      const obligation = await at.obligation(1_00n, payee);
      await submit({ ...whole, id: voucherIdOf(part, payee), obligation, amount: 1n });
    }

    await open(whole);
    await submitParts(whole.id, 100n);
    await expectRevert(submit({ ...whole, id: part }), vouchers, "VouchersReservedId", part);
    await cancel(part);
    await supersede({ ...whole, id: part, amount: 100n });
  });

  describe("freeing", () => {
    it("gives an invoice back that another organisation claimed first, whole or opened", async () => {
      const all = await submitting();
      const { vouchers, b, founders, submit, open, supersede, certify, invoice, states } = all;
      const [whole, opened] = [invoice("1"), invoice("2")];
      const obligation = await obligationOfB(all, 2n);
      const byB = vouchers.connect(b.submitting.signer);
      await byB.submit(b.id, [{ ...whole, obligation, amount: 1n }]);
      await byB.openInvoice(b.id, { ...opened, obligation, amount: 1n });
      await expectRevert(submit(whole), vouchers, "VouchersAlreadyClaimed", whole.id, STATE.Submitted);
      await expectRevert(open(opened), vouchers, "VouchersAlreadyClaimed", opened.id, STATE.Invoice);
      const ids = [whole.id, opened.id];
      await vouchers.connect(founders.inspector.signer).free(ids, REASON);
      expect(await states(...ids)).to.deep.equal([STATE.Cancelled, STATE.Cancelled]);
      await expectRevert(open(opened), vouchers, "VouchersAlreadyClaimed", opened.id, STATE.Cancelled);
      await supersede(whole, opened);
      await certify("token", ...ids);
    });

    it("is of nothing certified, paid, come back, in parts or unknown, on the whole batch", async () => {
      const at = await submitting();
      const { vouchers, founders, submit, open, submitParts, certify, pay, giveBack, invoice, states } = at;
      const inspecting = vouchers.connect(founders.inspector.signer);
      const [it, fine, whole] = [invoice("1"), invoice("2"), invoice("3")];
      const refuse = (id: string, state: number) =>
        expectRevert(inspecting.free([fine.id, id], REASON), vouchers, "VouchersWrongState", id, state);
      await submit(fine);
      await refuse(it.id, STATE.None);
      await submit(it);
      await certify("attested", it.id);
      await refuse(it.id, STATE.Certified);
      await pay("attested", it.id);
      await refuse(it.id, STATE.Paid);
      await giveBack("attested", it.id);
      await refuse(it.id, STATE.Returned);
      await open(whole);
      await submitParts(whole.id, 1n);
      await refuse(whole.id, STATE.Invoice);
      expect(await states(fine.id)).to.deep.equal([STATE.Submitted]);
    });

    it("is an inspector's alone, 1 to 256 at a time", async () => {
      const { vouchers, registry, a, founders, stranger, submit, invoice } = await submitting();
      const it = invoice("1");
      await submit(it);
      const by = (signer: typeof stranger) => vouchers.connect(signer).free([it.id], REASON);
      await expectRevert(by(stranger), registry, "OfficerRegistryUnknownKey", stranger.address);
      await expectRevert(
        by(a.certifying.signer),
        registry,
        "OfficerRegistryNotAppointed",
        a.certifying.id,
        TREASURY,
      );
      const { id, signer } = founders.registrar;
      const { inspector } = OFFICES;
      await expectRevert(by(signer), registry, "OfficerRegistryMissingOffices", id, TREASURY, inspector);
      const inspecting = vouchers.connect(founders.inspector.signer);
      for (const count of [0, 257]) {
        const ids = Array.from({ length: count }, () => it.id);
        await expectRevert(inspecting.free(ids, REASON), vouchers, "VouchersInvalidBatch", count);
      }
    });
  });

  describe("submitting officers", () => {
    const calls = (all: Awaited<ReturnType<typeof submitting>>, it: Invoice) => {
      const { vouchers, a } = all;
      type Signer = typeof all.stranger;
      return [
        (by: Signer) => vouchers.connect(by).submit(a.id, [it]),
        (by: Signer) => vouchers.connect(by).supersede(a.id, [it]),
        (by: Signer) => vouchers.connect(by).openInvoice(a.id, it),
        (by: Signer) => vouchers.connect(by).submitParts(a.id, all.invoice("whole").id, [it]),
      ];
    };

    it("are those of the organisation, and no other officers", async () => {
      const all = await submitting();
      const { registry, a, b, treasury, stranger, open, invoice } = all;
      await open(invoice("whole"));
      for (const call of calls(all, invoice("1"))) {
        await expectRevert(call(stranger), registry, "OfficerRegistryUnknownKey", stranger.address);
        for (const { id, signer } of [a.certifying, a.disbursing, a.contracting, a.budget]) {
          await expectRevert(
            call(signer),
            registry,
            "OfficerRegistryMissingOffices",
            id,
            a.id,
            OFFICES.submitting,
          );
        }
        for (const { id, signer } of [b.submitting, treasury.submitting]) {
          await expectRevert(call(signer), registry, "OfficerRegistryNotAppointed", id, a.id);
        }
      }
    });

    it("stop with their dismissal", async () => {
      const all = await submitting();
      const { registry, a, founders, open, invoice } = all;
      await open(invoice("whole"));
      await registry.connect(founders.registrar.signer).dismiss(a.submitting.id, ZeroHash);
      const { address } = a.submitting.signer;
      for (const call of calls(all, invoice("1"))) {
        await expectRevert(call(a.submitting.signer), registry, "OfficerRegistryUnknownKey", address);
      }
    });

    it("have a limit, which the amounts of a call come to in total", async () => {
      const all = await submitting();
      const { registry, a, submit, supersede, open, submitParts, cancel, invoice } = all;
      const [one, two] = [invoice("1", 60n), invoice("2", 41n)];
      await open(invoice("whole"));
      await appoint(all, a.submitting.id, a.id, OFFICES.submitting, { limit: 100n });
      const over = [registry, "OfficerRegistryOverLimit", a.submitting.id, 100n, 101n] as const;
      await expectRevert(submit(one, two), ...over);
      await expectRevert(supersede(one, two), ...over);
      await expectRevert(open(invoice("3", 101n)), ...over);
      await expectRevert(submitParts(invoice("whole").id, 60n, 41n), ...over);
      const huge = [MAX_CENTS, MAX_CENTS].map((amount, i) => invoice(`huge ${i + 1}`, amount));
      await expectRevert(
        submit(...huge),
        registry,
        "OfficerRegistryOverLimit",
        a.submitting.id,
        100n,
        2n * MAX_CENTS,
      );
      await submit(one, { ...two, amount: 40n });
      await cancel(one.id, two.id);
      await supersede(one, { ...two, amount: 40n });
      await submitParts(invoice("whole").id, 60n, 40n);
    });

    it("claim on obligations that there are, of their own organisation", async () => {
      const all = await submitting();
      const { vouchers, ledger, a, bureau, branch, submit, supersede, open, cancel, invoice } = all;
      const { sequence } = await onAccount(ledger, branch, 1n);
      const line = { account: branch, sequence, amount: 100n, payee: BUILDER };
      await ledger
        .connect(bureau.contracting.signer)
        .execute(bureau.id, [acts.obligate({ ...line, classification: CLASSIFICATION })]);
      const foreign = { ...invoice("1"), obligation: obligationId(branch, sequence) };
      const wrong = [vouchers, "VouchersWrongOrganisation", foreign.id, bureau.id, a.id] as const;
      await expectRevert(submit(foreign), ...wrong);
      await expectRevert(open(foreign), ...wrong);
      const unknown = { ...foreign, obligation: obligationId(branch, 99) };
      await expectRevert(submit(unknown), ledger, "BudgetLedgerUnknownObligation", unknown.obligation);
      await submit(invoice("1"));
      await cancel(foreign.id);
      await expectRevert(supersede(foreign), ...wrong);
    });

    it("may use any of their keys", async () => {
      const all = await submitting();
      const { vouchers, a, invoice, stranger } = all;
      await addKey(all, a.submitting, stranger);
      await time.increase((await all.registry.settings()).keyDelay);
      await vouchers.connect(stranger).submit(a.id, [invoice("1")]);
      expect((await vouchers.voucher(invoice("1").id)).submitter).to.equal(a.submitting.id);
    });
  });
});
