import type { BuildingBook, LeaseBook } from "../../sdk/books/buildingModel.js";
import { type Describe, describing } from "../../sdk/buildings/describe.js";
import { BUILDING_STATUS, TITLE } from "../../sdk/buildings/facts.js";
import { dateOf } from "../../sdk/calendar.js";
import type { CodeLists } from "./codeLists.js";
import { FACT_COLUMNS, TERM_COLUMNS } from "./columns.js";
import type { Register } from "./context.js";
import { factCells } from "./factCells.js";
import { layoutOf } from "./layout.js";

/** Rows of the two files, by column. */
export interface ExportedInventory {
  readonly buildings: readonly Readonly<Record<string, string>>[];
  readonly leases: readonly Readonly<Record<string, string>>[];
}

/**
 * An organisation's inventory as the register has it, in the columns of the files that it is published in: the buildings
 * in its custody that are there, and their running leases. What is planned still or disposed of is listed where the
 * jurisdiction has a word for it.
 *
 * @param jurisdiction Its columns, and what it calls the titles; all other codes are the register's own.
 */
export function exportInventory(
  register: Register,
  jurisdiction: CodeLists,
  organisation: number,
): ExportedInventory {
  const describe = describing(register);
  const listed = [...register.buildings.values()]
    .filter(({ custodian }) => custodian === organisation)
    .map((building) => ({ building, cells: factCells(building, register.codeLists, jurisdiction) }))
    .filter(({ building, cells }) => isThere(building) || cells[FACT_COLUMNS.status] !== "");
  const [{ columns }, { columns: leaseColumns }] = [
    layoutOf("buildings", jurisdiction),
    layoutOf("leases", jurisdiction),
  ];
  const leased = jurisdiction.codeOf("title", TITLE.leased);
  return {
    buildings: listed.map(({ building: { id, description }, cells }) =>
      inColumns(columns, { ...describe(description)[0], "Location Code": id, ...cells }),
    ),
    leases: listed.flatMap(({ building: { id, leases } }) =>
      [...leases.values()]
        .filter(({ isRunning }) => isRunning)
        .flatMap((lease) => leaseRows(id, lease, leased, describe))
        .map((row) => inColumns(leaseColumns, row)),
    ),
  };
}

const isThere = ({ facts: { status } }: BuildingBook): boolean =>
  status !== BUILDING_STATUS.planned && status !== BUILDING_STATUS.disposed;

/** A row for each part. A lease that was entered without a description is a row all the same. */
function leaseRows(
  building: string,
  { id, from, until, description }: LeaseBook,
  leased: string,
  describe: Describe,
): Readonly<Record<string, string>>[] {
  const parts = describe(description);
  return (parts.length === 0 ? [{}] : parts).map((part) => ({
    "Federal Leased Code": leased,
    ...part,
    "Location Code": building,
    "Lease Number": id,
    [TERM_COLUMNS.from]: dateOf(from),
    [TERM_COLUMNS.until]: dateOf(until),
  }));
}

const inColumns = (
  columns: readonly string[],
  cells: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(columns.map((column) => [column, cells[column] ?? ""]));
