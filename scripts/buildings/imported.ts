import { createHash } from "node:crypto";

import type { DescriptionLine } from "../../sdk/buildings/description.js";

/**
 * The column by which an import knows its own descriptions again: a digest of all the others. A description that an
 * officer wrote or changed does not have it.
 */
export const IMPORTED = "Imported";

/** Enough that nobody meets it by chance. */
const DIGITS = 16;

/** What a file says of a building or a lease, with its digest. */
export function asImported(lines: readonly DescriptionLine[]): DescriptionLine[] {
  const digest = digestOf(lines);
  return lines.map((line) => ({ ...line, [IMPORTED]: digest }));
}

/** Whether lines stand as an import left them, so that they are what its file said. */
export function isAsImported(lines: readonly DescriptionLine[]): boolean {
  const digest = digestOf(lines);
  return lines.length > 0 && lines.every((line) => line[IMPORTED] === digest);
}

function digestOf(lines: readonly DescriptionLine[]): string {
  const cells = lines.map((line) => Object.entries(line).filter(([column]) => column !== IMPORTED));
  return createHash("sha256").update(JSON.stringify(cells)).digest("hex").slice(0, DIGITS);
}
