import { expect } from "chai";

import { readCodeLists } from "../../../scripts/buildings/codeLists.js";
import { layoutOf } from "../../../scripts/buildings/layout.js";
import { csv, expectInputError, temporaryFile } from "../helpers/files.js";
import { BUILDING_COLUMNS, LEASE_COLUMNS } from "../helpers/inventory.js";

describe("readCodeLists", () => {
  it("reads GSA's, whose schemas are its files' columns", async () => {
    const codes = await readCodeLists("data/buildings/gsa-codes.csv");
    expect(codes.codesOf("kind")).to.deep.equal(["BUILDING", "STRUCTURE", "LAND"]);
    expect(codes.valueOf("title", "L")).to.equal(2);
    expect(codes.valueOf("excess", "Decommissioned")).to.equal(2);
    expect(codes.valueOf("excess", "Active")).to.equal(undefined);
    expect(codes.codeOf("active", 1)).to.equal("Active");
    expect(codes.codeOf("active", 9)).to.equal("");
    expect(layoutOf("buildings", codes).columns).to.deep.equal(BUILDING_COLUMNS);
    expect(layoutOf("leases", codes).columns).to.deep.equal(LEASE_COLUMNS);
    expect(layoutOf("leases", codes).schema.columns).to.deep.equal([...LEASE_COLUMNS, "Imported"]);
  });

  it("reads British Columbia's, which names other standings and no excess", async () => {
    const codes = await readCodeLists("data/buildings/bc-codes.csv");
    expect(codes.codesOf("active")).to.deep.equal(["COREOPER", "CORESTRAT"]);
    expect(codes.codesOf("excess")).to.deep.equal([]);
    expect(codes.codesOf("surplus")).to.deep.equal(["SURPACTIVE", "SURPENCUM"]);
    expect(layoutOf("buildings", codes).columns).to.include.members(["Administrative Area", "Tenancy"]);
    expect(layoutOf("leases", codes).columns).to.have.length(5);
    expect(codes.codesOf("disposed")).to.deep.equal(["DISPOSED", "DEMOLISHED", "SUBDIVIDED"]);
  });

  it("refuses what is no code list, by line", async () => {
    const read = (...rows: string[][]) => {
      const file = temporaryFile(
        csv(["list", "value", "code", "label"], ["kind", "1", "HOUSE", "House"], ...rows),
      );
      return { file, codes: readCodeLists(file) };
    };
    for (const [row, column, problem] of [
      [["colour", "2", "RED", "Red"], ", list", /^there is no list "colour"$/],
      [["kind", "0", "SHED", "Shed"], ", value", /^"0" is no value of kind$/],
      [["kind", "256", "SHED", "Shed"], ", value", /^"256" is no value of kind$/],
      [["title", "4", "X", "Other"], ", value", /^"4" is no value of title$/],
      [["kind", "2", "GARDEN SHED", "Shed"], ", code", /^"GARDEN SHED" is no code$/],
      [["kind", "2", "HÜTTE", "Shed"], ", code", /^"HÜTTE" is no code$/],
      [["kind", "1", "SHED", "Shed"], "", /^list kind has value 1 or code "SHED" already$/],
      [["kind", "2", "HOUSE", "Shed"], "", /^list kind has value 2 or code "HOUSE" already$/],
      [["schema", "1", "S", "a,b,a"], ", label", /^"a,b,a" is no header line$/],
      [["schema", "1", "S", ""], ", label", /^"" is no header line$/],
    ] as const) {
      const { file, codes } = read([...row]);
      await expectInputError(codes, `${file}, line 3${column}`, problem);
    }
  });

  it("says which schema is missing, is there twice, or lacks a column", async () => {
    const schema = (value: string, code: string, label: string) => ["schema", value, code, label];
    for (const [rows, place, problem] of [
      [[schema("1", "X-LEASE", "a")], "code lists", /^no schema ends with -BUILDING$/],
      [
        [schema("1", "X-BUILDING", "a"), schema("2", "Y-BUILDING", "b")],
        "code lists",
        /^more schemas than one end with -BUILDING$/,
      ],
      [
        [schema("1", "X-BUILDING", "Location Code,Latitude,Longitude,Owned or Leased,Building Status")],
        "code lists, schema X-BUILDING",
        /^it lacks Building Rentable Square Feet, Real Property Asset Type, Imported$/,
      ],
    ] as const) {
      const file = temporaryFile(csv(["list", "value", "code", "label"], ...rows.map((row) => [...row])));
      const codes = await readCodeLists(file);
      await expectInputError(
        Promise.resolve().then(() => layoutOf("buildings", codes)),
        place,
        problem,
      );
    }
  });
});
