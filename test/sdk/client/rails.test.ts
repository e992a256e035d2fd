import { expect } from "chai";

import { FiscInputError } from "../../../sdk/errors.js";
import { FiscRefused } from "../../../sdk/client/refused.js";
import { asTop } from "../../fixtures/freshLedger.js";
import { ethers, loadFixture } from "../../fixtures/network.js";
import { paying } from "../../fixtures/paying.js";
import { agreed } from "../../helpers/agreed.js";
import { caught } from "../../helpers/caught.js";
import { clientOf } from "../../helpers/client.js";

async function desks() {
  const all = await paying();
  const { fisc, by } = await clientOf(all);
  return {
    ...all,
    fisc,
    treasurer: await by({ signer: all.treasurer }),
    budget: await by(all.treasury.budget),
    top: await by({ signer: await asTop(all) }),
    address: await all.token.getAddress(),
  };
}

describe("Fisc's rails, ceilings and interest", () => {
  it("deposits into the vault, and the top administrator keeps it", async () => {
    const { treasurer, top, fisc, address, stranger } = await loadFixture(desks);
    const { rails } = fisc.payments;
    await agreed(treasurer.payments.rails.deposit, { token: address, amount: "10.50" });
    expect(await rails.vault(address)).to.equal("50010.50");
    await agreed(top.payments.rails.withdraw, { token: address, to: stranger.address, amount: "0.50" });
    await agreed(top.payments.rails.disallow, { token: address });
    expect((await caught(FiscInputError, () => rails.vault(address))).place).to.equal("token");
    const other = await (await ethers.deployContract("StablecoinMock", ["USD"])).getAddress();
    await agreed(top.payments.rails.allow, { token: other, currency: "USD" });
    const only = await caught(FiscRefused, () => treasurer.payments.rails.disallow({ token: other }));
    expect(only.sentence).to.include("is not the top administrator").and.include("council");
  });

  it("sets and lifts cash ceilings, which show what is left", async () => {
    const { budget, fisc } = await loadFixture(desks);
    const { ceilings } = budget.payments;
    const period = { from: "2026-10-01", until: "2040-10-01" };
    await agreed(ceilings.set, { organisation: "A", ceiling: "100.00", ...period });
    expect(await fisc.payments.ceilings.ceiling("A")).to.deep.equal({
      ...{ ceiling: "100.00", spent: "0.00", left: "100.00" },
      ...period,
    });
    const backwards = { organisation: "A", ceiling: "1.00", from: period.until, until: period.from };
    const refused = await caught(FiscRefused, () => ceilings.set(backwards));
    expect(refused.sentence).to.include("can't run from 2040-10-01 until 2026-10-01");
    await agreed(ceilings.lift, { organisation: "A" });
    expect(await fisc.payments.ceilings.ceiling("A")).to.equal(undefined);
  });

  it("adds rates and offsets, each after the last", async () => {
    const { budget, rates } = await loadFixture(desks);
    const { interest } = budget.payments;
    const today = new Date(Number(await rates.today()) * 86_400_000).toISOString().slice(0, 10);
    const { event } = await agreed(interest.setRate, { from: today, rate: "4.125" });
    expect(event.args.rate).to.equal(4_125);
    const again = await caught(FiscRefused, () => interest.setRate({ from: today, rate: "5" }));
    expect(again.sentence).to.include(`A rate of 5.000% can't begin on ${today}`);
    await agreed(interest.setOffset, { from: `${today}T00:00:00Z`, offset: "-04:00" });
    const place = async (call: () => unknown) => (await caught(FiscInputError, call)).place;
    expect(await place(() => interest.setRate({ from: today, rate: "4,5" }))).to.equal("rate");
    expect(await place(() => interest.setOffset({ from: today, offset: "EST" }))).to.equal("offset");
  });
});
