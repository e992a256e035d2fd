import { expect } from "chai";
import { concat, dataSlice, id as hashOf, toBeHex, ZeroAddress, ZeroHash } from "ethers";

import { acts } from "../../sdk/acts.js";
import { CLAIM_KINDS } from "../../sdk/claims.js";
import { mostPerLine, type Rail, RAILS, railNumber } from "../../sdk/disbursement/lines.js";
import { OFFICES } from "../../sdk/offices.js";
import { EVIDENCE, YEAR } from "../fixtures/funded.js";
import { ethers, loadFixture, time } from "../fixtures/network.js";
import { paying } from "../fixtures/paying.js";
import { appoint, appointed } from "../fixtures/staffed.js";
import { postedLines } from "../helpers/claims.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { onObligation } from "../helpers/views.js";
import { certifiedLines, certifyAs, MARK, REASON, STATE, voucherDesk } from "../helpers/vouchers.js";

const CANCELLED = 3;
const ACTIVE = 0;
const SUSPENDED = 1;
const EXCLUDED = 2;

async function submitted() {
  const all = await loadFixture(paying);
  const at = await voucherDesk(all);
  const [one, other] = [at.invoice("1", 1_000_00n), at.invoice("2", 2_000_00n)];
  await at.submit(one, other);
  return { ...all, ...at, one, other };
}

describe("Vouchers: certification", () => {
  it("holds the money, and journals which version of the details will be paid", async () => {
    const { vouchers, ledger, a, certify, one, other, contract, claims } = await submitted();
    const sent = certify("attested", one.id, other.id);
    await expectEvent(
      sent,
      vouchers,
      "VouchersCertified",
      a.id,
      a.certifying.id,
      railNumber("attested"),
      certifiedLines([one.id, 1], [other.id, 1]),
    );
    await expectEvent(
      sent,
      ledger,
      "ClaimsPosted",
      CLAIM_KINDS.indexOf("Certify"),
      a.id,
      a.certifying.id,
      vouchers,
      postedLines([
        { obligation: contract, amount: 1_000_00n, document: one.id },
        { obligation: contract, amount: 2_000_00n, document: other.id },
      ]),
    );
    expect(await claims()).to.deep.equal({ certified: 3_000_00n, paid: 0n });
    const it = await vouchers.voucher(one.id);
    expect([it.state, it.certifier, it.version, it.marks]).to.deep.equal(
      [STATE.Certified, a.certifying.id, 1, MARK.attested].map(BigInt),
    );
    expect([it.submitter, it.amount]).to.deep.equal([BigInt(a.submitting.id), 1_000_00n]);
  });

  it("writes 34 bytes a voucher after the codec's version", async () => {
    const { vouchers, a, payees, founders, builder, certify, one } = await submitted();
    await payees
      .connect(founders.registrar.signer)
      .setDetails(builder.id, railNumber("token"), `0x${"c0".repeat(20)}`);
    await time.increase(await payees.changeDelay());
    await expectEvent(
      certify("token", one.id),
      vouchers,
      "VouchersCertified",
      a.id,
      a.certifying.id,
      railNumber("token"),
      concat(["0x01", one.id, "0x0002"]),
    );
  });

  it("comes 1 to 256 at a time, each once", async () => {
    const { vouchers, certify, one, other, submit, invoice } = await submitted();
    const many = Array.from({ length: 256 }, (_, i) => invoice(`many ${i + 1}`, 1n));
    await submit(...many);
    const ids = many.map(({ id }) => id);
    await expectRevert(certify("token"), vouchers, "VouchersInvalidBatch", 0);
    await expectRevert(certify("token", one.id, ...ids), vouchers, "VouchersInvalidBatch", 257);
    await expectRevert(
      certify("token", one.id, other.id, one.id),
      vouchers,
      "VouchersWrongState",
      one.id,
      STATE.Certified,
    );
    await certify("token", ...ids);
  });

  it("is of what was submitted or came back, and of nothing else", async () => {
    const at = await submitted();
    const { vouchers, certify, pay, giveBack, cancel, one, invoice, states } = at;
    const refuse = (state: number) =>
      expectRevert(certify("attested", one.id), vouchers, "VouchersWrongState", one.id, state);
    const unknown = invoice("3").id;
    await expectRevert(
      certify("attested", one.id, unknown),
      vouchers,
      "VouchersWrongState",
      unknown,
      STATE.None,
    );
    expect(await states(one.id)).to.deep.equal([STATE.Submitted]);
    await certify("attested", one.id);
    await refuse(STATE.Certified);
    await pay("attested", one.id);
    await refuse(STATE.Paid);
    await giveBack("attested", one.id);
    await certify("attested", one.id);
    await cancel(one.id);
    await refuse(STATE.Cancelled);
  });

  it("is of nothing held, on the whole batch", async () => {
    const { vouchers, a, certify, one, other, states } = await submitted();
    await vouchers.connect(a.certifying.signer).hold(other.id, REASON);
    await expectRevert(certify("token", one.id, other.id), vouchers, "VouchersHeld", other.id);
    expect(await states(one.id)).to.deep.equal([STATE.Submitted]);
  });

  it("stays within what a line of the rail carries", async () => {
    const { vouchers, certify, submit, invoice } = await submitted();
    for (const rail of RAILS) {
      const most = mostPerLine(rail);
      const over = invoice(`over ${rail}`, most + 1n);
      await submit(over);
      await expectRevert(certify(rail, over.id), vouchers, "VouchersInvalidAmount", over.id, most + 1n, most);
    }
  });

  it("pays up to a token line's end", async () => {
    const at = await submitted();
    const { vouchers, ledger, certify, submit, invoice, contract } = at;
    const most = invoice("most", mostPerLine("token"));
    await submit(most);
    // Past the line's bound, what stops it is what is owed.
    await expectRevert(
      certify("token", most.id),
      ledger,
      "BudgetLedgerExceedsOwed",
      contract,
      10_000_00n,
      most.amount,
    );
    expect((await vouchers.voucher(most.id)).state).to.equal(STATE.Submitted);
  });

  describe("the money", () => {
    it("is owed and not claimed: the sum of a batch counts", async () => {
      const { ledger, certify, submit, invoice, contract, claims } = await submitted();
      const [a, b, c] = [invoice("a", 6_000_00n), invoice("b", 4_000_00n), invoice("c", 1n)];
      await submit(a, b, c);
      await expectRevert(
        certify("token", a.id, b.id, c.id),
        ledger,
        "BudgetLedgerExceedsOwed",
        contract,
        0n,
        1n,
      );
      await certify("token", a.id, b.id);
      expect(await claims()).to.deep.equal({ certified: 10_000_00n, paid: 0n });
      await expectRevert(certify("token", c.id), ledger, "BudgetLedgerExceedsOwed", contract, 0n, 1n);
    });

    it("may be an advance, and not what is held back", async () => {
      const at = await submitted();
      const { ledger, a, contract, certify, one } = at;
      const receiving = ledger.connect(a.receiving.signer);
      await receiving.execute(a.id, [acts.retain(await onObligation(ledger, contract, 9_500_00n))]);
      await expectRevert(
        certify("token", one.id),
        ledger,
        "BudgetLedgerExceedsOwed",
        contract,
        500_00n,
        1_000_00n,
      );
      await receiving.execute(a.id, [acts.unretain(await onObligation(ledger, contract, 300_00n))]);
      await ledger
        .connect(a.contracting.signer)
        .execute(a.id, [acts.increase(await onObligation(ledger, contract, 200_00n))]);
      await expectRevert(
        certify("token", one.id),
        ledger,
        "BudgetLedgerExceedsOwed",
        contract,
        800_00n,
        1_000_00n,
      );
      await ledger
        .connect(a.budget.signer)
        .execute(a.id, [acts.advance(await onObligation(ledger, contract, 200_00n))]);
      await certify("token", one.id);
    });

    it("is on no cancelled account, and the organisation's own", async () => {
      const all = await submitted();
      const { ledger, registry, payees, founders, a, b, project, cancelsAt, certify, one, builder } = all;
      await payees.connect(founders.registrar.signer).attest(builder.id, cancelsAt + YEAR, EVIDENCE);
      await expectRevert(
        certifyAs(all, a.certifying, b.id, "token", [one.id]),
        registry,
        "OfficerRegistryNotAppointed",
        a.certifying.id,
        b.id,
      );
      await expectRevert(
        certifyAs(all, b.certifying, b.id, "token", [one.id]),
        ledger,
        "BudgetLedgerWrongOrganisation",
        project,
        a.id,
        b.id,
      );
      await time.increaseTo(cancelsAt);
      await expectRevert(certify("token", one.id), ledger, "BudgetLedgerWrongPhase", project, CANCELLED);
    });

    it("may be on an expired account", async () => {
      const { closesAt, certify, one, states, payees, founders, builder } = await submitted();
      await payees.connect(founders.registrar.signer).attest(builder.id, closesAt + YEAR, EVIDENCE);
      await time.increaseTo(closesAt);
      await certify("token", one.id);
      expect(await states(one.id)).to.deep.equal([STATE.Certified]);
    });
  });

  describe("the payee", () => {
    it("has details in force on the rail", async () => {
      const at = await submitted();
      const { vouchers, payees, founders, certify, submit, invoice } = at;
      const registrar = payees.connect(founders.registrar.signer);
      await registrar.enrolEntity("NEWCOMER", ZeroAddress);
      const id = await payees.payeeCount();
      await registrar.attest(id, (await time.latest()) + YEAR, EVIDENCE);
      const theirs = invoice("theirs", 100n, {
        payee: Number(id),
        obligation: await at.obligation(100n, Number(id)),
      });
      await submit(theirs);
      const refused = [vouchers, "VouchersPayeeNotPayable", theirs.id, id] as const;
      for (const rail of RAILS) await expectRevert(certify(rail, theirs.id), ...refused);
      // The first on any rail holds at once; the first on the other waits like any change.
      await registrar.setDetails(id, railNumber("token"), `0x${"c0".repeat(20)}`);
      await registrar.setDetails(id, railNumber("attested"), `0x${"c1".repeat(20)}`);
      await expectRevert(certify("attested", theirs.id), ...refused);
      await certify("token", theirs.id);
    });

    it("is certified with the details before, while a change is pending", async () => {
      const { vouchers, payees, founders, builder, certify, one, other } = await submitted();
      await payees
        .connect(founders.registrar.signer)
        .setDetails(builder.id, railNumber("token"), `0x${"c0".repeat(20)}`);
      await certify("token", one.id);
      expect((await vouchers.voucher(one.id)).version).to.equal(1n);
      await time.increase(await payees.changeDelay());
      await certify("token", other.id);
      expect((await vouchers.voucher(other.id)).version).to.equal(2n);
    });

    it("is still whom the obligation is owed to", async () => {
      const at = await submitted();
      const { vouchers, ledger, a, builder, supplier, contract, one, certify } = at;
      const novate = { ...(await onObligation(ledger, contract, 10_000_00n)), payee: supplier.id };
      await ledger.connect(a.contracting.signer).execute(a.id, [acts.novate(novate)]);
      await expectRevert(certify("token", one.id), vouchers, "VouchersPayeeNotPayable", one.id, builder.id);
      // The new payee invoices for themself.
      const theirs = at.invoice("1", 1_000_00n, { payee: supplier.id });
      await at.submit(theirs);
      await certify("token", theirs.id);
      expect((await vouchers.voucher(theirs.id)).payee).to.equal(supplier.id);
    });

    it("is active, with an attestation that holds now", async () => {
      const { vouchers, payees, founders, builder, certify, one } = await submitted();
      const registrar = payees.connect(founders.registrar.signer);
      const refused = [vouchers, "VouchersPayeeNotPayable", one.id, builder.id] as const;
      for (const status of [SUSPENDED, EXCLUDED]) {
        await registrar.setStatus(builder.id, status, REASON);
        await expectRevert(certify("token", one.id), ...refused);
      }
      await registrar.setStatus(builder.id, ACTIVE, ZeroHash);
      const { eligibleUntil } = await payees.payee(builder.id);
      await time.increaseTo(eligibleUntil);
      await expectRevert(certify("token", one.id), ...refused);
      await registrar.attest(builder.id, eligibleUntil + 100n, EVIDENCE);
      await certify("token", one.id);
    });
  });

  describe("certifying officers", () => {
    it("are those of the organisation, and no other officers", async () => {
      const all = await submitted();
      const { registry, a, treasury, stranger, one } = all;
      const by = async (signer: typeof stranger) => certifyAs(all, { signer }, a.id, "token", [one.id]);
      await expectRevert(by(stranger), registry, "OfficerRegistryUnknownKey", stranger.address);
      for (const { id, signer } of [a.disbursing, a.receiving, a.budget, a.administrator]) {
        await expectRevert(
          by(signer),
          registry,
          "OfficerRegistryMissingOffices",
          id,
          a.id,
          OFFICES.certifying,
        );
      }
      // No central certifying officers: those of the treasury certify for the treasury.
      await expectRevert(
        by(treasury.certifying.signer),
        registry,
        "OfficerRegistryNotAppointed",
        treasury.certifying.id,
        a.id,
      );
    });

    it("stop with their dismissal, between submission and certification", async () => {
      const { registry, founders, a, certify, one } = await submitted();
      await registry.connect(founders.registrar.signer).dismiss(a.certifying.id, ZeroHash);
      const { address } = a.certifying.signer;
      await expectRevert(certify("token", one.id), registry, "OfficerRegistryUnknownKey", address);
    });

    it("certify what a submitter claimed who is dismissed since", async () => {
      const { registry, founders, a, certify, one, states } = await submitted();
      await registry.connect(founders.registrar.signer).dismiss(a.submitting.id, ZeroHash);
      await certify("token", one.id);
      expect(await states(one.id)).to.deep.equal([STATE.Certified]);
    });

    it("have a limit, which a batch comes to in total", async () => {
      const all = await submitted();
      const { registry, a, certify, one, other } = all;
      await appoint(all, a.certifying.id, a.id, OFFICES.certifying, { limit: 2_999_99n });
      await expectRevert(
        certify("token", one.id, other.id),
        registry,
        "OfficerRegistryOverLimit",
        a.certifying.id,
        2_999_99n,
        3_000_00n,
      );
      await certify("token", one.id);
      await certify("token", other.id);
    });

    it("did not submit it, with whichever key and in whichever office they are now", async () => {
      const all = await submitted();
      const { vouchers, registry, a, founders, one, stranger } = all;
      await registry.connect(a.submitting.signer).proposeKey(stranger);
      await registry.connect(founders.registrar.signer).addKey(a.submitting.id, stranger);
      await time.increase((await registry.settings()).keyDelay);
      await appoint(all, a.submitting.id, a.id, OFFICES.certifying);
      for (const signer of [a.submitting.signer, stranger]) {
        await expectRevert(
          certifyAs(all, { signer }, a.id, "token", [one.id]),
          vouchers,
          "VouchersDutiesNotSeparate",
          one.id,
          a.submitting.id,
        );
      }
    });

    it("did not obligate, with whichever key", async () => {
      const all = await submitted();
      const { ledger, a, secondKey, contract, one } = all;
      await appoint(all, a.contracting.id, a.id, OFFICES.certifying);
      for (const signer of [a.contracting.signer, secondKey]) {
        await expectRevert(
          certifyAs(all, { signer }, a.id, "token", [one.id]),
          ledger,
          "BudgetLedgerDutiesNotSeparate",
          contract,
          a.contracting.id,
        );
      }
    });

    it("are who certified last", async () => {
      const all = await submitted();
      const { vouchers, a, certify, pay, giveBack, one } = all;
      const colleague = await appointed(all, "A certifying too", a.id, OFFICES.certifying);
      await certify("token", one.id);
      await all.cancel(one.id);
      await all.supersede(one);
      await certify("attested", one.id);
      await pay("attested", one.id);
      await giveBack("attested", one.id);
      await certifyAs(all, colleague, a.id, "token", [one.id]);
      const it = await vouchers.voucher(one.id);
      // On the other rail this time.
      expect([it.certifier, it.marks]).to.deep.equal([BigInt(colleague.id), 0n]);
    });
  });

  it("knows two rails", async () => {
    const { vouchers, a, one } = await submitted();
    await expect(vouchers.connect(a.certifying.signer).certify(a.id, 2, [one.id], ZeroHash)).to.be.revert(
      ethers,
    );
  });

  it("binds a bank's account by its version, of which only a commitment is known", async () => {
    const { vouchers, payees, founders, builder, certify, one } = await submitted();
    const rail: Rail = "attested";
    const next = dataSlice(hashOf("another account of the builder's"), 0, 20);
    await payees.connect(founders.registrar.signer).setDetails(builder.id, railNumber(rail), next);
    await time.increase(await payees.changeDelay());
    await certify(rail, one.id);
    const { version } = await vouchers.voucher(one.id);
    expect(await payees.details(builder.id, railNumber(rail), version)).to.equal(next);
    expect(toBeHex(version)).to.equal("0x02");
  });
});
