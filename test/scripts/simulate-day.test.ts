import { expect } from "chai";

import type { DayResult } from "../../scripts/simulate/result.js";
import { parseCents } from "../../sdk/money.js";
import { expectRefusal, runScript } from "./helpers/run.js";

const SCRIPT = "scripts/simulate-day.ts";

/** Expects what was paid and what came back to be all, on each rail and together. */
function expectToAddUp({ rails, ...all }: DayResult): void {
  for (const it of [all, rails.token, rails.attested]) expect(it.paid + it.returned).to.equal(it.payments);
  for (const count of ["payments", "paid", "returned"] as const) {
    expect(rails.token[count] + rails.attested[count]).to.equal(all[count]);
  }
  for (const amount of ["paidAmount", "returnedAmount"] as const) {
    expect(parseCents(rails.token[amount]) + parseCents(rails.attested[amount])).to.equal(
      parseCents(all[amount]),
    );
  }
}

describe("npm run simulate:day", () => {
  it("pays a day over both rails, on several networks, and some of it comes back", async () => {
    const args = ["--payments", "90", "--per-network", "50", "--token-share", "50", "--json"];
    const { code, stdout, stderr } = await runScript(SCRIPT, ...args);
    expect(stderr).to.match(/^(Paying: \d+ of 90\n)+$/);
    const result = JSON.parse(stdout) as DayResult;
    expect(result).to.include({ payments: 90, booksAgree: true, networks: 2, mismatches: 0, seed: "1" });
    expect(result.firstMismatches).to.deep.equal([]);
    // A part rounds its share.
    expect(result.rails.token.payments).to.be.within(45, 46);
    expect(result.rails.token.returned).to.be.above(0);
    expect(result.rails.attested.returned).to.be.above(0);
    expect(result.seconds).to.be.above(0);
    expect(Math.abs(result.paymentsPerSecond - 90 / result.seconds) < 0.5).to.equal(true);
    expectToAddUp(result);
    expect(code).to.equal(0);
  });

  it("tells people the same", async () => {
    const { code, stdout } = await runScript(SCRIPT, "--payments", "1");
    expect(stdout)
      .to.match(/booksAgree: true,/)
      .and.to.match(/attested │ 1 /);
    expect(code).to.equal(0);
  });

  it("refuses numbers that are none", async () => {
    await expectRefusal(SCRIPT, ["--payments", "1e3"], /^--payments: "1e3" is not a whole number from 1 to/);
    await expectRefusal(SCRIPT, ["--token-share", "101"], /^--token-share/);
    await expectRefusal(SCRIPT, ["--per-network", "0"], /^--per-network/);
  });
});
