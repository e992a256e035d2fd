import { readFile } from "node:fs/promises";

import { expect } from "chai";
import { parse } from "csv-parse/sync";

import { kilometresOutside } from "../../../sdk/geography/distance.js";
import { type Outline, stateOutlines } from "../../../sdk/geography/states.js";
import { itReads, sharedFile } from "../../scripts/helpers/files.js";

const IOLP = sharedFile("buildings/iolp-buildings-2025-06-20.csv");

/** A square between the equator and 1° north, 1° wide, and a hole in it. */
const SQUARE: Outline = {
  type: "Polygon",
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ],
    [
      [0.4, 0.4],
      [0.4, 0.6],
      [0.6, 0.6],
      [0.6, 0.4],
      [0.4, 0.4],
    ],
  ],
};

/** Whole metres, which the matchers of these tests can compare. */
const metresOutside = (...args: Parameters<typeof kilometresOutside>): number =>
  Math.round(1_000 * kilometresOutside(...args));

describe("kilometresOutside", () => {
  it("is 0 inside, and the way to the nearest side outside, holes included", () => {
    expect(metresOutside(SQUARE, 0.2, 0.2)).to.equal(0);
    expect(metresOutside(SQUARE, 0.5, 1.5)).to.be.closeTo(55_600, 100);
    expect(metresOutside(SQUARE, 2, 0.5)).to.be.closeTo(111_200, 100);
    expect(metresOutside(SQUARE, 2, 2)).to.be.closeTo(157_200, 100);
    expect(metresOutside(SQUARE, 0.5, 0.5)).to.be.closeTo(11_100, 100);
  });

  it("goes the short way round the earth", () => {
    const coordinates = [
      [
        [179, 0],
        [180, 0],
        [180, 1],
        [179, 1],
        [179, 0],
      ],
    ];
    expect(metresOutside({ type: "Polygon", coordinates }, -179.5, 0.5)).to.be.closeTo(55_600, 100);
    expect(metresOutside({ type: "MultiPolygon", coordinates: [coordinates] }, -179.5, 0.5)).to.be.closeTo(
      55_600,
      100,
    );
  });

  it("knows that degrees of longitude narrow towards the pole", () => {
    const north = {
      ...SQUARE,
      coordinates: SQUARE.coordinates.map((ring) => ring.map(([x = 0, y = 0]) => [x, y + 60])),
    };
    expect(metresOutside(north, 2, 60.2)).to.be.closeTo(55_300, 200);
  });
});

describe("stateOutlines", () => {
  const outlines = stateOutlines();

  it("has the states, the district and five territories", () => {
    expect(outlines.size).to.equal(56);
    expect([...outlines.values()].every(({ coordinates }) => coordinates.length > 0)).to.equal(true);
  });

  for (const [code, latitude, longitude] of [
    ["DC", 38.8977, -77.0365],
    ["AK", 51.88, -176.65],
    ["AK", 52.83, 173.18],
    ["HI", 21.31, -157.86],
    ["PR", 18.45, -66.07],
    ["GU", 13.47, 144.75],
    ["AS", -14.28, -170.7],
    ["MI", 46.5, -87.4],
    ["NY", 40.58, -74.15],
  ] as const) {
    it(`puts ${latitude}, ${longitude} in ${code}, and in no other`, () => {
      const near = [...outlines].filter(([, one]) => kilometresOutside(one, longitude, latitude) === 0);
      expect(near.map(([name]) => name)).to.deep.equal([code]);
    });
  }

  itReads("puts all but a few of the 8,645 published federal buildings where they say", [IOLP], async () => {
    const rows: Record<string, string>[] = parse(await readFile(IOLP.path), { columns: true, bom: true });
    expect(rows).to.have.length(8_645);
    const outside = rows.map(({ State = "", Latitude, Longitude }) =>
      kilometresOutside(outlines.get(State)!, Number(Longitude), Number(Latitude)),
    );
    const beyond = (kilometres: number): number => outside.filter((far) => far > kilometres).length;
    // Strictly, and with a tolerance for outlines that follow the shore coarsely.
    expect([0, 0.5, 1, 2].map(beyond)).to.deep.equal([60, 5, 1, 0]);
  });
});
