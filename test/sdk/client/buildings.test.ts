import { expect } from "chai";
import { id } from "ethers";

import { FiscInputError } from "../../../sdk/errors.js";
import { FiscRefused } from "../../../sdk/client/refused.js";
import { housed } from "../../fixtures/housed.js";
import { loadFixture, time } from "../../fixtures/network.js";
import { agreed } from "../../helpers/agreed.js";
import { caught } from "../../helpers/caught.js";
import { clientOf } from "../../helpers/client.js";

const LONG = 100 * 86_400;

async function desks() {
  const all = await housed();
  const { fisc, by } = await clientOf(all);
  return {
    ...all,
    fisc,
    owner: (await by(all.a.property)).buildings,
    second: (await by(all.second)).buildings,
    neighbours: (await by(all.b.property)).buildings,
    central: (await by(all.treasury.property)).buildings,
    administrator: (await by(all.founders.administrator)).buildings,
  };
}

const OWNED = { area: "1500.50", title: "owned" } as const;

describe("Fisc's buildings", () => {
  it("are entered, amended and surveyed", async () => {
    const { owner, fisc } = await loadFixture(desks);
    await agreed(owner.register, {
      organisation: "A",
      buildings: [
        { building: "HALL-1", status: "active", facts: { ...OWNED, acquisition: "purchased", kind: 1 } },
      ],
    });
    await agreed(owner.amend, { amendments: [{ building: "HALL-1", facts: { use: 2, area: "1600.00" } }] });
    const survey = {
      building: "HALL-1",
      condition: 80,
      utilisation: 55,
      day: "2026-01-05",
      evidence: id("visit"),
    };
    await agreed(owner.survey, { surveys: [survey] });
    expect(await fisc.buildings.building("HALL-1")).to.deep.include({
      ...{ status: "active", title: "owned", acquisition: "purchased", area: "1600.00", kind: 1, use: 2 },
      ...{ condition: 80, utilisation: 55, surveyed: "2026-01-05", leases: 0, offeredTo: undefined },
    });
    const older = await caught(FiscRefused, () =>
      owner.survey({ surveys: [{ ...survey, day: "2025-12-31" }] }),
    );
    expect(older.sentence)
      .to.include("A survey of 2025-12-31 is older")
      .and.include('"HALL-1", of 2026-01-05');
  });

  it("change custody by offer and acceptance of what was seen", async () => {
    const { owner, neighbours, fisc, b } = await loadFixture(desks);
    await agreed(owner.offerCustody, { building: "HOME01", to: "B", evidence: id("minutes") });
    const { facts, offeredTo } = await fisc.buildings.building("HOME01");
    expect(offeredTo).to.equal(b.id);
    await agreed(owner.withdrawOffer, { building: "HOME01" });
    await owner.offerCustody({ building: "HOME01", to: "B" });
    await owner.amend({ amendments: [{ building: "HOME01", facts: { kind: 2 } }] });
    await owner.offerCustody({ building: "HOME01", to: "B" });
    const seen = { building: "HOME01", seen: facts };
    const changed = await caught(FiscRefused, () => neighbours.acceptCustody(seen));
    expect(changed.sentence).to.match(/is by now: .* kind 2, .*; the acceptor saw: .* kind 0, /);
    await agreed(neighbours.acceptCustody, { building: "HOME01" });
    expect((await fisc.buildings.building("HOME01")).custodian).to.equal(b.id);
  });

  it("live: planned, active, excess, surplus, sold or otherwise disposed of", async () => {
    const { owner, second, central, fisc, root } = await loadFixture(desks);
    await agreed(owner.activate, { building: "PLAN01", acquisition: "constructed", standing: 1 });
    await agreed(owner.reportExcess, { building: "HOME01", standing: 1 });
    await agreed(owner.restore, { building: "HOME01" });
    await owner.reportExcess({ building: "HOME01" });
    const waiting = await caught(FiscRefused, () => central.declareSurplus({ building: "HOME01" }));
    expect(waiting.sentence).to.match(/"HOME01" waits until \d{4}-\d\d-\d\d/);
    await time.increase(LONG);
    await agreed(central.declareSurplus, { building: "HOME01" });
    await time.increase(LONG);
    const { journal } = await agreed(second.sell, {
      ...{ building: "HOME01", account: "012-2025/2025-0100", proceeds: "12345.67" },
    });
    expect(journal.map(({ name }) => name)).to.include("Collected");
    expect((await fisc.budget.account(root)).collected).to.equal("12345.67");
    expect((await fisc.buildings.building("HOME01")).status).to.equal("disposed");
    await agreed(owner.dispose, { building: "RENT01", disposal: "leaseEnd" });
  });

  it("are leased, renewed, occupied and left", async () => {
    const { owner, fisc } = await loadFixture(desks);
    const lease = { building: "RENT01", lease: "L-1", from: "2024-01-01", until: "2030-12-31" };
    await agreed(owner.leases.register, { leases: [{ ...lease, area: "500.00", rent: "120000.00" }] });
    await agreed(owner.leases.amend, { leases: [{ ...lease, rent: "125000.00" }] });
    await agreed(owner.leases.renew, {
      building: "RENT01",
      lease: "L-1",
      until: "2035-12-31",
      rent: "130000.00",
    });
    await agreed(owner.setOccupancy, { building: "RENT01", occupant: "A1", area: "10.00" });
    expect(await fisc.buildings.building("RENT01")).to.include({ leases: 1, occupied: "10.00" });
    const inUse = await caught(FiscRefused, () =>
      owner.dispose({ building: "RENT01", disposal: "leaseEnd" }),
    );
    expect(inUse.sentence).to.include("1 leases running and 10.00 square feet occupied");
    await agreed(owner.leases.end, { building: "RENT01", lease: "L-1" });
  });

  it("name what they cost", async () => {
    const { owner, contract } = await loadFixture(desks);
    const order = { building: "HOME01", obligation: contract, kind: "repair" } as const;
    await agreed(owner.workOrders.open, { orders: [order] });
    const taken = await caught(FiscRefused, () => owner.workOrders.open({ orders: [order] }));
    expect(taken.sentence).to.include('Obligation 3/2 names building "HOME01" already');
    await agreed(owner.workOrders.withdraw, { obligation: "3/2" });
  });

  it("have code lists", async () => {
    const { administrator } = await loadFixture(desks);
    await agreed(administrator.codeLists.add, { list: "use", value: 9, code: "OFFICE", label: "Offices" });
    expect(await administrator.codeLists.values("use")).to.deep.equal([1, 2, 9]);
    await agreed(administrator.codeLists.withdraw, { list: "use", value: 9 });
    expect(await administrator.codeLists.values("use")).to.deep.equal([1, 2]);
  });

  it("say what is wrong with input", async () => {
    const { owner, fisc, contract } = await loadFixture(desks);
    const place = async (call: () => unknown) => (await caught(FiscInputError, call)).place;
    expect(await place(() => fisc.buildings.building("NONE"))).to.equal("building");
    expect(await place(() => fisc.buildings.building("no code"))).to.equal("building");
    expect(await place(() => owner.amend({ amendments: [] }))).to.equal("buildings");
    expect(await place(() => owner.amend({ amendments: [{ building: "NONE" }] }))).to.equal("building");
    const facts = { ...OWNED, title: "stolen" as "owned" };
    const entered = { organisation: "A", buildings: [{ building: "X", status: "active" as const, facts }] };
    expect(await place(() => owner.register(entered))).to.equal("building 1, title");
    const survey = { building: "HOME01", condition: 101, utilisation: 0, day: "2026-01-01" };
    expect(await place(() => owner.survey({ surveys: [survey] }))).to.equal("survey 1, condition");
    const order = { building: "HOME01", obligation: contract, kind: "none" as const };
    expect(await place(() => owner.workOrders.open({ orders: [order] }))).to.equal("order 1, kind");
    expect(await place(() => owner.workOrders.open({ orders: [] }))).to.equal("orders");
    expect(await place(() => owner.leases.register({ leases: [] }))).to.equal("leases");
    const move = { building: "HOME01", occupant: "A1", area: "99999999.99" };
    expect(await place(() => owner.setOccupancy(move))).to.equal("area");
  });
});
