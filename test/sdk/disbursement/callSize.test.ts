import { expect } from "chai";

import { gasForLines, linesPerCall } from "../../../sdk/disbursement/schedule.js";

describe("the size of a call", () => {
  it("is what fits in a transaction's gas and in a node's pool", () => {
    for (const fork of ["osaka", "amsterdam"] as const) {
      for (const rail of ["token", "attested"] as const) {
        const lines = linesPerCall(rail, fork);
        expect(gasForLines(rail, fork, lines)).to.be.at.most(16_777_216);
        expect(lines * (rail === "token" ? 25 : 16)).to.be.at.most(120_000);
      }
    }
    expect(linesPerCall("token", "osaka")).to.be.within(500, 620);
    expect(linesPerCall("attested", "amsterdam")).to.equal(7_500);
  });
});
