import type { BuildingBook } from "../../sdk/books/buildingModel.js";
import { BUILDING_STATUS, TITLE } from "../../sdk/buildings/facts.js";
import { CODE_LIST } from "../../sdk/buildings/kinds.js";
import type { CodeListName } from "./codeLists.js";
import type { Context, Target } from "./context.js";
import type { FileBuilding } from "./inventory.js";
import { standingList } from "./parseBuilding.js";

const { planned, active, excess, surplus, disposed } = BUILDING_STATUS;

/** Why a building can't be entered as its row says, with the remedy; undefined where it can. */
export function whyNotEntered(building: FileBuilding, target: Target, context: Context): string | undefined {
  const { status } = target;
  const gone = withdrawnCode(building, undefined, target, context);
  if (gone !== undefined) return gone;
  if (isNeverSo(building, target)) return NEVER_EXCESS;
  if (status === planned || status === active || status === excess) return undefined;
  return (
    `a building can't be entered as ${building.standing}; ` +
    "enter it in the status before, and let its officers decide"
  );
}

/** Why a building can't become what its row says, which is not what it is. */
export function whyNotChanged(
  building: FileBuilding,
  target: Target,
  known: BuildingBook,
  context: Context,
): string | undefined {
  const { code, title } = building;
  const { status } = known.facts;
  if (status === disposed)
    return `building ${code} is disposed, and nothing changes it any more; leave the row out`;
  if (known.custodian !== context.organisation) return notInCustody(code, known.custodian);
  const running = [...known.leases.values()].filter(({ isRunning }) => isRunning).map(({ id }) => id);
  if (known.facts.title !== title && running.length > 0) {
    return (
      `building ${code} changes its title while leases run: ${running.join(", ")}; ` +
      "end them in the register first"
    );
  }
  if (isNeverSo(building, target)) return NEVER_EXCESS;
  if (isFilesToSay(status, target.status)) return withdrawnCode(building, known, target, context);
  return (
    `building ${code} is ${standingList(status)} in the register, ` +
    `and a file does not make it ${standingList(target.status)}; have its officers take that step`
  );
}

export const notInCustody = (code: string, custodian: number): string =>
  `organisation ${String(custodian)} has custody of building ${code}; ` +
  "have its officers amend it, or leave the row out";

const NEVER_EXCESS =
  "a leased building is never excess: it ends with its leases; correct the row, or end the leases and dispose of it";

const isNeverSo = ({ title }: FileBuilding, { status }: Target): boolean =>
  title === TITLE.leased && (status === excess || status === surplus);

/** Whether a file can take a building from one status to the other: all other ways need more than it says. */
const isFilesToSay = (from: number, to: number): boolean =>
  from === to ||
  (from === active && to === excess) ||
  ((from === excess || from === surplus) && to === active);

/** A value that an administrator withdrew stays with what has it and is given to no other. */
function withdrawnCode(
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
