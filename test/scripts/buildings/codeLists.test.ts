import { expect } from "chai";

import { readCodeLists } from "../../../scripts/buildings/codeLists.js";
import { BUILDING_COLUMNS, LEASE_COLUMNS } from "../../../scripts/buildings/columns.js";
import { schemaOf } from "../../../scripts/buildings/parseBuilding.js";
import { csv, expectInputError, temporaryFile } from "../helpers/files.js";

describe("readCodeLists", () => {
  it("reads GSA's, whose schemas hold every column that facts and terms do not", async () => {
    const codes = await readCodeLists("data/buildings/gsa-codes.csv");
    expect(codes.codesOf("kind")).to.deep.equal(["BUILDING", "STRUCTURE", "LAND"]);
    expect(codes.valueOf("title", "L")).to.equal(2);
    expect(codes.valueOf("excess", "Decommissioned")).to.equal(2);
    expect(codes.valueOf("excess", "Active")).to.equal(undefined);
    expect(codes.codeOf("active", 1)).to.equal("Active");
    expect(codes.codeOf("active", 9)).to.equal("");
    const inFacts = [
      "Location Code",
      "Owned or Leased",
      "Building Rentable Square Feet",
      "Building Status",
      "Real Property Asset Type",
    ];
    expect(schemaOf("building", codes).columns).to.deep.equal(
      BUILDING_COLUMNS.filter((column) => !inFacts.includes(column)),
    );
    const inTerms = ["Location Code", "Lease Number", "Lease Effective Date", "Lease Expiration Date"];
    expect(schemaOf("lease", codes).columns).to.deep.equal(
      LEASE_COLUMNS.filter((column) => !inTerms.includes(column)),
    );
  });

  it("reads British Columbia's, which names other standings and no excess", async () => {
    const codes = await readCodeLists("data/buildings/bc-codes.csv");
    expect(codes.codesOf("active")).to.deep.equal(["COREOPER", "CORESTRAT"]);
    expect(codes.codesOf("excess")).to.deep.equal([]);
    expect(codes.codesOf("surplus")).to.deep.equal(["SURPACTIVE", "SURPENCUM"]);
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

  it("says which schema is missing", async () => {
    const codes = await readCodeLists("data/buildings/bc-codes.csv");
    await expectInputError(
      Promise.resolve().then(() => schemaOf("lease", codes)),
      "code lists",
      /^there is no schema IOLP-LEASE$/,
    );
  });
});
