import type { BuildingBook, BuildingBooks } from "../../sdk/books/buildingModel.js";
import { encodeDescription } from "../../sdk/buildings/description.js";
import {
  type BuildingFacts,
  BUILDING_STATUS,
  encodeFacts,
  NOT_SURVEYED,
  TITLE,
} from "../../sdk/buildings/facts.js";
import { CODE_LIST } from "../../sdk/buildings/kinds.js";
import type { CodeListName, CodeLists } from "./codeLists.js";
import type { FileBuilding } from "./inventory.js";
import { schemaOf, standingList } from "./parseBuilding.js";
import type { Answer, Step } from "./steps.js";

/** What the importer and the exporter need to know of the register: a part of the books. */
export type Register = Pick<BuildingBooks, "codeLists" | "buildings">;

/** What a row is compared with. */
export interface Context {
  readonly register: Register;
  readonly codes: CodeLists;
  /** Whose inventory it is. */
  readonly organisation: number;
}

const { planned, active, excess, surplus, disposed } = BUILDING_STATUS;
const NO_RECORD = `0x${"0".repeat(64)}`;

/** What it takes for the register to have a building as its row says. */
export function planBuilding(building: FileBuilding, context: Context): Answer {
  const place = `line ${String(building.source.line)}`;
  const known = context.register.buildings.get(building.code);
  const target = statusOf(building, known, context.codes);
  const problem =
    withdrawn(building, known, target, context) ??
    (known === undefined ? notToEnter(target, building) : notToChange(target, building, known, context));
  if (problem !== undefined) return { problem: `${place}: ${problem}.` };
  return {
    steps: known === undefined ? enter(building, target, context) : change(building, target, known, context),
  };
}

/** A status and the standing in it. */
interface Target {
  readonly status: number;
  readonly standing: number;
}

/** Two lists can have one code: what the building is now says first which one is meant. */
function statusOf({ standing }: FileBuilding, known: BuildingBook | undefined, codes: CodeLists): Target {
  const now = known?.facts.status ?? active;
  for (const status of [now, active, planned, excess, surplus, disposed]) {
    const value = codes.valueOf(standingList(status), standing);
    if (value !== undefined) return { status, standing: value };
  }
  throw new Error(`standing ${standing} was not checked`);
}

/** A value that an administrator withdrew stays with what has it and is given to no other. */
function withdrawn(
  { kind }: FileBuilding,
  known: BuildingBook | undefined,
  target: Target,
  { register, codes }: Context,
): string | undefined {
  const given: [CodeListName, number][] = [];
  if (known?.facts.kind !== kind) given.push(["kind", kind]);
  if (known?.facts.status !== target.status || known.facts.standing !== target.standing) {
    given.push([standingList(target.status), target.standing]);
  }
  const gone = given.find(
    ([list, value]) => register.codeLists.get(CODE_LIST[list])?.get(value)?.isWithdrawn === true,
  );
  if (gone === undefined) return undefined;
  return `code "${codes.codeOf(...gone)}" of ${gone[0]} was withdrawn; use another, or have one added`;
}

const NEVER_EXCESS =
  "a leased building is never excess: it ends with its leases; correct the row, or end the leases and dispose of it";

function notToEnter({ status }: Target, { standing, title }: FileBuilding): string | undefined {
  if (status === excess && title === TITLE.leased) return NEVER_EXCESS;
  if (status === planned || status === active || status === excess) return undefined;
  return `a building can't be entered as ${standing}; enter it in the status before, and let its officers decide`;
}

function notToChange(
  target: Target,
  building: FileBuilding,
  known: BuildingBook,
  { codes, organisation }: Context,
): string | undefined {
  const { status } = known.facts;
  const moves = target.status !== status;
  if (!moves && !differs(building, target, known, codes)) return undefined;
  if (status === disposed) {
    return `building ${building.code} is disposed, and nothing changes it any more; leave the row out`;
  }
  if (known.custodian !== organisation) {
    return (
      `organisation ${String(known.custodian)} has custody of building ${building.code}; ` +
      "have its officers amend it, or leave the row out"
    );
  }
  const running = [...known.leases.values()].filter(({ isRunning }) => isRunning).map(({ id }) => id);
  if (known.facts.title !== building.title && running.length > 0) {
    return (
      `building ${building.code} changes its title while leases run: ${running.join(", ")}; ` +
      "end them in the register first"
    );
  }
  if (!moves || (target.status === active && status !== planned)) return undefined;
  if (target.status === excess && status === active) {
    return building.title === TITLE.leased ? NEVER_EXCESS : undefined;
  }
  return (
    `building ${building.code} is ${standingList(status)} in the register, ` +
    `and a file does not make it ${standingList(target.status)}; have its officers take that step`
  );
}

function differs(
  { title, kind, area, description }: FileBuilding,
  { standing }: Target,
  known: BuildingBook,
  codes: CodeLists,
): boolean {
  const { facts } = known;
  return (
    facts.title !== title ||
    facts.kind !== kind ||
    facts.area !== area ||
    facts.standing !== standing ||
    known.description !== encodeDescription(schemaOf("building", codes), [description])
  );
}

function enter(building: FileBuilding, target: Target, { codes }: Context): Step[] {
  const { title, kind, area, description } = building;
  // Nothing is entered as excess: it is entered, then reported.
  const { status, standing } = target.status === excess ? { status: active, standing: 0 } : target;
  const facts: BuildingFacts = {
    area,
    condition: NOT_SURVEYED,
    utilisation: NOT_SURVEYED,
    standing,
    use: 0,
    kind,
    title,
    status,
    acquisition: 0,
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
  if (target.status === excess) steps.push({ kind: "report", ...asked(building), standing: target.standing });
  return steps;
}

function change(building: FileBuilding, target: Target, known: BuildingBook, { codes }: Context): Step[] {
  const { title, kind, area } = building;
  const { status } = known.facts;
  const steps: Step[] = [];
  const moves = target.status !== status;
  if (moves && target.status === active) {
    steps.push({ kind: "restore", ...asked(building), standing: target.standing });
  }
  const isReport = moves && target.status === excess;
  // A report gives the standing; until then the building keeps the one that it has.
  const meant = isReport ? { status, standing: known.facts.standing } : target;
  const before =
    steps.length > 0 ? { ...known, facts: { ...known.facts, standing: target.standing } } : known;
  if (differs(building, meant, before, codes)) {
    steps.push({
      kind: "amend",
      ...asked(building),
      facts: encodeFacts({ ...known.facts, ...meant, title, kind, area }),
      record: known.record,
      description: encodeDescription(schemaOf("building", codes), [building.description]),
    });
  }
  if (isReport) steps.push({ kind: "report", ...asked(building), standing: target.standing });
  return steps;
}

const asked = ({ code, source }: FileBuilding) => ({ building: code, lease: "", lines: [source.line] });
