import { FiscInputError } from "../errors.js";

export { ACQUISITION, BUILDING_STATUS, NOT_SURVEYED, TITLE } from "../books/buildingTerms.js";

/** Hundredths of a square foot in a square foot: what areas are counted in. */
export const HUNDREDTHS = 100;

/** What rules need to know of a building: 96 bits on the chain. */
export interface BuildingFacts {
  /** Hundredths of a square foot. */
  readonly area: number;
  /** Percent of a building in perfect repair; `NOT_SURVEYED` for none yet. */
  readonly condition: number;
  /** Percent of its area in use; `NOT_SURVEYED` for none yet. */
  readonly utilisation: number;
  /** What its jurisdiction calls a building of its status: a value of that status's code list. 0 for not stated. */
  readonly standing: number;
  /** A value of the code list of uses. */
  readonly use: number;
  /** A value of the code list of kinds. */
  readonly kind: number;
  /** See `TITLE`. */
  readonly title: number;
  /** See `BUILDING_STATUS`. */
  readonly status: number;
  /** See `ACQUISITION`. */
  readonly acquisition: number;
}

/** The fields from the lowest bit on, each with its bits. */
const LAYOUT = [
  ["area", 32n],
  ["condition", 8n],
  ["utilisation", 8n],
  ["standing", 8n],
  ["use", 8n],
  ["kind", 8n],
  ["title", 8n],
  ["status", 8n],
  ["acquisition", 8n],
] as const satisfies readonly (readonly [keyof BuildingFacts, bigint])[];

/**
 * The 96 bits of a building's facts.
 *
 * @throws FiscInputError for a number that does not fit its field.
 */
export function encodeFacts(facts: BuildingFacts): bigint {
  let word = 0n;
  let shift = 0n;
  for (const [field, bits] of LAYOUT) {
    const value = facts[field];
    if (!Number.isInteger(value) || value < 0 || BigInt(value) >> bits !== 0n) {
      throw new FiscInputError(
        `facts, ${field}`,
        `${value} does not fit`,
        `give a whole number below ${String(1n << bits)}`,
      );
    }
    word |= BigInt(value) << shift;
    shift += bits;
  }
  return word;
}

/** The facts of their 96 bits. Numbers of statuses and titles that there are not are given as they stand. */
export function decodeFacts(word: bigint): BuildingFacts {
  const facts: Partial<Record<keyof BuildingFacts, number>> = {};
  let rest = word;
  for (const [field, bits] of LAYOUT) {
    facts[field] = Number(BigInt.asUintN(Number(bits), rest));
    rest >>= bits;
  }
  // Safe: the layout names every field.
  return facts as BuildingFacts;
}
