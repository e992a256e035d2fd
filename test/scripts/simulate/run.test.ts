import { expect } from "chai";

import { runDay } from "../../../scripts/simulate/run.js";
import { resultOf } from "../../../scripts/simulate/result.js";

const quiet = (): void => undefined;

describe("a day on one network", () => {
  it("is the same for the same seed, and another for another", async () => {
    const day = { payments: 60, tokenShare: 20, seed: "1" };
    const one = await runDay(day, quiet);
    expect(one.mismatches).to.deep.equal([]);
    expect((await runDay(day, quiet)).rails).to.deep.equal(one.rails);
    expect((await runDay({ ...day, seed: "2" }, quiet)).rails.token.paidCents).to.not.equal(
      one.rails.token.paidCents,
    );
  });

  it("may pay over one rail alone, and tells each payment that it made", async () => {
    for (const [tokenShare, idle] of [
      [0, "token"],
      [100, "attested"],
    ] as const) {
      let told = 0;
      const day = { payments: 5, tokenShare, seed: "1" };
      const checked = await runDay(day, (payments) => (told += payments));
      expect(checked.mismatches).to.deep.equal([]);
      expect(checked.rails[idle].payments).to.equal(0);
      expect(told).to.equal(5);
    }
  });
});

describe("a day's result", () => {
  it("adds up the parts, and agrees only if all of them do and nothing lacks", async () => {
    const day = { payments: 10, tokenShare: 20, seed: "1" };
    const part = await runDay(day, quiet);
    const whole = { ...day, payments: 20 };
    expect(resultOf(whole, [part, part], 2)).to.include({
      payments: 20,
      paid: 2 * (part.rails.token.paid + part.rails.attested.paid),
      booksAgree: true,
      seconds: 2,
      paymentsPerSecond: 10,
      networks: 2,
    });
    const differs = { ...part, mismatches: ["a", "b"] };
    expect(resultOf(whole, [part, differs], 2)).to.include({ booksAgree: false, mismatches: 2 });
    const short = resultOf(whole, [part], 2);
    expect(short.booksAgree).to.equal(false);
    expect(short.firstMismatches).to.deep.equal(["10 payments in the journals, not 20"]);
  });
});
