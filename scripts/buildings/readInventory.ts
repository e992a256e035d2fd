import { encodeDescription, type DescriptionLine } from "../../sdk/buildings/description.js";
import { FiscInputError } from "../../sdk/errors.js";
import { readCsv } from "../support/csv.js";
import type { CodeLists } from "./codeLists.js";
import { PART_COLUMN } from "./columns.js";
import { asImported } from "./imported.js";
import type { FileBuilding, FileLease, Inventory, RefusedRow, SourceRow } from "./inventory.js";
import { layoutOf } from "./layout.js";
import { parseBuilding } from "./parseBuilding.js";
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
  const { schema, columns } = layoutOf("buildings", codes);
  const found = new Map<string, FileBuilding>();
  await eachRow(file, "buildings", columns, refused, (source) => {
    const building = parseBuilding(source, columns, codes);
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
  const { schema, columns } = layoutOf("leases", codes);
  const found = new Map<string, GrowingLease>();
  await eachRow(file, "leases", columns, refused, (source) => {
    const row = parseLease(source, columns, codes);
    const key = leaseKey(row.building, row.number);
    const lease = found.get(key);
    requireShort(
      encodeDescription(schema, asImported([...(lease?.parts ?? []), row.part])),
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
  return [...found.values()].map((lease) => ({
    ...lease,
    parts: asImported(lease.parts.toSorted(byName)),
  }));
}

/** Parts have no order of their own: a file that lists them otherwise says nothing new. */
function byName(a: DescriptionLine, b: DescriptionLine): number {
  const [first = "", second = ""] = [a[PART_COLUMN], b[PART_COLUMN]];
  return first < second ? -1 : 1;
}

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
  const twin = lease.parts.findIndex((other) => other[PART_COLUMN] === part[PART_COLUMN]);
  if (twin >= 0) {
    throw new FiscInputError(
      `${place}, ${PART_COLUMN}`,
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

type Cells = Readonly<Record<string, string>>;

/** Reads a file row by row; what `read` throws of the caller's faults is a refused row, and the rest goes on. */
async function eachRow(
  file: string,
  name: RefusedRow["file"],
  columns: readonly string[],
  refused: RefusedRow[],
  read: (source: SourceRow) => void,
): Promise<void> {
  const refuse = (error: unknown, line: number, row: Cells): void => {
    if (!(error instanceof FiscInputError)) throw error;
    const { "Location Code": building = "", "Lease Number": lease = "" } = row;
    refused.push({ file: name, line, building, lease, problem: error.message });
  };
  // It is in the file all the same; past the cell that is too many, all others stand in wrong columns.
  const onMisfit = (error: FiscInputError, line: number, { "Location Code": building = "" }: Cells): void => {
    refuse(error, line, { "Location Code": building });
  };
  for await (const source of readCsv(file, columns, { onMisfit })) {
    try {
      read(source);
    } catch (error) {
      refuse(error, source.line, source.row);
    }
  }
}
