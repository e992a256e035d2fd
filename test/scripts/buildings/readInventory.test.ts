import { expect } from "chai";

import { readCodeLists } from "../../../scripts/buildings/codeLists.js";
import { readInventory } from "../../../scripts/buildings/readInventory.js";
import { csv, expectInputError, temporaryFile } from "../helpers/files.js";
import { BUILDING_COLUMNS, buildingRow, inventoryFiles, LEASED, leaseRow } from "../helpers/inventory.js";

type Cells = Readonly<Record<string, string>>;

describe("readInventory", () => {
  const read = async (buildings: readonly Cells[], leases: readonly Cells[]) =>
    readInventory(inventoryFiles(buildings, leases), await readCodeLists("data/buildings/gsa-codes.csv"));

  it("reads buildings in the register's terms, and what else a row says as its description", async () => {
    const { buildings, refused } = await read(
      [
        buildingRow("ME0001", {
          "Building Rentable Square Feet": "40294.339999999997",
          City: 'ALDER, "PORT"',
        }),
      ],
      [leaseRow("ME0001", "L1")],
    );
    expect(refused).to.deep.equal([]);
    expect(buildings).to.have.length(1);
    expect(buildings[0]).to.deep.include({
      code: "ME0001",
      title: 1,
      area: 4_029_434,
    });
    expect(buildings[0]!.description).to.include({
      City: 'ALDER, "PORT"',
      "Available Square Feet": "",
      "Building Status": "Active",
      // Two texts of one figure are no news.
      "Building Rentable Square Feet": "40294.34",
    });
    expect(Object.keys(buildings[0]!.description)).to.deep.equal([...BUILDING_COLUMNS, "Imported"]);
    expect(buildings[0]!.description.Imported).to.match(/^[0-9a-f]{16}$/);
    expect(buildings[0]!.source.line).to.equal(2);
  });

  it("takes rows that name parts of one lease together, in whichever order they stand", async () => {
    const name = (part: string) => ({ "Real Property Asset Name": part });
    const { leases } = await read(
      [buildingRow("ME0001", LEASED)],
      [
        leaseRow("ME0001", "L1", name("EAST")),
        leaseRow("ME0001", "L2", name("EAST")),
        leaseRow("ME0001", "L1", name("ANNEX")),
        leaseRow("ME0002", "L1", name("EAST")),
      ],
    );
    expect(leases.map(({ building, number, parts }) => [building, number, parts.length])).to.deep.equal([
      ["ME0001", "L1", 2],
      ["ME0001", "L2", 1],
      ["ME0002", "L1", 1],
    ]);
    expect(leases[0]!.parts.map((part) => part["Real Property Asset Name"])).to.deep.equal(["ANNEX", "EAST"]);
    expect(leases[0]!.sources.map(({ line }) => line)).to.deep.equal([2, 4]);
    expect(leases[0]).to.include({ from: 18_304, until: 23_782 });
  });

  it("refuses bad rows of buildings one by one, and goes on with the rest", async () => {
    const bad: [Cells, RegExp][] = [
      [buildingRow("A1", { Latitude: "", Longitude: "" }), /^line 3, Latitude: it has no coordinates; add /],
      [buildingRow("A2", { Longitude: "" }), /^line 4, Longitude: it has no coordinates; /],
      [buildingRow("A3", { Latitude: "91" }), /^line 5, Latitude: the coordinate 91 is outside -90 to 90; /],
      [
        buildingRow("A4", { "Building Rentable Square Feet": "-5" }),
        /^line 6, Building Rentable Square Feet: the area -5 is below 0; /,
      ],
      [
        buildingRow("A5", { "Building Rentable Square Feet": "big" }),
        /^line 7, Building Rentable Square Feet: "big" is not an area/,
      ],
      [
        buildingRow("A6", { "Building Rentable Square Feet": "42949672.96" }),
        /^line 8, .* the most is 42949672\.95\.$/,
      ],
      [buildingRow("OK1"), /^line 9, Location Code: building OK1 stands on line 2 already; /],
      [
        buildingRow("A8", { "Real Property Asset Type": "CASTLE" }),
        /^line 10, Real Property Asset Type: "CASTLE" is not on the list; use one of BUILDING, STRUCTURE, LAND, /,
      ],
      [
        buildingRow("A9", { "Building Status": "Lost" }),
        /^line 11, Building Status: "Lost" is not on the list; use one of Active, Excess, Decommissioned, /,
      ],
      [
        buildingRow("B1", { "Owned or Leased": "X" }),
        /^line 12, Owned or Leased: "X" is not on the list; use one of F, L, /,
      ],
      [buildingRow("MÉ0001"), /^line 13, Location Code: "MÉ0001" is no code; /],
      [buildingRow(""), /^line 14, Location Code: it is empty; /],
      [buildingRow("B".repeat(32)), /^line 15, Location Code: "B{32}" is no code; /],
      [
        buildingRow("B4", { City: "x".repeat(9_000) }),
        /^line 16: its description has 9\d\d\d bytes; shorten it /,
      ],
      [
        buildingRow("B5", { "Available Square Feet": "some" }),
        /^line 17, Available Square Feet: "some" is not /,
      ],
      [buildingRow("B6", { City: "A\tB" }), /^line 18, City: it holds a line break or a control character; /],
    ];
    const { buildings, refused } = await read(
      [buildingRow("OK1"), ...bad.map(([row]) => row), buildingRow("OK2")],
      [leaseRow("OK1", "L1")],
    );
    expect(buildings.map(({ code }) => code)).to.deep.equal(["OK1", "OK2"]);
    expect(refused).to.have.length(bad.length);
    for (const [i, [row, problem]] of bad.entries()) {
      expect(refused[i]).to.include({
        file: "buildings",
        line: i + 3,
        building: row["Location Code"],
        lease: "",
      });
      expect(refused[i]!.problem).to.match(problem);
    }
  });

  it("refuses bad rows of leases one by one, and goes on with the rest", async () => {
    const part = { "Real Property Asset Name": "ANNEX" };
    const bad: [Cells, RegExp][] = [
      [
        leaseRow("OK1", "L2", { "Lease Expiration Date": "2020-02-11" }),
        /^line 3, Lease Expiration Date: the lease ends on 2020-02-11, before it starts on 2020-02-12; /,
      ],
      [
        leaseRow("OK1", "L3", { "Lease Effective Date": "soon" }),
        /^line 4, Lease Effective Date: "soon" is not a date; /,
      ],
      [
        leaseRow("OK1", "L3", { "Lease Expiration Date": "10000-01-01" }),
        /^line 5, Lease Expiration Date: "10000-01-01" is not a date; /,
      ],
      [
        leaseRow("OK1", "L1"),
        /^line 6, Real Property Asset Name: the same part of lease L1 stands on line 2 already; /,
      ],
      [
        leaseRow("OK1", "L1", { ...part, "Lease Expiration Date": "2036-01-01" }),
        /^line 7, Lease Expiration Date: lease L1 has other dates on line 2; /,
      ],
      [leaseRow("OK1", "NO 5"), /^line 8, Lease Number: "NO 5" is no code; /],
      [leaseRow("OK1", "L6", { "Federal Leased Code": "F" }), /^line 9, .*"F" says that it is not leased; /],
      [
        leaseRow("OK1", "L1", { ...part, City: "x".repeat(9_000) }),
        /^line 10: its description has 9\d\d\d bytes; /,
      ],
      [
        leaseRow("OK1", "L7", { "Real Property Asset type": "TENT" }),
        /^line 11, .*"TENT" is not on the list; /,
      ],
      [leaseRow("OK1", "L8", { "Building Rentable Square Feet": "?" }), /^line 12, .*"\?" is not an area/],
      [leaseRow("OK1", "L9", { Latitude: "x" }), /^line 13, Latitude: "x" is not a coordinate/],
    ];
    const { leases, refused } = await read(
      [buildingRow("OK1", LEASED)],
      [leaseRow("OK1", "L1"), ...bad.map(([row]) => row), leaseRow("OK1", "L10")],
    );
    expect(leases.map(({ number }) => number)).to.deep.equal(["L1", "L10"]);
    expect(refused).to.have.length(bad.length);
    for (const [i, [row, problem]] of bad.entries()) {
      expect(refused[i]).to.include({
        file: "leases",
        line: i + 3,
        building: "OK1",
        lease: row["Lease Number"],
      });
      expect(refused[i]!.problem).to.match(problem);
    }
  });

  it("refuses a row with a wrong number of cells by its line, and goes on", async () => {
    const cells = (row: Cells): string[] => BUILDING_COLUMNS.map((column) => row[column] ?? "");
    const buildings = temporaryFile(
      csv(
        BUILDING_COLUMNS,
        cells(buildingRow("A1")).slice(1),
        [...cells(buildingRow("A2", { City: "TWO" })), "more\nthan", "enough"],
        cells(buildingRow("OK1")),
      ),
    );
    const { leases } = inventoryFiles([], [leaseRow("OK1", "L1")]);
    const inventory = await readInventory(
      { buildings, leases },
      await readCodeLists("data/buildings/gsa-codes.csv"),
    );
    expect(inventory.buildings.map(({ code, source }) => [code, source.line])).to.deep.equal([["OK1", 5]]);
    expect(inventory.refused.map(({ line, problem }) => [line, problem.split(";")[0]])).to.deep.equal([
      [2, "line 2: the row has not as many fields as the header"],
      [3, "line 3: the row has not as many fields as the header"],
    ]);
    // What stands first is its code, as far as it has one.
    expect(inventory.refused.map(({ building, lease }) => [building, lease])).to.deep.equal([
      ["HOUSE A1", ""],
      ["A2", ""],
    ]);
  });

  it("takes no part of a file that lacks a column or can't be read", async () => {
    const codes = await readCodeLists("data/buildings/gsa-codes.csv");
    const { buildings, leases } = inventoryFiles([buildingRow("OK1")], [leaseRow("OK1", "L1")]);
    const narrow = temporaryFile(csv(BUILDING_COLUMNS.slice(1), ["x"]), "narrow.csv");
    await expectInputError(
      readInventory({ buildings: narrow, leases }, codes),
      "narrow.csv, line 1",
      /^the header lacks Location Code$/,
    );
    const open = temporaryFile(`${csv(BUILDING_COLUMNS)}"OK1`, "open.csv");
    await expectInputError(
      readInventory({ buildings: open, leases }, codes),
      "open.csv, line 2",
      /never closed/,
    );
    await expectInputError(
      readInventory({ buildings, leases: "no-such.csv" }, codes),
      "no-such.csv",
      /^the file can't be read \(ENOENT\)$/,
    );
  });
});
