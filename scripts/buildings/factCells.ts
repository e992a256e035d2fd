import type { BuildingBook, BuildingBooks } from "../../sdk/books/buildingModel.js";
import { CODE_LIST } from "../../sdk/buildings/kinds.js";
import { formatArea } from "./cells.js";
import type { CodeListName, CodeLists } from "./codeLists.js";
import { FACT_COLUMNS } from "./columns.js";
import { standingList } from "./parseBuilding.js";

/** A building's facts in the cells of a file. */
export type FactCells = Readonly<Record<(typeof FACT_COLUMNS)[keyof typeof FACT_COLUMNS], string>>;

/**
 * A building's facts as the register has them, in the words of a file: one word can stand on two lists, and means the
 * same to who reads it.
 *
 * @param titles What the jurisdiction calls the titles; all other codes are the register's own.
 */
export function factCells(
  { facts }: BuildingBook,
  codeLists: BuildingBooks["codeLists"],
  titles: CodeLists,
): FactCells {
  const codeOf = (list: CodeListName, value: number): string =>
    codeLists.get(CODE_LIST[list])?.get(value)?.code ?? "";
  return {
    [FACT_COLUMNS.title]: titles.codeOf("title", facts.title),
    [FACT_COLUMNS.area]: formatArea(facts.area),
    [FACT_COLUMNS.status]: codeOf(standingList(facts.status), facts.standing),
    [FACT_COLUMNS.kind]: codeOf("kind", facts.kind),
  };
}
