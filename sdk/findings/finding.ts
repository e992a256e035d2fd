/** Something about a building that somebody should look at. */
export interface Finding {
  readonly kind: FindingKind;
  /** The building's code. */
  readonly building: string;
  /** Of a finding about a lease, its number. */
  readonly lease: string | undefined;
  /** What was found, with its figures. */
  readonly detail: string;
}

export type FindingKind =
  "rent for unused" | "cost over peers" | "excess for years" | "lease ending" | "coordinate elsewhere";

/** Seconds. */
export const DAY = 86_400;
export const YEAR = 365 * DAY;
