import { expect } from "chai";

import { startProgress } from "../../../scripts/support/progress.js";

/** The lines that a progress writes where there is no terminal. */
function linesOf(total: number, steps: readonly (number | undefined)[]): string[] {
  const lines: string[] = [];
  const { error } = console;
  const ci = process.env.CI;
  process.env.CI = "true";
  console.error = (line: string) => lines.push(line);
  try {
    const progress = startProgress("Doing", total);
    for (const by of steps) progress.step(by);
    progress.stop();
  } finally {
    console.error = error;
    if (ci === undefined) delete process.env.CI;
    else process.env.CI = ci;
  }
  return lines;
}

describe("progress without a terminal", () => {
  it("is a line every tenth", () => {
    const ones = Array.from({ length: 25 }, () => undefined);
    expect(linesOf(25, ones)).to.deep.equal(
      [3, 6, 9, 12, 15, 18, 21, 24, 25].map((done) => `Doing: ${String(done)} of 25`),
    );
  });

  it("is a line where steps of several pass one or more", () => {
    expect(linesOf(100, [5, 4, 2, 40, 8, 41])).to.deep.equal([
      "Doing: 11 of 100",
      "Doing: 51 of 100",
      "Doing: 100 of 100",
    ]);
  });
});
