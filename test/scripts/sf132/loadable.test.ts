import { requireLoadable } from "../../../scripts/sf132/loadable.js";
import { readApportionments } from "../../../scripts/sf132/parse.js";
import { US_FEDERAL } from "../../../sdk/calendar.js";
import { expectInputError, itReads, sharedFile } from "../helpers/files.js";
import { type Sheet, sheets } from "../helpers/sf132.js";

const PUBLISHED = sharedFile("us-apportionment/sf132_four_real_apportionments.csv");

async function check(sheet: Sheet): Promise<void> {
  for (const apportionment of await readApportionments(sheets(sheet)))
    requireLoadable(apportionment, US_FEDERAL);
}

describe("requireLoadable", () => {
  itReads("passes the published apportionments", [PUBLISHED], async () => {
    for (const apportionment of await readApportionments(PUBLISHED.path))
      requireLoadable(apportionment, US_FEDERAL);
  });

  it("refuses an account that is cancelled on the day of its approval, and passes it the day before", async () => {
    const sheet: Sheet = { symbol: "073-2010/2012-4280", lines: [[1000, "1"]] };
    await expectInputError(
      check({ ...sheet, approved: "2017-10-01" }),
      "line 2",
      /^account 073-2010\/2012-4280 was cancelled on 2017-10-01, before its approval on 2017-10-01$/,
    );
    await check({ ...sheet, approved: "2017-09-30" });
  });

  it("refuses anticipated resources of an expired account, and passes them the day before", async () => {
    for (const amount of ["50", "-50"]) {
      const sheet: Sheet = {
        symbol: "073-2022/2022-4280",
        lines: [
          [1000, "50"],
          [1061, "0"],
          [1840, amount],
        ],
      };
      await expectInputError(
        check({ ...sheet, approved: "2022-10-01" }),
        "line 4",
        /^line 1840 anticipates resources, and account 073-2022\/2022-4280 expired on 2022-10-01$/,
      );
      await check({ ...sheet, approved: "2022-09-30" });
    }
  });

  for (const [title, sheet, lineOfForm] of [
    ["a quarter of an account that has closed", { symbol: "073-2025/2025-0100" }, 6001],
    ["a later year of an annual account", { symbol: "073-2026/2026-0100" }, 6170],
    ["a quarter before a no-year account opens", { fiscalYear: "2024" }, 6004],
    ["a quarter before an account's period", { symbol: "073-2027/2028-0100" }, 6001],
  ] as const) {
    it(`refuses ${title}, and passes over it where it has no amount`, async () => {
      await expectInputError(
        check({
          ...sheet,
          lines: [
            [1000, "1"],
            [lineOfForm, "1"],
          ],
        }),
        "line 3",
        new RegExp(`^line ${lineOfForm} of fiscal year \\d{4} falls outside account `),
      );
      await check({ ...sheet, lines: [[lineOfForm, "0"]] });
    });
  }

  it("refuses resources that come to more than 64 bits before anything is taken away, by the line", async () => {
    for (const [line, takes, role] of [
      [1000, 1130, "resource"],
      [1740, 1744, "anticipated"],
    ] as const)
      await expectInputError(
        check({
          lines: [
            [line, "184467440737095516.15"],
            [takes, "-5"],
            [line, "0.01", "B"],
          ],
        }),
        "line 4",
        new RegExp(`^with it, the ${role} lines of account 073-X-0100 come to 184467440737095516\\.16, more`),
      );
    await check({
      lines: [
        [1000, "184467440737095516.15"],
        [1740, "184467440737095516.15"],
      ],
    });
  });
});
