import { readFile } from "node:fs/promises";
import path from "node:path";

import { getAddress } from "ethers";

import type { FiscParameters } from "../../sdk/deployment/parameters.js";
import { FiscInputError } from "../../sdk/errors.js";
import { readIgnitionJournal } from "./readJournal.js";
import { writeWhole } from "./writeWhole.js";

const parametersIn = (folder: string): string => path.join(folder, "parameters.json");

const textOf = (parameters: FiscParameters): string => `${JSON.stringify(parameters, null, 2)}\n`;

/**
 * Checks that a deployment that was begun in the folder can go on with these parameters and this key.
 *
 * With other parameters it would be half of each; and whoever began it holds the timelock's roles until it ends.
 *
 * @throws FiscInputError where it can't.
 */
export async function checkBegun(
  folder: string,
  parameters: FiscParameters,
  deployer: string | undefined,
): Promise<void> {
  const entries = await readIgnitionJournal(folder);
  if (entries.length === 0) return;
  const kept = await readFile(parametersIn(folder), "utf8").catch(() => undefined);
  if (kept !== textOf(parameters)) {
    throw new FiscInputError(
      parametersIn(folder),
      "the deployment was begun with other parameters",
      "give the same ones, or deploy anew under another --name",
    );
  }
  const from = entries.find(({ line }) => line.from !== undefined)?.line.from;
  if (from === undefined || from.toLowerCase() === deployer?.toLowerCase()) return;
  throw new FiscInputError(
    folder,
    `the deployment was begun by ${getAddress(from)}, not by ${deployer ?? "nobody"}`,
    "go on with that key, or deploy anew under another --name",
  );
}

/** Keeps the parameters with which a deployment begins. */
export const keepParameters = (folder: string, parameters: FiscParameters): Promise<void> =>
  writeWhole(parametersIn(folder), textOf(parameters));
