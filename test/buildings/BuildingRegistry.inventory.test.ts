import { expect } from "chai";

import { encodeCode } from "../../sdk/buildings/codes.js";
import { ACQUISITION, BUILDING_STATUS, type BuildingFacts, TITLE } from "../../sdk/buildings/facts.js";
import { CODE_LIST } from "../../sdk/buildings/kinds.js";
import { EVIDENCE } from "../fixtures/funded.js";
import { disposed, excess, housed } from "../fixtures/housed.js";
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

    it("holds a building to its title while a lease is running, and what is given up from being leased", async () => {
      const { buildings, asA, a, home, rented } = await loadFixture(excess);
      await asA.registerLeases(a.id, [leaseEntry("RENT01", "L1")]);
      const own = entry("RENT01", { acquisition: came.leased });
      await expectRevert(
        asA.amend(a.id, [own]),
        buildings,
        "BuildingRegistryInvalidFacts",
        rented,
        own.facts,
      );
      await asA.endLease(rented, encodeCode("L1"), EVIDENCE);
      await asA.amend(a.id, [own]);
      await asA.amend(a.id, [{ ...own, facts: factsWith({ title: leased, acquisition: came.leased }) }]);

      const given = { status: isExcess, standing: 1 };
      const lent = entry("HOME01", { ...given, title: leased });
      await expectRevert(
        asA.amend(a.id, [lent]),
        buildings,
        "BuildingRegistryInvalidFacts",
        home,
        lent.facts,
      );
      await asA.amend(a.id, [entry("HOME01", { ...given, title: managed })]);
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

  it("answers for no building with nothing", async () => {
    const { buildings } = await story();
    const nothing = encodeCode("NOTHING");
    expect(await buildings.facts(nothing)).to.equal(0);
    expect(await buildings.custodianOf(nothing)).to.equal(0);
  });
});
