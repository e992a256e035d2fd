import type { BuildingBook, LeaseBook } from "../../sdk/books/buildingModel.js";
import { type Describe, describing } from "../../sdk/buildings/describe.js";
import { BUILDING_STATUS, TITLE } from "../../sdk/buildings/facts.js";
import { CODE_LIST } from "../../sdk/buildings/kinds.js";
import { dateOf } from "../../sdk/calendar.js";
import { formatArea } from "./cells.js";
import type { CodeListName, CodeLists } from "./codeLists.js";
import { BUILDING_COLUMNS, LEASE_COLUMNS } from "./columns.js";
import { standingList } from "./parseBuilding.js";
import type { Register } from "./context.js";

/** Rows of the two files, by column. */
export interface ExportedInventory {
  readonly buildings: readonly Readonly<Record<string, string>>[];
  readonly leases: readonly Readonly<Record<string, string>>[];
}

/**
 * The inventory as the register has it, in the columns of the files that it is published in: buildings that are there,
 * and their running leases. What is planned still or disposed of is listed where the jurisdiction has a word for it.
 *
 * @param titles What the jurisdiction calls the titles; all other codes are the register's own.
 */
export function exportInventory(register: Register, titles: CodeLists): ExportedInventory {
  const read = reader(register);
  const listed = [...register.buildings.values()].filter(
    ({ facts: { status, standing } }) =>
      (status !== BUILDING_STATUS.planned && status !== BUILDING_STATUS.disposed) ||
      read.code(standingList(status), standing) !== "",
  );
  return {
    buildings: listed.map((building) => buildingRow(building, titles, read)),
    leases: listed.flatMap(({ id, leases }) =>
      [...leases.values()]
        .filter(({ isRunning }) => isRunning)
        .flatMap((lease) => leaseRows(id, lease, titles, read)),
    ),
  };
}

/** Reads what is written on the chain in codes and schemas. */
interface Reader {
  readonly code: (list: CodeListName, value: number) => string;
  readonly lines: Describe;
}

const reader = (register: Register): Reader => ({
  code: (list, value) => register.codeLists.get(CODE_LIST[list])?.get(value)?.code ?? "",
  lines: describing(register),
});

function buildingRow(
  { id, facts, description }: BuildingBook,
  titles: CodeLists,
  { code: codeOf, lines }: Reader,
): Readonly<Record<string, string>> {
  return inColumns(BUILDING_COLUMNS, {
    ...lines(description)[0],
    "Location Code": id,
    "Owned or Leased": titles.codeOf("title", facts.title),
    "Building Rentable Square Feet": formatArea(facts.area),
    "Building Status": codeOf(standingList(facts.status), facts.standing),
    "Real Property Asset Type": codeOf("kind", facts.kind),
  });
}

/** A row for each part. A lease that was entered without a description is a row all the same. */
function leaseRows(
  building: string,
  { id, from, until, description }: LeaseBook,
  titles: CodeLists,
  { lines }: Reader,
): Readonly<Record<string, string>>[] {
  const parts = lines(description);
  return (parts.length === 0 ? [{}] : parts).map((part) =>
    inColumns(LEASE_COLUMNS, {
      "Federal Leased Code": titles.codeOf("title", TITLE.leased),
      ...part,
      "Location Code": building,
      "Lease Number": id,
      "Lease Effective Date": dateOf(from),
      "Lease Expiration Date": dateOf(until),
    }),
  );
}

const inColumns = (
  columns: readonly string[],
  cells: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(columns.map((column) => [column, cells[column] ?? ""]));
