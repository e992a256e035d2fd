import { expect } from "chai";

import type { Books } from "../../../sdk/books/model.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { costOverPeers } from "../../../sdk/findings/costOverPeers.js";
import { coordinateElsewhere } from "../../../sdk/findings/coordinateElsewhere.js";
import { excessForYears } from "../../../sdk/findings/excessForYears.js";
import type { Finding } from "../../../sdk/findings/finding.js";
import { leaseEnding } from "../../../sdk/findings/leaseEnding.js";
import { rentForUnused } from "../../../sdk/findings/rentForUnused.js";
import { stateOutlines } from "../../../sdk/geography/states.js";
import { estate, EXCESS_WAIT, LEASED, SURPLUS_WAIT } from "../helpers/estate.js";
import { addOfficer, AGENCY, DAY, EVIDENCE, move, NONE, OFFICERS, OTHER_AGENCY } from "../helpers/journal.js";

const found = (findings: readonly Finding[]): string[] => findings.map(({ building }) => building);
const now = (books: Books): number => books.position!.timestamp;

describe("rentForUnused", () => {
  it("finds buildings for which rent is paid and that nobody uses, or hardly", () => {
    const { journal, register, spend, survey, lease, occupy } = estate();
    const { books } = journal;
    for (const code of ["EMPTY", "HARDLY", "USED", "UNSAID", "VACATED", "ROOM", "FREE"]) {
      register(code, LEASED);
      lease(code, "L1", 9_000);
      if (code !== "FREE") spend(code, "rent", 12_00n, "L1");
    }
    survey("EMPTY", 0);
    survey("FREE", 0);
    survey("HARDLY", 10);
    survey("USED", 11);
    occupy("VACATED", OTHER_AGENCY, 50_00);
    occupy("VACATED", OTHER_AGENCY, 0);
    occupy("ROOM", AGENCY, 11_00);
    expect(found(rentForUnused(books, now(books)))).to.have.members(["EMPTY", "HARDLY", "VACATED"]);
    const [empty] = rentForUnused(books, now(books));
    expect(empty).to.deep.equal({
      kind: "rent for unused",
      building: "EMPTY",
      lease: undefined,
      detail: "12.00 of rent paid, 0% in use",
    });
    expect(found(rentForUnused(books, now(books), { unusedUpTo: 0 }))).to.have.members(["EMPTY", "VACATED"]);
    // What was paid longer ago is past.
    expect(rentForUnused(books, now(books) + 400 * DAY)).to.deep.equal([]);
    expect(rentForUnused(books, now(books) + 400 * DAY, { period: 500 * DAY })).to.have.length(3);
  });

  it("finds what leases state where no order paid it, and nothing that is gone", () => {
    const { journal, register, spend, survey, lease, officer } = estate();
    const { books } = journal;
    for (const code of ["STATED", "USED", "GONE", "ENDED"]) {
      register(code, LEASED);
      lease(code, "L1", 9_000, 1_200_00n);
      survey(code, code === "USED" ? 80 : 0);
    }
    lease("STATED", "L2", 9_000, 100_00n);
    spend("GONE", "rent", 12_00n, "L1");
    for (const code of ["GONE", "ENDED"]) {
      journal.emit("LeaseEnded", { building: code, lease: "L1", officer, evidence: EVIDENCE });
    }
    expect(found(rentForUnused(books, now(books)))).to.deep.equal(["STATED", "GONE"]);
    const disposal = { building: "GONE", officer, disposal: 5, standing: 0, evidence: EVIDENCE };
    journal.emit("BuildingDisposed", disposal);
    expect(rentForUnused(books, now(books)).map(({ building, detail }) => [building, detail])).to.deep.equal([
      ["STATED", "leases state 1,300.00 of rent a year, none was paid, 0% in use"],
    ]);
  });

  it("looks at rent alone, and at what came back of it", () => {
    const { journal, register, spend, survey, lease } = estate();
    const { books } = journal;
    register("REPAIRED", LEASED);
    register("BACK", LEASED);
    lease("BACK", "L1", 9_000);
    survey("REPAIRED", 0);
    survey("BACK", 0);
    spend("REPAIRED", "repair", 12_00n);
    const rent = spend("BACK", "rent", 12_00n, "L1");
    expect(found(rentForUnused(books, now(books)))).to.deep.equal(["BACK"]);
    move(journal, "Returned", rent, 12_00n);
    expect(rentForUnused(books, now(books))).to.deep.equal([]);
  });
});

describe("costOverPeers", () => {
  /** Buildings of 100 square feet whose operation costs so many cents each. */
  function operated(costs: readonly bigint[]) {
    const it = estate();
    for (const [i, cost] of costs.entries()) {
      it.register(`B${i}`);
      if (cost > 0n) it.spend(`B${i}`, "operation", cost);
    }
    return it;
  }

  it("finds the one that costs more than twice the median of the others", () => {
    const { journal } = operated([10_00n, 11_00n, 9_00n, 10_00n, 12_00n, 20_00n, 20_01n]);
    const { books } = journal;
    // The peers of B6: 9, 10, 10, 11, 12, 20 dollars; twice their median is 21.
    expect(costOverPeers(books, now(books))).to.deep.equal([]);
    const [only, ...more] = costOverPeers(books, now(books), { factor: 1.905 });
    expect(more).to.deep.equal([]);
    expect(only).to.deep.equal({
      kind: "cost over peers",
      building: "B6",
      lease: undefined,
      detail: "operation cost 0.20 a square foot, 6 peers (OFFICE PUBLIC) 0.11",
    });
  });

  it("is not led astray by a few that are out of line", () => {
    const { journal } = operated([10_00n, 10_00n, 10_00n, 10_00n, 10_00n, 50_00n, 60_00n]);
    expect(found(costOverPeers(journal.books, now(journal.books)))).to.deep.equal(["B5", "B6"]);
  });

  it("leaves a building out of its own peers, wherever among them it stands", () => {
    const { journal } = operated([1_00n, 2_00n, 10_00n]);
    const { books } = journal;
    // The peers of B1 cost 5.50 at the median.
    expect(found(costOverPeers(books, now(books), { factor: 1, fewestPeers: 2 }))).to.deep.equal(["B2"]);
  });

  it("says nothing where there are too few peers", () => {
    const { journal } = operated([10_00n, 10_00n, 10_00n, 10_00n, 60_00n]);
    const { books } = journal;
    expect(costOverPeers(books, now(books))).to.deep.equal([]);
    expect(found(costOverPeers(books, now(books), { fewestPeers: 4 }))).to.deep.equal(["B4"]);
  });

  it("compares like with like: kind and use, by area, operation alone, lately", () => {
    const { journal, register, spend } = operated([10_00n, 10_00n, 10_00n, 10_00n, 10_00n, 10_00n]);
    const { books } = journal;
    register("OTHER", { kind: 0 });
    spend("OTHER", "operation", 40_00n);
    register("LARGE", { area: 1_000_00 });
    spend("LARGE", "operation", 110_00n);
    register("REPAIRED");
    spend("REPAIRED", "repair", 40_00n);
    register("NO-AREA", { area: 0 });
    spend("NO-AREA", "operation", 40_00n);
    expect(costOverPeers(books, now(books))).to.deep.equal([]);
    spend("LARGE", "operation", 100_00n);
    expect(found(costOverPeers(books, now(books)))).to.deep.equal(["LARGE"]);
    expect(costOverPeers(books, now(books) + 366 * DAY)).to.deep.equal([]);
  });

  it("compares what stands alone, not what was disposed of", () => {
    const { journal } = operated([10_00n, 10_00n, 10_00n, 10_00n, 10_00n, 10_00n, 90_00n]);
    const { books } = journal;
    expect(found(costOverPeers(books, now(books)))).to.deep.equal(["B6"]);
    const gone = books.buildings.get("B6")!;
    gone.facts = { ...gone.facts, status: 5 };
    expect(costOverPeers(books, now(books))).to.deep.equal([]);
  });
});

describe("excessForYears", () => {
  it("finds what was reported years ago, through surplus, until it is restored or gone", () => {
    const { journal, register, excess, officer } = estate();
    const { books } = journal;
    for (const code of ["LONG", "BACK", "NEVER"]) register(code);
    excess("LONG");
    const reported = journal.time;
    excess("BACK");
    journal.emit("BuildingRestored", { building: "BACK", officer, standing: 0, evidence: EVIDENCE });
    const later = reported + 2 * 365 * DAY;
    expect(excessForYears(books, later - 1)).to.deep.equal([]);
    expect(excessForYears(books, later)).to.deep.equal([
      {
        kind: "excess for years",
        building: "LONG",
        lease: undefined,
        detail: "excess since 1970-01-12, 2 years, not screened to an end",
      },
    ]);
    expect(found(excessForYears(books, later - 365 * DAY, { years: 1 }))).to.deep.equal(["LONG"]);

    const treasury = addOfficer(journal, 1, "property");
    journal.time = reported + EXCESS_WAIT;
    journal.emit("SurplusDeclared", {
      building: "LONG",
      officer: treasury,
      standing: 0,
      until: journal.time + 1 + SURPLUS_WAIT,
      evidence: EVIDENCE,
    });
    expect(excessForYears(books, later)[0]!.detail).to.match(/2 years, declared surplus$/);
    journal.time += SURPLUS_WAIT;
    const disposal = { building: "LONG", officer, disposal: 4, standing: 0, evidence: EVIDENCE };
    journal.emit("BuildingDisposed", disposal);
    expect(excessForYears(books, later)).to.deep.equal([]);
  });
});

describe("leaseEnding", () => {
  // The journal begins on 12 January 1970, in Washington as in Greenwich.
  const TODAY = 11;

  it("finds leases that end soon or have ended, undecided, the first one first", () => {
    const { journal, register, lease, officer } = estate();
    const { books } = journal;
    register("B1", LEASED);
    register("B2", LEASED);
    lease("B1", "SOON", TODAY + 180);
    lease("B1", "LATER", TODAY + 181);
    lease("B1", "OVER", TODAY - 1);
    lease("B2", "TODAY", TODAY);
    lease("B2", "ENDED", TODAY);
    lease("B2", "RENEWED", TODAY + 1);
    const on = { building: "B2", officer, evidence: EVIDENCE };
    journal.emit("LeaseEnded", { ...on, lease: "ENDED" });
    journal.emit("LeaseRenewed", { ...on, lease: "RENEWED", until: TODAY + 3_000, area: 0, rent: 0n });
    expect(leaseEnding(books, now(books))).to.deep.equal([
      {
        kind: "lease ending",
        building: "B1",
        lease: "OVER",
        detail: "it ended 1 days ago, on 1970-01-11, and is neither renewed nor ended",
      },
      {
        kind: "lease ending",
        building: "B2",
        lease: "TODAY",
        detail: "it ends in 0 days, on 1970-01-12, and is neither renewed nor ended",
      },
      {
        kind: "lease ending",
        building: "B1",
        lease: "SOON",
        detail: "it ends in 180 days, on 1970-07-11, and is neither renewed nor ended",
      },
    ]);
    expect(leaseEnding(books, now(books), { days: 181 })).to.have.length(4);
    expect(leaseEnding(books, now(books), { days: 0 })).to.have.length(2);
  });
});

describe("coordinateElsewhere", () => {
  const outlines = stateOutlines();
  const line = (State: string, Latitude: string, Longitude: string) => ({ State, Latitude, Longitude });

  it("finds coordinates outside the state that is claimed, that are none, and states that there are not", () => {
    const { journal, register } = estate();
    const { books } = journal;
    register("RIGHT", {}, line("DC", "38.8977", "-77.0365"));
    register("SWAPPED", {}, line("DC", "-77.0365", "38.8977"));
    register("SIGN", {}, line("CO", "39.74", "104.99"));
    register("NEXT", {}, line("VA", "38.8977", "-77.0365"));
    register("NONE", {}, line("DC", "", ""));
    register("NO-STATE", {}, line("", "38.9", "-77"));
    register("WHERE", {}, line("XX", "38.9", "-77"));
    register("WORDS", {}, line("DC", "38.9", "west"));
    register("BEYOND", {}, line("DC", "91", "-77"));
    expect(
      coordinateElsewhere(books, now(books), { outlines }).map((one) => [one.building, one.detail]),
    ).to.deep.equal([
      ["SWAPPED", "-77.0365, 38.8977 lies more than 100 km outside DC"],
      ["SIGN", "39.74, 104.99 lies more than 100 km outside CO"],
      ["NEXT", "38.8977, -77.0365 lies 2.2 km outside VA"],
      ["WHERE", "there is no state XX"],
      ["WORDS", "38.9, west is no place"],
      ["BEYOND", "91, -77 is no place"],
    ]);
    const near = coordinateElsewhere(books, now(books), { outlines, tolerance: 3 });
    expect(found(near)).not.to.include("NEXT");
  });

  it("passes over what is disposed of, and descriptions that can't be read", () => {
    const { journal, register, officer } = estate();
    const { books } = journal;
    register("GONE", {}, line("XX", "1", "1"));
    register("BROKEN", {}, line("XX", "1", "1"));
    const { facts } = books.buildings.get("BROKEN")!;
    const broken = { building: "BROKEN", officer, facts, record: NONE, description: "0x0122" };
    journal.emit("BuildingAmended", broken);
    const gone = books.buildings.get("GONE")!;
    gone.facts = { ...gone.facts, status: 5 };
    expect(coordinateElsewhere(books, now(books), { outlines })).to.deep.equal([]);
  });

  it("reads the columns that a jurisdiction has", () => {
    const { journal, register } = estate();
    const { books } = journal;
    journal.emit("CodeAdded", {
      list: 0,
      value: 2,
      officer: OFFICERS.administrator,
      code: "BC",
      label: "Province,Lat,Lng",
    });
    register("B1");
    const { facts } = books.buildings.get("B1")!;
    const description = `0x02${Buffer.from("WA,10,10").toString("hex")}`;
    journal.emit("BuildingAmended", {
      building: "B1",
      officer: estate().officer,
      facts,
      record: NONE,
      description,
    });
    const columns = { state: "Province", latitude: "Lat", longitude: "Lng" };
    expect(coordinateElsewhere(books, now(books), { outlines })).to.deep.equal([]);
    expect(coordinateElsewhere(books, now(books), { outlines, columns })).to.have.length(1);
  });
});

describe("findings", () => {
  it("are refused for a time that the books go beyond", () => {
    const { journal } = estate();
    const { books } = journal;
    const outlines = new Map();
    for (const find of [rentForUnused, costOverPeers, excessForYears, leaseEnding]) {
      expect(() => find(books, now(books) - 1)).to.throw(FiscInputError);
    }
    expect(() => coordinateElsewhere(books, now(books) - 1, { outlines })).to.throw(FiscInputError);
  });
});
