import { expect } from "chai";

import { runScript } from "./helpers/run.js";

describe("npm start", () => {
  it("tells the sample year to its end, and everything agrees", async () => {
    const { code, stdout, stderr } = await runScript("scripts/start.ts");
    expect(stderr).to.equal("");
    expect(stdout).to.match(/\nEverything agrees: contracts, books and rules\.\n$/);
    expect(stdout).to.match(/\n {2}\d+ events folded; \d+ fields compared, 0 differ\.\n/);
    expect(stdout).to.include("\n  Invariants broken: 0.\n");
    expect(stdout.match(/^ {2}refused {2}/gm)).to.have.length(15);
    expect(stdout).not.to.include("WRONG");
    expect(code).to.equal(0);
  });
});
