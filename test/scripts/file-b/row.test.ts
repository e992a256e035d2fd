import { expect } from "chai";

import { FILE_B_COLUMNS, parseFileBRow, symbolText } from "../../../scripts/file-b/row.js";
import { type Figures, recordOf, rowOf } from "../helpers/fileB.js";
import { expectFault } from "../helpers/files.js";

const FIGURES: Figures = {
  opening: { undelivered: 500n, delivered: 300n, advanced: 20n },
  closing: { undelivered: 400n, delivered: -50n, advanced: 30n, paid: 1_000n },
  downward: 10n,
};

function expectMalformed(changes: Readonly<Record<string, string>>, place: string, problem: RegExp): void {
  let error: unknown;
  try {
    parseFileBRow(9, recordOf(FIGURES, changes));
  } catch (thrown) {
    error = thrown;
  }
  expectFault(error, place, problem);
}

describe("parseFileBRow", () => {
  it("turns credits into balances that are positive on their own side, wrong-sided ones negative", () => {
    expect(parseFileBRow(9, recordOf(FIGURES))).to.deep.equal(rowOf(FIGURES, 9));
  });

  it("adds up the four accounts of recoveries", () => {
    const parts = FILE_B_COLUMNS.filter((column) => column.includes("DOWNWARDADJUSTMENTS"));
    expect(parts).to.have.length(4);
    const changes = Object.fromEntries(parts.map((column, i) => [column, `${10 ** i}.00`]));
    const total = { DEOBLIGATIONSRECOVERIESREFUNDSDOFPRIORYEARBYPROGRAMOBJECTCLASS_CPE: "1111" };
    expect(parseFileBRow(2, recordOf({}, { ...changes, ...total })).downward).to.equal(111_100n);
  });

  it("takes padded fields", () => {
    const padded = Object.entries(recordOf(FIGURES)).map(([column, text]) => [column, ` ${text} `]);
    expect(parseFileBRow(9, Object.fromEntries(padded) as Record<string, string>)).to.deep.equal(
      rowOf(FIGURES, 9),
    );
  });

  it("reads an account with a period, and one with an allocation", () => {
    const changes = {
      AVAILABILITYTYPECODE: "",
      BEGINNINGPERIODOFAVAILABILITY: "2014",
      ENDINGPERIODOFAVAILABILITY: "2015",
    };
    expect(parseFileBRow(2, recordOf({}, changes)).account).to.equal("012-2014/2015-1600-000");
    const allocated = { ALLOCATIONTRANSFERAGENCYIDENTIFIER: "020" };
    expect(parseFileBRow(2, recordOf({}, allocated)).account).to.equal("020-012-X-1600-000");
  });

  for (const column of FILE_B_COLUMNS.filter((name) => /_(FYB|CPE)$/.test(name))) {
    it(`refuses what is no amount in ${column.slice(0, 60)}`, () => {
      for (const text of ["", "1e5", "1.234", "1,000.00", "n/a"])
        expectMalformed({ [column]: text }, `line 9, ${column}`, /is not an amount$/);
    });
  }

  for (const [column, text] of [
    ["AGENCYIDENTIFIER", "12"],
    ["AGENCYIDENTIFIER", ""],
    ["MAINACCOUNTCODE", "160"],
    ["SUBACCOUNTCODE", "0"],
    ["SUBACCOUNTCODE", "00A"],
    ["ALLOCATIONTRANSFERAGENCYIDENTIFIER", "1"],
  ] as const) {
    it(`refuses "${text}" as ${column}`, () => {
      expectMalformed({ [column]: text }, "line 9", /is not an account symbol$/);
    });
  }

  for (const [availability, begins, ends] of [
    ["X", "2014", "2015"],
    ["X", "", "2015"],
    ["", "", ""],
    ["", "2015", "2014"],
    ["", "2014", ""],
    ["", "14", "15"],
    ["F", "", ""],
    ["F", "2014", "2015"],
  ] as const) {
    it(`refuses availability type "${availability}" with period "${begins}/${ends}"`, () => {
      expectMalformed(
        {
          AVAILABILITYTYPECODE: availability,
          BEGINNINGPERIODOFAVAILABILITY: begins,
          ENDINGPERIODOFAVAILABILITY: ends,
        },
        "line 9",
        /contradict each other$/,
      );
    });
  }

  for (const [begins, ends, column] of [
    ["0001", "0002", "BEGINNINGPERIODOFAVAILABILITY"],
    ["1970", "2015", "BEGINNINGPERIODOFAVAILABILITY"],
    ["2015", "2200", "ENDINGPERIODOFAVAILABILITY"],
  ] as const) {
    it(`refuses a period from ${begins} to ${ends}, in which no ledger has a clock`, () => {
      expectMalformed(
        {
          AVAILABILITYTYPECODE: "",
          BEGINNINGPERIODOFAVAILABILITY: begins,
          ENDINGPERIODOFAVAILABILITY: ends,
        },
        `line 9, ${column}`,
        /^the year \d{4} is outside 1971 to 2199$/,
      );
    });
  }

  for (const [column, problem] of [
    ["GROSSOUTLAYAMOUNTBYPROGRAMOBJECTCLASS_CPE", /outlays are not advances plus paid orders/],
    ["OBLIGATIONSINCURREDBYPROGRAMOBJECTCLASS_CPE", /obligations are not unpaid orders plus outlays/],
    ["DEOBLIGATIONSRECOVERIESREFUNDSDOFPRIORYEARBYPROGRAMOBJECTCLASS_CPE", /recoveries do not add up/],
  ] as const) {
    it(`refuses a row that is one cent off in ${column.slice(0, 40)}`, () => {
      const stated = recordOf(FIGURES)[column]!;
      const off = stated.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
      expectMalformed({ [column]: off }, "line 9", problem);
    });
  }

  for (const [column, field, text] of [
    ["OBJECTCLASS", "objectClass", "25200"],
    ["PROGRAMACTIVITYCODE", "programActivity", "00010"],
    ["BYDIRECTREIMBURSABLEFUNDINGSOURCE", "fundingSource", "Direct"],
  ] as const) {
    it(`refuses a ${column} that no obligation can carry`, () => {
      expectMalformed({ [column]: text }, `line 9, ${field}`, /does not fit a classification$/);
    });
  }
});

describe("symbolText", () => {
  it("writes a symbol as one text", () => {
    const parts = { allocation: "", agency: "012", begins: "", ends: "", availability: "X" };
    expect(symbolText({ ...parts, main: "1600", sub: "000" })).to.equal("012-X-1600-000");
  });
});
