import { expect } from "chai";
import { ZeroHash } from "ethers";

import { CLAIM_KINDS } from "../../sdk/claims.js";
import { OFFICES } from "../../sdk/offices.js";
import { loadFixture, time } from "../fixtures/network.js";
import { paying } from "../fixtures/paying.js";
import { appoint, appointed } from "../fixtures/staffed.js";
import { postedLines } from "../helpers/claims.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { countEvents, MARK, REASON, REFUSAL, STATE, voucherDesk } from "../helpers/vouchers.js";

/** A voucher in each state that can be held or given up, of 100.00, 200.00 and 300.00. */
async function inEachState() {
  const all = await loadFixture(paying);
  const at = await voucherDesk(all);
  const [returned] = await at.paid("attested", at.invoice("3", 300_00n));
  await at.giveBack("attested", returned!);
  const [certified] = await at.certified("token", at.invoice("2", 200_00n));
  await at.submit(at.invoice("1", 100_00n));
  const open = [at.invoice("1").id, certified!, returned!] as const;
  const { vouchers, a, founders } = all;
  return {
    ...all,
    ...at,
    open,
    inspecting: vouchers.connect(founders.inspector.signer),
    certifying: vouchers.connect(a.certifying.signer),
    marks: async (id: string) => Number((await vouchers.voucher(id)).marks),
  };
}

describe("Vouchers: holds", () => {
  it("are placed by a certifying officer or an inspector, with a reason, and released", async () => {
    const { vouchers, a, founders, open, inspecting, certifying, marks } = await inEachState();
    for (const id of open) {
      const before = await marks(id);
      for (const [by, officer, isInspector] of [
        [certifying, a.certifying, false],
        [inspecting, founders.inspector, true],
      ] as const) {
        await expectEvent(by.hold(id, REASON), vouchers, "VoucherHeld", id, officer.id, isInspector, REASON);
        expect(await marks(id)).to.equal(before | MARK.held | (isInspector ? MARK.byInspector : 0));
        await expectEvent(by.release(id), vouchers, "VoucherReleased", id, officer.id);
        expect(await marks(id)).to.equal(before);
      }
    }
  });

  it("keep a voucher from being certified and paid, until released", async () => {
    const { vouchers, open, certifying, certify, pay, states } = await inEachState();
    const [submitted, certified, returned] = open;
    for (const id of open) await certifying.hold(id, REASON);
    await expectRevert(certify("token", submitted), vouchers, "VouchersHeld", submitted);
    await expectRevert(certify("token", returned), vouchers, "VouchersHeld", returned);
    await expectRevert(pay("token", certified), vouchers, "VouchersNonePayable", certified, REFUSAL.Held);
    for (const id of open) await certifying.release(id);
    await certify("token", submitted, returned);
    await pay("token", ...open);
    expect(await states(...open)).to.deep.equal([STATE.Paid, STATE.Paid, STATE.Paid]);
  });

  it("of an inspector are released by an inspector alone, whoever holds too", async () => {
    const { vouchers, open, inspecting, certifying, marks } = await inEachState();
    const [id, other] = open;
    const refuse = () => expectRevert(certifying.release(id), vouchers, "VouchersMayNotRelease", id);
    await inspecting.hold(id, REASON);
    await refuse();
    await certifying.hold(id, REASON);
    await refuse();
    await inspecting.release(id);
    expect(await marks(id)).to.equal(0);

    await certifying.hold(other, REASON);
    await inspecting.hold(other, REASON);
    await expectRevert(certifying.release(other), vouchers, "VouchersMayNotRelease", other);
    await inspecting.release(other);
  });

  it("of a certifying officer are released by any of them, or an inspector", async () => {
    const all = await inEachState();
    const { vouchers, a, open, inspecting, certifying, marks } = all;
    const colleague = await appointed(all, "A certifying too", a.id, OFFICES.certifying);
    const [id, other] = open;
    await certifying.hold(id, REASON);
    await vouchers.connect(colleague.signer).release(id);
    await certifying.hold(other, REASON);
    await inspecting.release(other);
    expect([await marks(id), await marks(other)]).to.deep.equal([0, 0]);
  });

  it("end where there are some", async () => {
    const { vouchers, ledger, open, inspecting, certifying, invoice } = await inEachState();
    for (const by of [inspecting, certifying]) {
      await expectRevert(by.release(open[0]), vouchers, "VouchersMayNotRelease", open[0]);
    }
    const unknown = invoice("none").id;
    await expectRevert(inspecting.release(unknown), vouchers, "VouchersMayNotRelease", unknown);
    await expectRevert(certifying.release(unknown), ledger, "BudgetLedgerUnknownObligation", 0n);
  });

  it("are on what is not paid, given up or unknown", async () => {
    const { vouchers, open, inspecting, certifying, pay, cancel, invoice } = await inEachState();
    const [submitted, certified] = open;
    await pay("token", certified);
    await cancel(submitted);
    for (const [id, state] of [
      [certified, STATE.Paid],
      [submitted, STATE.Cancelled],
      [invoice("none").id, STATE.None],
    ] as const) {
      for (const by of [inspecting, certifying]) {
        await expectRevert(by.hold(id, REASON), vouchers, "VouchersWrongState", id, state);
      }
    }
  });

  it("are no one else's to place or to release", async () => {
    const all = await inEachState();
    const { vouchers, registry, a, b, treasury, founders, stranger, open, certifying } = all;
    const [id, held] = open;
    await certifying.hold(held, REASON);
    for (const call of [
      (signer: typeof stranger) => vouchers.connect(signer).hold(id, REASON),
      (signer: typeof stranger) => vouchers.connect(signer).release(held),
    ]) {
      await expectRevert(call(stranger), registry, "OfficerRegistryUnknownKey", stranger.address);
      for (const by of [b.certifying, treasury.certifying, founders.registrar]) {
        await expectRevert(call(by.signer), registry, "OfficerRegistryNotAppointed", by.id, a.id);
      }
      for (const by of [a.submitting, a.disbursing]) {
        await expectRevert(
          call(by.signer),
          registry,
          "OfficerRegistryMissingOffices",
          by.id,
          a.id,
          OFFICES.certifying,
        );
      }
    }
  });

  it("are within a certifying officer's limit, and without one for an inspector", async () => {
    const all = await inEachState();
    const { registry, a, open, certifying, inspecting } = all;
    const [small, large] = open;
    await certifying.hold(large, REASON);
    await appoint(all, a.certifying.id, a.id, OFFICES.certifying, { limit: 199_99n });
    const over = [registry, "OfficerRegistryOverLimit", a.certifying.id, 199_99n, 200_00n] as const;
    await expectRevert(certifying.hold(large, REASON), ...over);
    await expectRevert(certifying.release(large), ...over);
    await certifying.hold(small, REASON);
    await inspecting.release(large);
  });

  it("go with the account", async () => {
    const { vouchers, registry, ledger, a, b, project, open, certifying, marks } = await inEachState();
    await certifying.hold(open[0], REASON);
    await ledger.connect(a.budget.signer).reassign(project, b.id);
    await expectRevert(
      certifying.release(open[0]),
      registry,
      "OfficerRegistryNotAppointed",
      a.certifying.id,
      b.id,
    );
    await vouchers.connect(b.certifying.signer).release(open[0]);
    expect(await marks(open[0])).to.equal(0);
  });
});

describe("Vouchers: cancellation", () => {
  it("gives up what is not paid, and frees what was certified", async () => {
    const { vouchers, ledger, a, contract, open, cancel, states, claims } = await inEachState();
    const sent = cancel(...open);
    for (const id of open) {
      await expectEvent(sent, vouchers, "VoucherCancelled", id, a.certifying.id, REASON);
    }
    await expectEvent(
      sent,
      ledger,
      "ClaimsPosted",
      CLAIM_KINDS.indexOf("Decertify"),
      a.id,
      a.certifying.id,
      vouchers,
      postedLines([{ obligation: contract, amount: 200_00n, document: open[1] }]),
    );
    expect(await countEvents(sent, "VoucherCancelled")).to.equal(3);
    expect(await states(...open)).to.deep.equal([STATE.Cancelled, STATE.Cancelled, STATE.Cancelled]);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 0n });
  });

  it("posts nothing where nothing was certified", async () => {
    const { ledger, open, cancel } = await inEachState();
    await expect(cancel(open[0], open[2])).to.not.emit(ledger, "ClaimsPosted");
  });

  it("is of nothing paid, given up, unknown or given twice, on the whole batch", async () => {
    const { vouchers, open, cancel, pay, states, invoice } = await inEachState();
    const [submitted, certified, returned] = open;
    const wrong = (id: string, state: number) => [vouchers, "VouchersWrongState", id, state] as const;
    await expectRevert(cancel(certified, certified), ...wrong(certified, STATE.Cancelled));
    await pay("token", certified);
    await expectRevert(cancel(submitted, certified), ...wrong(certified, STATE.Paid));
    await cancel(returned);
    await expectRevert(cancel(submitted, returned), ...wrong(returned, STATE.Cancelled));
    const unknown = invoice("none").id;
    await expectRevert(cancel(submitted, unknown), ...wrong(unknown, STATE.None));
    expect(await states(submitted)).to.deep.equal([STATE.Submitted]);
  });

  it("comes 1 to 256 at a time", async () => {
    const { vouchers, open, cancel } = await inEachState();
    await expectRevert(cancel(), vouchers, "VouchersInvalidBatch", 0);
    const many = Array.from({ length: 257 }, () => open[0]);
    await expectRevert(cancel(...many), vouchers, "VouchersInvalidBatch", 257);
  });

  it("is by a certifying officer of the organisation, who may be who submitted or certified", async () => {
    const all = await inEachState();
    const { vouchers, ledger, registry, founders, a, b, project, stranger, open, states } = all;
    const [submitted, certified, returned] = open;
    const by = ({ signer }: { signer: typeof stranger }, organisation: number, ...ids: string[]) =>
      vouchers.connect(signer).cancel(organisation, ids, REASON);
    const { address } = stranger;
    await expectRevert(
      by({ signer: stranger }, a.id, submitted),
      registry,
      "OfficerRegistryUnknownKey",
      address,
    );
    for (const officer of [a.submitting, a.disbursing]) {
      await expectRevert(
        by(officer, a.id, submitted),
        registry,
        "OfficerRegistryMissingOffices",
        officer.id,
        a.id,
        OFFICES.certifying,
      );
    }
    for (const officer of [b.certifying, founders.inspector]) {
      await expectRevert(
        by(officer, a.id, submitted),
        registry,
        "OfficerRegistryNotAppointed",
        officer.id,
        a.id,
      );
    }
    for (const id of [submitted, returned]) {
      await expectRevert(by(b.certifying, b.id, id), vouchers, "VouchersWrongOrganisation", id, a.id, b.id);
    }
    await expectRevert(
      by(b.certifying, b.id, certified),
      ledger,
      "BudgetLedgerWrongOrganisation",
      project,
      a.id,
      b.id,
    );
    await appoint(all, a.submitting.id, a.id, OFFICES.certifying);
    await by(a.submitting, a.id, submitted);
    await by(a.certifying, a.id, certified);
    expect(await states(submitted, certified)).to.deep.equal([STATE.Cancelled, STATE.Cancelled]);
  });

  it("is within the officer's limit in total, while they are in office", async () => {
    const all = await inEachState();
    const { registry, founders, a, open, cancel } = all;
    const [submitted, certified, returned] = open;
    await appoint(all, a.certifying.id, a.id, OFFICES.certifying, { limit: 300_00n });
    const over = [registry, "OfficerRegistryOverLimit", a.certifying.id, 300_00n] as const;
    await expectRevert(cancel(certified, returned), ...over, 500_00n);
    await cancel(submitted, certified);
    await registry.connect(founders.registrar.signer).dismiss(a.certifying.id, ZeroHash);
    const { address } = a.certifying.signer;
    await expectRevert(cancel(returned), registry, "OfficerRegistryUnknownKey", address);
  });

  it("needs no account that is not cancelled", async () => {
    const { cancelsAt, open, cancel, states, claims } = await inEachState();
    await time.increaseTo(cancelsAt);
    await cancel(...open);
    expect(await states(...open)).to.deep.equal(open.map(() => STATE.Cancelled));
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 0n });
  });

  it("goes with the account", async () => {
    const { vouchers, ledger, a, b, project, open, cancel, claims } = await inEachState();
    await ledger.connect(a.budget.signer).reassign(project, b.id);
    await expectRevert(cancel(open[0]), vouchers, "VouchersWrongOrganisation", open[0], b.id, a.id);
    await vouchers.connect(b.certifying.signer).cancel(b.id, [...open], REASON);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 0n });
  });
});
