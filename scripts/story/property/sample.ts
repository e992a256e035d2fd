import path from "node:path";

import { COST_KINDS, type CostKind } from "../../../sdk/buildings/kinds.js";
import { ACQUISITION, BUILDING_STATUS, TITLE } from "../../../sdk/buildings/facts.js";
import { dayOf, startOfDay, type Calendar } from "../../../sdk/calendar.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { type CodeLists, readCodeLists } from "../../buildings/codeLists.js";
import { amountOf, type ReadRows, wordsOf } from "../rows.js";

/** An organisation in a building, and its part of it in hundredths of a square foot. */
interface SampleOccupant {
  readonly organisation: string;
  readonly area: number;
}

/** A building as the year begins. */
export interface SampleBuilding {
  readonly place: string;
  readonly code: string;
  readonly custodian: string;
  /** See `TITLE`, `BUILDING_STATUS` and `ACQUISITION`. */
  readonly title: number;
  readonly status: number;
  readonly acquisition: number;
  /** Codes of their lists. */
  readonly kind: string;
  readonly use: string;
  /** Hundredths of a square foot. */
  readonly area: number;
  readonly occupants: readonly SampleOccupant[];
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly state: string;
}

/** A lease as the year begins. */
export interface SampleLease {
  readonly place: string;
  readonly building: string;
  readonly number: string;
  /** Civil days, counted from 1970-01-01. */
  readonly from: number;
  readonly until: number;
  /** Hundredths of a square foot. */
  readonly area: number;
  /** Cents a year. */
  readonly rent: bigint;
  readonly landlord: string;
}

/** One thing that is done about a building. What `subject` and `to` mean depends on the step. */
export interface SamplePropertyStep {
  readonly place: string;
  /** UTC seconds. */
  readonly time: number;
  readonly officer: string;
  readonly step: string;
  readonly building: string;
  readonly subject: string;
  readonly to: string;
  /** A code of the list of the status that the step leads to. */
  readonly standing: string;
  /** Hundredths of a square foot. */
  readonly area: number;
  /** Cents; 0 where the step has none. */
  readonly amount: bigint;
  /** Civil day, counted from 1970-01-01; 0 where the step has none. */
  readonly until: number;
  readonly note: string;
}

/** The buildings of a sample year. */
export interface SampleProperty {
  readonly codes: CodeLists;
  readonly buildings: readonly SampleBuilding[];
  readonly leases: readonly SampleLease[];
  readonly property: readonly SamplePropertyStep[];
}

/** Reads the files about buildings; see `data/README.md` for their columns. */
export async function readProperty(
  read: ReadRows,
  folder: string,
  calendar: Calendar,
): Promise<SampleProperty> {
  return {
    codes: await readCodeLists(path.join(folder, "codes.csv")),
    buildings: await read(
      "buildings.csv",
      [
        ...["building", "custodian", "title", "status", "acquisition", "kind", "use", "area", "occupants"],
        ...["name", "street", "city", "state"],
      ],
      (text, place) => ({
        place,
        code: text("building"),
        custodian: text("custodian"),
        title: numberOf(TITLE, text("title"), place),
        status: numberOf(BUILDING_STATUS, text("status"), place),
        acquisition: numberOf(ACQUISITION, text("acquisition") || "none", place),
        kind: text("kind"),
        use: text("use"),
        area: areaOf(text("area"), place),
        occupants: wordsOf(text("occupants")).map((word) => occupantOf(word, place)),
        name: text("name"),
        street: text("street"),
        city: text("city"),
        state: text("state"),
      }),
    ),
    leases: await read(
      "leases.csv",
      ["building", "lease", "from", "until", "area", "rent", "landlord"],
      (text, place) => ({
        place,
        building: text("building"),
        number: text("lease"),
        from: dayOf(text("from"), place),
        until: dayOf(text("until"), place),
        area: areaOf(text("area"), place),
        rent: amountOf(text("rent"), place, 0n),
        landlord: text("landlord"),
      }),
    ),
    property: await read(
      "property.csv",
      [
        ...["date", "officer", "step", "building", "subject", "to", "standing", "area", "amount", "until"],
        "note",
      ],
      (text, place) => ({
        place,
        time: startOfDay(text("date"), calendar, place),
        officer: text("officer"),
        step: text("step"),
        building: text("building"),
        subject: text("subject"),
        to: text("to"),
        standing: text("standing"),
        area: areaOf(text("area"), place),
        amount: amountOf(text("amount"), place, 0n),
        until: text("until") === "" ? 0 : dayOf(text("until"), place),
        note: text("note"),
      }),
    ),
  };
}

/** A kind of cost by its name. */
export function requireCostKind(text: string, place: string): CostKind {
  const kind = COST_KINDS.find((name) => name === text);
  if (kind !== undefined && kind !== "none") return kind;
  throw new FiscInputError(
    place,
    `"${text}" is no kind of cost`,
    `use one of ${COST_KINDS.slice(1).join(", ")}`,
  );
}

/** Hundredths of a square foot are written as cents are. */
const areaOf = (text: string, place: string): number => Number(amountOf(text, place, 0n));

/** `organisation:area`. */
function occupantOf(word: string, place: string): SampleOccupant {
  const [organisation = "", area = ""] = word.split(":");
  return { organisation, area: areaOf(area, place) };
}

function numberOf(names: Readonly<Record<string, number>>, text: string, place: string): number {
  const number = Object.hasOwn(names, text) ? names[text] : undefined;
  if (number !== undefined) return number;
  throw new FiscInputError(
    place,
    `"${text}" is not known of buildings`,
    `use one of ${Object.keys(names).join(", ")}`,
  );
}
