import { encodeDescription, type DescriptionLine } from "../../sdk/buildings/description.js";
import { FiscInputError } from "../../sdk/errors.js";
import { readCsv } from "../support/csv.js";
import type { CodeLists } from "./codeLists.js";
import { BUILDING_COLUMNS, LEASE_COLUMNS } from "./columns.js";
import type { FileBuilding, FileLease, Inventory, RefusedRow, SourceRow } from "./inventory.js";
import { parseBuilding, schemaOf } from "./parseBuilding.js";
import { parseLease, type LeaseRow } from "./parseLease.js";

/** The longest description that the importer enters; bytes. It bounds what one entry can cost. */
const MOST_BYTES = 8_192;

/**
 * Reads the two files whole, before anything is sent. Rows that can't be used are set apart by line.
 *
 * @throws FiscInputError for a file that can't be read at all: it is missing, cut off, not in UTF-8, or lacks a column.
 */
export async function readInventory(
  files: { readonly buildings: string; readonly leases: string },
  codes: CodeLists,
): Promise<Inventory> {
  const refused: RefusedRow[] = [];
  const buildings = await readBuildings(files.buildings, codes, refused);
  const leases = await readLeases(files.leases, codes, refused);
  return { buildings, leases, refused };
}

async function readBuildings(file: string, codes: CodeLists, refused: RefusedRow[]): Promise<FileBuilding[]> {
  const schema = schemaOf("building", codes);
  const found = new Map<string, FileBuilding>();
  await eachRow(file, "buildings", BUILDING_COLUMNS, refused, (source) => {
    const building = parseBuilding(source, codes);
    const place = `line ${String(source.line)}`;
    const same = found.get(building.code);
    if (same !== undefined) {
      throw new FiscInputError(
        `${place}, Location Code`,
        `building ${building.code} stands on line ${String(same.source.line)} already`,
        "keep the row that is true",
      );
    }
    requireShort(encodeDescription(schema, [building.description]), place);
    found.set(building.code, building);
  });
  return [...found.values()];
}

type GrowingLease = FileLease & { parts: DescriptionLine[]; sources: SourceRow[] };

async function readLeases(file: string, codes: CodeLists, refused: RefusedRow[]): Promise<FileLease[]> {
  const schema = schemaOf("lease", codes);
  const found = new Map<string, GrowingLease>();
  await eachRow(file, "leases", LEASE_COLUMNS, refused, (source) => {
    const row = parseLease(source, codes);
    const key = leaseKey(row.building, row.number);
    const lease = found.get(key);
    requireShort(
      encodeDescription(schema, [...(lease?.parts ?? []), row.part]),
      `line ${String(source.line)}`,
    );
    if (lease === undefined) {
      const { part, source: first, ...terms } = row;
      found.set(key, { ...terms, parts: [part], sources: [first] });
      return;
    }
    requireAnotherPart(row, lease);
    lease.parts.push(row.part);
    lease.sources.push(source);
  });
  return [...found.values()].map((lease) => ({ ...lease, parts: lease.parts.toSorted(byName) }));
}

/** Parts have no order of their own: a file that lists them otherwise says nothing new. */
function byName(a: DescriptionLine, b: DescriptionLine): number {
  const [first = "", second = ""] = [a[PART], b[PART]];
  return first < second ? -1 : 1;
}

/** The column that tells the parts of a lease apart. */
const PART = "Real Property Asset Name";

/** A lease's number is its own building's. */
export const leaseKey = (building: string, number: string): string => `${building} ${number}`;

/** Rows of one lease are its parts: they name different ones, under the same terms. */
function requireAnotherPart({ number, from, until, part, source }: LeaseRow, lease: FileLease): void {
  const place = `line ${String(source.line)}`;
  const [first] = lease.sources;
  if (from !== lease.from || until !== lease.until) {
    throw new FiscInputError(
      `${place}, Lease Expiration Date`,
      `lease ${number} has other dates on line ${String(first?.line)}`,
      "correct the dates: parts of one lease have the same",
    );
  }
  const twin = lease.parts.findIndex((other) => other[PART] === part[PART]);
  if (twin >= 0) {
    throw new FiscInputError(
      `${place}, ${PART}`,
      `the same part of lease ${number} stands on line ${String(lease.sources[twin]?.line)} already`,
      "keep the row that is true",
    );
  }
}

function requireShort(description: string, place: string): void {
  const bytes = (description.length - 2) / 2;
  if (bytes <= MOST_BYTES) return;
  throw new FiscInputError(
    place,
    `its description has ${String(bytes)} bytes`,
    `shorten it to ${String(MOST_BYTES)}`,
  );
}

/** Reads a file row by row; what `read` throws of the caller's faults is a refused row, and the rest goes on. */
async function eachRow(
  file: string,
  name: RefusedRow["file"],
  columns: readonly string[],
  refused: RefusedRow[],
  read: (source: SourceRow) => void,
): Promise<void> {
  const refuse = (error: unknown, line: number, row: Readonly<Record<string, string>>): void => {
    if (!(error instanceof FiscInputError)) throw error;
    const { "Location Code": building = "", "Lease Number": lease = "" } = row;
    refused.push({ file: name, line, building, lease, problem: error.message });
  };
  const onMisfit = (error: FiscInputError, line: number): void => {
    refuse(error, line, {});
  };
  for await (const source of readCsv(file, columns, { onMisfit })) {
    try {
      read(source);
    } catch (error) {
      refuse(error, source.line, source.row);
    }
  }
}
