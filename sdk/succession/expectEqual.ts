import { FiscInputError } from "../errors.js";
import { formatCents } from "../money.js";
import type { SuccessionCheck, SuccessionDifference } from "./compare.js";
import { printSubject } from "./printSubject.js";

/** How many findings an error names one by one. */
const NAMED = 20;

/**
 * Makes sure that a successor may be sealed.
 *
 * @throws FiscInputError that lists what differs from the predecessor, and whose duties the move joined.
 */
export function expectEqual({ differences, joinedDuties }: SuccessionCheck): void {
  const joined = joinedDuties.map(
    ({ obligation, officer }) =>
      `officer ${officer} obligated ${printSubject(obligation)} on one side and accepted or certified on the other`,
  );
  const findings = [...differences.map(printDifference), ...joined];
  if (findings.length === 0) return;
  const more = findings.length > NAMED ? [`and ${findings.length - NAMED} more`] : [];
  throw new FiscInputError(
    "successor's books",
    [...findings.slice(0, NAMED), ...more].join("; "),
    "seal nothing; correct what can be corrected, or deploy another successor and enter it anew",
  );
}

const printDifference = ({ subject, figure, predecessor, successor }: SuccessionDifference): string =>
  `${subject}, ${figure}: ${printed(predecessor)}, in the successor ${printed(successor)}`;

const printed = (value: bigint | string): string => (typeof value === "bigint" ? formatCents(value) : value);
