import { expect } from "chai";

import { encodeCode } from "../../sdk/buildings/codes.js";
import { ACQUISITION, BUILDING_STATUS, type BuildingFacts, TITLE } from "../../sdk/buildings/facts.js";
import { CODE_LIST } from "../../sdk/buildings/kinds.js";
import { EVIDENCE } from "../fixtures/funded.js";
import { disposed, excess, housed, surplus } from "../fixtures/housed.js";
import { loadFixture, time } from "../fixtures/network.js";
import { described, entry, factsWith, leaseEntry, RECORD } from "../helpers/buildings.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const DAY = 86_400;
const story = () => loadFixture(housed);
const { none, planned, excess: isExcess } = BUILDING_STATUS;
const { owned, leased, managed } = TITLE;
const came = ACQUISITION;

describe("BuildingRegistry: inventory", () => {
  describe("register", () => {
    it("enters buildings, each a token of the organisation's", async () => {
      const { buildings, asA, a } = await story();
      const one = entry("AL0001", { kind: 1, use: 2, standing: 1, acquisition: came.donated });
      const other = entry("AL0002", { title: managed, area: 0 }, "0x");
      const held = await buildings.balanceOf(await buildings.holderOf(a.id));
      const sent = asA.register(a.id, [one, other]);
      for (const { id, facts, record, description } of [one, other]) {
        await expectEvent(
          sent,
          buildings,
          "BuildingRegistered",
          id,
          a.id,
          a.property.id,
          facts,
          record,
          description,
        );
        expect(await buildings.facts(id)).to.equal(facts);
        expect(await buildings.custodianOf(id)).to.equal(a.id);
        expect(await buildings.tenancy(id)).to.deep.equal([0n, 0n]);
        expect(await buildings.offer(id)).to.deep.equal([0n, 0n]);
        expect(await buildings.ownerOf(id)).to.equal(await buildings.holderOf(a.id));
      }
      expect(await buildings.balanceOf(await buildings.holderOf(a.id))).to.equal(held + 2n);
    });

    it("takes codes of 1 to 31 printable characters, and no other ids", async () => {
      const { buildings, asA, a } = await story();
      for (const code of ["~", "!", "A".repeat(31), `a"b\\c`]) await asA.register(a.id, [entry(code)]);
      const word = (hex: string) => `0x${hex.padEnd(64, "0")}`;
      const ids = ["", "20", "41204200", "41007f", "7f", "80", "4180", "0041", "410042", "41".repeat(32)];
      for (const id of ids.map(word)) {
        const call = asA.register(a.id, [{ ...entry("ANY"), id }]);
        await expectRevert(call, buildings, "BuildingRegistryInvalidId", id);
      }
    });

    it("enters no code twice, in one batch or ever", async () => {
      const { buildings, asA, asB, a, b, home } = await loadFixture(disposed);
      const twice = [entry("AL0001"), entry("AL0001")];
      const taken = "BuildingRegistryAlreadyRegistered";
      await expectRevert(asA.register(a.id, twice), buildings, taken, encodeCode("AL0001"));
      await expectRevert(asA.register(a.id, [entry("HOME01")]), buildings, taken, home);
      await expectRevert(asB.register(b.id, [entry("RENT01")]), buildings, taken, encodeCode("RENT01"));
    });

    it("takes what can be: planned or active, of a title, not surveyed, come in a way that goes with it", async () => {
      const { buildings, asA, a } = await story();
      const possible: Partial<BuildingFacts>[] = [
        ...[owned, leased, managed].map((title) => ({ title, status: planned })),
        ...[owned, leased, managed].map((title) => ({ title })),
        ...[owned, managed].flatMap((title) =>
          [came.purchased, came.constructed, came.donated].map((acquisition) => ({ title, acquisition })),
        ),
        { title: leased, acquisition: came.leased },
      ];
      for (const [i, named] of possible.entries()) await asA.register(a.id, [entry(`OK${String(i)}`, named)]);
      const impossible: Partial<BuildingFacts>[] = [
        ...[none, isExcess, BUILDING_STATUS.surplus, BUILDING_STATUS.disposed, 6, 255].map((status) => ({
          status,
        })),
        ...[0, 4, 5, 255].flatMap((title) => [{ title }, { title, status: planned }]),
        { title: leased, acquisition: came.purchased },
        { title: owned, acquisition: came.leased },
        { title: managed, acquisition: came.leased },
        { acquisition: 5 },
        { acquisition: 255 },
        { status: planned, acquisition: came.purchased },
        { status: planned, title: leased, acquisition: came.leased },
        { condition: 100 },
        { utilisation: 0 },
      ];
      for (const named of impossible) {
        const bad = entry("BAD", named);
        const call = asA.register(a.id, [bad]);
        await expectRevert(call, buildings, "BuildingRegistryInvalidFacts", bad.id, bad.facts);
      }
    });

    it("takes codes that are in their lists, or not stated", async () => {
      const { buildings, asA, asAdministrator, a } = await story();
      await asAdministrator.withdrawCode(CODE_LIST.kind, 2);
      await asAdministrator.addCode(CODE_LIST.planned, 255, "LAST", "");
      await asA.register(a.id, [entry("LAST", { status: planned, standing: 255, kind: 1 })]);
      const { kind, use, planned: plans, active: actives, schema } = CODE_LIST;
      const unknown: [Partial<BuildingFacts>, string, number, number][] = [
        [{ kind: 2 }, described(""), kind, 2],
        [{ use: 3 }, described(""), use, 3],
        [{ standing: 255 }, described(""), actives, 255],
        [{ standing: 3, status: planned }, described(""), plans, 3],
        [{ kind: 3, status: planned }, described(""), kind, 3],
        [{}, described("", 3), schema, 3],
        [{}, "0x00", schema, 0],
      ];
      for (const [named, description, list, value] of unknown) {
        const call = asA.register(a.id, [entry("BAD", named, description)]);
        await expectRevert(call, buildings, "BuildingRegistryUnknownCode", list, value);
      }
    });
  });

  describe("amend", () => {
    it("amends title, kind, use, standing, area, record and description", async () => {
      const { buildings, asA, a, home } = await story();
      const amended = entry(
        "HOME01",
        { title: managed, kind: 1, use: 1, standing: 2, area: 7 },
        described("New"),
      );
      await expectEvent(
        asA.amend(a.id, [amended]),
        buildings,
        "BuildingAmended",
        home,
        a.property.id,
        amended.facts,
        RECORD,
        amended.description,
      );
      expect(await buildings.facts(home)).to.equal(amended.facts);
      expect(await buildings.custodianOf(home)).to.equal(a.id);
    });

    it("refuses facts that are not the author's to amend, so that a stale view is too", async () => {
      const { buildings, asA, a, home } = await story();
      const stale = factsWith();
      await asA.survey(a.id, [{ id: home, condition: 90, utilisation: 80, day: 0, evidence: EVIDENCE }]);
      const surveyed = { condition: 90, utilisation: 80 };
      const others: Partial<BuildingFacts>[] = [
        { ...surveyed, status: planned },
        { ...surveyed, status: BUILDING_STATUS.disposed },
        { ...surveyed, acquisition: came.purchased },
        { ...surveyed, condition: 91 },
        { ...surveyed, utilisation: 81 },
        { ...surveyed, title: 0 },
        { ...surveyed, title: 4 },
      ];
      for (const facts of [stale, ...others.map(factsWith)]) {
        const call = asA.amend(a.id, [{ ...entry("HOME01"), facts }]);
        await expectRevert(call, buildings, "BuildingRegistryInvalidFacts", home, facts);
      }
      await asA.amend(a.id, [entry("HOME01", { ...surveyed, area: 1 })]);
    });

    it("calls nothing leased later, so that nobody is rid of a building by the end of its leases", async () => {
      const { buildings, asA, a, home } = await story();
      await asA.register(a.id, [
        entry("BOUGHT", { acquisition: came.purchased }),
        entry("CARED", { title: managed }),
      ]);
      const acquired = { acquisition: came.purchased };
      const changes: [string, Partial<BuildingFacts>][] = [
        ["HOME01", {}],
        ["HOME01", { acquisition: came.leased }],
        ["BOUGHT", acquired],
        ["BOUGHT", { acquisition: came.leased }],
        ["CARED", {}],
      ];
      for (const [code, named] of changes) {
        const lent = entry(code, { ...named, title: leased });
        const call = asA.amend(a.id, [lent]);
        await expectRevert(call, buildings, "BuildingRegistryInvalidFacts", lent.id, lent.facts);
      }
      expect(await buildings.facts(home)).to.equal(factsWith());
    });

    it("turns plans into any title, and what is active into owned or managed", async () => {
      const { buildings, asA, a, planned: plan, home } = await story();
      for (const title of [leased, managed, owned, leased, owned]) {
        await asA.amend(a.id, [entry("PLAN01", { title, status: planned })]);
        expect(await buildings.facts(plan)).to.equal(factsWith({ title, status: planned }));
      }
      for (const title of [managed, owned]) {
        await asA.amend(a.id, [entry("HOME01", { title })]);
        expect(await buildings.facts(home)).to.equal(factsWith({ title }));
      }
    });

    it("takes a leased building as owned once its leases are over, and how it came then", async () => {
      const { buildings, asA, a, rented } = await story();
      await asA.registerLeases(a.id, [leaseEntry("RENT01", "L1")]);
      const own = entry("RENT01", { acquisition: came.purchased });
      const refused = async ({ facts }: { facts: bigint }) => {
        const call = asA.amend(a.id, [{ ...own, facts }]);
        await expectRevert(call, buildings, "BuildingRegistryInvalidFacts", rented, facts);
      };
      await refused(own);
      await asA.endLease(rented, encodeCode("L1"), EVIDENCE);
      for (const acquisition of [came.none, came.leased, 5]) await refused(entry("RENT01", { acquisition }));
      await refused(entry("RENT01", { title: leased, acquisition: came.purchased }));
      await refused(entry("RENT01", { title: leased }));
      await asA.amend(a.id, [own]);
      for (const acquisition of [came.none, came.donated]) await refused(entry("RENT01", { acquisition }));
      await refused(entry("RENT01", { title: leased, acquisition: came.leased }));
      expect(await buildings.facts(rented)).to.equal(own.facts);
    });

    it("holds what was found leased to its leases, and leaves open how it came", async () => {
      const { buildings, asA, a } = await story();
      await asA.register(a.id, [entry("FOUND", { title: leased })]);
      const bought = entry("FOUND", { acquisition: came.purchased });
      const call = asA.amend(a.id, [bought]);
      await expectRevert(call, buildings, "BuildingRegistryInvalidFacts", bought.id, bought.facts);
      await asA.amend(a.id, [entry("FOUND", { title: managed })]);
    });

    it("keeps the title of what is no longer needed", async () => {
      const fixtures = [
        [excess, isExcess],
        [surplus, BUILDING_STATUS.surplus],
      ] as const;
      for (const [fixture, status] of fixtures) {
        const { buildings, asA, a, home } = await loadFixture(fixture);
        for (const title of [leased, managed]) {
          const other = entry("HOME01", { status, standing: 1, title });
          const call = asA.amend(a.id, [other]);
          await expectRevert(call, buildings, "BuildingRegistryInvalidFacts", home, other.facts);
        }
        await asA.amend(a.id, [entry("HOME01", { status, standing: 1, area: 1 })]);
      }
    });

    it("keeps the area at what is occupied, at least", async () => {
      const { buildings, asA, a, b, home } = await story();
      await asA.setOccupancy(home, b.id, 400, EVIDENCE);
      await asA.amend(a.id, [entry("HOME01", { area: 400 })]);
      await expectRevert(
        asA.amend(a.id, [entry("HOME01", { area: 399 })]),
        buildings,
        "BuildingRegistryOverOccupied",
        home,
        399,
        400,
      );
    });

    it("may leave the area open, whatever is occupied", async () => {
      const { buildings, asA, a, b, home } = await story();
      await asA.setOccupancy(home, b.id, 400, EVIDENCE);
      await asA.amend(a.id, [entry("HOME01", { area: 0 })]);
      await asA.setOccupancy(home, b.id, 1_000_001, EVIDENCE);
      const call = asA.amend(a.id, [entry("HOME01")]);
      await expectRevert(call, buildings, "BuildingRegistryOverOccupied", home, 1_000_000, 1_000_001);
    });

    it("leaves withdrawn codes where they are and gives them to no other", async () => {
      const { buildings, asA, asAdministrator, a } = await story();
      const both = { kind: 1, use: 1, standing: 1 };
      await asA.amend(a.id, [entry("HOME01", both)]);
      for (const list of [CODE_LIST.kind, CODE_LIST.use, CODE_LIST.active])
        await asAdministrator.withdrawCode(list, 1);
      await asA.amend(a.id, [entry("HOME01", { ...both, area: 1 })]);
      await asA.amend(a.id, [entry("HOME01", { kind: 2, use: 0, standing: 2 })]);
      const gone = [
        [{ kind: 1, standing: 2 }, CODE_LIST.kind],
        [{ kind: 2, use: 1, standing: 2 }, CODE_LIST.use],
        [{ kind: 2, standing: 1 }, CODE_LIST.active],
      ] as const;
      for (const [named, list] of gone) {
        const call = asA.amend(a.id, [entry("HOME01", named)]);
        await expectRevert(call, buildings, "BuildingRegistryUnknownCode", list, 1);
      }
      await asAdministrator.withdrawCode(CODE_LIST.schema, 1);
      const call = asA.amend(a.id, [entry("HOME01", { kind: 2, standing: 2 })]);
      await expectRevert(call, buildings, "BuildingRegistryUnknownCode", CODE_LIST.schema, 1);
    });

    it("looks for a standing in the list of the building's status", async () => {
      const { buildings, asA, asAdministrator, a } = await loadFixture(excess);
      await asAdministrator.addCode(CODE_LIST.excess, 9, "DECOMMISSIONED", "");
      await asA.amend(a.id, [entry("HOME01", { status: isExcess, standing: 9 })]);
      const call = asA.amend(a.id, [entry("PLAN01", { status: planned, standing: 9 })]);
      await expectRevert(call, buildings, "BuildingRegistryUnknownCode", CODE_LIST.planned, 9);
    });
  });

  describe("survey", () => {
    it("notes condition and utilisation, and nothing else", async () => {
      const { buildings, asA, a, home, rented } = await story();
      const surveys = [home, rented].map((id) => ({
        id,
        condition: 100,
        utilisation: 0,
        day: 12,
        evidence: EVIDENCE,
      }));
      const sent = asA.survey(a.id, surveys);
      for (const { id } of surveys) {
        await expectEvent(sent, buildings, "BuildingSurveyed", id, a.property.id, 100, 0, 12, EVIDENCE);
      }
      const found = { condition: 100, utilisation: 0 };
      expect(await buildings.facts(home)).to.equal(factsWith(found));
      const lent = { ...found, title: leased, acquisition: came.leased };
      expect(await buildings.facts(rented)).to.equal(factsWith(lent));
    });

    it("refuses more than all, and days that have not come anywhere", async () => {
      const { buildings, asA, a, home } = await story();
      // One second before a day begins where it does first, and then that second.
      const begins = (Math.floor((await time.latest()) / DAY) + 2) * DAY - 14 * 3_600;
      const day = (begins + 14 * 3_600) / DAY;
      const survey = (changes: object) =>
        asA.survey(a.id, [{ id: home, condition: 1, utilisation: 1, day, evidence: EVIDENCE, ...changes }]);
      await time.setNextBlockTimestamp(begins - 1);
      await expectRevert(survey({}), buildings, "BuildingRegistryInvalidSurvey", home, 1, 1, day);
      await time.setNextBlockTimestamp(begins);
      await survey({});
      const bad = [
        { condition: 101 },
        { utilisation: 101 },
        { condition: 255 },
        { utilisation: 255 },
        { day: 65_535 },
      ];
      for (const changes of bad) {
        const { condition, utilisation, day: on } = { condition: 1, utilisation: 1, day, ...changes };
        const call = survey(changes);
        await expectRevert(
          call,
          buildings,
          "BuildingRegistryInvalidSurvey",
          home,
          condition,
          utilisation,
          on,
        );
      }
    });
  });

  it("surveys on no earlier day than before", async () => {
    const { buildings, asA, a, home } = await story();
    expect(await buildings.surveyedOn(home)).to.equal(0);
    const survey = (day: number, condition: number) =>
      asA.survey(a.id, [{ id: home, condition, utilisation: 1, day, evidence: EVIDENCE }]);
    for (const [day, condition] of [
      [0, 1],
      [300, 2],
      [300, 3],
    ] as const)
      await survey(day, condition);
    await expectRevert(survey(299, 99), buildings, "BuildingRegistryOlderSurvey", home, 299, 300);
    await expectRevert(survey(0, 99), buildings, "BuildingRegistryOlderSurvey", home, 0, 300);
    expect(await buildings.surveyedOn(home)).to.equal(300);
    expect(await buildings.facts(home)).to.equal(factsWith({ condition: 3, utilisation: 1 }));
    await survey(301, 4);
    expect(await buildings.surveyedOn(home)).to.equal(301);
  });

  it("answers for no building with nothing", async () => {
    const { buildings } = await story();
    const nothing = encodeCode("NOTHING");
    expect(await buildings.facts(nothing)).to.equal(0);
    expect(await buildings.custodianOf(nothing)).to.equal(0);
    expect(await buildings.surveyedOn(nothing)).to.equal(0);
  });
});
