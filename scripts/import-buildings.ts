/**
 * Imports GSA's inventory of buildings and leases, writes it back from the journal alone, and compares the two field by
 * field.
 *
 *     npm run import:buildings -- <buildings.csv> --leases <leases.csv> --export <folder> [--rpc <url>] [--json]
 */
import { readFile } from "node:fs/promises";

import { Command } from "commander";
import { keccak256 } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { addressesOf } from "../deploy/deployFisc.js";
import { FiscInputError } from "../sdk/errors.js";
import { type CodeLists, readCodeLists } from "./buildings/codeLists.js";
import { compareExport } from "./buildings/compareExport.js";
import { exportInventory } from "./buildings/exportInventory.js";
import type { Inventory, KeptRow, RefusedRow } from "./buildings/inventory.js";
import { openPropertyOffice } from "./buildings/office.js";
import { allFindings, countFindings } from "./buildings/propertyReport.js";
import { readInventory } from "./buildings/readInventory.js";
import { resultOf } from "./buildings/result.js";
import { runImport } from "./buildings/runImport.js";
import { type ExportFiles, prepareExport, writeExport } from "./buildings/writeExport.js";
import { afterInput, EXIT, EXIT_CODES, main, parseCommandLine } from "./support/main.js";
import { chainTime, connect } from "./support/network.js";
import { type Progress, startProgress } from "./support/progress.js";
import { printable } from "./support/text.js";

interface Options {
  readonly leases: string;
  readonly export: string;
  readonly organisation: string;
  readonly codes: string;
  readonly rpc?: string;
  readonly json?: boolean;
}

const command = new Command("import:buildings")
  .description("Imports GSA's inventory of buildings, and compares what comes back from the journal with it.")
  .argument("<buildings>", "the inventory of owned and leased properties, CSV")
  .requiredOption("--leases <csv>", "its leases")
  .requiredOption("--export <folder>", "where buildings.csv, leases.csv and buildings.geojson go")
  .option("--organisation <code>", "whose inventory it is; it has custody of what is entered", "GSA")
  .option("--codes <csv>", "the jurisdiction's code lists", "data/buildings/gsa-codes.csv")
  .option("--rpc <url>", "a development node that is already up; the result stays there, and is found again")
  .option("--json", "print one JSON object")
  .addHelpText("after", EXIT_CODES);

await main(async () => {
  const parsed = parseCommandLine(command);
  const [buildings = ""] = parsed.args;
  const options = parsed.opts<Options>();
  requireOrganisation(options.organisation);
  const sources = { buildings, leases: options.leases };
  const codes = await readCodeLists(options.codes);
  const inventory = await readInventory(sources, codes);
  requireRows(buildings, inventory);
  const files = await prepareExport(options.export, [buildings, options.leases, options.codes]);
  const connection = await connect({ rpc: options.rpc, startsAt: Math.floor(Date.now() / 1000) });
  return afterInput(() => importAll(connection, sources, inventory, codes, files, options));
});

function requireOrganisation(code: string): void {
  if (/^[\x21-\x7e]{1,64}$/.test(code)) return;
  throw new FiscInputError(
    "--organisation",
    `"${code}" is no code`,
    "write 1 to 64 printable ASCII characters without a space",
  );
}

/** A file of which no row can be used says nothing that could be imported. */
function requireRows(file: string, { buildings, refused }: Inventory): void {
  const [first] = refused;
  if (buildings.length > 0 || first === undefined) return;
  throw new FiscInputError(
    file,
    `no row can be used: ${first.problem.replace(/\.$/, "")}`,
    "nothing was sent",
  );
}

/** Imports twice, exports what the journal then says, compares, prints the result; returns the exit code. */
async function importAll(
  connection: NetworkConnection,
  sources: { readonly buildings: string; readonly leases: string },
  inventory: Inventory,
  codes: CodeLists,
  files: ExportFiles,
  options: Options,
): Promise<number> {
  const office = await openPropertyOffice(connection, options.organisation);
  const evidence = keccak256(await readFile(sources.buildings));
  const begin = (steps: number): Progress => startProgress("Importing", steps);
  const first = await runImport(office, inventory, codes, evidence, begin);
  const second = await runImport(office, inventory, codes, evidence, begin);
  const books = await office.read();
  const exported = exportInventory(books, codes, office.organisation);
  await writeExport(files, exported, codes);

  const refused = inTheirOrder([...inventory.refused, ...first.refused]);
  const comparison = await compareExport(sources, files, codes, {
    refused,
    kept: second.kept,
    absent: second.absent,
  });
  for (const mismatch of comparison.mismatches) console.error(printable(mismatch));
  const result = {
    ...resultOf(exported, first, second),
    /** What a look at the register finds: see `report:property`. */
    findings: countFindings(allFindings(books, await chainTime(connection))),
    mismatches: comparison.mismatches.length,
    fieldsCompared: comparison.fieldsCompared,
    refused: refused.length,
    refusedRows: refused,
    export: files,
    contracts: await addressesOf(office.fisc),
  };
  if (options.json === true) console.log(JSON.stringify(result, null, 2));
  else print(result);
  await connection.close();
  const isDone = comparison.mismatches.length === 0 && second.transactions === 0;
  return isDone && refused.length === 0 ? EXIT.ok : EXIT.disagreement;
}

function inTheirOrder(refused: readonly RefusedRow[]): RefusedRow[] {
  return refused.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

function print(
  result: Record<string, unknown> & {
    readonly refusedRows: readonly RefusedRow[];
    readonly keptRows: readonly KeptRow[];
  },
): void {
  const { refusedRows, keptRows, ...figures } = result;
  console.dir(figures, { depth: null });
  if (keptRows.length > 0) console.log("Rows in which the register keeps what it has:");
  for (const { file, line, why } of keptRows) console.log(printable(`${file}, line ${String(line)}: ${why}`));
  if (refusedRows.length > 0) console.log("Rows that were refused; the rest was imported:");
  for (const { file, problem } of refusedRows) console.log(printable(`${file}, ${problem}`));
}
