import { expect } from "chai";
import { id } from "ethers";

import { dateOf } from "../../../sdk/calendar.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { TREASURY } from "../../../sdk/ids.js";
import { OFFICES } from "../../../sdk/offices.js";
import { FiscRefused } from "../../../sdk/client/refused.js";
import { loadFixture } from "../../fixtures/network.js";
import { BANK, paying } from "../../fixtures/paying.js";
import { appoint } from "../../fixtures/staffed.js";
import { agreed } from "../../helpers/agreed.js";
import { caught } from "../../helpers/caught.js";
import { clientOf } from "../../helpers/client.js";
import { invoiceId } from "../../helpers/vouchers.js";

async function desks() {
  const all = await paying();
  const { fisc, by } = await clientOf(all);
  const today = Number(await all.rates.today());
  return {
    ...all,
    fisc,
    submitting: await by(all.a.submitting),
    certifying: await by(all.a.certifying),
    disbursing: await by(all.a.disbursing),
    central: await by(all.treasury.disbursing),
    inspector: await by(all.founders.inspector),
    due: dateOf(today + 30),
    tomorrow: dateOf(today + 1),
    inToken: { token: await all.token.getAddress() },
  };
}

const FIRST = invoiceId("INV-1");
const SECOND = invoiceId("INV-2");

async function submitted() {
  const all = await desks();
  const { submitting, contract: obligation, due } = all;
  await submitting.payments.submit({
    vouchers: [
      { id: FIRST, obligation, amount: "1000.00", due },
      { id: SECOND, obligation, amount: "250.50", due },
    ],
  });
  return all;
}

async function certified() {
  const all = await submitted();
  const { certifying } = all;
  const { seen } = await certifying.payments.look("token", [FIRST, SECOND]);
  await certifying.payments.certify({ rail: "token", vouchers: [FIRST, SECOND], seen });
  return all;
}

describe("Fisc's vouchers", () => {
  it("go from invoice to payment by three officers, in tokens", async () => {
    const { submitting, certifying, disbursing, contract, due, inToken, fisc } = await loadFixture(desks);
    const vouchers = [{ id: FIRST, obligation: contract, amount: "1000.00", due }];
    const made = await agreed(submitting.payments.submit, { vouchers });
    expect(made.vouchers).to.deep.equal([FIRST]);
    const { vouchers: looked, seen } = await certifying.payments.look("token", [FIRST]);
    expect(looked[0]).to.include({ state: "submitted", amount: "1000.00", due, version: 1, isHeld: false });
    await agreed(certifying.payments.certify, { rail: "token", vouchers: [FIRST], seen });
    const { paid } = await agreed(disbursing.payments.pay, { vouchers: [FIRST], payment: inToken });
    expect(paid).to.equal("1000.00");
    expect((await fisc.payments.voucher(FIRST)).state).to.equal("paid");
  });

  it("are paid by bank too, with its next trace number, and by the treasury for an agency", async () => {
    const { certifying, central, tomorrow, fisc } = await loadFixture(submitted);
    const { seen } = await certifying.payments.look("attested", [FIRST, SECOND]);
    await certifying.payments.certify({ rail: "attested", vouchers: [FIRST, SECOND], seen });
    const payment = { bank: BANK, method: "ach", settles: tomorrow } as const;
    const { paid, journal } = await agreed(central.payments.pay, { vouchers: [FIRST, SECOND], payment });
    expect(paid).to.equal("1250.50");
    expect(journal.map(({ name }) => name)).to.include("PaymentsAttested");
    expect(await fisc.payments.rails.nextTrace(BANK)).to.equal(3n);
  });

  it("are not certified where they changed since they were looked at", async () => {
    const { certifying } = await loadFixture(submitted);
    const { seen } = await certifying.payments.look("token", [FIRST]);
    const stale = await caught(FiscRefused, () =>
      certifying.payments.certify({ rail: "token", vouchers: [SECOND], seen }),
    );
    expect(stale.rule).to.equal("VouchersStaleView");
  });

  it("are held and released, cancelled and superseded, freed", async () => {
    const { certifying, inspector, submitting, contract, due } = await loadFixture(submitted);
    await agreed(certifying.payments.hold, { voucher: FIRST, reason: id("doubt") });
    expect((await certifying.payments.voucher(FIRST)).isHeld).to.equal(true);
    await agreed(certifying.payments.release, { voucher: FIRST });
    await agreed(certifying.payments.cancel, { vouchers: [FIRST], reason: id("wrong") });
    const anew = [{ id: FIRST, obligation: contract, amount: "900.00", due }];
    await agreed(submitting.payments.supersede, { vouchers: anew });
    await agreed(inspector.payments.free, { vouchers: [SECOND] });
    expect((await certifying.payments.voucher(SECOND)).state).to.equal("cancelled");
  });

  it("claim an invoice in parts", async () => {
    const { submitting, contract, due, fisc } = await loadFixture(desks);
    const invoice = { id: FIRST, obligation: contract, amount: "1000.00", due };
    await agreed(submitting.payments.openInvoice, { invoice });
    const part = await fisc.payments.partOf(FIRST, 1);
    const { events } = await agreed(submitting.payments.submitParts, {
      invoice: FIRST,
      parts: [{ amount: "400.00", due }],
    });
    expect(events.map(({ name }) => name)).to.deep.equal(["PartSubmitted", "VoucherSubmitted"]);
    expect((await fisc.payments.voucher(part)).amount).to.equal("400.00");
    expect((await fisc.payments.voucher(FIRST)).state).to.equal("an invoice in parts");
  });

  it("come back whole, or are refunded in part, with the money", async () => {
    const { disbursing, inToken, token, tokenRail, a, fisc } = await loadFixture(certified);
    await disbursing.payments.pay({ vouchers: [FIRST, SECOND], payment: inToken });
    const comeback = { vouchers: [FIRST], code: "R02", comeback: inToken };
    const poor = await caught(FiscRefused, () => disbursing.payments.returnPayments(comeback));
    // The token's own error, which the ledger does not know.
    expect(poor.rule).to.equal("Revert");
    expect(poor.sentence).to.include("A contract outside the ledger").and.include("error 0x13be252b");
    await token.mint(a.disbursing.signer, 2_000n * 10n ** 6n);
    const approval = await fisc.payments.rails.approval({ ...inToken, amount: "2000.00" });
    await a.disbursing.signer.sendTransaction(approval);
    expect(await token.allowance(a.disbursing.signer, tokenRail)).to.equal(2_000n * 10n ** 6n);
    await agreed(disbursing.payments.returnPayments, comeback);
    const returned = await fisc.payments.voucher(FIRST);
    expect(returned).to.include({ state: "returned", due: "never" });
    await agreed(disbursing.payments.refund, {
      ...{ voucher: SECOND, amount: "0.50", evidence: id("letter"), comeback: inToken },
    });
  });

  it("refuses one officer twice in a sentence", async () => {
    const all = await loadFixture(certified);
    const { certifying, inToken, a } = all;
    // A second appointment that the offices alone do not forbid.
    await appoint(all, a.certifying.id, TREASURY, OFFICES.disbursing);
    const refused = await caught(FiscRefused, () =>
      certifying.payments.pay({ vouchers: [FIRST], payment: inToken }),
    );
    expect(refused.sentence).to.include("because the disburser submitted or certified it");
  });

  it("says what is wrong with input", async () => {
    const { disbursing, submitting, contract, due, inToken } = await loadFixture(certified);
    const place = async (call: () => unknown) => (await caught(FiscInputError, call)).place;
    const { payments } = disbursing;
    const good = { id: invoiceId("INV-3"), obligation: contract, amount: "1.00", due };
    expect(await place(() => payments.pay({ vouchers: [], payment: inToken }))).to.equal("vouchers");
    expect(await place(() => payments.voucher(id("none")))).to.equal("voucher");
    expect(await place(() => payments.pay({ vouchers: [id("none")], payment: inToken }))).to.equal(
      "voucher 1",
    );
    for (const [change, where] of [
      [{ due: "tomorrow" }, "voucher, due"],
      [{ due: "1969-12-31" }, "voucher, due"],
      [{ id: "INV-3" }, "voucher, id"],
      [{ amount: "1.001" }, "voucher, amount"],
      [{ obligation: "9/9" }, "voucher 1, obligation"],
    ] as const) {
      const vouchers = [{ ...good, ...change }];
      expect(await place(() => submitting.payments.submit({ vouchers })), where).to.equal(where);
    }
    const bank = { bank: BANK, method: "post" as "ach", settles: due };
    expect(await place(() => payments.pay({ vouchers: [FIRST], payment: bank }))).to.equal("method");
    const code = { vouchers: [FIRST], code: "R2", comeback: inToken };
    expect(await place(() => payments.returnPayments(code))).to.equal("code");
  });
});
