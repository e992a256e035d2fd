import { expect } from "chai";
import { parseEther, ZeroHash } from "ethers";

import { CLAIM_KINDS } from "../../sdk/claims.js";
import { railNumber } from "../../sdk/disbursement/lines.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { ethers, loadFixture, networkHelpers, time } from "../fixtures/network.js";
import { paying } from "../fixtures/paying.js";
import { signerNamed } from "../fixtures/signers.js";
import { addKey, appoint, contractOfficer } from "../fixtures/staffed.js";
import { postedLines } from "../helpers/claims.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { REASON, REFUSAL, STATE, voucherDesk } from "../helpers/vouchers.js";

const TOKEN = railNumber("token");

/** Three vouchers certified for tokens: 1,000.00, 2,000.00 and 3,000.00. */
async function certified() {
  const all = await loadFixture(paying);
  const at = await voucherDesk(all);
  const invoices = [1_000_00n, 2_000_00n, 3_000_00n].map((amount, i) => at.invoice(`${i + 1}`, amount));
  const [one, two, three] = (await at.certified("token", ...invoices)) as [string, string, string];
  return { ...all, ...at, one, two, three };
}

/** A contract as if it had a key. */
async function asContract(contract: { getAddress(): Promise<string> }) {
  const address = await contract.getAddress();
  await networkHelpers.setBalance(address, parseEther("1000"));
  return ethers.getImpersonatedSigner(address);
}

describe("Vouchers: disbursing officers", () => {
  it("pay for their own organisation, or from the treasury for everyone", async () => {
    const all = await certified();
    const { vouchers, registry, treasury, a, b, one, payAs, states } = all;
    const wrong = (organisation: number, actingFor: number) =>
      [vouchers, "PayerWrongOrganisation", organisation, actingFor] as const;
    await expectRevert(payAs(b.disbursing, a.id, b.id, "token", one), ...wrong(a.id, b.id));
    await expectRevert(payAs(a.disbursing, b.id, a.id, "token", one), ...wrong(b.id, a.id));
    for (const [by, actingFor] of [
      [b.disbursing, a.id],
      [treasury.disbursing, a.id],
      [a.disbursing, TREASURY],
    ] as const) {
      await expectRevert(
        payAs(by, a.id, actingFor, "token", one),
        registry,
        "OfficerRegistryNotAppointed",
        by.id,
        actingFor,
      );
    }
    // For B, of A's account: it is not B's to pay.
    await expectRevert(
      payAs(b.disbursing, b.id, b.id, "token", one),
      vouchers,
      "VouchersNonePayable",
      one,
      REFUSAL.AccountClosed,
    );
    await payAs(treasury.disbursing, a.id, TREASURY, "token", one);
    expect(await states(one)).to.deep.equal([STATE.Paid]);
  });

  it("hold that office, and are still there", async () => {
    const all = await certified();
    const { registry, founders, a, stranger, one, payAs, pay } = all;
    await expectRevert(
      payAs({ signer: stranger }, a.id, a.id, "token", one),
      registry,
      "OfficerRegistryUnknownKey",
      stranger.address,
    );
    for (const by of [a.budget, a.receiving, a.contracting]) {
      await expectRevert(
        payAs(by, a.id, a.id, "token", one),
        registry,
        "OfficerRegistryMissingOffices",
        by.id,
        a.id,
        OFFICES.disbursing,
      );
    }
    await registry.connect(founders.registrar.signer).dismiss(a.disbursing.id, ZeroHash);
    const { address } = a.disbursing.signer;
    await expectRevert(pay("token", one), registry, "OfficerRegistryUnknownKey", address);
  });

  it("pay what officers certified who are dismissed since", async () => {
    const { registry, founders, a, pay, one, states } = await certified();
    for (const { id } of [a.certifying, a.submitting]) {
      await registry.connect(founders.registrar.signer).dismiss(id, ZeroHash);
    }
    await pay("token", one);
    expect(await states(one)).to.deep.equal([STATE.Paid]);
  });

  it("have a limit, which all counts towards that they ask for and could be paid", async () => {
    const all = await certified();
    const { vouchers, registry, ledger, a, b, project, pay, one, two, three, states } = all;
    await appoint(all, a.disbursing.id, a.id, OFFICES.disbursing, { limit: 3_000_00n });
    const over = [registry, "OfficerRegistryOverLimit", a.disbursing.id, 3_000_00n, 6_000_00n] as const;
    await expectRevert(pay("token", one, two, three), ...over);
    // What only the ledger would leave out counts too: nothing is posted beyond the limit.
    await ledger.connect(a.budget.signer).reassign(project, b.id);
    await expectRevert(pay("token", one, two, three), ...over);
    await ledger.connect(a.budget.signer).reassign(project, a.id);
    // What is held can't be paid.
    await vouchers.connect(a.certifying.signer).hold(three, REASON);
    await pay("token", one, two, three);
    expect(await states(one, two, three)).to.deep.equal([STATE.Paid, STATE.Paid, STATE.Certified]);
  });

  it("neither submitted nor certified it, by whichever key and in whichever office they are now", async () => {
    const all = await certified();
    const { vouchers, registry, a, one, payAs, pay } = all;
    for (const [i, officer] of [a.submitting, a.certifying].entries()) {
      const second = await signerNamed(`second key ${i + 1}`);
      await addKey(all, officer, second);
      await time.increase((await registry.settings()).keyDelay);
      await appoint(all, officer.id, a.id, OFFICES.disbursing);
      for (const key of [officer.signer, second]) {
        await expectRevert(
          payAs({ signer: key }, a.id, a.id, "token", one),
          vouchers,
          "VouchersNonePayable",
          one,
          REFUSAL.DutiesNotSeparate,
        );
      }
    }
    await pay("token", one);
  });

  it("may be who obligated: that officer is kept from certifying alone", async () => {
    const all = await certified();
    const { a, one, payAs, states } = all;
    await appoint(all, a.contracting.id, a.id, OFFICES.disbursing);
    await payAs(a.contracting, a.id, a.id, "token", one);
    expect(await states(one)).to.deep.equal([STATE.Paid]);
  });
});

describe("Vouchers: payment for other payers", () => {
  it("is for payers alone, whichever key they name", async () => {
    const all = await certified();
    const { vouchers, registry, a, treasury, stranger, one, inTokens } = all;
    const by = (signer: typeof stranger) =>
      vouchers.connect(signer).payFor(a.disbursing.signer, a.id, a.id, TOKEN, [one], inTokens);
    await expectRevert(by(stranger), registry, "OfficerRegistryUnknownKey", stranger.address);
    await expectRevert(
      by(a.disbursing.signer),
      registry,
      "OfficerRegistryNotAppointed",
      a.disbursing.id,
      TREASURY,
    );
    await expectRevert(
      by(treasury.disbursing.signer),
      registry,
      "OfficerRegistryMissingOffices",
      treasury.disbursing.id,
      TREASURY,
      OFFICES.paying,
    );
    const collector = await contractOfficer(all, TREASURY, OFFICES.collecting);
    await expectRevert(
      by(await asContract(collector.contract)),
      registry,
      "OfficerRegistryMissingOffices",
      collector.id,
      TREASURY,
      OFFICES.paying,
    );
  });

  it("pays as that officer would, with their limit and duties", async () => {
    const all = await certified();
    const { vouchers, registry, ledger, a, payer, contract, one, two, stranger, inTokens } = all;
    const payerKey = await asContract(payer.contract);
    const payFor = (key: string, ...ids: string[]) =>
      vouchers.connect(payerKey).payFor(key, a.id, a.id, TOKEN, ids, inTokens);
    await expectRevert(
      payFor(stranger.address, one),
      registry,
      "OfficerRegistryUnknownKey",
      stranger.address,
    );
    await appoint(all, a.disbursing.id, a.id, OFFICES.disbursing, { limit: 1_999_99n });
    const { address } = a.disbursing.signer;
    await expectRevert(
      payFor(address, two),
      registry,
      "OfficerRegistryOverLimit",
      a.disbursing.id,
      1_999_99n,
      2_000_00n,
    );
    await appoint(all, a.certifying.id, a.id, OFFICES.disbursing);
    await expectRevert(
      payFor(a.certifying.signer.address, one),
      vouchers,
      "VouchersNonePayable",
      one,
      REFUSAL.DutiesNotSeparate,
    );
    await expectEvent(
      payFor(address, one),
      ledger,
      "ClaimsPosted",
      CLAIM_KINDS.indexOf("Pay"),
      a.id,
      a.disbursing.id,
      vouchers,
      postedLines([{ obligation: contract, amount: 1_000_00n, document: one }]),
    );
  });
});
