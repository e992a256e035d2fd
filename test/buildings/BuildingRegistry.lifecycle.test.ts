import { expect } from "chai";

import { encodeCode } from "../../sdk/buildings/codes.js";
import { ACQUISITION, BUILDING_STATUS, TITLE } from "../../sdk/buildings/facts.js";
import { CODE_LIST, DISPOSAL } from "../../sdk/buildings/kinds.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { EVIDENCE } from "../fixtures/funded.js";
import { disposable, disposed, excess, housed, type Housed, surplus } from "../fixtures/housed.js";
import { loadFixture, nextTime, time } from "../fixtures/network.js";
import { appoint, appointed } from "../fixtures/staffed.js";
import { entry, factsWith, leaseEntry } from "../helpers/buildings.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const story = () => loadFixture(housed);
const { purchased, constructed, donated, leased } = ACQUISITION;
const status = BUILDING_STATUS;

/** One building in each status: A's plan and rented building, then home as it was brought there. */
const IN_STATUS: readonly (readonly [number, () => Promise<Housed>, (all: Housed) => string])[] = [
  [status.planned, housed, ({ planned }) => planned],
  [status.active, housed, ({ home }) => home],
  [status.excess, excess, ({ home }) => home],
  [status.surplus, disposable, ({ home }) => home],
];

/** Expects a call to be refused in every status but these. */
async function onlyIn(allowed: readonly number[], call: (all: Housed, building: string) => Promise<unknown>) {
  for (const [here, fixture, of] of IN_STATUS) {
    if (allowed.includes(here)) continue;
    const all = await loadFixture(fixture);
    await expectRevert(call(all, of(all)), all.buildings, "BuildingRegistryWrongStatus", of(all), here);
  }
}

describe("BuildingRegistry: lifecycle", () => {
  describe("activate", () => {
    it("opens a plan, however it was acquired", async () => {
      for (const way of [purchased, constructed, donated]) {
        const { buildings, asA, a, planned } = await story();
        await expectEvent(
          asA.activate(planned, way, 2, EVIDENCE),
          buildings,
          "BuildingActivated",
          planned,
          a.property.id,
          way,
          2,
          EVIDENCE,
        );
        expect(await buildings.facts(planned)).to.equal(factsWith({ acquisition: way, standing: 2 }));
      }
    });

    it("takes what goes with the title, and something", async () => {
      const { buildings, asA, a, planned } = await story();
      await asA.register(a.id, [entry("RENT02", { title: TITLE.leased, status: status.planned })]);
      const rented = encodeCode("RENT02");
      const wrong = [
        [planned, leased],
        [planned, 0],
        [rented, purchased],
        [rented, donated],
        [rented, 0],
      ] as const;
      for (const [building, way] of wrong) {
        const call = asA.activate(building, way, 0, EVIDENCE);
        await expectRevert(call, buildings, "BuildingRegistryInvalidWay", building, way);
      }
      await asA.activate(rented, leased, 0, EVIDENCE);
    });

    it("is for plans alone", () =>
      onlyIn([status.planned], ({ asA }, building) => asA.activate(building, purchased, 0, EVIDENCE)));
  });

  describe("reportExcess", () => {
    it("begins the screening", async () => {
      const { buildings, asA, a, home } = await story();
      const { excessWait } = await buildings.waits();
      const until = BigInt(await nextTime()) + excessWait;
      const call = asA.reportExcess(home, 2, EVIDENCE);
      await expectEvent(call, buildings, "ExcessReported", home, a.property.id, 2, until, EVIDENCE);
      expect(await buildings.screening(home)).to.deep.equal([until, BigInt(a.property.id), 0n]);
      expect(await buildings.facts(home)).to.equal(factsWith({ status: status.excess, standing: 2 }));
    });

    it("is for active buildings alone", () =>
      onlyIn([status.active], ({ asA }, building) => asA.reportExcess(building, 0, EVIDENCE)));

    it("is not for what is leased", async () => {
      const { buildings, asA, rented } = await story();
      await expectRevert(
        asA.reportExcess(rented, 0, EVIDENCE),
        buildings,
        "BuildingRegistryWrongTitle",
        rented,
      );
    });
  });

  describe("declareSurplus", () => {
    it("is for the treasury, once screening is over", async () => {
      const { buildings, asTreasury, treasury, a, home } = await loadFixture(excess);
      const { until: over } = await buildings.screening(home);
      await time.setNextBlockTimestamp(over - 1n);
      const call = () => asTreasury.declareSurplus(home, 2, EVIDENCE);
      await expectRevert(call(), buildings, "BuildingRegistryWaiting", home, over);
      await time.setNextBlockTimestamp(over);
      const until = over + (await buildings.waits()).surplusWait;
      await expectEvent(call(), buildings, "SurplusDeclared", home, treasury.property.id, 2, until, EVIDENCE);
      const people = [a.property.id, treasury.property.id].map(BigInt);
      expect(await buildings.screening(home)).to.deep.equal([until, ...people]);
      expect(await buildings.facts(home)).to.equal(factsWith({ status: status.surplus, standing: 2 }));
    });

    it("takes another officer than the one who reported, by whichever office", async () => {
      const all = await loadFixture(excess);
      const { buildings, asA, a, home } = all;
      await appoint(all, a.property.id, TREASURY, OFFICES.property);
      await time.increase((await buildings.waits()).excessWait);
      const call = asA.declareSurplus(home, 0, EVIDENCE);
      await expectRevert(call, buildings, "BuildingRegistryDutiesNotSeparate", home, a.property.id);
    });

    it("is not for the custodian's own officers", async () => {
      const { buildings, registry, asSecond, second, home } = await loadFixture(excess);
      await time.increase((await buildings.waits()).excessWait);
      const call = asSecond.declareSurplus(home, 0, EVIDENCE);
      await expectRevert(call, registry, "OfficerRegistryNotAppointed", second.id, TREASURY);
    });

    it("is for excess buildings alone", () =>
      onlyIn([status.excess], ({ asTreasury }, building) =>
        asTreasury.declareSurplus(building, 0, EVIDENCE),
      ));
  });

  describe("restore", () => {
    it("puts what is excess or surplus to use again, and forgets its screening", async () => {
      for (const fixture of [excess, surplus]) {
        const { buildings, asA, a, home } = await loadFixture(fixture);
        const call = asA.restore(home, 2, EVIDENCE);
        await expectEvent(call, buildings, "BuildingRestored", home, a.property.id, 2, EVIDENCE);
        expect(await buildings.screening(home)).to.deep.equal([0n, 0n, 0n]);
        expect(await buildings.facts(home)).to.equal(factsWith({ standing: 2 }));
      }
    });

    it("is for those alone", () =>
      onlyIn([status.excess, status.surplus], ({ asA }, building) => asA.restore(building, 0, EVIDENCE)));

    it("begins the screening anew when it is reported again", async () => {
      const { buildings, asA, asSecond, second, home } = await loadFixture(surplus);
      await asA.restore(home, 0, EVIDENCE);
      await asSecond.reportExcess(home, 0, EVIDENCE);
      const until = BigInt(await time.latest()) + (await buildings.waits()).excessWait;
      expect(await buildings.screening(home)).to.deep.equal([until, BigInt(second.id), 0n]);
    });
  });

  describe("dispose", () => {
    it("gives away what is surplus and has waited, for ever", async () => {
      for (const way of [DISPOSAL.transfer, DISPOSAL.publicBenefit, DISPOSAL.demolition]) {
        const { buildings, asA, a, b, home } = await loadFixture(surplus);
        await asA.offerCustody(home, b.id, EVIDENCE);
        const screening = await buildings.screening(home);
        const call = () => asA.dispose(home, way, 2, EVIDENCE);
        await time.setNextBlockTimestamp(screening.until - 1n);
        await expectRevert(call(), buildings, "BuildingRegistryWaiting", home, screening.until);
        await time.setNextBlockTimestamp(screening.until);
        await expectEvent(call(), buildings, "BuildingDisposed", home, a.property.id, way, 2, EVIDENCE);
        expect(await buildings.facts(home)).to.equal(factsWith({ status: status.disposed, standing: 2 }));
        expect(await buildings.custodianOf(home)).to.equal(a.id);
        expect(await buildings.offer(home)).to.deep.equal([0n, 0n]);
        expect(await buildings.screening(home)).to.deep.equal(screening);
      }
    });

    it("is not for what is not surplus", async () => {
      for (const way of [DISPOSAL.transfer, DISPOSAL.publicBenefit, DISPOSAL.demolition]) {
        await onlyIn([status.surplus], ({ asA }, building) => asA.dispose(building, way, 0, EVIDENCE));
      }
    });

    it("takes another officer than the one who declared it surplus", async () => {
      const all = await loadFixture(disposable);
      const { buildings, asTreasury, treasury, a, home } = all;
      await appoint(all, treasury.property.id, a.id, OFFICES.property);
      const same = "BuildingRegistryDutiesNotSeparate";
      const call = asTreasury.dispose(home, DISPOSAL.demolition, 0, EVIDENCE);
      await expectRevert(call, buildings, same, home, treasury.property.id);
      const sale = asTreasury.sell(home, { owner: a.id, account: 1, sequence: 4, proceeds: 1n }, 0, EVIDENCE);
      await expectRevert(sale, buildings, same, home, treasury.property.id);
    });

    it("gives what is another's back to its owner, and away by no other way", async () => {
      const all = await loadFixture(housed);
      const { buildings, asA, asTreasury, a, home, root } = all;
      await asA.amend(a.id, [entry("HOME01", { title: TITLE.managed })]);
      await asA.reportExcess(home, 0, EVIDENCE);
      await time.increase((await buildings.waits()).excessWait);
      await asTreasury.declareSurplus(home, 0, EVIDENCE);
      await time.increase((await buildings.waits()).surplusWait);
      const wrong = [
        asA.dispose(home, DISPOSAL.publicBenefit, 0, EVIDENCE),
        asA.dispose(home, DISPOSAL.demolition, 0, EVIDENCE),
        asA.dispose(home, DISPOSAL.leaseEnd, 0, EVIDENCE),
        asA.sell(home, { owner: a.id, account: root, sequence: 4, proceeds: 1n }, 0, EVIDENCE),
      ];
      for (const call of wrong) await expectRevert(call, buildings, "BuildingRegistryWrongTitle", home);
      await asA.dispose(home, DISPOSAL.transfer, 0, EVIDENCE);
    });

    it("names a way, and sells by `sell` alone", async () => {
      const { buildings, asA, home } = await loadFixture(disposable);
      for (const way of [DISPOSAL.none, DISPOSAL.sale]) {
        const call = asA.dispose(home, way, 0, EVIDENCE);
        await expectRevert(call, buildings, "BuildingRegistryInvalidWay", home, way);
      }
    });

    it("ends with its leases what is leased and active, and nothing else", async () => {
      const { buildings, asA, a, home, rented } = await story();
      const end = (building: string) => asA.dispose(building, DISPOSAL.leaseEnd, 1, EVIDENCE);
      await expectRevert(end(home), buildings, "BuildingRegistryWrongTitle", home);
      await asA.register(a.id, [entry("RENT02", { title: TITLE.leased, status: status.planned })]);
      const coming = encodeCode("RENT02");
      await expectRevert(end(coming), buildings, "BuildingRegistryWrongStatus", coming, status.planned);
      await asA.registerLeases(a.id, [leaseEntry("RENT01", "L1")]);
      await expectRevert(end(rented), buildings, "BuildingRegistryInUse", rented, 1, 0);
      await asA.endLease(rented, encodeCode("L1"), EVIDENCE);
      await expectEvent(end(rented), buildings, "BuildingDisposed", rented, a.property.id, 5, 1, EVIDENCE);
      expect(await buildings.screening(rented)).to.deep.equal([0n, 0n, 0n]);
    });

    it("gives up a plan, and nothing else", async () => {
      const { buildings, asA, a, planned } = await story();
      const call = asA.dispose(planned, DISPOSAL.abandonment, 0, EVIDENCE);
      await expectEvent(call, buildings, "BuildingDisposed", planned, a.property.id, 6, 0, EVIDENCE);
      await onlyIn([status.planned], ({ asA: by }, it) => by.dispose(it, DISPOSAL.abandonment, 0, EVIDENCE));
    });

    it("leaves what is occupied", async () => {
      const { buildings, asA, b, home, planned } = await loadFixture(disposable);
      for (const [building, way] of [
        [home, DISPOSAL.demolition],
        [planned, DISPOSAL.abandonment],
      ] as const) {
        await asA.setOccupancy(building, b.id, 9, EVIDENCE);
        const call = () => asA.dispose(building, way, 0, EVIDENCE);
        await expectRevert(call(), buildings, "BuildingRegistryInUse", building, 0, 9);
        await asA.setOccupancy(building, b.id, 0, EVIDENCE);
        await call();
      }
    });
  });

  describe("sell", () => {
    const PROCEEDS = 1_250_000_00n;
    const sale = (all: Housed, changes: object = {}) => ({
      owner: all.a.id,
      account: all.root,
      sequence: 4,
      proceeds: PROCEEDS,
      ...changes,
    });

    it("disposes of it and posts the proceeds, in one", async () => {
      const all = await loadFixture(disposable);
      const { buildings, ledger, asA, a, home, root, collector } = all;
      const sold = asA.sell(home, sale(all), 2, EVIDENCE);
      await expectEvent(sold, buildings, "BuildingDisposed", home, a.property.id, DISPOSAL.sale, 2, EVIDENCE);
      await expectEvent(sold, buildings, "ProceedsPosted", home, root, PROCEEDS);
      await expectEvent(sold, ledger, "Collected", root, collector, 4, 1, PROCEEDS, home);
      expect((await ledger.account(root)).reserves.collected).to.equal(PROCEEDS);
      expect(await buildings.facts(home)).to.equal(factsWith({ status: status.disposed, standing: 2 }));
    });

    it("does nothing where the receipt is refused", async () => {
      const all = await loadFixture(disposable);
      const { buildings, ledger, registry, founders, asA, a, home, root, collector } = all;
      const sell = (changes: object) => asA.sell(home, sale(all, changes), 0, EVIDENCE);
      await expectRevert(sell({ sequence: 3 }), ledger, "BudgetLedgerStaleView", root, 4, 3);
      await expectRevert(sell({ proceeds: 0n }), ledger, "BudgetLedgerZeroAmount", root);
      await registry.connect(founders.administrator.signer).revoke(collector, a.id);
      await expectRevert(sell({}), registry, "OfficerRegistryNotAppointed", collector, a.id);
      expect(await buildings.facts(home)).to.equal(factsWith({ status: status.surplus, standing: 1 }));
    });

    it("posts to its custodian's accounts and the treasury's alone, whomever else the register collects for", async () => {
      const all = await loadFixture(disposable);
      const { buildings, ledger, asA, a, b, home, root, other, collector, treasury } = all;
      for (const { id } of [b, treasury]) await appoint(all, collector, id, OFFICES.collecting);
      const sell = (changes: object) => asA.sell(home, sale(all, changes), 0, EVIDENCE);
      const wrong: [object, number, number][] = [
        [{ owner: b.id, account: other, sequence: 2 }, other, b.id],
        [{ owner: TREASURY, account: other, sequence: 2 }, other, b.id],
        [{ account: other, sequence: 2 }, other, b.id],
        [{ owner: TREASURY }, root, a.id],
        [{ account: 99 }, 99, 0],
      ];
      for (const [changes, account, owner] of wrong) {
        await expectRevert(sell(changes), buildings, "BuildingRegistryWrongAccount", account, owner);
      }
      const { opensAt, closesAt, cancelsAt } = (await ledger.account(root)).terms;
      const law = ledger.connect(treasury.appropriating.signer);
      await law.openAppropriation(TREASURY, opensAt, closesAt, cancelsAt, "020-2025/2025-0300");
      const central = Number(await ledger.accountCount());
      await sell({ owner: TREASURY, account: central, sequence: 1 });
      expect((await ledger.account(central)).reserves.collected).to.equal(PROCEEDS);
    });

    it("counts the proceeds against the limit of who sells", async () => {
      const all = await loadFixture(disposable);
      const { buildings, registry, a, home } = all;
      const terms = { limit: PROCEEDS };
      const clerk = await appointed(all, "A property, small", a.id, OFFICES.property, terms);
      const asClerk = buildings.connect(clerk.signer);
      await expectRevert(
        asClerk.sell(home, sale(all, { proceeds: PROCEEDS + 1n }), 0, EVIDENCE),
        registry,
        "OfficerRegistryOverLimit",
        clerk.id,
        PROCEEDS,
        PROCEEDS + 1n,
      );
      await asClerk.sell(home, sale(all), 0, EVIDENCE);
    });

    it("waits and is for surplus alone, like every disposal", async () => {
      const all = await loadFixture(surplus);
      const { buildings, asA, b, home } = all;
      const { until } = await buildings.screening(home);
      await expectRevert(
        asA.sell(home, sale(all), 0, EVIDENCE),
        buildings,
        "BuildingRegistryWaiting",
        home,
        until,
      );
      await asA.setOccupancy(home, b.id, 5, EVIDENCE);
      await time.increaseTo(until);
      await expectRevert(
        asA.sell(home, sale(all), 0, EVIDENCE),
        buildings,
        "BuildingRegistryInUse",
        home,
        0,
        5,
      );
      await onlyIn([status.surplus], (there, it) => there.asA.sell(it, sale(there), 0, EVIDENCE));
    });
  });

  it("takes a standing of the status that it enters", async () => {
    const steps: [number, () => Promise<Housed>, (all: Housed) => Promise<unknown>][] = [
      [CODE_LIST.active, housed, ({ asA, planned }) => asA.activate(planned, purchased, 3, EVIDENCE)],
      [CODE_LIST.excess, housed, ({ asA, home }) => asA.reportExcess(home, 3, EVIDENCE)],
      [CODE_LIST.active, surplus, ({ asA, home }) => asA.restore(home, 3, EVIDENCE)],
      [CODE_LIST.disposed, disposable, ({ asA, home }) => asA.dispose(home, DISPOSAL.transfer, 3, EVIDENCE)],
      [CODE_LIST.disposed, housed, ({ asA, rented }) => asA.dispose(rented, DISPOSAL.leaseEnd, 3, EVIDENCE)],
    ];
    for (const [list, fixture, step] of steps) {
      const all = await loadFixture(fixture);
      for (const other of Object.values(CODE_LIST).filter((it) => it !== list)) {
        await all.asAdministrator.addCode(other, 3, "THREE", "");
      }
      await expectRevert(step(all), all.buildings, "BuildingRegistryUnknownCode", list, 3);
      await all.asAdministrator.addCode(list, 3, "THREE", "");
      await step(all);
    }
    const all = await loadFixture(excess);
    await time.increase((await all.buildings.waits()).excessWait);
    const call = all.asTreasury.declareSurplus(all.home, 3, EVIDENCE);
    await expectRevert(call, all.buildings, "BuildingRegistryUnknownCode", CODE_LIST.surplus, 3);
  });

  it("is over once disposed of: nothing changes the building any more", async () => {
    const all = await loadFixture(disposed);
    const { buildings, asA, asTreasury, a, b, home } = all;
    const calls = [
      asA.amend(a.id, [entry("HOME01")]),
      asA.survey(a.id, [{ id: home, condition: 1, utilisation: 1, day: 1, evidence: EVIDENCE }]),
      asA.activate(home, purchased, 0, EVIDENCE),
      asA.reportExcess(home, 0, EVIDENCE),
      asTreasury.declareSurplus(home, 0, EVIDENCE),
      asA.restore(home, 0, EVIDENCE),
      asA.dispose(home, DISPOSAL.demolition, 0, EVIDENCE),
      asA.sell(home, { owner: a.id, account: 1, sequence: 4, proceeds: 1n }, 0, EVIDENCE),
      asA.offerCustody(home, b.id, EVIDENCE),
      asA.withdrawOffer(home),
      asA.acceptCustody(home, await buildings.facts(home), EVIDENCE),
      asA.registerLeases(a.id, [leaseEntry("HOME01", "L1")]),
      asA.amendLeases(a.id, [leaseEntry("HOME01", "L1")]),
      asA.renewLease(home, encodeCode("L1"), 1, 1, 1, EVIDENCE),
      asA.endLease(home, encodeCode("L1"), EVIDENCE),
      asA.setOccupancy(home, b.id, 0, EVIDENCE),
    ];
    for (const call of calls) await expectRevert(call, buildings, "BuildingRegistryDisposed", home);
  });
});
