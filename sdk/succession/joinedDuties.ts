import type { Books } from "../books/model.js";
import { matchObligations } from "./matchObligations.js";

/** An officer who obligated on one side of the seam, and accepted or certified on the other. */
export interface JoinedDuties {
  /** The successor's. */
  readonly obligation: bigint;
  readonly officer: number;
}

/**
 * Officers with duties on an obligation that no one may join, once the predecessor's are counted: the successor's
 * contract can't, since who obligated before is in the predecessor's journal alone.
 */
export function findJoinedDuties(predecessor: Books, successor: Books): JoinedDuties[] {
  return matchObligations(predecessor, successor).pairs.flatMap(([own, other]) => {
    const obligators = new Set([...own.obligators, ...other.obligators]);
    const others = new Set([...own.acceptors, ...own.certifiers, ...other.acceptors, ...other.certifiers]);
    return [...obligators]
      .filter((officer) => others.has(officer))
      .map((officer) => ({ obligation: other.id, officer }));
  });
}
