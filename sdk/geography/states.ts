import type { Polygon, MultiPolygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "us-atlas/states-10m.json" with { type: "json" };

/** Where a state lies: in degrees, longitude before latitude (WGS 84, near enough). */
export type Outline = Polygon | MultiPolygon;

/** FIPS codes of states, of the district and of the territories, by their postal codes (Census, ANSI INCITS 38). */
const FIPS: Readonly<Record<string, string>> = {
  AL: "01",
  AK: "02",
  AZ: "04",
  AR: "05",
  CA: "06",
  CO: "08",
  CT: "09",
  DE: "10",
  DC: "11",
  FL: "12",
  GA: "13",
  HI: "15",
  ID: "16",
  IL: "17",
  IN: "18",
  IA: "19",
  KS: "20",
  KY: "21",
  LA: "22",
  ME: "23",
  MD: "24",
  MA: "25",
  MI: "26",
  MN: "27",
  MS: "28",
  MO: "29",
  MT: "30",
  NE: "31",
  NV: "32",
  NH: "33",
  NJ: "34",
  NM: "35",
  NY: "36",
  NC: "37",
  ND: "38",
  OH: "39",
  OK: "40",
  OR: "41",
  PA: "42",
  RI: "44",
  SC: "45",
  SD: "46",
  TN: "47",
  TX: "48",
  UT: "49",
  VT: "50",
  VA: "51",
  WA: "53",
  WV: "54",
  WI: "55",
  WY: "56",
  AS: "60",
  GU: "66",
  MP: "69",
  PR: "72",
  VI: "78",
};

/**
 * Outlines of the US states, the district and the territories, by their postal codes: the Census Bureau's cartographic
 * boundaries at 1:10,000,000, of which the package us-atlas is made. They follow the shore and are coarse, so that a
 * point within a few kilometres of them may lie on either side.
 */
export function stateOutlines(): ReadonlyMap<string, Outline> {
  // Safe: what the package's file is; its type is read off the JSON, where no tuple is one.
  const topology = atlas as unknown as Topology<{ states: GeometryCollection }>;
  const { features } = feature(topology, topology.objects.states);
  const byFips = new Map(features.map(({ id, geometry }) => [String(id), geometry]));
  const outlines = new Map<string, Outline>();
  for (const [code, fips] of Object.entries(FIPS)) {
    const geometry = byFips.get(fips);
    if (geometry?.type === "Polygon" || geometry?.type === "MultiPolygon") outlines.set(code, geometry);
  }
  return outlines;
}
