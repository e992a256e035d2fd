import { expect } from "chai";

import { partsOf, schedulesOf } from "../../../scripts/simulate/day.js";
import { draw } from "../../../scripts/simulate/draw.js";

const sum = (numbers: readonly number[]): number => numbers.reduce((total, it) => total + it, 0);

describe("a day", () => {
  it("is cut into schedules of about one length, each with a number of its own", () => {
    for (const payments of [1, 2, 7, 99_999, 500_001]) {
      for (const tokenShare of [0, 20, 100]) {
        const plans = schedulesOf({ payments, tokenShare, seed: "1" });
        expect(sum(plans.map(({ lines }) => lines))).to.equal(payments);
        expect(plans.every(({ lines }) => lines > 0)).to.equal(true);
        expect(plans.map(({ number }) => number)).to.deep.equal(plans.map((_, i) => i + 1));
        const ofToken = plans.filter(({ rail }) => rail === "token").map(({ lines }) => lines);
        expect(sum(ofToken)).to.equal(Math.round((payments * tokenShare) / 100));
        if (ofToken.length > 0) expect(Math.max(...ofToken) - Math.min(...ofToken)).to.be.below(2);
      }
    }
  });

  it("is cut into parts with a seed each", () => {
    const parts = partsOf({ payments: 10, tokenShare: 20, seed: "a" }, 4);
    expect(parts.map(({ payments }) => payments)).to.deep.equal([3, 3, 4]);
    expect(parts.map(({ seed }) => seed)).to.deep.equal(["a/1", "a/2", "a/3"]);
    expect(partsOf({ payments: 4, tokenShare: 20, seed: "a" }, 4)).to.have.length(1);
  });
});

describe("a drawn schedule", () => {
  const plan = { rail: "attested", number: 1, lines: 5_000 } as const;
  const drawn = draw(plan, "seed", 2 ** 31);

  it("is the same for the same seed, and another for another seed, number or rail", () => {
    expect(draw(plan, "seed", 2 ** 31)).to.deep.equal(drawn);
    const salts = [drawn, draw({ ...plan, number: 2 }, "seed", 2 ** 31), draw(plan, "seed 2", 2 ** 31)].map(
      ({ salt }) => salt,
    );
    expect(new Set(salts).size).to.equal(3);
    expect(draw({ ...plan, rail: "token" }, "seed", 2 ** 31).lines[0]?.payee).to.match(/^0x[0-9a-f]{40}$/);
  });

  it("names nobody twice", () => {
    expect(new Set(drawn.lines.map(({ payee }) => payee)).size).to.equal(plan.lines);
    expect(new Set(drawn.lines.map(({ binding }) => binding)).size).to.equal(plan.lines);
  });

  it("fails in the middle, and here and there, but not where there is one line only", () => {
    expect(drawn.failing).to.include(2_500);
    expect(drawn.failing).to.have.length.within(2, 20);
    expect(draw({ ...plan, lines: 1 }, "seed", 2 ** 31).failing).to.deep.equal([]);
  });
});
