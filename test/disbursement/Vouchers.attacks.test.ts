import { expect } from "chai";

import { railNumber } from "../../sdk/disbursement/lines.js";
import { tokenSettlement } from "../../sdk/disbursement/settlement.js";
import { OFFICES } from "../../sdk/offices.js";
import type { CallingToken, SmartKeyMock } from "../../types/ethers-contracts/index.js";
import { asTop } from "../fixtures/freshLedger.js";
import { ethers, loadFixture, time } from "../fixtures/network.js";
import { paying } from "../fixtures/paying.js";
import { appoint, appointed } from "../fixtures/staffed.js";
import { seen } from "../helpers/expect.js";
import { REASON, REFUSAL, RETURN_CODE, STATE, voucherDesk } from "../helpers/vouchers.js";

const TOKEN = railNumber("token");
const ATTESTED = railNumber("attested");

/**
 * Vouchers of 1,000.00, 2,000.00 and 3,000.00, the last one for a bank, and a token that lets a smart account act in the
 * middle of each transfer. The smart account is a key of A's disbursing officer.
 */
async function underAttack() {
  const all = await loadFixture(paying);
  const at = await voucherDesk(all);
  const { vouchers, a, tokenRail, treasurer } = all;
  const [one, two] = await at.certified("token", at.invoice("1", 1_000_00n), at.invoice("2", 2_000_00n));
  const [three] = await at.certified("attested", at.invoice("3", 3_000_00n));
  const smartKey = await ethers.deployContract("SmartKeyMock");
  await giveKey(all, a.disbursing, smartKey);

  const token = await ethers.deployContract("CallingToken");
  await token.mint(treasurer, 10n ** 12n);
  await token.connect(treasurer).approve(tokenRail, 10n ** 12n);
  await tokenRail.connect(await asTop(all)).allow(token, "USD");
  await tokenRail.connect(treasurer).deposit(token, 10_000_00n);
  await token.callOnTransfer(smartKey);
  const settlement = tokenSettlement(await token.getAddress());
  return {
    ...all,
    ...at,
    one: one!,
    two: two!,
    three: three!,
    smartKey,
    token,
    settlement,
    payWithIt: (...ids: string[]) =>
      vouchers.connect(a.disbursing.signer).pay(a.id, a.id, TOKEN, ids, settlement),
    received: () => cents(token, all.builder.address),
    prepare: async (data: string) => smartKey.prepare(await vouchers.getAddress(), data),
    /** The custom error that the smart account's call failed with. */
    failure: async () => {
      expect(await smartKey.succeeded()).to.equal(false);
      const data = await smartKey.result();
      return vouchers.interface.parseError(data) ?? tokenRail.interface.parseError(data);
    },
  };
}

const cents = async (token: CallingToken, address: string) => (await token.balanceOf(address)) / 10_000n;

async function giveKey(
  { registry, founders }: Awaited<ReturnType<typeof paying>>,
  { id, signer }: Awaited<ReturnType<typeof paying>>["a"]["disbursing"],
  key: SmartKeyMock,
) {
  await registry.connect(signer).proposeKey(key);
  await registry.connect(founders.registrar.signer).addKey(id, key);
  await time.increase((await registry.settings()).keyDelay);
}

describe("Vouchers: from inside a transfer", () => {
  it("a voucher on its way is not paid again", async () => {
    const at = await underAttack();
    const { vouchers, a, one, settlement, prepare, failure, payWithIt, received, states, claims } = at;
    await prepare(vouchers.interface.encodeFunctionData("pay", [a.id, a.id, TOKEN, [one], settlement]));
    await payWithIt(one);
    const refusal = await failure();
    expect([refusal?.name, ...refusal!.args]).to.deep.equal([
      "VouchersNonePayable",
      one,
      BigInt(REFUSAL.NotCertified),
    ]);
    expect(await states(one)).to.deep.equal([STATE.Paid]);
    expect(await received()).to.equal(1_000_00n);
    expect(await claims()).to.deep.equal({ certified: 5_000_00n, paid: 1_000_00n });
  });

  it("another one is not paid in tokens either: the rail is entered once", async () => {
    const at = await underAttack();
    const { vouchers, a, one, two, settlement, prepare, failure, payWithIt, received, states } = at;
    await prepare(vouchers.interface.encodeFunctionData("pay", [a.id, a.id, TOKEN, [two], settlement]));
    await payWithIt(one);
    expect((await failure())?.name).to.equal("ReentrancyGuardReentrantCall");
    seen.error.add("ReentrancyGuardReentrantCall");
    expect(await states(one, two)).to.deep.equal([STATE.Paid, STATE.Certified]);
    expect(await received()).to.equal(1_000_00n);
    await payWithIt(two);
    expect(await received()).to.equal(3_000_00n);
  });

  it("another one is paid by bank, and each is booked once", async () => {
    const at = await underAttack();
    const { vouchers, a, one, three, byBank, prepare, smartKey, payWithIt, states, claims } = at;
    const settlement = await byBank();
    await prepare(vouchers.interface.encodeFunctionData("pay", [a.id, a.id, ATTESTED, [three], settlement]));
    await payWithIt(one);
    expect(await smartKey.succeeded()).to.equal(true);
    expect(await states(one, three)).to.deep.equal([STATE.Paid, STATE.Paid]);
    expect(await claims()).to.deep.equal({ certified: 2_000_00n, paid: 4_000_00n });
  });

  it("nothing on its way comes back, in whole or in part", async () => {
    const at = await underAttack();
    const { vouchers, a, one, settlement, prepare, failure, payWithIt, received, states } = at;
    const { two } = at;
    for (const [id, data] of [
      [
        one,
        vouchers.interface.encodeFunctionData("returnPayments", [a.id, a.id, [one], RETURN_CODE, settlement]),
      ],
      [two, vouchers.interface.encodeFunctionData("refund", [a.id, a.id, two, 1n, REASON, settlement])],
    ] as const) {
      await prepare(data);
      await payWithIt(id);
      expect((await failure())?.name).to.equal("ReentrancyGuardReentrantCall");
      expect(await states(id)).to.deep.equal([STATE.Paid]);
    }
    expect(await received()).to.equal(3_000_00n);
  });

  it("nothing on its way is given up or held", async () => {
    const all = await underAttack();
    const { vouchers, a, one, two, payWithIt, states } = all;
    const colleague = await appointed(all, "A certifying too", a.id, OFFICES.certifying);
    const key = await ethers.deployContract("SmartKeyMock");
    await giveKey(all, colleague, key);
    await all.token.callOnTransfer(key);
    for (const [id, data] of [
      [one, vouchers.interface.encodeFunctionData("cancel", [a.id, [one], REASON])],
      [two, vouchers.interface.encodeFunctionData("hold", [two, REASON])],
    ] as const) {
      await key.prepare(await vouchers.getAddress(), data);
      await payWithIt(id);
      const refusal = vouchers.interface.parseError(await key.result());
      expect([refusal?.name, ...refusal!.args]).to.deep.equal(["VouchersWrongState", id, BigInt(STATE.Paid)]);
      expect(await states(id)).to.deep.equal([STATE.Paid]);
    }
  });

  it("the certifier's own second key does not pay what the first certified", async () => {
    const all = await underAttack();
    const { vouchers, a, two } = all;
    const key = await ethers.deployContract("SmartKeyMock");
    await giveKey(all, a.certifying, key);
    await appoint(all, a.certifying.id, a.id, OFFICES.disbursing);
    await key.prepare(
      await vouchers.getAddress(),
      vouchers.interface.encodeFunctionData("pay", [a.id, a.id, TOKEN, [two], all.settlement]),
    );
    await key.act();
    const refusal = vouchers.interface.parseError(await key.result());
    expect([refusal?.name, ...refusal!.args]).to.deep.equal([
      "VouchersNonePayable",
      two,
      BigInt(REFUSAL.DutiesNotSeparate),
    ]);
    expect(await key.succeeded()).to.equal(false);
  });
});
