import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";

import { acts } from "../../sdk/acts.js";
import { CLAIM_KINDS } from "../../sdk/claims.js";
import { bankReturn } from "../../sdk/disbursement/settlement.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { EVIDENCE, YEAR } from "../fixtures/funded.js";
import { loadFixture, time } from "../fixtures/network.js";
import { BANK, FROM_BANK, paying } from "../fixtures/paying.js";
import { appoint } from "../fixtures/staffed.js";
import { postedLines } from "../helpers/claims.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { onObligation } from "../helpers/views.js";
import { countEvents, REASON, RETURN_CODE, STATE, voucherDesk } from "../helpers/vouchers.js";

const CANCELLED = 3;

/** Vouchers of 1,000.00 and 2,000.00 paid by bank, one of 3,000.00 in tokens, and a disburser with tokens. */
async function paid() {
  const all = await loadFixture(paying);
  const at = await voucherDesk(all);
  const { cash, treasury, a, token, tokenRail } = all;
  const now = await time.latest();
  await cash.connect(treasury.budget.signer).setCeiling(a.id, 50_000_00n, now - 1, now + 9 * YEAR);
  const byBank = await at.paid("attested", at.invoice("1", 1_000_00n), at.invoice("2", 2_000_00n));
  const inToken = await at.paid("token", at.invoice("3", 3_000_00n));
  await token.mint(a.disbursing.signer, 10_000n * 10n ** 6n);
  const [one, two, three] = [...byBank, ...inToken] as [string, string, string];
  return {
    ...all,
    ...at,
    one,
    two,
    three,
    approve: (cents: bigint) => token.connect(a.disbursing.signer).approve(tokenRail, cents * 10_000n),
  };
}

describe("Vouchers: returns", () => {
  it("of a bank leave state, ledger and cash as before the payment, with its code", async () => {
    const at = await paid();
    const { vouchers, ledger, a, contract, one, two, three, giveBack, states, claims, spent } = at;
    expect(await spent()).to.equal(6_000_00n);
    const sent = giveBack("attested", one, two);
    for (const id of [one, two]) {
      await expectEvent(sent, vouchers, "VoucherReturned", id, a.disbursing.id, RETURN_CODE);
    }
    expect(await countEvents(sent, "VoucherReturned")).to.equal(2);
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
    expect(await states(one, two, three)).to.deep.equal([STATE.Returned, STATE.Returned, STATE.Paid]);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 3_000_00n });
    expect(await spent()).to.equal(3_000_00n);
  });

  it("are certified and paid again, on either rail, at the details in force by then", async () => {
    const at = await paid();
    const { one, giveBack, certify, states, claims, holds, builder } = at;
    await giveBack("attested", one);
    await certify("token", one);
    await at.pay("token", one);
    expect(await states(one)).to.deep.equal([STATE.Paid]);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 6_000_00n });
    expect(await holds(builder.address)).to.equal(4_000_00n);
    // Now it is one of the token rail's: the money has to be brought.
    await at.approve(1_000_00n);
    await giveBack("token", one);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 5_000_00n });
  });

  it("in tokens bring the money back to the vault, approved before", async () => {
    const at = await paid();
    const { tokenRail, token, a, three, giveBack, approve, states, holds, claims } = at;
    const vault = await tokenRail.getAddress();
    const before = await holds(vault);
    await expectRevert(giveBack("token", three), token, "InsufficientAllowance");
    await approve(2_999_99n);
    await expectRevert(giveBack("token", three), token, "InsufficientAllowance");
    expect(await states(three)).to.deep.equal([STATE.Paid]);
    await approve(3_000_00n);
    await expectEvent(
      giveBack("token", three),
      tokenRail,
      "Deposited",
      token,
      a.disbursing.signer,
      3_000_00n,
    );
    expect((await holds(vault)) - before).to.equal(3_000_00n);
    expect(await states(three)).to.deep.equal([STATE.Returned]);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 3_000_00n });
  });

  it("have a reason, and at a bank evidence", async () => {
    const { vouchers, attestedRail, a, one } = await paid();
    const back = (code: string, settlement: string) =>
      vouchers.connect(a.disbursing.signer).returnPayments(a.id, a.id, [one], code, settlement);
    await expectRevert(back("0x000000", FROM_BANK), vouchers, "PayerMissingCode");
    const unproven = bankReturn({ bank: BANK, evidence: ZeroHash });
    await expectRevert(
      back(RETURN_CODE, unproven),
      attestedRail,
      "AttestedRailInvalidReturn",
      BANK,
      ZeroHash,
    );
    const sent = back(RETURN_CODE, FROM_BANK);
    await expectEvent(sent, attestedRail, "ReturnAttested", BANK, vouchers, 1_000_00n, EVIDENCE);
  });

  it("are of what is paid, once, and of one rail at a time", async () => {
    const at = await paid();
    const { vouchers, one, two, three, giveBack, approve, submit, invoice, states } = at;
    await approve(MaxUint256 / 10_000n);
    const wrong = (id: string, state: number) => [vouchers, "VouchersWrongState", id, state] as const;
    await submit(invoice("4", 1n));
    const submitted = invoice("4").id;
    await expectRevert(giveBack("attested", submitted), ...wrong(submitted, STATE.Submitted));
    await expectRevert(giveBack("attested", one, submitted), ...wrong(submitted, STATE.Submitted));
    await expectRevert(giveBack("attested", one, two, one), ...wrong(one, STATE.Returned));
    await expectRevert(giveBack("attested", one, three), ...wrong(three, STATE.Paid));
    await expectRevert(giveBack("token", three, one), ...wrong(one, STATE.Paid));
    expect(await states(one, two, three)).to.deep.equal([STATE.Paid, STATE.Paid, STATE.Paid]);
    await giveBack("attested", one);
    await expectRevert(giveBack("attested", one), ...wrong(one, STATE.Returned));
  });

  it("come 1 to 256 at a time", async () => {
    const { vouchers, giveBack, one } = await paid();
    await expectRevert(giveBack("attested"), vouchers, "VouchersInvalidBatch", 0);
    const many = Array.from({ length: 257 }, () => one);
    await expectRevert(giveBack("attested", ...many), vouchers, "VouchersInvalidBatch", 257);
  });

  it("are facts that no halt stops", async () => {
    const { registry, founders, one, two, giveBack, refund, states } = await paid();
    await registry.connect(founders.inspector.signer).halt(0, 3_600, REASON);
    await giveBack("attested", one);
    await refund("attested", two, 1n);
    expect(await states(one, two)).to.deep.equal([STATE.Returned, STATE.Paid]);
  });

  it("are recorded on a cancelled account too, and certified there no more", async () => {
    const all = await paid();
    const { ledger, payees, founders, builder, project, cancelsAt, one, two, giveBack, refund, claims } = all;
    await payees.connect(founders.registrar.signer).attest(builder.id, cancelsAt + YEAR, REASON);
    await time.increaseTo(cancelsAt);
    await giveBack("attested", one);
    await refund("attested", two, 1n);
    expect(await all.states(one, two)).to.deep.equal([STATE.Returned, STATE.Paid]);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 4_999_99n });
    const refused = [ledger, "BudgetLedgerWrongPhase", project, CANCELLED] as const;
    await expectRevert(all.certify("attested", one), ...refused);
    await all.cancel(one);
  });
});

describe("Vouchers: refunds", () => {
  it("make a voucher pay less, and the obligation owe that much again", async () => {
    const at = await paid();
    const { vouchers, ledger, a, contract, one, refund, states, claims, spent } = at;
    const sent = refund("attested", one, 400_00n);
    await expectEvent(sent, vouchers, "VoucherRefunded", one, a.disbursing.id, 400_00n, REASON);
    await expectEvent(
      sent,
      ledger,
      "ClaimsPosted",
      CLAIM_KINDS.indexOf("Return"),
      a.id,
      a.disbursing.id,
      vouchers,
      postedLines([{ obligation: contract, amount: 400_00n, document: one }]),
    );
    expect(await states(one)).to.deep.equal([STATE.Paid]);
    expect((await vouchers.voucher(one)).amount).to.equal(600_00n);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 5_600_00n });
    expect(await spent()).to.equal(5_600_00n);
  });

  it("come to no more than was paid, in one or in several", async () => {
    const { vouchers, ledger, contract, one, refund, giveBack, claims } = await paid();
    const beyond = (left: bigint, requested: bigint) =>
      [vouchers, "VouchersExceedsPaid", one, left, requested] as const;
    await expectRevert(refund("attested", one, 0n), ...beyond(1_000_00n, 0n));
    await expectRevert(refund("attested", one, 1_000_01n), ...beyond(1_000_00n, 1_000_01n));
    await refund("attested", one, 400_00n);
    await expectRevert(refund("attested", one, 600_01n), ...beyond(600_00n, 600_01n));
    await refund("attested", one, 600_00n);
    await expectRevert(refund("attested", one, 1n), ...beyond(0n, 1n));
    // Nothing is left that could come back.
    await expectRevert(giveBack("attested", one), ledger, "BudgetLedgerZeroAmount", contract);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 5_000_00n });
  });

  it("are of what is paid", async () => {
    const { vouchers, one, refund, giveBack, certify, cancel, invoice } = await paid();
    const refuse = (id: string, state: number) =>
      expectRevert(refund("attested", id, 1n), vouchers, "VouchersWrongState", id, state);
    await refuse(invoice("none").id, STATE.None);
    await giveBack("attested", one);
    await refuse(one, STATE.Returned);
    await certify("attested", one);
    await refuse(one, STATE.Certified);
    await cancel(one);
    await refuse(one, STATE.Cancelled);
  });

  it("in tokens bring the money", async () => {
    const { tokenRail, token, three, refund, approve, holds } = await paid();
    const vault = await tokenRail.getAddress();
    const before = await holds(vault);
    await expectRevert(refund("token", three, 5n), token, "InsufficientAllowance");
    await approve(5n);
    await refund("token", three, 5n);
    expect((await holds(vault)) - before).to.equal(5n);
  });

  it("let the rest come back whole, and be paid again", async () => {
    const { one, refund, giveBack, certify, pay, claims, vouchers } = await paid();
    await refund("attested", one, 400_00n);
    await giveBack("attested", one);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 5_000_00n });
    await certify("token", one);
    await pay("token", one);
    expect(await claims()).to.deep.equal({ certified: 0n, paid: 5_600_00n });
    expect((await vouchers.voucher(one)).amount).to.equal(600_00n);
  });

  it("leave it to another invoice, or to a reversal of the acceptance", async () => {
    const { ledger, a, contract, one, refund, certified, invoice, claims } = await paid();
    await refund("attested", one, 400_00n);
    await certified("token", invoice("4", 4_000_00n));
    await ledger
      .connect(a.receiving.signer)
      .execute(a.id, [acts.reverse(await onObligation(ledger, contract, 400_00n))]);
    expect(await claims()).to.deep.equal({ certified: 4_000_00n, paid: 5_600_00n });
    await expectRevert(
      certified("token", invoice("5", 1n)),
      ledger,
      "BudgetLedgerExceedsOwed",
      contract,
      0n,
      1n,
    );
  });
});

describe("Vouchers: who records what came back", () => {
  const calls = (all: Awaited<ReturnType<typeof paid>>) => {
    const { vouchers, one, two } = all;
    type By = { readonly signer: typeof all.stranger };
    return [
      (by: By, organisation: number, actingFor: number) =>
        vouchers
          .connect(by.signer)
          .returnPayments(organisation, actingFor, [one, two], RETURN_CODE, FROM_BANK),
      (by: By, organisation: number, actingFor: number) =>
        vouchers.connect(by.signer).refund(organisation, actingFor, two, 2_000_00n, REASON, FROM_BANK),
    ];
  };

  it("is a disbursing officer of the organisation, or of the treasury", async () => {
    const all = await paid();
    const { vouchers, ledger, registry, a, b, project, stranger } = all;
    for (const call of calls(all)) {
      await expectRevert(
        call({ signer: stranger }, a.id, a.id),
        registry,
        "OfficerRegistryUnknownKey",
        stranger.address,
      );
      await expectRevert(
        call(a.receiving, a.id, a.id),
        registry,
        "OfficerRegistryMissingOffices",
        a.receiving.id,
        a.id,
        OFFICES.disbursing,
      );
      await expectRevert(call(b.disbursing, a.id, b.id), vouchers, "PayerWrongOrganisation", a.id, b.id);
      await expectRevert(
        call(b.disbursing, a.id, a.id),
        registry,
        "OfficerRegistryNotAppointed",
        b.disbursing.id,
        a.id,
      );
      await expectRevert(
        call(b.disbursing, b.id, b.id),
        ledger,
        "BudgetLedgerWrongOrganisation",
        project,
        a.id,
        b.id,
      );
    }
  });

  it("is a third officer, who neither submitted nor certified", async () => {
    const all = await paid();
    const { vouchers, a, one, two } = all;
    for (const officer of [a.submitting, a.certifying]) {
      const [returning, refunding] = calls(all);
      await appoint(all, officer.id, a.id, OFFICES.disbursing);
      await expectRevert(
        returning!(officer, a.id, a.id),
        vouchers,
        "VouchersDutiesNotSeparate",
        one,
        officer.id,
      );
      await expectRevert(
        refunding!(officer, a.id, a.id),
        vouchers,
        "VouchersDutiesNotSeparate",
        two,
        officer.id,
      );
    }
  });

  it("has a limit, which a batch comes to in total", async () => {
    const all = await paid();
    const { registry, a, one, two, giveBack, refund } = all;
    await appoint(all, a.disbursing.id, a.id, OFFICES.disbursing, { limit: 1_999_99n });
    const over = (total: bigint) =>
      [registry, "OfficerRegistryOverLimit", a.disbursing.id, 1_999_99n, total] as const;
    await expectRevert(giveBack("attested", one, two), ...over(3_000_00n));
    await expectRevert(refund("attested", two, 2_000_00n), ...over(2_000_00n));
    await giveBack("attested", one);
    await refund("attested", two, 1_999_99n);
  });

  it("may be another one than who paid", async () => {
    const all = await paid();
    const { vouchers, a, treasury, one, two, states } = all;
    const central = vouchers.connect(treasury.disbursing.signer);
    await central.refund(a.id, TREASURY, two, 1n, EVIDENCE, FROM_BANK);
    await central.returnPayments(a.id, TREASURY, [one, two], RETURN_CODE, FROM_BANK);
    expect(await states(one, two)).to.deep.equal([STATE.Returned, STATE.Returned]);
  });
});
