import { expect } from "chai";

import { OF_BUILDINGS, OF_PAYMENTS, OF_RECORDS, printTold } from "../../../scripts/story/told.js";
import { startOfDay, US_FEDERAL } from "../../../sdk/calendar.js";

const day = (date: string): number => startOfDay(date, US_FEDERAL);

describe("printTold", () => {
  it("tells who did what, with the dates of others' deeds alone", () => {
    const table = printTold(
      [
        {
          time: day("2016-02-10"),
          what: "paid",
          subject: "A/1",
          amount: 123_456n,
          how: "ach 12345678-0000001",
          by: [
            { officer: "submitter", time: day("2016-01-11") },
            { officer: "disburser", time: day("2016-02-10") },
          ],
          note: "in a batch",
        },
        { time: day("2016-03-09"), what: "held", subject: "B/1", by: [], note: "" },
      ],
      US_FEDERAL,
      OF_PAYMENTS,
    );
    const [titles, , paid, held] = table.split("\n");
    expect(paid).to.equal(
      "2016-02-10  paid  A/1               1,234.56  ach 12345678-0000001  submitter 01-11, disburser     in a batch",
    );
    expect(held).to.equal("2016-03-09  held  B/1");
    expect(titles).to.match(/^date +what +invoice or payee +amount +rail +submitted, certified, paid by/);
  });

  it("has titles of their own for buildings", () => {
    const [titles] = printTold([], US_FEDERAL, OF_BUILDINGS).split("\n");
    expect(titles).to.equal("date  what  building  amount  what of it  by");
  });

  it("has titles of their own for records", () => {
    const [titles] = printTold([], US_FEDERAL, OF_RECORDS).split("\n");
    expect(titles).to.equal("date  what  record  amount  what of it  by");
  });
});
