import { expect } from "chai";

import { connect } from "../../../scripts/support/network.js";
import { shiftDate, yearsToShift } from "../../../scripts/support/shift.js";
import { startOfDay, US_FEDERAL } from "../../../sdk/calendar.js";
import { expectInputError } from "../helpers/files.js";

describe("shiftDate", () => {
  it("gives the same day of another year, and the 28th for a 29 February that moves", () => {
    expect(shiftDate("2015-10-01", 3)).to.equal("2018-10-01");
    expect(shiftDate("2016-02-29", 0)).to.equal("2016-02-29");
    expect(shiftDate("2016-02-29", 1)).to.equal("2017-02-28");
  });
});

describe("yearsToShift", () => {
  const from = async (firstDay: string, now = "2050-03-01", step?: number): Promise<number> => {
    const connection = await connect({ startsAt: startOfDay(now, US_FEDERAL) });
    try {
      return await yearsToShift(connection, firstDay, US_FEDERAL, step);
    } finally {
      await connection.close();
    }
  };

  it("moves a history by as many years as bring its first day to the node's time or past it", async () => {
    expect(await from("2050-10-01")).to.equal(0);
    expect(await from("2015-10-01")).to.equal(35);
    expect(await from("2016-02-29")).to.equal(35);
  });

  it("moves it by a multiple of so many years", async () => {
    expect(await from("2050-10-01", "2050-03-01", 4)).to.equal(0);
    expect(await from("2015-10-01", "2050-03-01", 4)).to.equal(36);
  });

  it("gives up on a node whose clock is centuries ahead", async () => {
    await expectInputError(
      from("1971-01-01", "2980-03-01"),
      "the node",
      /^its clock stands at 2980-0.*, centuries past 1971-01-01$/,
    );
  });
});
