import type { DescriptionLine } from "../../sdk/buildings/description.js";

/** A row that the importer or a rule of the contracts can't take. */
export interface RefusedRow {
  readonly file: "buildings" | "leases";
  readonly line: number;
  /** The location code, as far as the row has one. */
  readonly building: string;
  /** The lease's number; "" of a building's row. */
  readonly lease: string;
  readonly problem: string;
}

/** A row that the register does not follow in all, since an officer decided otherwise: no error. */
export interface KeptRow {
  readonly file: "buildings" | "leases";
  readonly line: number;
  readonly building: string;
  /** "" of a building's row. */
  readonly lease: string;
  /** Columns in which the register keeps what it has. */
  readonly columns: readonly string[];
  readonly why: string;
}

/** A row as the file has it, by column. */
export interface SourceRow {
  readonly line: number;
  readonly row: Readonly<Record<string, string>>;
}

/** A building of the file, in the register's terms. */
export interface FileBuilding {
  readonly code: string;
  /** See `TITLE`. */
  readonly title: number;
  /** Hundredths of a square foot. */
  readonly area: number;
  /** All cells of its row, as imported: see `IMPORTED`. */
  readonly description: DescriptionLine;
  readonly source: SourceRow;
}

/** A lease of the file: its rows differ in the part that they name alone. */
export interface FileLease {
  readonly building: string;
  readonly number: string;
  /** Civil days from 1970-01-01, the last one included. */
  readonly from: number;
  readonly until: number;
  /** One for each part, as imported. */
  readonly parts: readonly DescriptionLine[];
  readonly sources: readonly SourceRow[];
}

/** The two files, as far as they can be used. */
export interface Inventory {
  readonly buildings: readonly FileBuilding[];
  readonly leases: readonly FileLease[];
  readonly refused: readonly RefusedRow[];
}
