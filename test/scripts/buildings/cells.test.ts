import { expect } from "chai";
import fc from "fast-check";

import {
  formatArea,
  parseArea,
  requireDegrees,
  requireNumberOrNone,
  requireOneLine,
} from "../../../scripts/buildings/cells.js";
import { expectInputError } from "../helpers/files.js";

const fails = (work: () => unknown, problem: RegExp): Promise<void> =>
  expectInputError(
    // The caller's fault, as a promise.
    Promise.resolve().then(work),
    "line 7",
    problem,
  );

describe("cells of an inventory", () => {
  it("reads areas as hundredths, from doubles printed with 17 digits too", () => {
    for (const [text, area, shortest] of [
      ["0", 0, "0"],
      ["17844", 1_784_400, "17844"],
      ["40294.339999999997", 4_029_434, "40294.34"],
      ["37.600000000000001", 3_760, "37.6"],
      ["982.92999999999995", 98_293, "982.93"],
      ["42949672.95", 4_294_967_295, "42949672.95"],
    ] as const) {
      expect(parseArea(text, "line 7"), text).to.equal(area);
      expect(formatArea(area), text).to.equal(shortest);
    }
  });

  it("writes any area as the same double that any print of it reads as", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (area) => {
        const feet = area / 100;
        expect(Number(formatArea(area))).to.equal(feet);
        // What the published files print; the largest areas have 8 digits before the point.
        const printed = feet.toPrecision(17);
        if (!printed.includes("e")) expect(parseArea(printed, "line 7")).to.equal(area);
      }),
    );
  });

  it("refuses what is no area", async () => {
    await fails(() => parseArea("-1", "line 7"), /^the area -1 is below 0$/);
    await fails(() => parseArea("42949672.96", "line 7"), /^the area 42949672\.96 is more than/);
    await fails(() => parseArea("1.005", "line 7"), /^the area 1\.005 is finer than hundredths/);
    await fails(() => parseArea("", "line 7"), /^it is empty$/);
    for (const text of ["NaN", "1,000", "1e3", "12 ft", "0x10", ".5", "Infinity", " 1"]) {
      await fails(() => parseArea(text, "line 7"), /is not an area in square feet$/);
    }
  });

  it("takes degrees inside their bounds", async () => {
    for (const text of ["0", "90", "-90", "43.65749"]) requireDegrees(text, 90, "line 7");
    await fails(() => requireDegrees("", 90, "line 7"), /^it has no coordinates$/);
    await fails(() => requireDegrees("90.1", 90, "line 7"), /outside -90 to 90$/);
    await fails(() => requireDegrees("-180.5", 180, "line 7"), /outside -180 to 180$/);
    await fails(() => requireDegrees("N43", 90, "line 7"), /^"N43" is not a coordinate/);
  });

  it("takes a number, or none", async () => {
    requireNumberOrNone("", "line 7");
    requireNumberOrNone("12.5", "line 7");
    await fails(() => requireNumberOrNone("many", "line 7"), /^"many" is not a number$/);
  });

  it("keeps a cell on its line", async () => {
    requireOneLine("Résidence « A », №5", "line 7");
    for (const text of ["a\nb", "a\rb", "a\tb", "\u001b[2J"]) {
      await fails(() => requireOneLine(text, "line 7"), /line break or a control character/);
    }
  });
});
