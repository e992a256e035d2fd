import { readCsv } from "../support/csv.js";
import type { CodeLists } from "./codeLists.js";
import { NUMERIC_COLUMNS, PART_COLUMN } from "./columns.js";
import type { KeptRow, RefusedRow } from "./inventory.js";
import { layoutOf } from "./layout.js";
import { leaseKey } from "./readInventory.js";
import type { ExportFiles } from "./writeExport.js";

export interface Comparison {
  /** One line for each field that is not what the source says, and for each row that one side lacks. */
  readonly mismatches: readonly string[];
  readonly fieldsCompared: number;
}

interface Side {
  readonly name: RefusedRow["file"];
  readonly source: string;
  readonly exported: string;
  readonly columns: readonly string[];
  readonly keyOf: (row: Readonly<Record<string, string>>) => string;
  /** Of the register's own rows that are not in the source, whether one was left alone. */
  readonly isAbsent: (row: Readonly<Record<string, string>>) => boolean;
}

/** What an import left as it was. */
export interface LeftAlone {
  /** Rows of the source that were not taken: they have nothing to be compared with. */
  readonly refused: readonly RefusedRow[];
  /** Columns that an officer decided on are not compared. */
  readonly kept: readonly KeptRow[];
  /** What the register has and the source has not. */
  readonly absent: { readonly buildings: readonly string[]; readonly leases: readonly string[] };
}

/**
 * Compares the exported files with their sources, field by field: both are read from the disk again, and nothing that
 * the import made of them is used.
 *
 * In columns of numbers two texts of one IEEE double are the same figure; in all others the text must be the same.
 */
export async function compareExport(
  sources: { readonly buildings: string; readonly leases: string },
  exported: ExportFiles,
  jurisdiction: CodeLists,
  { refused, kept, absent }: LeftAlone,
): Promise<Comparison> {
  const [buildings, leases] = [new Set(absent.buildings), new Set(absent.leases)];
  const cell = (row: Readonly<Record<string, string>>, column: string): string => row[column] ?? "";
  const leaseOf = (row: Readonly<Record<string, string>>): string =>
    leaseKey(cell(row, "Location Code"), cell(row, "Lease Number"));
  const sides: Side[] = [
    {
      name: "buildings",
      source: sources.buildings,
      exported: exported.buildings,
      columns: layoutOf("buildings", jurisdiction).columns,
      keyOf: (row) => cell(row, "Location Code"),
      isAbsent: (row) => buildings.has(cell(row, "Location Code")),
    },
    {
      name: "leases",
      source: sources.leases,
      exported: exported.leases,
      columns: layoutOf("leases", jurisdiction).columns,
      keyOf: (row) => `${leaseOf(row)} ${cell(row, PART_COLUMN)}`,
      isAbsent: (row) => leases.has(leaseOf(row)),
    },
  ];
  const comparisons: Comparison[] = [];
  for (const side of sides) {
    comparisons.push(
      await compareSide(
        side,
        refused.filter(({ file }) => file === side.name),
        kept.filter(({ file }) => file === side.name),
      ),
    );
  }
  return {
    mismatches: comparisons.flatMap(({ mismatches }) => mismatches),
    fieldsCompared: comparisons.reduce((sum, { fieldsCompared }) => sum + fieldsCompared, 0),
  };
}

async function compareSide(
  side: Side,
  refused: readonly RefusedRow[],
  kept: readonly KeptRow[],
): Promise<Comparison> {
  const { name, columns, keyOf, isAbsent } = side;
  const skipped = new Set(refused.map(({ line }) => line));
  const keptAt = new Map(kept.map(({ line, columns: stay }) => [line, new Set(stay)]));
  // What stands for a refused row is what the register had before.
  const stale = new Set(
    refused.map(({ building, lease }) => (lease === "" ? building : leaseKey(building, lease))),
  );
  const exported = new Map<string, Readonly<Record<string, string>>>();
  const mismatches: string[] = [];
  for await (const { line, row } of rowsOf(side.exported, columns)) {
    if (exported.has(keyOf(row)))
      mismatches.push(`${name}: the export has ${keyOf(row)} twice, on line ${String(line)}`);
    exported.set(keyOf(row), row);
  }
  let fieldsCompared = 0;
  for await (const { line, row } of rowsOf(side.source, columns)) {
    if (skipped.has(line)) continue;
    const key = keyOf(row);
    const twin = exported.get(key);
    const stay = keptAt.get(line);
    // What was disposed of, ended or handed over is no part of the inventory any more.
    if (twin === undefined && stay !== undefined) continue;
    if (twin === undefined) {
      mismatches.push(`${name}, line ${String(line)}: the export lacks ${key}`);
      continue;
    }
    exported.delete(key);
    for (const column of columns) {
      if (stay?.has(column) === true) continue;
      fieldsCompared += 1;
      const [wanted = "", found = ""] = [row[column], twin[column]];
      if (isSame(column, wanted, found)) continue;
      mismatches.push(`${name}, line ${String(line)}, ${column}: "${wanted}" came back as "${found}"`);
    }
  }
  for (const [key, row] of exported) {
    const { "Location Code": building = "", "Lease Number": lease = "" } = row;
    // A row that could not be read names its building at most.
    if (isAbsent(row) || stale.has(building) || stale.has(leaseKey(building, lease))) continue;
    mismatches.push(`${name}: the source lacks ${key}`);
  }
  return { mismatches, fieldsCompared };
}

/** A file's rows; those with a wrong number of fields were refused before. A file may hold none. */
async function* rowsOf(file: string, columns: readonly string[]): ReturnType<typeof readCsv> {
  yield* readCsv(file, columns, { onMisfit: () => undefined, mayBeEmpty: true });
}

function isSame(column: string, wanted: string, found: string): boolean {
  if (wanted === found) return true;
  return NUMERIC_COLUMNS.has(column) && wanted !== "" && found !== "" && Number(wanted) === Number(found);
}
