import type { Books } from "../books/model.js";
import { describing } from "../buildings/describe.js";
import type { DescriptionLine } from "../buildings/description.js";
import { isDisposed } from "../buildings/use.js";
import { kilometresOutside } from "../geography/distance.js";
import type { Outline } from "../geography/states.js";
import { expectNotLater } from "../statements/statement.js";
import type { Finding } from "./finding.js";

export interface CoordinateElsewhereOptions {
  /** By the states' codes: `stateOutlines()`. */
  readonly outlines: ReadonlyMap<string, Outline>;
  /** How many kilometres outside count as inside, since outlines are coarse and follow the shore: 2 when left out. */
  readonly tolerance?: number;
  /** Which columns of a description say it: "State", "Latitude" and "Longitude" when left out. */
  readonly columns?: { readonly state: string; readonly latitude: string; readonly longitude: string };
}

const COLUMNS = { state: "State", latitude: "Latitude", longitude: "Longitude" };

/** Kilometres beyond which it does not matter how far: distances are those of a flat map. */
const FAR = 100;

/** A decimal number of degrees: no other text is guessed at. */
const DEGREES = /^-?\d{1,3}(?:\.\d+)?$/;

/**
 * Buildings whose coordinates lie outside the state that they claim, are no coordinates, or that claim a state that there
 * is not. Those without coordinates or a state, and those disposed of, are passed over.
 */
export function coordinateElsewhere(
  books: Books,
  asOf: number,
  options: CoordinateElsewhereOptions,
): Finding[] {
  expectNotLater(books, asOf);
  const describe = describing(books);
  const findings: Finding[] = [];
  for (const building of books.buildings.values()) {
    const [line] = isDisposed(building) ? [] : describe(building.description);
    const detail = line === undefined ? undefined : flawOf(line, options);
    if (detail === undefined) continue;
    findings.push({ kind: "coordinate elsewhere", building: building.id, lease: undefined, detail });
  }
  return findings;
}

/** What is wrong with a line's coordinates, or nothing. */
function flawOf(line: DescriptionLine, options: CoordinateElsewhereOptions): string | undefined {
  const { outlines, tolerance = 2, columns = COLUMNS } = options;
  const [state = "", latitude = "", longitude = ""] = [
    line[columns.state],
    line[columns.latitude],
    line[columns.longitude],
  ];
  if (state === "" || latitude === "" || longitude === "") return undefined;
  const at = `${latitude}, ${longitude}`;
  const isOnEarth =
    DEGREES.test(latitude) &&
    DEGREES.test(longitude) &&
    Math.abs(Number(latitude)) <= 90 &&
    Math.abs(Number(longitude)) <= 180;
  if (!isOnEarth) return `${at} is no place`;
  const outline = outlines.get(state);
  if (outline === undefined) return `there is no state ${state}`;
  const outside = kilometresOutside(outline, Number(longitude), Number(latitude));
  if (outside <= tolerance) return undefined;
  const far = outside > FAR ? `more than ${FAR}` : outside.toFixed(1);
  return `${at} lies ${far} km outside ${state}`;
}
