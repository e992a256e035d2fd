import { expect } from "chai";

import type { FaultsResult } from "../../scripts/faults/run.js";
import { NO_ANVIL } from "../../scripts/support/anvil.js";
import { expectRefusal, runScript } from "./helpers/run.js";

const SCRIPT = "scripts/test-faults.ts";

describe("npm run test:faults", function () {
  this.timeout(300_000);

  it("pays everyone once through kills, a reorganisation and a restart", async function () {
    const few = ["--payments", "40", "--kills", "3", "--reorganisations", "1", "--restarts", "1"];
    const { code, stdout, stderr } = await runScript(SCRIPT, ...few, "--seed", "7", "--json");
    if (stderr.includes(NO_ANVIL)) {
      console.log(`      left out: ${NO_ANVIL}`);
      this.skip();
    }
    expect(stderr).to.match(/^seed 7\n(Paying: \d+ of 40\n)+(less went wrong than was asked for.*\n)?$/);
    const result = JSON.parse(stdout) as FaultsResult;
    expect(result).to.include({ payments: 40, doubles: 0, losses: 0, paidOnce: 40, failed: 0, seed: "7" });
    expect(result).to.include({ transactions: 40, exactlyOnce: true });
    // A machine that is busy may be done before its turn comes.
    expect(result.kills).to.be.within(1, 3);
    expect(result.takenOut).to.be.at.least(1);
    expect(code).to.equal(result.allStruck ? 0 : 1);
  });

  it("refuses numbers that are none", async () => {
    await expectRefusal(SCRIPT, ["--payments", "1"], /^--payments: "1" is not a whole number from 2 to/);
    await expectRefusal(SCRIPT, ["--kills", "x"], /^--kills/);
  });
});
