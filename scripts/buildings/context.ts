import type { BuildingBooks } from "../../sdk/books/buildingModel.js";
import type { Describe } from "../../sdk/buildings/describe.js";
import type { CodeLists } from "./codeLists.js";
import type { Layout } from "./layout.js";

/** What the importer and the exporter need to know of the register: a part of the books. */
export type Register = Pick<BuildingBooks, "codeLists" | "buildings">;

/** What a row is compared with. */
export interface Context {
  readonly register: Register;
  /** With the register's values. */
  readonly codes: CodeLists;
  /** Whose inventory it is. */
  readonly organisation: number;
  readonly layouts: { readonly buildings: Layout; readonly leases: Layout };
  /** Reads the register's descriptions. */
  readonly describe: Describe;
}

/** A status, and the standing in it. */
export interface Target {
  readonly status: number;
  readonly standing: number;
}
