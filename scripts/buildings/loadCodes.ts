import type { Signer } from "ethers";

import type { BuildingBooks } from "../../sdk/books/buildingModel.js";
import { CODE_LIST } from "../../sdk/buildings/kinds.js";
import { FiscInputError } from "../../sdk/errors.js";
import type { BuildingRegistry } from "../../types/ethers-contracts/index.js";
import { type CodeEntry, type CodeListName, CodeLists } from "./codeLists.js";

/** A code that the register has no value of yet. */
export type MissingCode = CodeEntry & { readonly list: CodeListName };

/** A jurisdiction's codes with the values that they have in a register, and those that it has no value of yet. */
export interface AllocatedCodes {
  readonly codes: CodeLists;
  readonly missing: readonly MissingCode[];
}

const MOST_VALUES = 255;

/**
 * Gives a jurisdiction's codes their values in a register, which other jurisdictions' codes may share. A code is found
 * again by its text and its label; a new one takes the value that the file gives it or, where that means something else
 * already, the next one that never meant anything: a value keeps its meaning for ever.
 *
 * @throws FiscInputError for a list that is full.
 */
export function allocateCodes(codeLists: BuildingBooks["codeLists"], codes: CodeLists): AllocatedCodes {
  const missing: MissingCode[] = [];
  const taken = new Map<CodeListName, Set<number>>();
  const take = (list: CodeListName): Set<number> => {
    const values = taken.get(list) ?? new Set(codeLists.get(CODE_LIST[list])?.keys());
    taken.set(list, values);
    return values;
  };
  const entries = codes.entries.map((entry): CodeEntry => {
    const { list } = entry;
    // What titles are called is nothing that the register knows.
    if (list === "title") return entry;
    const known = valueIn(codeLists, list, entry);
    if (known !== undefined) return { ...entry, value: known };
    const values = take(list);
    const value = values.has(entry.value) ? nextFree(values, entry) : entry.value;
    values.add(value);
    missing.push({ ...entry, list, value });
    return { ...entry, value };
  });
  return { codes: new CodeLists(entries), missing };
}

/** The value of a code in a register; one that was withdrawn where there is no other. */
function valueIn(
  codeLists: BuildingBooks["codeLists"],
  list: CodeListName,
  { code, label }: CodeEntry,
): number | undefined {
  const known = [...(codeLists.get(CODE_LIST[list])?.values() ?? [])].filter(
    (one) => one.code === code && one.label === label,
  );
  return (known.find(({ isWithdrawn }) => !isWithdrawn) ?? known[0])?.value;
}

function nextFree(values: ReadonlySet<number>, { list, code }: CodeEntry): number {
  for (let value = 1; value <= MOST_VALUES; ++value) if (!values.has(value)) return value;
  throw new FiscInputError(
    `code list ${list}`,
    `there is no value left for "${code}"`,
    `a list of a register has ${String(MOST_VALUES)}; leave the code out`,
  );
}

/**
 * Adds codes to the register, one a call.
 *
 * @param administrator Of the treasury.
 * @returns How many transactions it took.
 */
export async function addCodes(
  buildings: BuildingRegistry,
  administrator: Signer,
  missing: readonly MissingCode[],
): Promise<number> {
  for (const { list, value, code, label } of missing) {
    const sent = await buildings.connect(administrator).addCode(CODE_LIST[list], value, code, label);
    await sent.wait();
  }
  return missing.length;
}
