import { expect } from "chai";
import { id } from "ethers";

import { loadFixture, time } from "../fixtures/network.js";
import { paying } from "../fixtures/paying.js";
import { expectRevert } from "../helpers/expect.js";

const SUBMITTED = 1n;
const PARTS = [{ amount: 10_00n, dueDay: 9 }];

describe("Vouchers, parts of an invoice", () => {
  it("take nobody's place: a voucher under a part's id keeps it", async () => {
    const { vouchers, a, contract } = await loadFixture(paying);
    const submitting = vouchers.connect(a.submitting.signer);
    const invoice = id("invoice");
    const part = await vouchers.partOf(invoice, 1);
    const submission = { obligation: contract, amount: 100_00n, dueDay: 7 };
    await submitting.submit(a.id, [{ ...submission, id: part }]);
    await submitting.openInvoice(a.id, { ...submission, id: invoice });
    const call = submitting.submitParts(a.id, invoice, PARTS);
    await expectRevert(call, vouchers, "VouchersAlreadyClaimed", part, SUBMITTED);
    expect((await vouchers.voucher(part)).amount).to.equal(100_00n);
  });

  it("have due days of their own: an invoice keeps none", async () => {
    const { vouchers, a, contract } = await loadFixture(paying);
    const submitting = vouchers.connect(a.submitting.signer);
    const invoice = id("invoice");
    const dueDay = Math.floor((await time.latest()) / 86_400);
    await submitting.openInvoice(a.id, { id: invoice, obligation: contract, amount: 100_00n, dueDay });
    await submitting.submitParts(a.id, invoice, PARTS);
    expect((await vouchers.voucher(invoice)).dueDay).to.equal(0);
    expect((await vouchers.voucher(await vouchers.partOf(invoice, 1))).dueDay).to.equal(9);
  });
});
