import {
  ACQUISITION,
  BUILDING_STATUS,
  type BuildingFacts,
  NOT_SURVEYED,
  TITLE,
} from "../../buildings/facts.js";
import { formatCents } from "../../money.js";
import { areaOf } from "../inputs/amounts.js";
import { MOST, numberNamed, wholeNumber } from "../inputs/numbers.js";

export type Title = Exclude<keyof typeof TITLE, "none">;
export type Acquisition = keyof typeof ACQUISITION;
export type BuildingStatus = keyof typeof BUILDING_STATUS;

/** What rules need to know of a building, as officers write it. */
export interface FactsInput {
  /** Square feet, decimal. */
  readonly area: string;
  readonly title: Title;
  /** "none" while it is planned, or where it is not known. */
  readonly acquisition?: Acquisition;
  /** Values of the register's code lists; left out for not stated. */
  readonly kind?: number;
  readonly use?: number;
  readonly standing?: number;
}

/** The facts of a building that is entered. */
export const factsOf = (input: FactsInput, status: "planned" | "active", place: string): BuildingFacts =>
  changedFacts(
    {
      ...{ area: 0, title: 0, acquisition: 0, kind: 0, use: 0, standing: 0 },
      status: numberNamed(
        { planned: BUILDING_STATUS.planned, active: BUILDING_STATUS.active },
        status,
        place,
      ),
      condition: NOT_SURVEYED,
      utilisation: NOT_SURVEYED,
    },
    input,
    place,
  );

/** The facts as they become; what is left out stays. */
export function changedFacts(
  facts: BuildingFacts,
  changes: Partial<FactsInput>,
  place: string,
): BuildingFacts {
  const { area, title, acquisition, kind, use, standing } = changes;
  return {
    ...facts,
    ...(area === undefined ? {} : { area: areaOf(area, `${place}, area`) }),
    ...(title === undefined ? {} : { title: numberNamed(TITLE, title, `${place}, title`) }),
    ...(acquisition === undefined
      ? {}
      : { acquisition: numberNamed(ACQUISITION, acquisition, `${place}, acquisition`) }),
    ...(kind === undefined ? {} : { kind: codeValue(kind, `${place}, kind`) }),
    ...(use === undefined ? {} : { use: codeValue(use, `${place}, use`) }),
    ...(standing === undefined ? {} : { standing: codeValue(standing, `${place}, standing`) }),
  };
}

/** A value of a code list, 0 for not stated. */
export const codeValue = (value: number, place: string): number => wholeNumber(value, MOST[8], place);

/** A building's facts as officers read them. */
export interface FactsView {
  readonly status: BuildingStatus;
  readonly title: keyof typeof TITLE;
  readonly acquisition: Acquisition;
  /** Square feet, decimal. */
  readonly area: string;
  readonly kind: number;
  readonly use: number;
  readonly standing: number;
  /** Percent; undefined before the first survey. */
  readonly condition: number | undefined;
  readonly utilisation: number | undefined;
}

export const viewFacts = (facts: BuildingFacts): FactsView => ({
  status: nameOf(BUILDING_STATUS, facts.status),
  title: nameOf(TITLE, facts.title),
  acquisition: nameOf(ACQUISITION, facts.acquisition),
  area: formatCents(BigInt(facts.area)),
  kind: facts.kind,
  use: facts.use,
  standing: facts.standing,
  condition: facts.condition === NOT_SURVEYED ? undefined : facts.condition,
  utilisation: facts.utilisation === NOT_SURVEYED ? undefined : facts.utilisation,
});

function nameOf<Name extends string>(numbers: Readonly<Record<Name, number>>, value: number): Name {
  const found = (Object.keys(numbers) as Name[]).find((name) => numbers[name] === value);
  if (found === undefined)
    throw new Error(`a building's facts say ${value}, which this client does not know`);
  return found;
}
