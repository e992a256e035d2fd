/**
 * Answers what a property officer asks of a register: what is held, who sits in it, what it costs, what should be given
 * up.
 *
 *     npm run report:property -- <buildings.csv> --leases <leases.csv> [--json]
 *     npm run report:property -- --rpc <url> [--json]
 *
 * With files it imports them first, as `import:buildings` does; without, it reads the register that an import left on the
 * node.
 */
import { readFile } from "node:fs/promises";

import { Command } from "commander";
import { keccak256 } from "ethers";

import { FiscInputError } from "../sdk/errors.js";
import {
  printBuildingCosts,
  printFindings,
  printHoldings,
  printProperty,
} from "../sdk/statements/printBuildings.js";
import { type CodeLists, readCodeLists } from "./buildings/codeLists.js";
import type { Inventory } from "./buildings/inventory.js";
import { openPropertyOffice } from "./buildings/office.js";
import { propertyReport, reportJson } from "./buildings/propertyReport.js";
import { readInventory } from "./buildings/readInventory.js";
import { runImport } from "./buildings/runImport.js";
import { afterInput, EXIT, EXIT_CODES, main, parseCommandLine } from "./support/main.js";
import { chainTime, connect } from "./support/network.js";
import { startProgress } from "./support/progress.js";

interface Options {
  readonly leases?: string;
  readonly organisation: string;
  readonly codes: string;
  readonly nameColumn: string;
  readonly rpc?: string;
  readonly json?: boolean;
}

const command = new Command("report:property")
  .description(
    "Prints the register of property, and what speaks for giving buildings up or looking at them again.",
  )
  .argument("[buildings]", "an inventory to import first, CSV")
  .option("--leases <csv>", "its leases")
  .option("--organisation <code>", "whose inventory it is", "GSA")
  .option("--codes <csv>", "the jurisdiction's code lists", "data/buildings/gsa-codes.csv")
  .option("--name-column <column>", "which column names a building", "Real Property Asset Name")
  .option(
    "--rpc <url>",
    "a development node that is already up; the register of an import before is found there",
  )
  .option("--json", "print one JSON object")
  .addHelpText("after", EXIT_CODES);

interface Source {
  readonly file: string;
  readonly inventory: Inventory;
  readonly codes: CodeLists;
}

await main(async () => {
  const parsed = parseCommandLine(command);
  const options = parsed.opts<Options>();
  const source = await readSource(parsed.args[0], options);
  const connection = await connect({ rpc: options.rpc, startsAt: Math.floor(Date.now() / 1000) });
  return afterInput(async () => {
    const office = await openPropertyOffice(connection, options.organisation);
    if (source !== undefined) {
      const evidence = keccak256(await readFile(source.file));
      await runImport(office, source.inventory, source.codes, evidence, (steps) =>
        startProgress("Importing", steps),
      );
    }
    const books = await office.read();
    const report = propertyReport(books, await chainTime(connection), options.nameColumn);
    if (options.json === true) console.log(JSON.stringify(reportJson(books, report), null, 2));
    else {
      for (const [question, table] of [
        ["What do we hold?", printHoldings(report.register)],
        ["Who sits in it?", printProperty(report.register)],
        ["What does it cost?", printBuildingCosts(report.costs)],
        ["What should we give up, or look at again?", printFindings(report.findings)],
      ] as const) {
        console.log(`${question}\n\n${table}`);
      }
    }
    await connection.close();
    return EXIT.ok;
  });
});

async function readSource(file: string | undefined, options: Options): Promise<Source | undefined> {
  const { leases, rpc } = options;
  if (file === undefined && leases === undefined && rpc !== undefined) return undefined;
  if (file === undefined || leases === undefined) {
    throw new FiscInputError(
      "report:property",
      "there is nothing to report on",
      "give a file of buildings and --leases, or --rpc with a register",
    );
  }
  const codes = await readCodeLists(options.codes);
  return { file, inventory: await readInventory({ buildings: file, leases }, codes), codes };
}
