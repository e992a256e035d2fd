import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { stringify } from "csv-stringify/sync";

import { FiscInputError } from "../../sdk/errors.js";
import type { CodeLists } from "./codeLists.js";
import type { ExportedInventory } from "./exportInventory.js";
import { geoJsonOf } from "./geoJson.js";
import { layoutOf } from "./layout.js";

/** The files of an export. */
export interface ExportFiles {
  readonly buildings: string;
  readonly leases: string;
  readonly map: string;
}

/**
 * Makes the folder, and names the files that will be written into it, in the place of any of these names.
 *
 * @param inputs Files that are read: none of them may be written over.
 * @throws FiscInputError for a folder that can't be made, or that would write over an input.
 */
export async function prepareExport(folder: string, inputs: readonly string[]): Promise<ExportFiles> {
  const files = {
    buildings: path.join(folder, "buildings.csv"),
    leases: path.join(folder, "leases.csv"),
    map: path.join(folder, "buildings.geojson"),
  };
  const written = new Set(Object.values(files).map((file) => path.resolve(file)));
  if (inputs.some((input) => written.has(path.resolve(input)))) {
    throw new FiscInputError(
      `--export ${folder}`,
      "the export would write over the file that is imported",
      "give another folder",
    );
  }
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new FiscInputError(
      `--export ${folder}`,
      `the folder can't be made (${code})`,
      "check its path and its permissions",
    );
  }
  return files;
}

/** Writes an export: two CSV files with the columns of the published ones, and a map. */
export async function writeExport(
  files: ExportFiles,
  { buildings, leases }: ExportedInventory,
  jurisdiction: CodeLists,
): Promise<void> {
  await writeFile(files.buildings, csvOf(layoutOf("buildings", jurisdiction).columns, buildings));
  await writeFile(files.leases, csvOf(layoutOf("leases", jurisdiction).columns, leases));
  await writeFile(files.map, `${JSON.stringify(geoJsonOf(buildings))}\n`);
}

/** With the published files' line ends. */
const csvOf = (columns: readonly string[], rows: ExportedInventory["buildings"]): string =>
  stringify([...rows], {
    header: true,
    columns: [...columns],
    record_delimiter: "\r\n",
    quoted_match: /[\r\n]/,
  });
