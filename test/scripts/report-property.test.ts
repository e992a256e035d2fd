import { expect } from "chai";

import { buildingRow, inventoryFiles, LEASED, leaseRow } from "./helpers/inventory.js";
import { expectRefusal, runScript } from "./helpers/run.js";

const SCRIPT = "scripts/report-property.ts";

describe("npm run report:property", () => {
  const { buildings, leases } = inventoryFiles(
    [
      buildingRow("A1"),
      buildingRow("A2", LEASED),
      buildingRow("A3", { "Building Status": "Excess" }),
      // Maine's coordinates.
      buildingRow("A4", { State: "TX" }),
    ],
    [leaseRow("A2", "L1", { "Lease Expiration Date": "2021-01-31" })],
  );

  it("answers what is held, who sits in it, what it costs and what to give up, of imported files", async () => {
    const { code, stdout } = await runScript(SCRIPT, buildings, "--leases", leases, "--json");
    const report = JSON.parse(stdout) as {
      holdings: unknown;
      findingCounts: unknown;
      findings: { building: string; detail: string }[];
      buildings: unknown[];
    };
    const gsa = { custodian: "GSA", paidThisYear: "0.00" };
    expect(report.holdings).to.deep.equal([
      { ...gsa, status: "active", buildings: 3, squareFeet: "3001.50" },
      { ...gsa, status: "excess", buildings: 1, squareFeet: "1000.50" },
    ]);
    expect(report.findingCounts).to.deep.equal({ "lease ending": 1, "coordinate elsewhere": 1 });
    expect(report.findings.map(({ building }) => building)).to.deep.equal(["A2", "A4"]);
    expect(report.buildings).to.have.length(4);
    expect(report.buildings[1]).to.include({ building: "A2", name: "HOUSE A2", leaseUntil: "2021-01-31" });
    expect(code).to.equal(0);
  });

  it("tells people the same, question by question", async () => {
    const { code, stdout } = await runScript(SCRIPT, buildings, "--leases", leases);
    expect(stdout).to.match(/^What do we hold\?\n\n(.*\n)*total held +4 +4,002\.00 /);
    expect(stdout).to.match(/\nWho sits in it\?\n(.*\n)*A2 +HOUSE A2 +GSA +leased /);
    expect(stdout).to.match(/\nWhat does it cost\?\n/);
    expect(stdout).to.match(/\nWhat should we give up, or look at again\?\n(.*\n)*A4 +coordinate elsewhere /);
    expect(code).to.equal(0);
  });

  it("refuses to report on nothing", async () => {
    await expectRefusal(SCRIPT, [], /^report:property: there is nothing to report on; /);
    await expectRefusal(SCRIPT, [buildings], /^report:property: there is nothing to report on; /);
  });
});
