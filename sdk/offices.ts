/** The offices that an officer can hold, one bit each: the same as `contracts/types/Offices.sol`. */
export const OFFICES = {
  administrator: 1 << 0,
  registrar: 1 << 1,
  inspector: 1 << 2,
  appropriating: 1 << 3,
  budget: 1 << 4,
  contracting: 1 << 5,
  receiving: 1 << 6,
  submitting: 1 << 7,
  certifying: 1 << 8,
  disbursing: 1 << 9,
  property: 1 << 10,
  collecting: 1 << 11,
  paying: 1 << 12,
  records: 1 << 13,
} as const;

export type Office = keyof typeof OFFICES;

/** The mask of several offices. */
export function officesMask(...offices: readonly Office[]): number {
  return offices.reduce((mask, office) => mask | OFFICES[office], 0);
}

/** The names of the offices in a mask. */
export function officesIn(mask: number): Office[] {
  return (Object.keys(OFFICES) as Office[]).filter((office) => (mask & OFFICES[office]) !== 0);
}
