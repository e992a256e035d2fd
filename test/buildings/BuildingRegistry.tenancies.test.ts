import { expect } from "chai";

import { encodeCode } from "../../sdk/buildings/codes.js";
import { BUILDING_STATUS, TITLE } from "../../sdk/buildings/facts.js";
import { CODE_LIST } from "../../sdk/buildings/kinds.js";
import { EVIDENCE } from "../fixtures/funded.js";
import { housed } from "../fixtures/housed.js";
import { loadFixture } from "../fixtures/network.js";
import { described, entry, leaseEntry } from "../helpers/buildings.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const story = () => loadFixture(housed);
const L1 = encodeCode("L1");
const NO_LEASE = [0n, 0n, 0n, 0n, 0n, false];

/** A's rented building with a lease. */
async function rentedOut() {
  const all = await housed();
  await all.asA.registerLeases(all.a.id, [leaseEntry("RENT01", "L1")]);
  return all;
}

const running = () => loadFixture(rentedOut);

/** A lease as it is stored. */
const stored = (it: ReturnType<typeof leaseEntry>, isRunning = true) => [
  ...[it.from, it.until, it.area, it.rent, it.parts].map(BigInt),
  isRunning,
];

/** A lease's line as its events say it. */
const told = (it: ReturnType<typeof leaseEntry>) =>
  [it.from, it.until, it.area, it.rent, it.parts, it.description] as const;

describe("BuildingRegistry: leases", () => {
  it("enters several of a building, each with its parts", async () => {
    const { buildings, asA, a, rented } = await story();
    const entries = [
      leaseEntry("RENT01", "L1"),
      leaseEntry("RENT01", "L2", { from: -400, until: -400, area: 0, rent: 0n, parts: 1, description: "0x" }),
    ];
    const sent = asA.registerLeases(a.id, entries);
    for (const it of entries) {
      await expectEvent(sent, buildings, "LeaseRegistered", rented, it.id, a.property.id, ...told(it));
      expect(await buildings.lease(rented, it.id)).to.deep.equal(stored(it));
    }
    expect(await buildings.tenancy(rented)).to.deep.equal([2n, 0n]);
    expect(await buildings.lease(rented, encodeCode("L3"))).to.deep.equal(NO_LEASE);
  });

  it("enters them before the building opens too, and one number again for another building", async () => {
    const { buildings, asA, a } = await running();
    await asA.register(a.id, [entry("RENT02", { title: TITLE.leased, status: BUILDING_STATUS.planned })]);
    await asA.registerLeases(a.id, [leaseEntry("RENT02", "L1")]);
    expect(await buildings.tenancy(encodeCode("RENT02"))).to.deep.equal([1n, 0n]);
  });

  it("enters none of a building that is not leased", async () => {
    const { buildings, asA, a, home } = await story();
    const call = asA.registerLeases(a.id, [leaseEntry("HOME01", "L1")]);
    await expectRevert(call, buildings, "BuildingRegistryWrongTitle", home);
  });

  it("enters none twice, ended ones included", async () => {
    const { buildings, asA, a, rented } = await running();
    const again = () => asA.registerLeases(a.id, [leaseEntry("RENT01", "L1")]);
    await expectRevert(again(), buildings, "BuildingRegistryLeaseExists", rented, L1);
    await asA.endLease(rented, L1, EVIDENCE);
    await expectRevert(again(), buildings, "BuildingRegistryLeaseExists", rented, L1);
  });

  it("takes no bad number, term, parts or schema", async () => {
    const { buildings, asA, a, rented } = await running();
    const bad = { ...leaseEntry("RENT01", "L2"), id: `0x${"00".repeat(32)}` };
    await expectRevert(asA.registerLeases(a.id, [bad]), buildings, "BuildingRegistryInvalidId", bad.id);
    const [from, until] = [100, 99];
    for (const named of [
      { from, until },
      { from: 1, until: 2, parts: 0 },
    ]) {
      const it = leaseEntry("RENT01", "L2", named);
      const args = [rented, it.id, it.from, it.until] as const;
      await expectRevert(asA.registerLeases(a.id, [it]), buildings, "BuildingRegistryInvalidTerm", ...args);
      const change = leaseEntry("RENT01", "L1", named);
      const same = [rented, L1, it.from, it.until] as const;
      await expectRevert(asA.amendLeases(a.id, [change]), buildings, "BuildingRegistryInvalidTerm", ...same);
    }
    const other = leaseEntry("RENT01", "L2", { description: described("", 9) });
    const unknown = asA.registerLeases(a.id, [other]);
    await expectRevert(unknown, buildings, "BuildingRegistryUnknownCode", CODE_LIST.schema, 9);
  });

  it("amends one that is running", async () => {
    const { buildings, asA, a, rented } = await running();
    const it = leaseEntry("RENT01", "L1", {
      from: -8_388_608,
      until: 8_388_607,
      area: 1,
      rent: 2n,
      parts: 3,
    });
    const call = asA.amendLeases(a.id, [it]);
    await expectEvent(call, buildings, "LeaseAmended", rented, L1, a.property.id, ...told(it));
    expect(await buildings.lease(rented, L1)).to.deep.equal(stored(it));
    expect(await buildings.tenancy(rented)).to.deep.equal([1n, 0n]);
  });

  it("renews one to a later end", async () => {
    const { buildings, asA, a, rented } = await running();
    const { until, from, parts } = leaseEntry("RENT01", "L1");
    for (const end of [until, until - 1]) {
      const call = asA.renewLease(rented, L1, end, 1, 1, EVIDENCE);
      await expectRevert(call, buildings, "BuildingRegistryInvalidTerm", rented, L1, from, end);
    }
    const renewed = asA.renewLease(rented, L1, until + 1, 7, 8, EVIDENCE);
    await expectEvent(
      renewed,
      buildings,
      "LeaseRenewed",
      rented,
      L1,
      a.property.id,
      until + 1,
      7,
      8,
      EVIDENCE,
    );
    const now = [from, until + 1, 7, 8, parts].map(BigInt);
    expect(await buildings.lease(rented, L1)).to.deep.equal([...now, true]);
  });

  it("ends one, and then neither amends, renews nor ends it", async () => {
    const { buildings, asA, a, rented } = await running();
    const ended = asA.endLease(rented, L1, EVIDENCE);
    await expectEvent(ended, buildings, "LeaseEnded", rented, L1, a.property.id, EVIDENCE);
    expect(await buildings.lease(rented, L1)).to.deep.equal(stored(leaseEntry("RENT01", "L1"), false));
    expect(await buildings.tenancy(rented)).to.deep.equal([0n, 0n]);
    for (const lease of ["L1", "L2"]) {
      const id = encodeCode(lease);
      const calls = [
        asA.amendLeases(a.id, [leaseEntry("RENT01", lease)]),
        asA.renewLease(rented, id, 20_000, 1, 1, EVIDENCE),
        asA.endLease(rented, id, EVIDENCE),
      ];
      for (const call of calls)
        await expectRevert(call, buildings, "BuildingRegistryLeaseNotRunning", rented, id);
    }
  });
});

describe("BuildingRegistry: occupancies", () => {
  it("says who occupies how much, in the place of what was said before", async () => {
    const { buildings, asA, a, b, home } = await story();
    for (const [occupant, area, all] of [
      [a.id, 600_000, 600_000],
      [b.id, 400_000, 1_000_000],
      [a.id, 599_999, 999_999],
      [b.id, 0, 599_999],
    ] as const) {
      const call = asA.setOccupancy(home, occupant, area, EVIDENCE);
      await expectEvent(call, buildings, "OccupancySet", home, occupant, a.property.id, area, EVIDENCE);
      expect(await buildings.occupancy(home, occupant)).to.equal(area);
      expect(await buildings.tenancy(home)).to.deep.equal([0n, BigInt(all)]);
    }
  });

  it("holds all of them within the building's area", async () => {
    const { buildings, asA, a, b, home } = await story();
    await asA.setOccupancy(home, a.id, 1_000_000, EVIDENCE);
    for (const [occupant, area, all] of [
      [b.id, 1, 1_000_001],
      [a.id, 1_000_001, 1_000_001],
      [b.id, 0xffff_ffff, 0xffff_ffff + 1_000_000],
    ] as const) {
      const call = asA.setOccupancy(home, occupant, area, EVIDENCE);
      await expectRevert(call, buildings, "BuildingRegistryOverOccupied", home, 1_000_000, all);
    }
  });

  it("has no bound but the register's own where the area is not stated", async () => {
    const { buildings, asA, a, b } = await story();
    await asA.register(a.id, [entry("OPEN01", { area: 0 })]);
    const open = encodeCode("OPEN01");
    await asA.setOccupancy(open, b.id, 5, EVIDENCE);
    const call = asA.setOccupancy(open, a.id, 0xffff_fffb, EVIDENCE);
    await expectRevert(call, buildings, "BuildingRegistryOverOccupied", open, 0, 0x1_0000_0000);
    await asA.setOccupancy(open, a.id, 0xffff_fffa, EVIDENCE);
    expect(await buildings.tenancy(open)).to.deep.equal([0n, 0xffff_ffffn]);
  });

  it("is of organisations that there are", async () => {
    const { registry, asA, home } = await story();
    const call = asA.setOccupancy(home, 99, 1, EVIDENCE);
    await expectRevert(call, registry, "OfficerRegistryUnknownOrganisation", 99);
  });
});
