import type { Signer } from "ethers";

import type { BuildingBooks } from "../../sdk/books/buildingModel.js";
import { CODE_LIST } from "../../sdk/buildings/kinds.js";
import { FiscInputError } from "../../sdk/errors.js";
import type { BuildingRegistry } from "../../types/ethers-contracts/index.js";
import type { CodeEntry, CodeListName, CodeLists } from "./codeLists.js";

/** A code that the register has no value of yet. */
export type MissingCode = CodeEntry & { readonly list: CodeListName };

/**
 * Compares a jurisdiction's codes with those of the register.
 *
 * @returns What has to be added.
 * @throws FiscInputError where a value has another code or label in the register: its meaning is for ever.
 */
export function missingCodes(codeLists: BuildingBooks["codeLists"], codes: CodeLists): MissingCode[] {
  return codes.entries.filter((entry): entry is MissingCode => {
    // What titles are called is nothing that the register knows.
    if (entry.list === "title") return false;
    const known = codeLists.get(CODE_LIST[entry.list])?.get(entry.value);
    if (known === undefined) return true;
    if (known.code === entry.code && known.label === entry.label) return false;
    throw new FiscInputError(
      `code list ${entry.list}, value ${String(entry.value)}`,
      `it is "${entry.code}" here and "${known.code}" in the register, or their labels differ`,
      "give the code a value of its own: a value keeps its meaning for ever",
    );
  });
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
