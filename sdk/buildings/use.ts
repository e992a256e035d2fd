import type { BuildingBook, LeaseBook } from "../books/buildingModel.js";
import { occupiedOf } from "../books/buildingRules.js";
import { BUILDING_STATUS, HUNDREDTHS, NOT_SURVEYED } from "./facts.js";

/** How much of a building is in use, in hundredths of a square foot; undefined where nobody has said. */
export function areaInUse(building: BuildingBook): number | undefined {
  const { facts, occupants } = building;
  // A survey has looked; what occupants were given they need not use.
  if (facts.utilisation !== NOT_SURVEYED) return Math.round((facts.area * facts.utilisation) / 100);
  return occupants.size === 0 ? undefined : occupiedOf(building);
}

/** Percent of a building that is in use; undefined where nobody has said, or its area is not stated. */
export function utilisationOf(building: BuildingBook): number | undefined {
  const { area, utilisation } = building.facts;
  if (utilisation !== NOT_SURVEYED) return utilisation;
  const used = areaInUse(building);
  return used === undefined || area === 0 ? undefined : (100 * used) / area;
}

/** Cents for each square foot of an area in hundredths, rounded; undefined where there is no area. */
export function perSquareFoot(cents: bigint, area: number | undefined): bigint | undefined {
  if (area === undefined || area === 0) return undefined;
  const [part, whole] = [cents * BigInt(HUNDREDTHS), BigInt(area)];
  // Half a cent up, whatever the sign.
  const doubled = 2n * part + whole;
  const quotient = doubled / (2n * whole);
  return doubled < 0n && doubled % (2n * whole) !== 0n ? quotient - 1n : quotient;
}

export const isDisposed = ({ facts }: BuildingBook): boolean => facts.status === BUILDING_STATUS.disposed;

/** The leases that run, the one that ends first before the others. */
export function runningLeases({ leases }: BuildingBook): LeaseBook[] {
  return [...leases.values()].filter(({ isRunning }) => isRunning).sort((a, b) => a.until - b.until);
}
