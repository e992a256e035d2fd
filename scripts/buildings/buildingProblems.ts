import type { BuildingBook } from "../../sdk/books/buildingModel.js";
import { BUILDING_STATUS, TITLE } from "../../sdk/buildings/facts.js";
import { CODE_LIST } from "../../sdk/buildings/kinds.js";
import type { CodeListName } from "./codeLists.js";
import { FACT_COLUMNS } from "./columns.js";
import type { Context, Target } from "./context.js";
import type { FileBuilding } from "./inventory.js";
import { standingList } from "./parseBuilding.js";

const { planned, active, excess, surplus, disposed } = BUILDING_STATUS;

/** Why a building can't be entered as its row says, with the remedy; undefined where it can. */
export function whyNotEntered(building: FileBuilding, target: Target, context: Context): string | undefined {
  const { status } = target;
  const { kind, status: standing } = FACT_COLUMNS;
  const gone = withdrawnCode(building, target, new Set([kind, standing]), context);
  if (gone !== undefined) return gone;
  if (isNeverSo(building.title, target)) return NEVER_EXCESS;
  if (status === planned || status === active || status === excess) return undefined;
  return (
    `a building can't be entered as ${building.description[standing] ?? ""}; ` +
    "enter it in the status before, and let its officers decide"
  );
}

/** Why nothing that a file says changes a building any more, or by this organisation's hand. */
export function whyClosed({ id, facts, custodian }: BuildingBook, context: Context): string | undefined {
  if (custodian !== context.organisation) {
    return (
      `organisation ${String(custodian)} has custody of building ${id}; ` +
      "have its officers amend it, or leave the row out"
    );
  }
  if (facts.status !== disposed) return undefined;
  return `building ${id} is disposed, and nothing changes it any more; leave the row out`;
}

/**
 * Why a building can't become what its row says.
 *
 * @param news The columns of facts that the row would change.
 */
export function whyNotChanged(
  { code, title, description }: FileBuilding,
  target: Target,
  known: BuildingBook,
  news: ReadonlySet<string>,
  context: Context,
): string | undefined {
  const { facts } = known;
  if (news.has(FACT_COLUMNS.title)) {
    if (title === TITLE.leased) {
      return (
        `building ${code} is not leased, and no amendment makes it so; ` +
        "correct the row, or enter what is leased under a code of its own"
      );
    }
    const running = [...known.leases.values()].filter(({ isRunning }) => isRunning).map(({ id }) => id);
    if (running.length > 0) {
      return (
        `building ${code} changes its title while leases run: ${running.join(", ")}; ` +
        "end them in the register first"
      );
    }
  }
  if (news.has(FACT_COLUMNS.status)) {
    if (isNeverSo(news.has(FACT_COLUMNS.title) ? title : facts.title, target)) return NEVER_EXCESS;
    if (news.has(FACT_COLUMNS.title) && facts.status !== target.status) {
      return `building ${code} changes its title and its status at once; import the title first, then the status`;
    }
    const isFilesToSay =
      facts.status === target.status || (facts.status === active && target.status === excess);
    if (!isFilesToSay) {
      return (
        `building ${code} is ${standingList(facts.status)} in the register, ` +
        `and a file does not make it ${standingList(target.status)}; have its officers take that step`
      );
    }
  }
  return withdrawnCode({ description }, target, news, context);
}

const NEVER_EXCESS =
  "a leased building is never excess: it ends with its leases; correct the row, or end the leases and dispose of it";

const isNeverSo = (title: number, { status }: Target): boolean =>
  title === TITLE.leased && (status === excess || status === surplus);

/** A value that an administrator withdrew stays with what has it and is given to no other. */
function withdrawnCode(
  { description }: Pick<FileBuilding, "description">,
  target: Target,
  given: ReadonlySet<string>,
  { register, codes }: Context,
): string | undefined {
  const values: [CodeListName, number | undefined][] = [];
  if (given.has(FACT_COLUMNS.kind)) {
    values.push(["kind", codes.valueOf("kind", description[FACT_COLUMNS.kind] ?? "")]);
  }
  if (given.has(FACT_COLUMNS.status)) values.push([standingList(target.status), target.standing]);
  for (const [list, value] of values) {
    if (value === undefined || register.codeLists.get(CODE_LIST[list])?.get(value)?.isWithdrawn !== true)
      continue;
    return `code "${codes.codeOf(list, value)}" of ${list} was withdrawn; use another, or have one added`;
  }
  return undefined;
}
