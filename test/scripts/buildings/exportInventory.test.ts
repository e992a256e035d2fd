import { readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import { type CodeLists, readCodeLists } from "../../../scripts/buildings/codeLists.js";
import { compareExport } from "../../../scripts/buildings/compareExport.js";
import { type ExportedInventory, exportInventory } from "../../../scripts/buildings/exportInventory.js";
import { geoJsonOf } from "../../../scripts/buildings/geoJson.js";
import { readInventory } from "../../../scripts/buildings/readInventory.js";
import { type ExportFiles, prepareExport, writeExport } from "../../../scripts/buildings/writeExport.js";
import { expectInputError, temporaryFile } from "../helpers/files.js";
import {
  BUILDING_COLUMNS,
  buildingRow,
  inventoryFiles,
  LEASE_COLUMNS,
  LEASED,
  leaseRow,
} from "../helpers/inventory.js";
import { OURS, registerOf, setFacts } from "../helpers/register.js";

const BUILDINGS = [
  buildingRow("A", { "Building Rentable Square Feet": "40294.339999999997", City: 'ALDER, "PORT"' }),
  buildingRow("B", { ...LEASED, "Real Property Asset Type": "LAND", "Construction Date": "" }),
];
const LEASES = [
  leaseRow("B", "L1", { "Real Property Asset Name": "EAST" }),
  leaseRow("B", "L1", { "Real Property Asset Name": "ANNEX" }),
  leaseRow("B", "L2"),
];
const NOTHING_ABSENT = { buildings: [], leases: [] };
const NOTHING_LEFT = { refused: [], kept: [], absent: NOTHING_ABSENT };

describe("export of an inventory", () => {
  let codes: CodeLists;
  let sources: { readonly buildings: string; readonly leases: string };

  before(async () => {
    codes = await readCodeLists("data/buildings/gsa-codes.csv");
    sources = inventoryFiles(BUILDINGS, LEASES);
  });

  const register = async () => {
    const { buildings, leases } = await readInventory(sources, codes);
    return registerOf(buildings, leases, codes);
  };

  const write = async (inventory: ExportedInventory): Promise<ExportFiles> => {
    const files = await prepareExport(path.join(path.dirname(temporaryFile("")), "out"), []);
    await writeExport(files, inventory, codes);
    return files;
  };

  const mismatches = async (inventory: ExportedInventory): Promise<readonly string[]> =>
    (await compareExport(sources, await write(inventory), codes, NOTHING_LEFT)).mismatches;

  it("gives every column back as the source has it", async () => {
    const inventory = exportInventory(await register(), codes, OURS);
    expect(inventory.buildings).to.deep.equal([
      { ...BUILDINGS[0], "Building Rentable Square Feet": "40294.34" },
      BUILDINGS[1],
    ]);
    expect(inventory.leases).to.deep.equal([LEASES[1], LEASES[0], LEASES[2]]);
    const files = await write(inventory);
    expect(await compareExport(sources, files, codes, NOTHING_LEFT)).to.deep.equal({
      mismatches: [],
      fieldsCompared: 2 * BUILDING_COLUMNS.length + 3 * LEASE_COLUMNS.length,
    });
    const lines = readFileSync(files.buildings, "utf8").split("\r\n");
    expect(lines[0]).to.equal(BUILDING_COLUMNS.join(","));
    expect(lines[1]).to.match(/^A,HOUSE A,.*,"ALDER, ""PORT""",ME,/);
    expect(lines).to.have.length(4);
  });

  it("lists what is excess or surplus under its standing, and neither what is planned nor what is gone", async () => {
    const books = await register();
    for (const [status, standing, name] of [
      [3, 2, "Decommissioned"],
      [4, 1, "Excess"],
      [2, 0, ""],
    ] as const) {
      setFacts(books, "A", { status, standing });
      expect(exportInventory(books, codes, OURS).buildings[0]!["Building Status"]).to.equal(name);
    }
    for (const status of [1, 5]) {
      setFacts(books, "B", { status, standing: 0 });
      const inventory = exportInventory(books, codes, OURS);
      expect(inventory.buildings.map((row) => row["Location Code"])).to.deep.equal(["A"]);
      expect(inventory.leases).to.deep.equal([]);
    }
  });

  it("lists no ended lease, and a lease without a description as one row", async () => {
    const books = await register();
    books.buildings.get("B")!.leases.get("L1")!.isRunning = false;
    Object.assign(books.buildings.get("B")!.leases.get("L2")!, { description: "0x" });
    expect(exportInventory(books, codes, OURS).leases).to.deep.equal([
      {
        ...Object.fromEntries(LEASE_COLUMNS.map((column) => [column, ""])),
        "Location Code": "B",
        "Federal Leased Code": "L",
        "Lease Number": "L2",
        "Lease Effective Date": "2020-02-12",
        "Lease Expiration Date": "2035-02-11",
      },
    ]);
  });

  it("leaves cells empty where a description is not of its schema, and goes on", async () => {
    const books = await register();
    books.buildings.get("A")!.description = "0x01412c42";
    const { buildings } = exportInventory(books, codes, OURS);
    expect(buildings[0]).to.include({ "Location Code": "A", City: "", "Owned or Leased": "F" });
    expect(buildings[1]).to.deep.equal(BUILDINGS[1]);
  });

  it("finds each field that came back otherwise, by line and column", async () => {
    const inventory = exportInventory(await register(), codes, OURS);
    const [first, second] = inventory.buildings;
    const changed = (changes: Readonly<Record<string, string>>) => ({
      ...inventory,
      buildings: [{ ...first, ...changes }, second!],
    });
    for (const [column, text, was] of [
      ["Zip Code", "4001", "04001"],
      ["Latitude", "43.6575", "43.65749"],
      ["Available Square Feet", "0", ""],
      ["Building Status", "active", "Active"],
    ] as const) {
      expect(await mismatches(changed({ [column]: text }))).to.deep.equal([
        `buildings, line 2, ${column}: "${was}" came back as "${text}"`,
      ]);
    }
    // One double, printed in two ways, in a column of numbers alone.
    expect(await mismatches(changed({ Longitude: "-70.252110000000002" }))).to.deep.equal([]);
    expect(await mismatches(changed({ "GSA Region": "1.0" }))).to.have.length(1);
  });

  it("finds rows that one side lacks or has twice", async () => {
    const inventory = exportInventory(await register(), codes, OURS);
    const { buildings, leases } = inventory;
    expect(await mismatches({ buildings: [buildings[1]!], leases })).to.deep.equal([
      "buildings, line 2: the export lacks A",
    ]);
    expect(await mismatches({ buildings, leases: [...leases, leases[0]!] })).to.deep.equal([
      "leases: the export has B L1 ANNEX twice, on line 5",
    ]);
    expect(await mismatches({ buildings: [...buildings, buildingRow("C")], leases })).to.deep.equal([
      "buildings: the source lacks C",
    ]);
    expect(await mismatches({ buildings, leases: [] })).to.have.length(3);
  });

  it("compares nothing with rows that were refused, and leaves out what the register alone has", async () => {
    const { buildings, leases } = exportInventory(await register(), codes, OURS);
    const files = await write({
      buildings: [{ ...buildings[0], City: "OLD" }, buildings[1]!, buildingRow("C")],
      leases: [...leases, leaseRow("B", "L9")],
    });
    const row = { file: "buildings", line: 2, building: "A", lease: "", problem: "" } as const;
    const absent = { buildings: ["C"], leases: ["B L9"] };
    const { mismatches: found } = await compareExport(sources, files, codes, {
      refused: [row],
      kept: [],
      absent,
    });
    expect(found).to.deep.equal([]);
    const { mismatches: all } = await compareExport(sources, files, codes, NOTHING_LEFT);
    expect(all).to.have.length(3);
  });

  it("maps buildings, longitude first, numbers as numbers", () => {
    const bare = buildingRow("B", { Latitude: "", Longitude: "", "Construction Date": "" });
    const { type, features } = geoJsonOf([buildingRow("A"), bare]);
    expect(type).to.equal("FeatureCollection");
    expect(features[0]).to.deep.include({
      type: "Feature",
      id: "A",
      geometry: { type: "Point", coordinates: [-70.25211, 43.65749] },
    });
    expect(features[0]!.properties).to.include({
      "Location Code": "A",
      "Building Rentable Square Feet": 1000.5,
      "Available Square Feet": null,
      "Zip Code": "04001",
    });
    expect(features[0]!.properties).not.to.have.any.keys("Latitude", "Longitude");
    expect(features[1]).to.deep.include({ geometry: null });
    expect(features[1]!.properties["Construction Date"]).to.equal(null);
  });

  it("writes over none of its sources, and says what hinders it", async () => {
    const folder = path.dirname(sources.buildings);
    await expectInputError(
      prepareExport(`${folder}/.`, [sources.buildings]),
      `--export ${folder}/.`,
      /^the export would write over the file that is imported$/,
    );
    await expectInputError(
      prepareExport(path.join(sources.leases, "below"), []),
      `--export ${path.join(sources.leases, "below")}`,
      /^the folder can't be made \((ENOTDIR|EEXIST)\)$/,
    );
    rmSync(folder, { recursive: true });
  });
});
