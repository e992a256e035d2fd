import type { BuildingBooks } from "../../sdk/books/buildingModel.js";
import type { CodeLists } from "./codeLists.js";

/** What the importer and the exporter need to know of the register: a part of the books. */
export type Register = Pick<BuildingBooks, "codeLists" | "buildings">;

/** What a row is compared with. */
export interface Context {
  readonly register: Register;
  readonly codes: CodeLists;
  /** Whose inventory it is. */
  readonly organisation: number;
}

/** A status, and the standing in it. */
export interface Target {
  readonly status: number;
  readonly standing: number;
}
