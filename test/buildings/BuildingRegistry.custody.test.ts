import { expect } from "chai";

import { encodeCode } from "../../sdk/buildings/codes.js";
import { ACQUISITION } from "../../sdk/buildings/facts.js";
import { DISPOSAL } from "../../sdk/buildings/kinds.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { EVIDENCE } from "../fixtures/funded.js";
import { excess, housed, type Housed } from "../fixtures/housed.js";
import { loadFixture, time } from "../fixtures/network.js";
import { appoint } from "../fixtures/staffed.js";
import { entry, factsWith, leaseEntry } from "../helpers/buildings.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const story = () => loadFixture(housed);
const NONE = [0n, 0n];

/** An excess home whose screening is over. */
async function screened() {
  const all = await excess();
  await time.increase((await all.buildings.waits()).excessWait);
  return all;
}

describe("BuildingRegistry: custody", () => {
  it("moves by offer and acceptance, with the token", async () => {
    const { buildings, asA, asB, a, b, home } = await story();
    const [from, to] = [await buildings.holderOf(a.id), await buildings.holderOf(b.id)];
    const held = async () => [await buildings.balanceOf(from), await buildings.balanceOf(to)];
    const [before, theirs] = await held();
    const offered = asA.offerCustody(home, b.id, EVIDENCE);
    await expectEvent(offered, buildings, "CustodyOffered", home, b.id, a.property.id, EVIDENCE);
    expect(await buildings.offer(home)).to.deep.equal([b.id, a.property.id].map(BigInt));
    expect(await buildings.custodianOf(home)).to.equal(a.id);

    const accepted = asB.acceptCustody(home, factsWith(), EVIDENCE);
    await expectEvent(accepted, buildings, "CustodyAccepted", home, b.id, b.property.id, EVIDENCE);
    await expectEvent(accepted, buildings, "Transfer", from, to, BigInt(home));
    expect(await buildings.offer(home)).to.deep.equal(NONE);
    expect(await buildings.custodianOf(home)).to.equal(b.id);
    expect(await buildings.ownerOf(home)).to.equal(to);
    expect(await held()).to.deep.equal([before! - 1n, theirs! + 1n]);
    expect(await buildings.facts(home)).to.equal(factsWith());
  });

  it("leaves the former custodian without a say", async () => {
    const { buildings, registry, asA, asB, a, b, home } = await story();
    await asA.offerCustody(home, b.id, EVIDENCE);
    await asB.acceptCustody(home, factsWith(), EVIDENCE);
    const call = asA.reportExcess(home, 0, EVIDENCE);
    await expectRevert(call, registry, "OfficerRegistryNotAppointed", a.property.id, b.id);
    const batch = asA.amend(a.id, [entry("HOME01")]);
    await expectRevert(batch, buildings, "BuildingRegistryNotCustodian", home, b.id, a.id);
    await asB.reportExcess(home, 0, EVIDENCE);
  });

  it("takes occupants, screening and leases along", async () => {
    const { buildings, asA, asB, a, b, home } = await loadFixture(excess);
    await asA.setOccupancy(home, a.id, 7, EVIDENCE);
    const screening = await buildings.screening(home);
    await asA.offerCustody(home, b.id, EVIDENCE);
    await asB.acceptCustody(home, await buildings.facts(home), EVIDENCE);
    expect(await buildings.screening(home)).to.deep.equal(screening);
    expect(await buildings.tenancy(home)).to.deep.equal([0n, 7n]);
    await asB.restore(home, 0, EVIDENCE);
  });

  it("is offered to another organisation", async () => {
    const { buildings, asA, a, home } = await story();
    for (const to of [0, a.id]) {
      const call = asA.offerCustody(home, to, EVIDENCE);
      await expectRevert(call, buildings, "BuildingRegistryInvalidOffer", home, to);
    }
  });

  it("has one offer at a time, the last", async () => {
    const { buildings, registry, asA, asSecond, asB, second, b, bureau, home } = await story();
    await asA.offerCustody(home, b.id, EVIDENCE);
    await asSecond.offerCustody(home, bureau.id, EVIDENCE);
    expect(await buildings.offer(home)).to.deep.equal([bureau.id, second.id].map(BigInt));
    const call = asB.acceptCustody(home, factsWith(), EVIDENCE);
    await expectRevert(call, registry, "OfficerRegistryNotAppointed", b.property.id, bureau.id);
  });

  it("is withdrawn by whoever keeps it, and then is not to be had", async () => {
    const { buildings, asA, asSecond, asB, second, a, b, home } = await story();
    await expectRevert(asA.withdrawOffer(home), buildings, "BuildingRegistryNotOffered", home, a.id);
    const accept = () => asB.acceptCustody(home, factsWith(), EVIDENCE);
    await expectRevert(accept(), buildings, "BuildingRegistryNotOffered", home, a.id);
    await asA.offerCustody(home, b.id, EVIDENCE);
    await expectEvent(asSecond.withdrawOffer(home), buildings, "CustodyOfferWithdrawn", home, second.id);
    expect(await buildings.offer(home)).to.deep.equal(NONE);
    await expectRevert(accept(), buildings, "BuildingRegistryNotOffered", home, a.id);
  });

  it("is accepted once", async () => {
    const { buildings, asA, asB, b, home } = await story();
    await asA.offerCustody(home, b.id, EVIDENCE);
    await asB.acceptCustody(home, factsWith(), EVIDENCE);
    const again = asB.acceptCustody(home, factsWith(), EVIDENCE);
    await expectRevert(again, buildings, "BuildingRegistryNotOffered", home, b.id);
  });

  it("takes two officers, whatever offices one of them has", async () => {
    const all = await story();
    const { buildings, asA, a, b, home } = all;
    await appoint(all, a.property.id, b.id, OFFICES.property);
    await asA.offerCustody(home, b.id, EVIDENCE);
    const call = asA.acceptCustody(home, factsWith(), EVIDENCE);
    await expectRevert(call, buildings, "BuildingRegistryDutiesNotSeparate", home, a.property.id);
  });

  it("takes a property officer", async () => {
    const { buildings, registry, asA, b, home } = await story();
    await asA.offerCustody(home, b.id, EVIDENCE);
    const call = buildings.connect(b.budget.signer).acceptCustody(home, factsWith(), EVIDENCE);
    await expectRevert(call, registry, "OfficerRegistryMissingOffices", b.budget.id, b.id, OFFICES.property);
  });

  it("is accepted as it was seen: an amendment or a survey in between undoes it", async () => {
    const { buildings, asA, asB, a, b, home } = await story();
    const seen = factsWith();
    await asA.offerCustody(home, b.id, EVIDENCE);
    const changes = [
      () => asA.amend(a.id, [entry("HOME01", { area: 1 })]),
      () => asA.survey(a.id, [{ id: home, condition: 2, utilisation: 1, day: 1, evidence: EVIDENCE }]),
    ];
    for (const change of changes) {
      await change();
      const now = await buildings.facts(home);
      const call = asB.acceptCustody(home, seen, EVIDENCE);
      await expectRevert(call, buildings, "BuildingRegistryFactsChanged", home, now, seen);
    }
    await asB.acceptCustody(home, await buildings.facts(home), EVIDENCE);
  });

  it("is not to be had once leases or occupants change, until it is offered anew", async () => {
    const { buildings, asA, asB, a, b, rented } = await story();
    const L1 = encodeCode("L1");
    const changes = [
      () => asA.registerLeases(a.id, [leaseEntry("RENT01", "L1")]),
      () => asA.amendLeases(a.id, [leaseEntry("RENT01", "L1", { rent: 1n })]),
      () => asA.renewLease(rented, L1, 20_000, 1, 1, EVIDENCE),
      () => asA.endLease(rented, L1, EVIDENCE),
      () => asA.setOccupancy(rented, a.id, 9, EVIDENCE),
      () => asA.setOccupancy(rented, a.id, 9, EVIDENCE),
    ];
    const seen = await buildings.facts(rented);
    for (const change of changes) {
      await asA.offerCustody(rented, b.id, EVIDENCE);
      await change();
      expect(await buildings.offer(rented)).to.deep.equal(NONE);
      const call = asB.acceptCustody(rented, seen, EVIDENCE);
      await expectRevert(call, buildings, "BuildingRegistryNotOffered", rented, a.id);
    }
    await asA.offerCustody(rented, b.id, EVIDENCE);
    await asB.acceptCustody(rented, seen, EVIDENCE);
  });

  it("is not to be had once the building enters another status", async () => {
    const { disposal, came } = { disposal: DISPOSAL.abandonment, came: ACQUISITION.purchased };
    const steps: [() => Promise<Housed>, (all: Housed) => string, (all: Housed) => Promise<unknown>][] = [
      [housed, ({ planned }) => planned, ({ asA, planned }) => asA.activate(planned, came, 0, EVIDENCE)],
      [housed, ({ home }) => home, ({ asA, home }) => asA.reportExcess(home, 0, EVIDENCE)],
      [screened, ({ home }) => home, ({ asTreasury, home }) => asTreasury.declareSurplus(home, 0, EVIDENCE)],
      [excess, ({ home }) => home, ({ asA, home }) => asA.restore(home, 0, EVIDENCE)],
      [housed, ({ planned }) => planned, ({ asA, planned }) => asA.dispose(planned, disposal, 0, EVIDENCE)],
    ];
    for (const [fixture, of, step] of steps) {
      const all = await loadFixture(fixture);
      await all.asA.offerCustody(of(all), all.b.id, EVIDENCE);
      await step(all);
      expect(await all.buildings.offer(of(all))).to.deep.equal(NONE);
    }
  });

  it("is offered to an organisation that there is", async () => {
    const { registry, asA, home } = await story();
    const call = asA.offerCustody(home, 999, EVIDENCE);
    await expectRevert(call, registry, "OfficerRegistryUnknownOrganisation", 999);
  });

  it("may go to the treasury and back", async () => {
    const { buildings, asA, asTreasury, asSecond, a, home } = await story();
    await asA.offerCustody(home, TREASURY, EVIDENCE);
    await asTreasury.acceptCustody(home, factsWith(), EVIDENCE);
    await asTreasury.offerCustody(home, a.id, EVIDENCE);
    await asSecond.acceptCustody(home, factsWith(), EVIDENCE);
    expect(await buildings.custodianOf(home)).to.equal(a.id);
  });
});
