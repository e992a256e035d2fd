import type { BuildingBook } from "../../sdk/books/buildingModel.js";
import { encodeDescription } from "../../sdk/buildings/description.js";
import {
  ACQUISITION,
  BUILDING_STATUS,
  type BuildingFacts,
  encodeFacts,
  NOT_SURVEYED,
} from "../../sdk/buildings/facts.js";
import { whyNotChanged, whyNotEntered } from "./buildingProblems.js";
import type { CodeLists } from "./codeLists.js";
import type { Context, Target } from "./context.js";
import type { FileBuilding } from "./inventory.js";
import { schemaOf, standingList } from "./parseBuilding.js";
import type { Answer, Step } from "./steps.js";

const { planned, active, excess, surplus, disposed } = BUILDING_STATUS;
const NO_RECORD = `0x${"0".repeat(64)}`;

/** What it takes for the register to have a building as its row says. */
export function planBuilding(building: FileBuilding, context: Context): Answer {
  const { register, codes } = context;
  const known = register.buildings.get(building.code);
  const target = targetOf(building, known, codes);
  if (known?.facts.status === target.status && isSame(building, target, known, codes)) {
    return { steps: [] };
  }
  const problem =
    known === undefined
      ? whyNotEntered(building, target, context)
      : whyNotChanged(building, target, known, context);
  if (problem !== undefined) return { problem };
  return {
    steps: known === undefined ? enter(building, target, codes) : change(building, target, known, codes),
  };
}

/** Two lists can have one code: what the building is now says first which one is meant. */
function targetOf({ standing }: FileBuilding, known: BuildingBook | undefined, codes: CodeLists): Target {
  const now = known?.facts.status ?? active;
  for (const status of [now, active, planned, excess, surplus, disposed]) {
    const value = codes.valueOf(standingList(status), standing);
    if (value !== undefined) return { status, standing: value };
  }
  throw new Error(`standing ${standing} was not checked`);
}

/** Whether all but the status is as the row says. */
function isSame(
  { title, kind, area, description }: FileBuilding,
  { standing }: Target,
  known: BuildingBook,
  codes: CodeLists,
): boolean {
  const { facts } = known;
  return (
    facts.title === title &&
    facts.kind === kind &&
    facts.area === area &&
    facts.standing === standing &&
    known.description === encodeDescription(schemaOf("building", codes), [description])
  );
}

function enter(building: FileBuilding, target: Target, codes: CodeLists): Step[] {
  const { title, kind, area, description } = building;
  const isExcess = target.status === excess;
  // Nothing is entered as excess: it is entered, then reported.
  const { status, standing } = isExcess ? { status: active, standing: 0 } : target;
  const facts: BuildingFacts = {
    area,
    condition: NOT_SURVEYED,
    utilisation: NOT_SURVEYED,
    standing,
    use: 0,
    kind,
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
      description: encodeDescription(schemaOf("building", codes), [description]),
    },
  ];
  if (isExcess) steps.push({ kind: "report", ...asked(building), standing: target.standing });
  return steps;
}

function change(building: FileBuilding, target: Target, known: BuildingBook, codes: CodeLists): Step[] {
  const { title, kind, area, description } = building;
  const { status, standing } = known.facts;
  const isReport = status === active && target.status === excess;
  const isRestored = status !== active && target.status === active;
  const steps: Step[] = [];
  if (isRestored) steps.push({ kind: "restore", ...asked(building), standing: target.standing });
  // A report gives the standing; until then the building keeps the one that it has.
  const meant = isReport ? { status, standing } : target;
  const facts = { ...known.facts, ...(isRestored ? target : {}) };
  if (!isSame(building, meant, { ...known, facts }, codes)) {
    steps.push({
      kind: "amend",
      ...asked(building),
      facts: encodeFacts({ ...facts, ...meant, title, kind, area }),
      record: known.record,
      description: encodeDescription(schemaOf("building", codes), [description]),
    });
  }
  if (isReport) steps.push({ kind: "report", ...asked(building), standing: target.standing });
  return steps;
}

const asked = ({ code, source }: FileBuilding) => ({ building: code, lease: "", lines: [source.line] });
