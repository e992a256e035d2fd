import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import type { Position } from "geojson";

import type { Outline } from "./states.js";

/** Kilometres in a degree of latitude. */
const DEGREE = 111.2;
const TURN = 360;

/**
 * How far a point lies outside an outline, in kilometres: 0 inside it.
 *
 * As on a map that is true around the point: near enough for tens of kilometres, and far remains far.
 */
export function kilometresOutside(outline: Outline, longitude: number, latitude: number): number {
  if (booleanPointInPolygon([longitude, latitude], outline)) return 0;
  const narrowing = Math.cos((latitude * Math.PI) / 180);
  const place = ([x = 0, y = 0]: Position): readonly [number, number] => [
    // The short way round: some states lie on both sides of the date line.
    ((((x - longitude + TURN / 2) % TURN) + TURN) % TURN) - TURN / 2,
    y - latitude,
  ];
  const polygons = outline.type === "Polygon" ? [outline.coordinates] : outline.coordinates;
  let nearest = Infinity;
  for (const ring of polygons.flat()) {
    for (let i = 1; i < ring.length; i++) {
      const [x1, y1] = place(ring[i - 1] ?? []);
      const [x2, y2] = place(ring[i] ?? []);
      nearest = Math.min(nearest, fromOrigin(x1 * narrowing, y1, x2 * narrowing, y2));
    }
  }
  return nearest * DEGREE;
}

/** The distance of the origin from a stretch of a straight line. */
function fromOrigin(x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const at = length === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / length));
  return Math.hypot(x1 + at * dx, y1 + at * dy);
}
