import type { LeaseBook } from "../../sdk/books/buildingModel.js";
import { type DescriptionLine, encodeDescription } from "../../sdk/buildings/description.js";
import { TITLE } from "../../sdk/buildings/facts.js";
import { dateOf } from "../../sdk/calendar.js";
import { whyClosed } from "./buildingProblems.js";
import { TERM_COLUMNS } from "./columns.js";
import type { Context } from "./context.js";
import { IMPORTED, isAsImported } from "./imported.js";
import type { FileLease } from "./inventory.js";
import { keptSince } from "./kept.js";
import type { Answer, LeaseStep } from "./steps.js";

const NOTHING = "0x";

/**
 * What it takes for the register to have a lease as its rows say. As of a building's facts, a day that an officer renewed
 * or amended the lease to stays.
 *
 * @param titles Of the buildings of the same file, as they become.
 */
export function planLease(lease: FileLease, titles: ReadonlyMap<string, number>, context: Context): Answer {
  const { from, until, parts } = lease;
  const { schema, columns } = context.layouts.leases;
  const known = context.register.buildings.get(lease.building)?.leases.get(lease.number);
  const description = encodeDescription(schema, parts);
  const stored = known?.description === description ? parts : context.describe(known?.description ?? NOTHING);
  const problem = whyNot(lease, titles, context);
  if (problem !== undefined) {
    // What the file said before is no news: it was so, and others decided.
    const isNews = known === undefined || stored[0]?.[IMPORTED] !== parts[0]?.[IMPORTED];
    return isNews ? { problem } : { steps: [], kept: { columns, why: problem } };
  }
  if (known !== undefined) return change(lease, known, stored, description, context);
  // The file states neither area nor rent of the lease's own: its area is the building's.
  const terms = { from, until, area: 0, rent: 0n, parts: parts.length, description };
  return { steps: [{ kind: "registerLease", ...asked(lease), ...terms }] };
}

function change(
  lease: FileLease,
  known: LeaseBook,
  stored: readonly DescriptionLine[],
  description: string,
  { layouts: { leases: layout } }: Context,
): Answer {
  const before = isAsImported(stored) ? stored[0] : undefined;
  const isDescribed = before !== undefined || known.description === NOTHING;
  const now: DescriptionLine = {
    [TERM_COLUMNS.from]: dateOf(known.from),
    [TERM_COLUMNS.until]: dateOf(known.until),
  };
  const [row = {}] = lease.parts;
  const isKept = (column: string): boolean => now[column] !== row[column] && before?.[column] !== now[column];
  const term = {
    from: isKept(TERM_COLUMNS.from) ? known.from : lease.from,
    until: isKept(TERM_COLUMNS.until) ? known.until : lease.until,
  };
  const arePartsImported = before !== undefined && known.parts === stored.length;
  const amended = {
    ...term,
    area: known.area,
    rent: known.rent,
    parts: arePartsImported ? lease.parts.length : known.parts,
    description: isDescribed ? description : known.description,
  };
  const keys = Object.keys(amended) as (keyof typeof amended)[];
  const steps: LeaseStep[] = keys.some((key) => amended[key] !== known[key])
    ? [{ kind: "amendLease", ...asked(lease), ...amended }]
    : [];
  const texts = (lines: readonly DescriptionLine[], column: string): string =>
    JSON.stringify(lines.map((line) => line[column]));
  const kept = layout.columns.filter((column) =>
    column in now ? isKept(column) : !isDescribed && texts(stored, column) !== texts(lease.parts, column),
  );
  return { steps, ...keptSince(kept, { ...(isDescribed ? {} : stored[0]), ...now }, lease.parts) };
}

const asked = ({ building, number, sources }: FileLease) => ({
  building,
  lease: number,
  lines: sources.map(({ line }) => line),
});

function whyNot(
  { building, number }: FileLease,
  titles: ReadonlyMap<string, number>,
  context: Context,
): string | undefined {
  const holder = context.register.buildings.get(building);
  const title = titles.get(building) ?? holder?.facts.title;
  if (title === undefined) {
    return `there is no building ${building}; add it to the file of buildings, or correct its row there`;
  }
  const closed = holder === undefined ? undefined : whyClosed(holder, context);
  if (closed !== undefined) return closed;
  if (holder?.leases.get(number)?.isRunning === false) {
    return `lease ${number} has ended; give a new lease a number of its own`;
  }
  if (title !== TITLE.leased) {
    return `building ${building} is not held by lease; correct its title, or leave the row out`;
  }
  return undefined;
}
