import type { BuildingBook } from "../../sdk/books/buildingModel.js";
import { type DescriptionLine, encodeDescription } from "../../sdk/buildings/description.js";
import {
  ACQUISITION,
  BUILDING_STATUS,
  type BuildingFacts,
  encodeFacts,
  NOT_SURVEYED,
} from "../../sdk/buildings/facts.js";
import { whyClosed, whyNotChanged, whyNotEntered } from "./buildingProblems.js";
import type { CodeLists } from "./codeLists.js";
import { FACT_COLUMNS } from "./columns.js";
import type { Context, Target } from "./context.js";
import { type FactCells, factCells } from "./factCells.js";
import { IMPORTED, isAsImported } from "./imported.js";
import type { FileBuilding } from "./inventory.js";
import { standingList } from "./parseBuilding.js";
import { keptSince } from "./kept.js";
import type { Answer, Step } from "./steps.js";

const { planned, active, excess, surplus, disposed } = BUILDING_STATUS;
const NO_RECORD = `0x${"0".repeat(64)}`;
const NOTHING = "0x";

/**
 * What it takes for the register to have a building as its row says.
 *
 * A column is carried over where the row says something else than the import before did and the register has what was
 * imported then. Where it has something else, an officer decided since, and that stays.
 */
export function planBuilding(building: FileBuilding, context: Context): Answer {
  const known = context.register.buildings.get(building.code);
  if (known === undefined) {
    const target = targetOf(building, undefined, context.codes);
    const problem = whyNotEntered(building, target, context);
    return problem === undefined ? { steps: enter(building, target, context) } : { problem };
  }
  const stored = describedAs(building, known, context);
  const closed = whyClosed(known, context);
  if (closed === undefined) return change(building, known, stored, context);
  // What the file said before is no news: it was so, and others decided.
  const isNews = stored?.[IMPORTED] !== building.description[IMPORTED];
  return isNews
    ? { problem: closed }
    : { steps: [], kept: { columns: context.layouts.buildings.columns, why: closed } };
}

/** What the register's description says. The common case, that it is the row's own, is not read again. */
function describedAs(
  { description }: FileBuilding,
  known: BuildingBook,
  { describe, layouts }: Context,
): DescriptionLine | undefined {
  const isSame = known.description === encodeDescription(layouts.buildings.schema, [description]);
  return isSame ? description : describe(known.description)[0];
}

/** Two lists can have one code: what the building is now says first which one is meant. */
function targetOf({ description }: FileBuilding, known: BuildingBook | undefined, codes: CodeLists): Target {
  const standing = description[FACT_COLUMNS.status] ?? "";
  const now = known?.facts.status ?? active;
  for (const status of [now, active, planned, excess, surplus, disposed]) {
    const value = codes.valueOf(standingList(status), standing);
    if (value !== undefined) return { status, standing: value };
  }
  throw new Error(`standing ${standing} was not checked`);
}

const kindOf = ({ description }: FileBuilding, codes: CodeLists): number =>
  codes.valueOf("kind", description[FACT_COLUMNS.kind] ?? "") ?? 0;

function enter(building: FileBuilding, target: Target, { codes, layouts }: Context): Step[] {
  const { title, area, description } = building;
  const isExcess = target.status === excess;
  // Nothing is entered as excess: it is entered, then reported.
  const { status, standing } = isExcess ? { status: active, standing: 0 } : target;
  const facts: BuildingFacts = {
    area,
    condition: NOT_SURVEYED,
    utilisation: NOT_SURVEYED,
    standing,
    use: 0,
    kind: kindOf(building, codes),
    title,
    status,
    acquisition: ACQUISITION.none,
  };
  const steps: Step[] = [
    {
      kind: "register",
      ...asked(building),
      facts: encodeFacts(facts),
      record: NO_RECORD,
      description: encodeDescription(layouts.buildings.schema, [description]),
    },
  ];
  if (isExcess) steps.push({ kind: "report", ...asked(building), standing: target.standing });
  return steps;
}

function change(
  building: FileBuilding,
  known: BuildingBook,
  stored: DescriptionLine | undefined,
  context: Context,
): Answer {
  const { codes, layouts, register } = context;
  const { description: row } = building;
  const before = stored !== undefined && isAsImported([stored]) ? stored : undefined;
  const now = factCells(known, register.codeLists, codes);
  const target = targetOf(building, known, codes);
  const other = (Object.keys(now) as (keyof FactCells)[]).filter((column) => now[column] !== row[column]);
  const news = new Set(
    other.filter((column) => {
      if (column === FACT_COLUMNS.status) {
        if (isUnreported(known, target)) return before !== undefined;
        // Who gave up a building takes it back, not a file.
        if (isRestored(known, target)) return false;
      }
      return before?.[column] === now[column];
    }),
  );
  const problem = whyNotChanged(building, target, known, news, context);
  if (problem !== undefined) return { problem };

  const isDescribed = before !== undefined || known.description === NOTHING;
  const description = isDescribed ? encodeDescription(layouts.buildings.schema, [row]) : known.description;
  const facts = factsAfter(building, target, known.facts, news, codes);
  const steps: Step[] = [];
  if (facts.status !== known.facts.status) {
    steps.push({ kind: "report", ...asked(building), standing: target.standing });
  }
  const reported = { ...known.facts, status: facts.status, standing: facts.standing };
  const isSame =
    encodeFacts(facts) === encodeFacts(facts.status === known.facts.status ? known.facts : reported);
  if (description !== known.description || !isSame) {
    const amended = { facts: encodeFacts(facts), record: known.record, description };
    steps.push({ kind: "amend", ...asked(building), ...amended });
  }
  // What an officer wrote stays, and its columns are an officer's.
  const written = isDescribed ? {} : stored;
  const kept = layouts.buildings.columns.filter((column) =>
    column in now
      ? other.includes(column as keyof FactCells) && !news.has(column as keyof FactCells)
      : !isDescribed && written?.[column] !== row[column],
  );
  return { steps, ...keptSince(kept, { ...written, ...now }, [row]) };
}

const isRestored = ({ facts: { status } }: BuildingBook, target: Target): boolean =>
  target.status === active && (status === excess || status === surplus);

/** Whether an import was broken off between a building's entry and its report. */
const isUnreported = ({ facts, registered, statusSince }: BuildingBook, target: Target): boolean =>
  facts.status === active && facts.standing === 0 && statusSince === registered && target.status === excess;

function factsAfter(
  building: FileBuilding,
  target: Target,
  facts: BuildingFacts,
  news: ReadonlySet<string>,
  codes: CodeLists,
): BuildingFacts {
  return {
    ...facts,
    ...(news.has(FACT_COLUMNS.title) ? { title: building.title } : {}),
    ...(news.has(FACT_COLUMNS.area) ? { area: building.area } : {}),
    ...(news.has(FACT_COLUMNS.kind) ? { kind: kindOf(building, codes) } : {}),
    ...(news.has(FACT_COLUMNS.status) ? target : {}),
  };
}

const asked = ({ code, source }: FileBuilding) => ({ building: code, lease: "", lines: [source.line] });
