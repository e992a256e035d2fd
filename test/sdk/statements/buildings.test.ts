import { expect } from "chai";

import { fold } from "../../../sdk/books/fold.js";
import { costKindNumber } from "../../../sdk/buildings/kinds.js";
import { perSquareFoot } from "../../../sdk/buildings/use.js";
import { startOfFiscalYear, US_FEDERAL } from "../../../sdk/calendar.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { buildingCosts, costEntries } from "../../../sdk/statements/buildingCosts.js";
import {
  printBuildingCosts,
  printFindings,
  printHoldings,
  printProperty,
} from "../../../sdk/statements/printBuildings.js";
import { findingsAbout, propertyRegister } from "../../../sdk/statements/propertyRegister.js";
import { loadFixture } from "../../fixtures/network.js";
import { estate, LEASED } from "../helpers/estate.js";
import { buildingJournal } from "../helpers/everyBuilding.js";
import { AGENCY, DAY, EVIDENCE, move, obligate, OTHER_AGENCY } from "../helpers/journal.js";

/** The first second of fiscal year 1971. */
const NEXT_YEAR = startOfFiscalYear(1971, US_FEDERAL);

const cost = (obligated: bigint, paid: bigint) => ({ obligated, paid });

/** Two buildings that cost something in two years, and one that costs nothing. */
function spending() {
  const it = estate();
  const { journal, register, spend, lease, survey, officer } = it;
  register("B1", { area: 50_00 }, { "Real Property Asset Name": "The first\u001b one" });
  register("B2", LEASED, { "Real Property Asset Name": "Leased" });
  register("IDLE", { area: 0 });
  lease("B2", "L1", 300, 24_00n);
  survey("B2", 40);
  const repair = spend("B1", "repair", 20_00n);
  const operation = spend("B1", "operation", 10_00n);
  const rent = spend("B2", "rent", 12_00n, "L1");
  journal.time = NEXT_YEAR - 2;
  move(journal, "Returned", operation, 2_00n);
  move(journal, "Increased", rent, 24_00n);
  move(journal, "Accepted", rent, 24_00n);
  move(journal, "Certified", rent, 24_00n);
  move(journal, "Paid", rent, 24_00n);
  move(journal, "Returned", repair, 5_00n);
  move(journal, "Increased", operation, 8_00n);
  move(journal, "Deobligated", operation, 1_00n);
  move(journal, "InterestAccrued", rent, 1_00n);
  const wrong = obligate(journal, 3, 7_00n);
  const order = { building: "B1", obligation: wrong, officer, evidence: EVIDENCE };
  journal.emit("WorkOrdered", { ...order, kind: costKindNumber("disposal"), lease: "" });
  journal.emit("WorkOrderWithdrawn", order);
  return { ...it, repair, operation, rent, wrong, now: journal.time };
}

describe("buildingCosts", () => {
  it("gives what was obligated and paid, by year and by kind, returns and what was given up taken off", () => {
    const { journal, now } = spending();
    const { buildings, years, total } = buildingCosts(journal.books, now);
    const first = buildings.get("B1")!;
    expect(cost(first.obligated, first.paid)).to.deep.equal(cost(37_00n, 23_00n));
    expect([...first.years.keys()]).to.deep.equal([1970, 1971]);
    expect([...first.years.get(1970)!.kinds]).to.deep.equal([
      ["repair", cost(20_00n, 20_00n)],
      ["operation", cost(10_00n, 8_00n)],
    ]);
    expect([...first.years.get(1971)!.kinds]).to.deep.equal([
      ["repair", cost(0n, -5_00n)],
      ["operation", cost(7_00n, 0n)],
    ]);
    const leased = buildings.get("B2")!;
    expect([...leased.years.get(1971)!.kinds]).to.deep.equal([["rent", cost(25_00n, 24_00n)]]);
    expect(buildings.get("IDLE")).to.deep.include({ ...cost(0n, 0n), perSquareFoot: undefined });
    expect([...years]).to.deep.equal([
      [1970, cost(42_00n, 40_00n)],
      [1971, cost(32_00n, 19_00n)],
    ]);
    expect(total).to.deep.equal(cost(74_00n, 59_00n));
  });

  it("gives cost a square foot, and rent for each that is in use", () => {
    const { journal, now } = spending();
    const { buildings } = buildingCosts(journal.books, now);
    // 50 square feet.
    const first = buildings.get("B1")!.years.get(1970)!;
    expect(first).to.include({ perSquareFoot: 56n, operationPerSquareFoot: 16n });
    expect(first.rentPerSquareFootInUse, "nobody says how much is in use").to.equal(undefined);
    // 100 square feet, 40 of them in use.
    const leased = buildings.get("B2")!.years.get(1971)!;
    expect(leased).to.include({ perSquareFoot: 24n, rentPerSquareFootInUse: 60n });
  });

  it("is what the obligations that name a building come to", () => {
    const { journal, now } = spending();
    const { books } = journal;
    const { total, buildings } = buildingCosts(books, now);
    const named = [...books.orders.keys()].map((id) => books.obligations.get(id)!);
    const sum = (of: (one: (typeof named)[number]) => bigint): bigint =>
      named.reduce((all, one) => all + of(one), 0n);
    expect(total).to.deep.equal(
      cost(
        sum(({ obligated }) => obligated),
        sum(({ paid }) => paid),
      ),
    );
    const paid = [...buildings.values()].reduce((all, one) => all + one.paid, 0n);
    expect(paid).to.equal(total.paid);
  });

  it("follows the order: withdrawn, its money never counts; named anew, it is the other building's", () => {
    const { journal, officer, wrong, now } = spending();
    const { books } = journal;
    expect(costEntries(books).some(({ obligation }) => obligation === wrong)).to.equal(false);
    const order = { obligation: wrong, officer, evidence: EVIDENCE };
    journal.emit("WorkOrdered", { ...order, building: "IDLE", kind: costKindNumber("repair"), lease: "" });
    const { buildings, total } = buildingCosts(books, now + 9);
    expect(buildings.get("IDLE")!.obligated).to.equal(7_00n);
    expect(buildings.get("B1")!.obligated).to.equal(37_00n);
    expect(total).to.deep.equal(cost(81_00n, 59_00n));
  });

  it("is refused for a time that the books go beyond", () => {
    const { journal, now } = spending();
    expect(() => buildingCosts(journal.books, now - 1)).to.throw(FiscInputError);
    expect(() => propertyRegister(journal.books, now - 1)).to.throw(FiscInputError);
  });

  it("tells what a sale brought, and what a disposed building cost", async () => {
    const { events } = await loadFixture(buildingJournal);
    const books = fold(events);
    const { buildings } = buildingCosts(books, books.position!.timestamp);
    expect(buildings.get("SOLD")).to.include({ ...cost(500_00n, 400_00n), proceeds: 9_000_00n });
    expect(buildings.get("LEASED")).to.include({ ...cost(1_200_00n, 300_00n), proceeds: 0n });
    expect(buildings.get("PLANNED")!.kinds.get("construction")).to.deep.equal(cost(10_000_00n, 0n));
    expect(buildings.get("KEPT")!.obligated, "another building was meant").to.equal(0n);
  });
});

describe("a sale's proceeds", () => {
  it("are what the ledger's receipts come to, less what was taken back of them", async () => {
    const { events, root } = await loadFixture(buildingJournal);
    const books = fold(events);
    const { acts } = books.accounts.get(root)!;
    const sale = acts.findLast(({ name }) => name === "Collected")!;
    const proceeds = () => buildingCosts(books, books.position!.timestamp).buildings.get("SOLD")!.proceeds;
    acts.push({ ...sale, name: "Uncollected", amount: 2_500_00n });
    expect(proceeds()).to.equal(6_500_00n);
    // Of another kind, or of nothing that is a building's.
    acts.push({ ...sale, name: "Uncollected", counterpart: 2 }, { ...sale, evidence: EVIDENCE });
    expect(proceeds()).to.equal(6_500_00n);
    acts.push({ ...sale, name: "Uncollected", amount: 6_500_00n });
    expect(proceeds()).to.equal(0n);
  });
});

describe("perSquareFoot", () => {
  it("rounds half a cent up, and needs an area", () => {
    expect(perSquareFoot(3n, 2_00)).to.equal(2n);
    expect(perSquareFoot(-3n, 2_00)).to.equal(-1n);
    expect(perSquareFoot(-5n, 3_00)).to.equal(-2n);
    expect(perSquareFoot(100n, 33)).to.equal(303n);
    expect(perSquareFoot(100n, 0)).to.equal(undefined);
    expect(perSquareFoot(100n, undefined)).to.equal(undefined);
  });
});

describe("propertyRegister", () => {
  function kept() {
    const it = spending();
    it.occupy("B1", OTHER_AGENCY, 10_00);
    it.occupy("B1", AGENCY, 20_00);
    it.occupy("B1", 1, 5_00);
    it.occupy("B1", 1, 0);
    it.excess("IDLE");
    it.survey("B2", 0);
    const { books } = it.journal;
    return { ...it, books, asOf: it.journal.time + 3 * 365 * DAY };
  }

  it("says what is held, who sits in it, what it costs and what speaks for giving it up", () => {
    const { books, journal } = kept();
    const { rows, year } = propertyRegister(books, journal.time);
    expect(year).to.equal(1971);
    expect(rows.map(({ building }) => building)).to.deep.equal(["B1", "B2", "IDLE"]);
    const [first, leased, idle] = rows;
    expect(first).to.deep.include({
      name: "The first\u001b one",
      custodian: AGENCY,
      custodianCode: "A",
      title: "owned",
      status: "active",
      standing: "CORE",
      kind: "OFFICE",
      use: "PUBLIC",
      area: 50_00,
      condition: undefined,
      utilisation: 60,
      occupants: [
        { organisation: AGENCY, code: "A", area: 20_00 },
        { organisation: OTHER_AGENCY, code: "B", area: 10_00 },
      ],
      leases: 0,
      leaseUntil: undefined,
      rentStated: 0n,
      paid: 23_00n,
      unpaid: 14_00n,
      proceeds: 0n,
      reasons: [],
    });
    expect(first!.thisYear!.paid).to.equal(-5_00n);
    expect(first!.lastYear!.paid).to.equal(28_00n);
    expect(leased).to.deep.include({
      title: "leased",
      condition: 70,
      utilisation: 0,
      leases: 1,
      leaseUntil: 300,
      rentStated: 24_00n,
      unpaid: 1_00n,
    });
    expect(leased!.reasons.map(({ kind }) => kind)).to.deep.equal(["rent for unused", "lease ending"]);
    expect(idle).to.deep.include({
      status: "excess",
      standing: "",
      utilisation: undefined,
      thisYear: undefined,
    });
  });

  it("adds up what each organisation holds in each status", () => {
    const { books, journal } = kept();
    const { holdings } = propertyRegister(books, journal.time);
    const own = { custodian: AGENCY, custodianCode: "A" };
    expect(holdings).to.deep.equal([
      { ...own, status: "active", buildings: 2, area: 150_00, paidThisYear: 19_00n },
      { ...own, status: "excess", buildings: 1, area: 0, paidThisYear: 0n },
    ]);
  });

  it("shows the findings that it is given in the place of its own", () => {
    const { books, asOf } = kept();
    expect(findingsAbout(books, asOf).map(({ kind, building }) => [kind, building])).to.deep.equal([
      // What its lease states, since what was paid is longer ago.
      ["rent for unused", "B2"],
      ["excess for years", "IDLE"],
      ["lease ending", "B2"],
    ]);
    const kind = "coordinate elsewhere";
    const finding = { kind, building: "B1", lease: undefined, detail: "x" } as const;
    const { rows } = propertyRegister(books, asOf, { findings: [finding], nameColumn: "State" });
    expect(rows.map(({ reasons }) => reasons)).to.deep.equal([[finding], [], []]);
    expect(rows.every(({ name }) => name === "")).to.equal(true);
  });

  it("prints holdings, buildings, costs and findings", () => {
    const { books, journal } = kept();
    const register = propertyRegister(books, journal.time);
    expect(printHoldings(register)).to.equal(
      [
        "custodian   status  buildings  square feet  paid for them in FY 1971",
        "----------  ------  ---------  -----------  ------------------------",
        "A           active          2       150.00                     19.00",
        "A           excess          1                                   0.00",
        "total held                  3       150.00                     19.00",
        "",
      ].join("\n"),
    );
    // What is gone is held no more, what is planned not yet.
    const [held] = register.holdings;
    const holdings = [{ ...held!, status: "planned", buildings: 4 } as const, ...register.holdings];
    holdings.push({ ...held!, status: "disposed", buildings: 9 } as never);
    const lines = printHoldings({ ...register, holdings })
      .trim()
      .split("\n");
    expect(lines.at(-2)).to.match(/^total held +3 +150\.00 +19\.00$/);
    expect(lines.at(-1)).to.match(/^A +planned +4 /);
    expect(lines).to.have.length(6);
    const buildings = printProperty(register).split("\n");
    expect(buildings[2]).to.equal(
      "B1        The first\uFFFD one  A          owned   active, CORE        50.00" +
        "                60%  A, B                                           28.00            -5.00          -0.10" +
        "   14.00",
    );
    expect(buildings[3]).to.match(
      /^B2 .* 100\.00 +70% +0% +1970-10-28 +24\.00 +12\.00 +24\.00 +0\.24 +1\.00 +rent for unused, lease ending$/,
    );
    expect(printBuildingCosts(buildingCosts(books, journal.time)).split("\n").slice(2)).to.deep.equal([
      "B1        1970  repair         20.00  20.00",
      "B1        1970  operation      10.00   8.00",
      "B1        1970  all            30.00  28.00           0.56",
      "B1        1971  repair          0.00  -5.00",
      "B1        1971  operation       7.00   0.00",
      "B1        1971  all             7.00  -5.00          -0.10",
      "B2        1970  rent           12.00  12.00",
      "B2        1970  all            12.00  12.00           0.12",
      "B2        1971  rent           25.00  24.00",
      "B2        1971  all            25.00  24.00           0.24",
      "total                          74.00  59.00",
      "",
    ]);
    const before = spending();
    expect(printBuildingCosts(buildingCosts(before.journal.books, before.now))).to.match(
      /\nB2 +1971 +all +25\.00 +24\.00 +0\.24 +0\.60\n/,
    );
    expect(printFindings(findingsAbout(books, journal.time)).split("\n")[2]).to.match(
      /^B2 +rent for unused +36\.00 of rent paid, 0% in use$/,
    );
  });
});
