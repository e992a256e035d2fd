import { expect } from "chai";
import { ZeroHash } from "ethers";

import { Staff } from "../../deploy/staff.js";
import { encodeCode } from "../../sdk/buildings/codes.js";
import { ACQUISITION } from "../../sdk/buildings/facts.js";
import { DISPOSAL } from "../../sdk/buildings/kinds.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { EVIDENCE, funded } from "../fixtures/funded.js";
import { type Call, custodiansCalls, disposable, disposed, housed, type Housed } from "../fixtures/housed.js";
import { ethers, loadFixture, networkHelpers, time } from "../fixtures/network.js";
import { entry, leaseEntry } from "../helpers/buildings.js";
import { expectRevert } from "../helpers/expect.js";

const story = () => loadFixture(housed);

/** Every batch, for an organisation and on a building of a code. */
const batches = (
  { contract }: Housed,
  organisation: number,
  code: string,
): readonly (readonly [string, Call])[] => {
  const building = encodeCode(code);
  const order = { building, obligation: contract, kind: 3, lease: ZeroHash, evidence: EVIDENCE };
  const survey = { id: building, condition: 1, utilisation: 1, day: 1, evidence: EVIDENCE };
  return [
    ["register", (by) => by.register(organisation, [entry("AL0001")])],
    ["amend", (by) => by.amend(organisation, [entry(code)])],
    ["survey", (by) => by.survey(organisation, [survey])],
    ["registerLeases", (by) => by.registerLeases(organisation, [leaseEntry(code, "L1")])],
    ["amendLeases", (by) => by.amendLeases(organisation, [leaseEntry(code, "L1")])],
    ["orderWork", (by) => by.orderWork(organisation, [order])],
  ];
};

/** Every call that takes a property officer of A's, on A's home. */
const allCalls = (all: Housed) => [
  ...custodiansCalls(all.home, all.b.id),
  ...batches(all, all.a.id, "HOME01"),
  ["withdrawOrder", (by) => by.withdrawOrder(all.a.id, all.contract, EVIDENCE)] as const satisfies readonly [
    string,
    Call,
  ],
];

describe("BuildingRegistry: attacks", () => {
  it("hears no officer of another organisation, above or below", async () => {
    const all = await story();
    const { buildings, registry, a, b, bureau, treasury } = all;
    for (const { id, signer } of [b.property, bureau.property, treasury.property]) {
      for (const [, call] of allCalls(all)) {
        const attempt = call(buildings.connect(signer));
        await expectRevert(attempt, registry, "OfficerRegistryNotAppointed", id, a.id);
      }
    }
  });

  it("hears nobody without the office", async () => {
    const all = await story();
    const { buildings, registry, a, stranger } = all;
    for (const { id, signer } of [a.administrator, a.contracting, a.collecting]) {
      for (const [, call] of allCalls(all)) {
        const attempt = call(buildings.connect(signer));
        await expectRevert(attempt, registry, "OfficerRegistryMissingOffices", id, a.id, OFFICES.property);
      }
    }
    for (const [, call] of allCalls(all)) {
      const attempt = call(buildings.connect(stranger));
      await expectRevert(attempt, registry, "OfficerRegistryUnknownKey", stranger.address);
    }
  });

  it("hears no officer any more who was dismissed, nor one whose appointment was revoked", async () => {
    const all = await story();
    const { registry, asA, asSecond, a, second, founders } = all;
    await asA.offerCustody(all.home, all.b.id, EVIDENCE);
    await registry.connect(founders.registrar.signer).dismiss(a.property.id, ZeroHash);
    await registry.connect(founders.administrator.signer).revoke(second.id, a.id);
    for (const [, call] of allCalls(all)) {
      await expectRevert(call(asA), registry, "OfficerRegistryUnknownKey", a.property.signer.address);
      await expectRevert(call(asSecond), registry, "OfficerRegistryNotAppointed", second.id, a.id);
    }
    // What was done in office stands.
    await all.asB.acceptCustody(all.home, await all.buildings.facts(all.home), EVIDENCE);
  });

  it("lets an organisation act on its own buildings alone, in a batch too", async () => {
    const all = await story();
    const { buildings, asA, a, b, neighbour } = all;
    const onOthers = batches(all, a.id, "NEXT01").filter(
      ([name]) => name !== "register" && name !== "orderWork",
    );
    for (const [, call] of onOthers) {
      await expectRevert(call(asA), buildings, "BuildingRegistryNotCustodian", neighbour, b.id, a.id);
    }
    const mixed = asA.amend(a.id, [entry("HOME01", { area: 1 }), entry("NEXT01", { area: 1 })]);
    await expectRevert(mixed, buildings, "BuildingRegistryNotCustodian", neighbour, b.id, a.id);
    expect(await buildings.facts(all.home)).to.equal(entry("HOME01").facts);
  });

  it("knows no building that was not registered", async () => {
    const all = await story();
    const { buildings, asA, asTreasury, a, b } = all;
    for (const nothing of [encodeCode("NOTHING"), ZeroHash, `0x${"ff".repeat(32)}`]) {
      for (const [, call] of custodiansCalls(nothing, b.id)) {
        await expectRevert(call(asA), buildings, "BuildingRegistryUnknownBuilding", nothing);
      }
      const others = [
        asTreasury.declareSurplus(nothing, 0, EVIDENCE),
        asA.acceptCustody(nothing, 0, EVIDENCE),
        asA.amend(a.id, [{ ...entry("X"), id: nothing }]),
      ];
      for (const call of others)
        await expectRevert(call, buildings, "BuildingRegistryUnknownBuilding", nothing);
    }
  });

  it("does nothing twice when a transaction is sent again", async () => {
    const all = await loadFixture(disposable);
    const { buildings, ledger, asA, asB, a, b, home, planned, rented, root } = all;
    const wrong = "BuildingRegistryWrongStatus";
    const sale = { owner: a.id, account: root, sequence: 4, proceeds: 1n };
    const once: [() => Promise<unknown>, string, unknown[]][] = [
      [
        () => asA.register(a.id, [entry("AL0001")]),
        "BuildingRegistryAlreadyRegistered",
        [encodeCode("AL0001")],
      ],
      [() => asA.activate(planned, ACQUISITION.purchased, 0, EVIDENCE), wrong, [planned, 2]],
      [() => asA.reportExcess(planned, 0, EVIDENCE), wrong, [planned, 3]],
      [() => asA.restore(planned, 0, EVIDENCE), wrong, [planned, 2]],
      [
        () => asA.registerLeases(a.id, [leaseEntry("RENT01", "L1")]),
        "BuildingRegistryLeaseExists",
        [rented, encodeCode("L1")],
      ],
      [() => asA.sell(home, sale, 0, EVIDENCE), "BuildingRegistryDisposed", [home]],
    ];
    for (const [call, name, args] of once) {
      await call();
      await expectRevert(call(), buildings, name, ...args);
    }
    expect((await ledger.account(root)).reserves.collected).to.equal(1n);
    await asA.offerCustody(planned, b.id, EVIDENCE);
    await asB.acceptCustody(planned, await buildings.facts(planned), EVIDENCE);
    const again = asB.acceptCustody(planned, await buildings.facts(planned), EVIDENCE);
    await expectRevert(again, buildings, "BuildingRegistryNotOffered", planned, b.id);
  });

  it("takes no empty batch", async () => {
    const { buildings, asA, a } = await story();
    const calls = [
      asA.register(a.id, []),
      asA.amend(a.id, []),
      asA.survey(a.id, []),
      asA.registerLeases(a.id, []),
      asA.amendLeases(a.id, []),
      asA.orderWork(a.id, []),
    ];
    for (const call of calls) await expectRevert(call, buildings, "BuildingRegistryEmptyBatch");
  });

  it("takes hundreds in one call, and of more than a call's gas holds none", async () => {
    const { buildings, asA, a } = await story();
    const make = (series: string, count: number) =>
      Array.from({ length: count }, (_, i) => entry(`${series}${String(i)}`, {}, "0x"));
    const holder = await buildings.holderOf(a.id);
    const MOST = { gasLimit: 16_777_216 };
    await asA.register(a.id, make("A", 500), MOST);
    expect(await buildings.balanceOf(holder)).to.equal(503);
    await expect(asA.register(a.id, make("B", 800), MOST)).to.be.revert(ethers);
    expect(await buildings.balanceOf(holder)).to.equal(503);
    expect(await buildings.facts(encodeCode("B0"))).to.equal(0);
  });

  it("stays with the last custodian once disposed of", async () => {
    const { buildings, asA, a, home } = await loadFixture(disposed);
    expect(await buildings.ownerOf(home)).to.equal(await buildings.holderOf(a.id));
    const call = asA.restore(home, 0, EVIDENCE);
    await expectRevert(call, buildings, "BuildingRegistryDisposed", home);
  });

  it("has done all that it does when it posts to the ledger, so that a call back finds the building gone", async () => {
    const all = await loadFixture(funded);
    const { registry, founders, a } = all;
    const ledger = await ethers.deployContract("ReentrantLedger");
    const buildings = await ethers.deployContract("BuildingRegistry", [registry, ledger, 1, 1]);
    // As if it were a person's smart account, since no contract is a property officer by itself.
    const staff = new Staff(registry, {
      registrar: founders.registrar.signer,
      administrator: founders.administrator.signer,
    });
    await registry.connect(founders.registrar.signer).enrolPerson(ledger, ZeroHash);
    await staff.appoint(Number(await registry.officerOf(ledger)), a.id, ["property"]);

    const home = encodeCode("HOME01");
    const asA = buildings.connect(a.property.signer);
    await asA.register(a.id, [entry("HOME01", {}, "0x")]);
    await asA.reportExcess(home, 0, EVIDENCE);
    await time.increase(1);
    await buildings.connect(all.treasury.property.signer).declareSurplus(home, 0, EVIDENCE);
    await time.increase(1);
    const proceeds = { owner: TREASURY, account: 1, sequence: 4, proceeds: 1n };
    for (const call of [
      buildings.interface.encodeFunctionData("sell", [home, proceeds, 0, EVIDENCE]),
      buildings.interface.encodeFunctionData("restore", [home, 0, EVIDENCE]),
      buildings.interface.encodeFunctionData("dispose", [home, DISPOSAL.demolition, 0, EVIDENCE]),
    ]) {
      const before = await networkHelpers.takeSnapshot();
      await ledger.prepare(call);
      await asA.sell(home, proceeds, 0, EVIDENCE);
      const { succeeded, answer } = await ledger.outcome();
      expect(succeeded).to.equal(false);
      const error = buildings.interface.parseError(answer);
      expect([error?.name, error?.args[0]]).to.deep.equal(["BuildingRegistryDisposed", home]);
      await before.restore();
    }
  });
});
