import type { BuildingFacts } from "../buildings/facts.js";
import type { Position } from "../journal/event.js";
import type { BuildingBook, BuildingSettings } from "./buildingModel.js";
import { BUILDING_STATUS } from "./buildingTerms.js";
import { JournalGap } from "./errors.js";
import type { Books } from "./model.js";
import { expectOffice, PROPERTY } from "./offices.js";
import { placeOf, violation } from "./rules.js";

/** The list of a status's standings: they follow the lists of schemas, kinds and uses in the order of the statuses. */
const STANDINGS_FROM = 2;
const SCHEMA = 0;

export const subjectOf = (building: string) => (): string => `building ${building}`;

/** The register's settings, which its first event gives. */
export function buildingSettings(books: Books, position: Position): BuildingSettings {
  if (books.buildingRegistry === undefined) {
    throw new JournalGap(
      placeOf(position, "building register"),
      "BuildingRegistryCreated first",
      "another event of the register",
    );
  }
  return books.buildingRegistry;
}

/** The building, which must be there. */
export function buildingIn(books: Books, position: Position, id: string): BuildingBook {
  const building = books.buildings.get(id);
  if (building === undefined) {
    throw new JournalGap(placeOf(position, subjectOf(id)), "its registration", "none");
  }
  return building;
}

/** The building, which must be there and not be disposed of. */
export function liveBuilding(books: Books, position: Position, id: string): BuildingBook {
  const building = buildingIn(books, position, id);
  if (building.facts.status === BUILDING_STATUS.disposed) {
    throw violation(position, subjectOf(id), "nothing changes a disposed building", "it is disposed of");
  }
  return building;
}

/** The building of an act that a property officer of the organisation with custody makes. */
export function ownBuilding(
  books: Books,
  position: Position,
  { building: id, officer }: { readonly building: string; readonly officer: number },
): BuildingBook {
  const building = liveBuilding(books, position, id);
  expectOffice(books, position, officer, PROPERTY, 0n, building.custodian);
  return building;
}

/** Checks that a list has a value and still gives it; 0 is "not stated" in every list. */
export function expectCodeOf(
  books: Books,
  position: Position,
  building: string,
  list: number,
  value: number,
): void {
  if (value === 0) return;
  const code = books.codeLists.get(list)?.get(value);
  if (code === undefined || code.isWithdrawn) {
    throw violation(
      position,
      subjectOf(building),
      "what is stated is a value of its code list",
      `value ${value} of list ${list}, which ${code === undefined ? "there is not" : "was withdrawn"}`,
    );
  }
}

/** Checks a standing against the list of the status that it is a standing of. */
export function expectStanding(
  books: Books,
  position: Position,
  building: string,
  status: number,
  standing: number,
): void {
  expectCodeOf(books, position, building, STANDINGS_FROM + status, standing);
}

/** Checks that a description is empty or names a schema that there is. */
export function expectDescription(
  books: Books,
  position: Position,
  building: string,
  description: string,
): void {
  if (description === "0x") return;
  const schema = Number.parseInt(description.slice(2, 4), 16);
  const rule = "a description names its schema";
  if (schema === 0) throw violation(position, subjectOf(building), rule, "it names none");
  expectCodeOf(books, position, building, SCHEMA, schema);
}

/** Checks that two steps that need two are not taken by one. */
export function expectAnother(position: Position, building: string, officer: number, former: number): void {
  if (officer === former) {
    throw violation(
      position,
      subjectOf(building),
      "whoever reported does not declare, whoever declared does not dispose, whoever offered does not accept",
      `officer ${officer} did both`,
    );
  }
}

/** What the occupants have together, in hundredths of a square foot. */
export function occupiedOf({ occupants }: BuildingBook): number {
  let sum = 0;
  for (const area of occupants.values()) sum += area;
  return sum;
}

/** What its occupants can have: no more than its area, or, where that is not stated, than the register can count. */
export const roomIn = ({ area }: BuildingFacts): number => (area === 0 ? 2 ** 32 - 1 : area);

/** How many leases run. */
export function runningOf({ leases }: BuildingBook): number {
  let count = 0;
  for (const { isRunning } of leases.values()) if (isRunning) count += 1;
  return count;
}
