import { expect } from "chai";

import { roleOf, windowOf } from "../../../scripts/sf132/lines.js";
import { readCsv } from "../../../scripts/support/csv.js";
import { NO_END, startOfDay, US_FEDERAL } from "../../../sdk/calendar.js";
import { itReads, sharedFile } from "../helpers/files.js";

const TITLES = sharedFile("us-apportionment/sf132_line_titles.csv");

describe("roleOf", () => {
  for (const [role, lines] of [
    ["resource", [1000, 1021, 1100, 1130, 1400, 1700, 1701, 1800]],
    ["anticipated", [1060, 1061, 1150, 1250, 1330, 1430, 1530, 1630, 1740, 1840]],
    ["apportioned", [6001, 6004, 6011, 6110, 6111, 6159, 6170, 6173, 6183]],
    ["withheld", [6180, 6181, 6182]],
    ["totalResources", [1920]],
    ["totalApplied", [6190]],
    ["memorandum", [1160, 1180, 1900, 8100, 8200, 8204, 8211, 8235]],
    ["unknown", [0, 999, 1921, 5999, 6000, 6174, 6179, 6184, 6191, 6299, 8101, 8236, 9999]],
  ] as const) {
    it(`knows ${role}`, () => {
      expect(lines.map(roleOf)).to.deep.equal(lines.map(() => role));
    });
  }

  itReads("agrees with the titles of the published catalogue", [TITLES], async () => {
    let lines = 0;
    for await (const { row } of readCsv(TITLES.path, ["line", "title"])) {
      const title = row.title!;
      const line = Number(row.line!.split("-")[0]);
      lines += 1;
      expect(roleOf(line), `${line} ${title}`).to.equal(expectedOf(line, title));
    }
    expect(lines).to.be.greaterThan(190);
  });
});

/** The role that a line's title gives it. */
function expectedOf(line: number, title: string): string {
  if (line === 1920) return "totalResources";
  if (line === 6190) return "totalApplied";
  if (/\(total\)|: Total$|^Budget authority total/.test(title) || line >= 8000) return "memorandum";
  if (/\bantic/i.test(title)) return "anticipated";
  if (line < 6000) return "resource";
  return /Withheld|Deferred|Unappor/.test(title) ? "withheld" : "apportioned";
}

describe("windowOf", () => {
  const day = (date: string) => startOfDay(date, US_FEDERAL);
  const always = { opensAt: 0, closesAt: NO_END };
  const during = (opens: string, closes: string) => ({ opensAt: day(opens), closesAt: day(closes) });

  it("opens category A with its quarter, to the end of the fiscal year", () => {
    const opens = ["2025-10-01", "2026-01-01", "2026-04-01", "2026-07-01"];
    for (const [i, date] of opens.entries()) {
      expect(windowOf(6001 + i, 2026, always, US_FEDERAL)).to.deep.equal({
        opensAt: day(date),
        closesAt: day("2026-10-01"),
      });
    }
  });

  it("opens category C in its later fiscal year, for as long as the account", () => {
    for (const i of [0, 1, 2, 3])
      expect(windowOf(6170 + i, 2026, always, US_FEDERAL)).to.deep.equal({
        opensAt: day(`${2026 + i}-10-01`),
        closesAt: NO_END,
      });
  });

  it("leaves category B and what is exempt open for as long as the account", () => {
    for (const line of [6005, 6011, 6110, 6111, 6169, 6174, 6183])
      expect(windowOf(line, 2026, always, US_FEDERAL)).to.deep.equal(always);
  });

  it("never reaches beyond the account's own window", () => {
    const account = during("2025-11-15", "2026-05-01");
    expect(windowOf(6001, 2026, account, US_FEDERAL)).to.deep.equal(account);
    expect(windowOf(6003, 2026, account, US_FEDERAL)).to.deep.equal(during("2026-04-01", "2026-05-01"));
    const twoYears = during("2025-10-01", "2027-10-01");
    const later = { opensAt: day("2026-10-01"), closesAt: NO_END };
    expect(windowOf(6170, 2026, twoYears, US_FEDERAL)).to.deep.equal(later);
  });

  it("has no window where the account is closed by then, or opens later", () => {
    const annual = during("2025-10-01", "2026-10-01");
    expect(windowOf(6170, 2026, annual, US_FEDERAL)).to.equal(undefined);
    expect(windowOf(6001, 2027, annual, US_FEDERAL)).to.equal(undefined);
    expect(windowOf(6004, 2025, annual, US_FEDERAL)).to.equal(undefined);
    expect(windowOf(6001, 2024, { opensAt: day("2025-10-01"), closesAt: NO_END }, US_FEDERAL)).to.equal(
      undefined,
    );
  });
});
