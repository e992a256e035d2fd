import { expect } from "chai";

import { zoneOffsets } from "../../../scripts/story/zone.js";
import { startOfDay, US_FEDERAL } from "../../../sdk/calendar.js";

const day = (date: string): number => startOfDay(date, US_FEDERAL);
const utc = (time: string): number => Date.parse(time) / 1_000;

describe("zoneOffsets", () => {
  it("gives the first offset and each change of clocks", () => {
    expect(zoneOffsets(US_FEDERAL, day("2015-10-01"), day("2016-10-01"))).to.deep.equal([
      { from: utc("2015-10-01T04:00Z"), offset: -4 * 3_600 },
      { from: utc("2015-11-01T06:00Z"), offset: -5 * 3_600 },
      { from: utc("2016-03-13T07:00Z"), offset: -4 * 3_600 },
    ]);
  });

  it("gives the only one where clocks never change", () => {
    const calendar = { ...US_FEDERAL, timeZone: "Asia/Kolkata" };
    expect(zoneOffsets(calendar, 0, utc("1971-01-01T00:00Z"))).to.deep.equal([{ from: 0, offset: 19_800 }]);
  });

  it("gives nothing for no time", () => {
    expect(zoneOffsets(US_FEDERAL, 10, 10)).to.deep.equal([]);
  });
});
