import { expect } from "chai";

import { accountDates, readTreasuryAccounts } from "../../../scripts/file-b/treasuryAccounts.js";
import { civilDate, NO_END, US_FEDERAL } from "../../../sdk/calendar.js";
import { TREASURY_LIST } from "../helpers/fileB.js";
import { expectInputError, temporaryFile } from "../helpers/files.js";

describe("readTreasuryAccounts", () => {
  it("reads the list by symbol", async () => {
    const accounts = await readTreasuryAccounts(temporaryFile(TREASURY_LIST));
    expect([...accounts]).to.deep.equal([
      [
        "012-X-1600-000",
        {
          symbol: "012-X-1600-000",
          name: "Salaries and Expenses, APHIS",
          agency: "012",
          years: undefined,
        },
      ],
      [
        "012-2014/2015-1000-000",
        {
          symbol: "012-2014/2015-1000-000",
          name: "Conservation Operations",
          agency: "012",
          years: [2014, 2015],
        },
      ],
    ]);
  });

  it("refuses a file that is no such list", async () => {
    const file = temporaryFile("AID,MAIN\n012,1600\n", "list.csv");
    await expectInputError(readTreasuryAccounts(file), "list.csv, line 1", /lacks ATA, BPOA, EPOA, A, SUB/);
  });
});

describe("accountDates", () => {
  const account = { symbol: "", name: "", agency: "012" };
  const days = (years: readonly [number, number], shift?: number) => {
    const { opensAt, closesAt, cancelsAt } = accountDates({ ...account, years }, US_FEDERAL, 0, shift);
    return [opensAt, closesAt, cancelsAt].map((seconds) => civilDate(seconds, US_FEDERAL));
  };

  it("opens with the first fiscal year, closes after the last, and is cancelled five years later", () => {
    expect(days([2014, 2015])).to.deep.equal(["2013-10-01", "2015-10-01", "2020-10-01"]);
    expect(days([2016, 2016])).to.deep.equal(["2015-10-01", "2016-10-01", "2021-10-01"]);
    expect(days([2014, 2015], 12)).to.deep.equal(["2025-10-01", "2027-10-01", "2032-10-01"]);
  });

  it("never closes an account without a period", () => {
    expect(accountDates(account, US_FEDERAL, 77, 3)).to.deep.equal({
      opensAt: 77,
      closesAt: NO_END,
      cancelsAt: NO_END,
    });
  });
});
