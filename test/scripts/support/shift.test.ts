import { expect } from "chai";

import { shiftDate } from "../../../scripts/support/shift.js";

describe("shiftDate", () => {
  it("gives the same day of another year, and the 28th for a 29 February that moves", () => {
    expect(shiftDate("2015-10-01", 3)).to.equal("2018-10-01");
    expect(shiftDate("2016-02-29", 0)).to.equal("2016-02-29");
    expect(shiftDate("2016-02-29", 1)).to.equal("2017-02-28");
  });
});
