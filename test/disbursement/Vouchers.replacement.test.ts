import { expect } from "chai";
import { ZeroHash } from "ethers";

import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { asTop } from "../fixtures/freshLedger.js";
import { ethers, loadFixture } from "../fixtures/network.js";
import { paying } from "../fixtures/paying.js";
import { appoint } from "../fixtures/staffed.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { type Invoice, MARK, REASON, STATE, voucherDesk } from "../helpers/vouchers.js";

/** A second Vouchers, and a third in its place. The first are payers until `retire`. */
async function replaced() {
  const all = await loadFixture(paying);
  const { registry, ledger, payees, cash, rates, tokenRail, attestedRail, vouchers } = all;
  const addresses = { registry, ledger, payees, cash, rates, tokenRail, attestedRail };
  const named = Object.entries(addresses).map(async ([name, it]) => [name, await it.getAddress()] as const);
  const parts = Object.fromEntries(await Promise.all(named));
  const byTop = registry.connect(await asTop(all));
  const successorOf = async (predecessor: string) => {
    const next = await ethers.deployContract("Vouchers", [{ ...parts, predecessor }]);
    await byTop.enrolContract(next);
    await appoint(all, Number(await registry.officerOf(next)), TREASURY, OFFICES.paying);
    return next;
  };
  const second = await successorOf(await vouchers.getAddress());
  const third = await successorOf(await second.getAddress());
  const deskOf = (contract: typeof vouchers) => voucherDesk({ ...all, vouchers: contract });
  return {
    ...all,
    parts,
    second,
    third,
    at: await voucherDesk(all),
    next: await deskOf(second),
    last: await deskOf(third),
    retire: async () => byTop.dismiss(await registry.officerOf(vouchers), ZeroHash),
  };
}

describe("Vouchers: replacement", () => {
  it("says whose place they take", async () => {
    const { vouchers, second, parts } = await replaced();
    const { registry, ledger, payees, rates } = parts;
    const made = Promise.resolve(second.deploymentTransaction()!);
    await expectEvent(made, second, "VouchersCreated", registry, ledger, payees, rates, vouchers);
  });

  it("pays no invoice again that was claimed before, down the line", async () => {
    const { second, third, at, next, last, retire } = await replaced();
    const [paid, open, parts] = [at.invoice("1"), at.invoice("2"), at.invoice("3")];
    await at.paid("token", paid);
    await at.submit(open);
    await at.open(parts);
    await retire();
    for (const [contract, desk] of [
      [second, next],
      [third, last],
    ] as const) {
      for (const [it, state] of [
        [paid, STATE.Paid],
        [open, STATE.Submitted],
        [parts, STATE.Invoice],
      ] as const) {
        const claimed = [contract, "VouchersAlreadyClaimed", it.id, state] as const;
        await expectRevert(desk.submit(it), ...claimed);
        await expectRevert(desk.open(it), ...claimed);
        await expectRevert(desk.supersede(it), ...claimed);
        expect(await desk.states(it.id)).to.deep.equal([state]);
        expect(await desk.fields(it.id)).to.deep.equal(await at.fields(it.id));
        // It goes its way where it was claimed.
        const wrong = [contract, "VouchersWrongState", it.id, STATE.None] as const;
        await expectRevert(desk.certify("token", it.id), ...wrong);
        await expectRevert(desk.cancel(it.id), ...wrong);
      }
    }
    // What nobody claimed is new.
    await last.paid("token", at.invoice("4"));
    expect(await at.states(at.invoice("4").id)).to.deep.equal([STATE.None]);
  });

  it("supersedes what was cancelled there, held and limited as it was", async () => {
    const { vouchers, registry, third, founders, at, last, retire } = await replaced();
    const [it, whole] = [at.invoice("1"), at.invoice("2")];
    await at.submit(it);
    await vouchers.connect(founders.inspector.signer).hold(it.id, REASON);
    await at.open(whole);
    await at.submitParts(whole.id, 100n);
    const part: Invoice = { ...whole, id: await vouchers.partOf(whole.id, 1), amount: 100n };
    await retire();
    await at.cancel(it.id, part.id);
    const derived = [third, "VouchersReservedId", part.id] as const;
    await expectRevert(last.submit(part), ...derived);
    await expectRevert(last.open(part), ...derived);
    const exceeds = [third, "VouchersExceedsInvoice", part.id, 100n, 101n] as const;
    await expectRevert(last.supersede({ ...part, amount: 101n }), ...exceeds);
    await expectRevert(last.submit(it), third, "VouchersAlreadyClaimed", it.id, STATE.Cancelled);
    await last.supersede(it, part);
    expect((await third.voucher(it.id)).marks).to.equal(MARK.held | MARK.byInspector);
    expect((await third.voucher(part.id)).marks).to.equal(MARK.part);
    await expectRevert(last.certify("token", it.id), third, "VouchersHeld", it.id);
    await third.connect(founders.inspector.signer).release(it.id);
    await last.certify("token", it.id, part.id);
    await last.pay("token", it.id, part.id);
    expect(await last.states(it.id, part.id)).to.deep.equal([STATE.Paid, STATE.Paid]);
    // Superseded there as well, it is certified by nobody: the one before is no payer any more.
    await at.supersede(part);
    const address = await vouchers.getAddress();
    await expectRevert(at.certify("token", part.id), registry, "OfficerRegistryUnknownKey", address);
  });

  it("charges no interest that was charged before", async () => {
    const { second, at, next, retire } = await replaced();
    const it = at.invoice("1", 9_000_00n, { dueDay: at.dueDay - 130 });
    await at.paid("attested", it);
    const charged = await second.interestOf(it.id);
    await at.giveBack("attested", it.id);
    await at.cancel(it.id);
    await retire();
    await next.supersede(it);
    await next.certify("token", it.id);
    const sent = await next.pay("token", it.id);
    await expect(sent).to.not.emit(second, "InterestCharged");
    expect(await next.states(it.id, charged)).to.deep.equal([STATE.Paid, STATE.Certified]);
  });
});
