import { expect } from "chai";

import { readApportionments, requireFooting } from "../../../scripts/sf132/parse.js";
import { MAX_CENTS } from "../../../sdk/money.js";
import { expectFault, expectInputError, itReads, sharedFile } from "../helpers/files.js";
import { type Line, type Sheet, sheets } from "../helpers/sf132.js";

const PUBLISHED = sharedFile("us-apportionment/sf132_four_real_apportionments.csv");

const SOUND: readonly Line[] = [
  [1000, "100.00", "A"],
  [1061, "20"],
  [1130, "-30.50"],
  [1920, "89.50"],
  [6011, "80"],
  [6182, "9.50"],
  [6190, "89.50"],
];

const read = (...all: readonly Sheet[]) => readApportionments(sheets(...all));
const readLines = (...lines: readonly Line[]) => read({ lines });

describe("readApportionments", () => {
  it("reads lines with their roles, amounts and places", async () => {
    const [apportionment, ...others] = await readLines(...SOUND);
    expect(others).to.deep.equal([]);
    const { lines, ...rest } = apportionment!;
    expect(rest).to.deep.equal({
      symbol: "073-X-0100",
      agency: "073",
      fiscalYear: 2026,
      iteration: 1,
      approved: "2025-10-01",
      years: undefined,
    });
    expect(lines.map(({ role, amount }) => [role, amount])).to.deep.equal([
      ["resource", 10_000n],
      ["anticipated", 2_000n],
      ["resource", -3_050n],
      ["totalResources", 8_950n],
      ["apportioned", 8_000n],
      ["withheld", 950n],
      ["totalApplied", 8_950n],
    ]);
    expect(lines[1]).to.deep.include({ fileLine: 3, line: 1061, split: "", title: "title, 1061" });
    expect(lines[0]!.split).to.equal("A");
  });

  it("gives several accounts in the order of their approval, wherever their rows stand", async () => {
    const all = await read(
      { symbol: "070-2020/2022-0532", lines: [[1000, "1"]], approved: "2025-12-01" },
      { lines: [[1000, "2"]], approved: "2025-09-29-17.19" },
      { symbol: "070-2020/2022-0532", lines: [[6011, "1"]], approved: "2025-12-01" },
    );
    expect(all.map(({ symbol, lines, years }) => [symbol, lines.length, years])).to.deep.equal([
      ["073-X-0100", 1, undefined],
      ["070-2020/2022-0532", 2, [2020, 2022]],
    ]);
  });

  it("refuses several iterations or years of one account, by the line that begins the second", async () => {
    const problem = /^account 073-X-0100 has several apportionments in one file$/;
    for (const second of [{ iteration: "2" }, { fiscalYear: "2027" }]) {
      await expectInputError(
        read({ lines: SOUND }, { ...second, lines: [[1000, "5"]] }),
        `line ${SOUND.length + 2}`,
        problem,
      );
    }
  });

  for (const symbol of [
    ...["", "73-X-0100", "073-X-100", "073-2020-0532", "073-2020/22-0532", "073-x-0100", "073-X-0100-000"],
    "073-2022/2020-0532",
  ]) {
    it(`refuses "${symbol}" as an account symbol`, async () => {
      await expectInputError(
        read({ symbol, lines: SOUND }),
        "line 2, tafs",
        new RegExp(`^"${symbol}" is not an account symbol$`),
      );
    });
  }

  for (const approved of ["", "soon", "2025-13-01-11.45", "2025-02-30", "10/01/2025", "2025-10-1 11:45"]) {
    it(`refuses "${approved}" as the time of an approval`, async () => {
      await expectInputError(
        read({ approved, lines: SOUND }),
        "line 2, approval_timestamp",
        /is not a date$/,
      );
    });
  }

  for (const approved of ["1800-01-01", "1970-12-31-11.45", "2200-01-01", "0000-01-01"]) {
    it(`refuses ${approved} as the time of an approval, and gives the bounds`, async () => {
      await expectInputError(
        read({ approved, lines: SOUND }),
        "line 2, approval_timestamp",
        /^the year \d{4} is outside 1971 to 2199$/,
      );
    });
  }

  it("refuses years that no ledger can keep, in the symbol and as the fiscal year", async () => {
    const problem = /^the year \d{4} is outside 1971 to 2199$/;
    for (const period of ["0001/0002", "1969/1970", "1970/2026", "2026/2200", "2026/9999"])
      await expectInputError(read({ symbol: `073-${period}-0100`, lines: SOUND }), "line 2, tafs", problem);
    for (const fiscalYear of ["0", "1970", "2200", "9999"])
      await expectInputError(read({ fiscalYear, lines: SOUND }), "line 2, fiscal_year", problem);
  });

  it("refuses what is no whole number: year, iteration, line", async () => {
    const problem = /is not a whole number of at most \d digits$/;
    for (const text of ["", "x", "-1", "1.5", "1e3", "12345678901"]) {
      await expectInputError(read({ fiscalYear: text, lines: SOUND }), "line 2, fiscal_year", problem);
      await expectInputError(read({ iteration: text, lines: SOUND }), "line 2, iteration", problem);
    }
    await expectInputError(
      readLines([1000, "1"], [NaN, "1"]),
      "line 3, line",
      /^"NaN" is not a whole number/,
    );
  });

  it("refuses what is no amount", async () => {
    for (const text of ["", "1,000", "1e6", "1.234", "$5"])
      await expectInputError(
        readLines([1000, "1"], [1100, text]),
        "line 3, approved_amount",
        /is not an amount$/,
      );
  });

  it("refuses an amount beyond 64 bits, on either side", async () => {
    expect((await readLines([1000, "184467440737095516.15"]))[0]!.lines[0]!.amount).to.equal(MAX_CENTS);
    for (const text of ["184467440737095516.16", "-184467440737095516.16", `1${"0".repeat(60)}`])
      await expectInputError(
        readLines([1000, "1"], [1100, text]),
        "line 3, approved_amount",
        /^it says .*, more than the ledger's 64 bits of cents hold$/,
      );
  });

  it("refuses an amount on a line that the form does not have, and passes over it where it is nothing", async () => {
    for (const line of [6299, 9999, 5])
      await expectInputError(
        readLines([1000, "1"], [line, "777"]),
        "line 3, line",
        new RegExp(`^the SF-132 has no line ${line}, and 777\\.00 stand on it$`),
      );
    expect((await readLines([6299, "0"]))[0]!.lines[0]!.role).to.equal("unknown");
  });

  it("refuses a split that can't be part of an account's code", async () => {
    for (const split of ["A B", "\u00e9", "a\tb", "\u2013", "x".repeat(60)])
      await expectInputError(
        readLines([1000, "1", split], [6011, "1", split]),
        "line 3, split",
        /^"6011-.*" can't be the code of an account$/,
      );
    const longest = "x".repeat(59);
    expect((await readLines([6011, "1", longest], [6182, "1", "A B"]))[0]!.lines).to.have.length(2);
  });

  it("refuses a total that is stated twice", async () => {
    for (const line of [1920, 6190])
      await expectInputError(
        readLines([line, "60"], [1000, "1"], [line, "40", "B"]),
        "line 4",
        new RegExp(`^line ${line} stands there twice$`),
      );
  });

  it("refuses a line that applies less than nothing", async () => {
    for (const line of [6001, 6011, 6182])
      await expectInputError(
        readLines([1000, "1"], [line, "-5.10"]),
        "line 3, approved_amount",
        new RegExp(`^line ${line} applies -5\\.10$`),
      );
  });

  it("refuses an apportioned line that stands there twice, unless its split tells the two apart", async () => {
    await expectInputError(readLines([6011, "1"], [6011, "2"]), "line 3", /^line 6011 stands there twice$/);
    expect(
      (await readLines([6011, "1"], [6011, "2", "B"], [1000, "1"], [1000, "2"]))[0]!.lines,
    ).to.have.length(4);
  });
});

describe("requireFooting", () => {
  const footing = async (...lines: readonly Line[]): Promise<unknown> => {
    const [apportionment] = await readLines(...lines);
    try {
      requireFooting(apportionment!);
      return undefined;
    } catch (error) {
      return error;
    }
  };
  const changed = (line: number, amount: string) =>
    footing(...SOUND.map((it): Line => (it[0] === line ? [line, amount] : it)));
  const place = "apportionment of 073-X-0100";

  it("passes what adds up", async () => {
    expect(await footing(...SOUND)).to.equal(undefined);
  });

  it("gives the figures where the resources do not add up to their total", async () => {
    expectFault(await changed(1920, "89.51"), place, /^line 1920 says 89\.51, its lines add up to 89\.50$/);
    expectFault(await changed(1000, "100.01"), place, /^line 1920 says 89\.50, its lines add up to 89\.51$/);
  });

  it("gives the figures where the application does not add up to its total", async () => {
    expectFault(await changed(6182, "9"), place, /^line 6190 says 89\.50, its lines add up to 89\.00$/);
  });

  it("misses a total that is not there", async () => {
    const lines = SOUND.filter(([line]) => line !== 6190);
    expectFault(await footing(...lines), place, /^line 6190 says 0\.00, its lines add up to 89\.50$/);
  });

  it("gives the figures where resources and application differ", async () => {
    const lines: readonly Line[] = [
      [1000, "10"],
      [1920, "10"],
      [6011, "9"],
      [6190, "9"],
    ];
    expectFault(await footing(...lines), place, /^resources of 10\.00 are applied as 9\.00$/);
  });

  it("refuses a law that takes away more than there is, in hand or anticipated", async () => {
    const total: readonly Line[] = [
      [1920, "10"],
      [6011, "10"],
      [6190, "10"],
    ];
    expectFault(
      await footing([1000, "10"], [1130, "-20"], [1740, "20"], ...total),
      place,
      /^its resource lines add up to -10\.00: more is taken away than there is$/,
    );
    expectFault(
      await footing([1000, "20"], [1740, "-10"], ...total),
      place,
      /^its anticipated lines add up to -10\.00/,
    );
  });

  itReads("passes the published apportionments", [PUBLISHED], async () => {
    const all = await readApportionments(PUBLISHED.path);
    expect(all.map(({ symbol, lines }) => [symbol, lines.length])).to.deep.equal([
      ["070-2020/2022-0532", 8],
      ["073-X-0100", 19],
      ["073-X-0200", 15],
      ["073-X-4280", 9],
    ]);
    for (const apportionment of all) requireFooting(apportionment);
  });
});
