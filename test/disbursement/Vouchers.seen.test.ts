import { expect } from "chai";
import { ZeroHash } from "ethers";

import { acts } from "../../sdk/acts.js";
import { RAILS, railNumber } from "../../sdk/disbursement/lines.js";
import { lookAtVouchers } from "../../sdk/disbursement/seen.js";
import { OFFICES } from "../../sdk/offices.js";
import { loadFixture, time } from "../fixtures/network.js";
import { paying } from "../fixtures/paying.js";
import { appointed } from "../fixtures/staffed.js";
import { expectRevert } from "../helpers/expect.js";
import { onObligation } from "../helpers/views.js";
import { evidenceOf, type Invoice, REASON, STATE, voucherDesk } from "../helpers/vouchers.js";

const TOKEN = railNumber("token");
const ATTESTED = railNumber("attested");

/** Two submitted vouchers, which an officer has looked at for a payment in tokens. */
async function looked() {
  const all = await loadFixture(paying);
  const at = await voucherDesk(all);
  const [one, other] = [at.invoice("1", 1_000_00n), at.invoice("2", 2_000_00n)];
  await at.submit(one, other);
  const ids = [one.id, other.id];
  const { vouchers: figures, seen } = await lookAtVouchers(all, "token", ids);
  const { vouchers, a } = all;
  const certifying = vouchers.connect(a.certifying.signer);
  const certify = (rail = TOKEN, of: readonly string[] = ids, as = seen) =>
    certifying.certify(a.id, rail, [...of], as);
  return {
    ...all,
    ...at,
    one,
    other,
    ids,
    figures,
    seen,
    certifyLooked: certify,
    /** The call is refused, and says what it should have been. */
    expectStale: async (rail = TOKEN, of: readonly string[] = ids, as = seen) => {
      const current = await vouchers.viewOf(rail, [...of]);
      expect(current).to.not.equal(as);
      await expectRevert(certify(rail, of, as), vouchers, "VouchersStaleView", as, current);
    },
    /** Cancels the first invoice, and claims it again. */
    replace: async (by: Partial<Invoice> = {}) => {
      await at.cancel(one.id);
      await at.supersede({ ...one, ...by });
    },
  };
}

describe("Vouchers: what the certifying officer saw", () => {
  it("is what the contract hashes, on either rail, of what came back too", async () => {
    const at = await looked();
    const { vouchers, ids, seen, other } = at;
    expect(await vouchers.viewOf(TOKEN, ids)).to.equal(seen);
    await at.certify("attested", other.id);
    await at.pay("attested", other.id);
    await at.giveBack("attested", other.id);
    for (const rail of RAILS) {
      const { seen: now } = await lookAtVouchers(at, rail, ids);
      expect(await vouchers.viewOf(railNumber(rail), ids)).to.equal(now);
    }
    await at.certify("token", ...ids);
    expect(await at.states(...ids)).to.deep.equal([STATE.Certified, STATE.Certified]);
  });

  it("is certified as it was seen", async () => {
    const { certifyLooked, states, ids } = await looked();
    await certifyLooked();
    expect(await states(...ids)).to.deep.equal([STATE.Certified, STATE.Certified]);
  });

  it("is no other amount, by a cancellation and a claim made again", async () => {
    const { replace, expectStale, states, claims, ids } = await looked();
    await replace({ amount: 1_000_01n });
    await expectStale();
    expect(await states(...ids)).to.deep.equal([STATE.Submitted, STATE.Submitted]);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 0n });
  });

  it("is no other due day", async () => {
    const { replace, expectStale, dueDay } = await looked();
    await replace({ dueDay: dueDay + 1 });
    await expectStale();
  });

  it("is no other obligation", async () => {
    const { replace, expectStale, obligation } = await looked();
    await replace({ obligation: await obligation(5_000_00n) });
    await expectStale();
  });

  it("is on no other record, or the same one claimed again", async () => {
    const { replace, expectStale } = await looked();
    await replace({ evidence: evidenceOf("another record") });
    await expectStale();
    await replace();
    await expectStale();
  });

  it("is no other submitter's", async () => {
    const at = await looked();
    const { vouchers, a, one, cancel } = at;
    const colleague = await appointed(at, "A submitting too", a.id, OFFICES.submitting);
    await cancel(one.id);
    await vouchers.connect(colleague.signer).supersede(a.id, [one]);
    await at.expectStale();
  });

  it("is no other payee's, after a novation", async () => {
    const at = await looked();
    const { ledger, a, supplier, contract } = at;
    const novate = { ...(await onObligation(ledger, contract, 10_000_00n)), payee: supplier.id };
    await ledger.connect(a.contracting.signer).execute(a.id, [acts.novate(novate)]);
    const theirs = at.invoice("1", 1_000_00n, { payee: supplier.id });
    await at.submit(theirs);
    await at.expectStale(TOKEN, [theirs.id]);
  });

  it("is no voucher that was certified, paid and returned since", async () => {
    const at = await looked();
    await at.certify("attested", at.one.id);
    await at.pay("attested", at.one.id);
    await at.giveBack("attested", at.one.id);
    await at.expectStale();
  });

  it("is paid to no other details than were in force", async () => {
    const { payees, founders, builder, expectStale, certifyLooked, ...at } = await looked();
    await payees.connect(founders.registrar.signer).setDetails(builder.id, TOKEN, `0x${"c0".repeat(20)}`);
    // Pending, they pay nothing yet.
    expect(await at.vouchers.viewOf(TOKEN, at.ids)).to.equal(at.seen);
    await time.increase(await payees.changeDelay());
    await expectStale();
    const { seen } = await lookAtVouchers({ ...at, payees }, "token", at.ids);
    await certifyLooked(TOKEN, at.ids, seen);
  });

  it("stays what it was while a change waits and is stopped, or a hold begins and ends", async () => {
    const at = await looked();
    const { payees, founders, builder, vouchers, one } = at;
    await payees.connect(founders.registrar.signer).setDetails(builder.id, TOKEN, `0x${"c0".repeat(20)}`);
    await payees.connect(founders.inspector.signer).stopDetails(builder.id, TOKEN);
    const inspector = vouchers.connect(founders.inspector.signer);
    await inspector.hold(one.id, REASON);
    await expectRevert(at.certifyLooked(), vouchers, "VouchersHeld", one.id);
    await inspector.release(one.id);
    await at.certifyLooked();
  });

  it("is for the rail that was looked at, and in that order", async () => {
    const { expectStale, ids, one } = await looked();
    await expectStale(ATTESTED);
    await expectStale(TOKEN, [...ids].reverse());
    await expectStale(TOKEN, [one.id]);
    await expectStale(TOKEN, ids, ZeroHash);
  });
});
