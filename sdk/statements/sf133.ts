import { authorityOf } from "../books/amounts.js";
import { emptyFlows } from "../books/emptyFlows.js";
import type { AccountBook, Books, ObligationBook } from "../books/model.js";
import { decodeClassification } from "../classification.js";
import { FiscInputError } from "../errors.js";
import { formatCents } from "../money.js";
import { SF133_LINES, SF133_TOTALS, type Sf133Line } from "./sf133Lines.js";
import { expectNotLater } from "./statement.js";

export interface Sf133Options {
  /** The books at the start of the fiscal year: of all events before `from`. */
  readonly opening: Books;
  /** The books at `asOf`. */
  readonly closing: Books;
  /** The appropriation. */
  readonly root: number;
  /** UTC seconds at which the fiscal year begins. */
  readonly from: number;
  /** UTC seconds; for a whole year its last second, at which the year's accounts are not expired yet. */
  readonly asOf: number;
  /**
   * What entries before the ledger's seal are: balances brought forward from an earlier ledger, or this year's own.
   * When left out: brought forward in a sealed ledger, new in one that has no seal yet.
   */
  readonly openingEntries?: "brought-forward" | "new";
}

/** One line of the report. */
export interface Sf133Row {
  readonly line: Sf133Line;
  readonly title: string;
  /** Cents; what takes away is negative. */
  readonly amount: bigint;
  readonly isTotal: boolean;
}

export interface Sf133 {
  readonly root: number;
  readonly symbol: string;
  readonly from: number;
  readonly asOf: number;
  /** Every line, in the form's order; those that the books can't tell apart are documented at `sf133`. */
  readonly rows: readonly Sf133Row[];
  /** The same amounts, by line, in cents. */
  readonly amounts: Readonly<Record<Sf133Line, bigint>>;
}

/** The report does not foot: a fault of this code or of the books, never to be published. */
export class Sf133Imbalance extends Error {
  override readonly name = "Sf133Imbalance";
  readonly remedy = "run the audit over the same books, and report the figures";

  constructor(
    readonly symbol: string,
    readonly rule: string,
    readonly left: bigint,
    readonly right: bigint,
  ) {
    super(
      `${symbol}: ${rule} does not hold, ${formatCents(left)} against ${formatCents(right)}; ` +
        "run the audit over the same books, and report the figures.",
    );
  }
}

/** What happened to the obligations of a tree in the period, and what is unpaid at its ends. Cents. */
interface Movement {
  /** Obligated at the opening, and by opening entries. */
  broughtForward: bigint;
  broughtForwardUnpaid: bigint;
  /** Net, by obligations of the period. */
  made: bigint;
  /** Gross, of obligations made before. */
  raised: bigint;
  recovered: bigint;
  /** Part of `made` and `raised` that is reimbursable. */
  reimbursable: bigint;
  paid: bigint;
  /** Part of `paid`: on obligations of the period. */
  paidOnNew: bigint;
  unpaid: bigint;
}

function movementOf(
  opening: Books,
  tree: readonly AccountBook[],
  closing: Books,
  carried: boolean,
): Movement {
  const sum: Movement = {
    broughtForward: 0n,
    broughtForwardUnpaid: 0n,
    made: 0n,
    raised: 0n,
    recovered: 0n,
    reimbursable: 0n,
    paid: 0n,
    paidOnNew: 0n,
    unpaid: 0n,
  };
  for (const id of tree.flatMap(({ obligations }) => obligations)) {
    const now = closing.obligations.get(id);
    if (now !== undefined) addMovement(sum, opening.obligations.get(id), now, carried);
  }
  return sum;
}

function addMovement(
  sum: Movement,
  before: ObligationBook | undefined,
  now: ObligationBook,
  carried: boolean,
): void {
  let incurred = now.obligated;
  if (before !== undefined || (carried && now.isOpening)) {
    const obligated = before?.obligated ?? now.obligated - now.increased + now.deobligated;
    incurred = now.increased - (before?.increased ?? 0n);
    sum.broughtForward += obligated;
    sum.broughtForwardUnpaid += obligated - (before?.paid ?? 0n);
    sum.raised += incurred;
    sum.recovered += now.deobligated - (before?.deobligated ?? 0n);
  } else {
    sum.made += incurred;
    sum.paidOnNew += now.paid;
  }
  if (decodeClassification(now.classification).fundingSource === "R") sum.reimbursable += incurred;
  sum.paid += now.paid - (before?.paid ?? 0n);
  sum.unpaid += now.obligated - now.paid;
}

/** The unobligated balance of an unexpired tree, by what may be done with it. */
function statusOf(
  root: AccountBook,
  tree: readonly AccountBook[],
  asOf: number,
): Partial<Record<Sf133Line, bigint>> {
  const lines = { 2201: 0n, 2202: 0n, 2301: 0n, 2302: 0n, 2401: 0n, 2403: root.anticipated };
  const isPlanned = asOf < root.opensAt;
  for (const account of tree) {
    const { available, reserved, withheld, closesAt } = account;
    if (account === root) {
      lines[2401] += withheld;
      const exempt = isPlanned ? 2302 : 2301;
      lines[account.children.length > 0 ? 2403 : exempt] += available + reserved;
    } else {
      const isLater = isPlanned || asOf < account.opensAt;
      const apportioned = isLater ? 2202 : 2201;
      lines[asOf >= closesAt ? 2403 : apportioned] += available + reserved + withheld;
    }
  }
  return lines;
}

/**
 * The US Report on Budget Execution (SF 133) of one appropriation and all below it, from the fiscal year's start to
 * `asOf`.
 *
 * Where the form asks for more than the books know, it takes the plain case:
 * - all authority is discretionary; realised resources are spending authority collected (1700), those still
 *   anticipated stand on 1740 and, unapportioned, on 2403;
 * - transfers and rescissions concern the year's appropriation where there is one (1120, 1121, 1130), else the
 *   balance brought forward (1010, 1011, 1131);
 * - what children hold inside their windows is apportioned, as is what opens later; what a child holds past its
 *   window has to be allotted anew and counts as unapportioned; a root without children is exempt;
 * - interest on late payments increases the obligation that was paid late;
 * - payments that came back lower the outlays of the year in which they came back;
 * - outlays on obligations of the year come from new authority where there is some, all others from balances;
 * - at cancellation, unpaid obligations are recovered and the whole balance is withdrawn (1029).
 *
 * @throws Sf133Imbalance if the lines do not foot: 1910 is 2500, 4020 is what 3020 takes away, and 2490 and 3050 are what the
 * books show.
 * @throws FiscInputError if the root is none, or books and dates do not belong together.
 */
export function sf133(options: Sf133Options): Sf133 {
  const { opening, closing, from, asOf } = options;
  expectNotLater(opening, from);
  expectNotLater(closing, asOf);
  const root = closing.accounts.get(options.root);
  if (root?.parent !== 0) {
    throw new FiscInputError("root", `account ${options.root} is no appropriation`, "name a root account");
  }
  if (asOf < from)
    throw new FiscInputError("asOf", `${asOf} lies before the year's start ${from}`, "give a later time");

  const carried = (options.openingEntries ?? (closing.status.isSealed ? "brought-forward" : "new")) !== "new";
  const tree = [...closing.accounts.values()].filter((account) => account.root === root.id);
  const before = opening.accounts.get(root.id);
  const was = before?.flows ?? emptyFlows();
  const { flows } = root;
  const moved = movementOf(opening, tree, closing, carried);

  const entered = carried ? flows.openingAppropriated - was.openingAppropriated : 0n;
  const appropriated = flows.appropriated - was.appropriated - entered;
  const transferredOut = flows.transferredOut - was.transferredOut;
  const transferredIn = flows.transferredIn - was.transferredIn;
  const rescinded = flows.rescinded - was.rescinded;
  const hasNew = appropriated > 0n;

  const authorityBefore = before === undefined ? 0n : authorityOf(before);
  const obligated = tree.reduce((sum, account) => sum + account.obligated, 0n);
  const unobligated = authorityOf(root) - obligated;
  const isCancelled = asOf >= root.cancelsAt;
  const wasExpired = from >= root.closesAt;

  const details: Partial<Record<Sf133Line, bigint>> = {
    1000: authorityBefore + entered - moved.broughtForward,
    [hasNew ? 1120 : 1010]: -transferredOut,
    [hasNew ? 1121 : 1011]: transferredIn,
    1021: moved.recovered + (isCancelled ? moved.unpaid : 0n),
    1029: isCancelled ? -(unobligated + moved.unpaid) : 0n,
    1100: appropriated,
    [hasNew ? 1130 : 1131]: -rescinded,
    1700: flows.realised - was.realised,
    1740: isCancelled ? 0n : root.anticipated,
    2004: moved.made + moved.raised - moved.reimbursable,
    2104: moved.reimbursable,
    2170: moved.made + (wasExpired ? 0n : moved.raised),
    2180: wasExpired ? moved.raised : 0n,
    3000: moved.broughtForwardUnpaid,
    3010: moved.made + (wasExpired ? 0n : moved.raised),
    3011: wasExpired ? moved.raised : 0n,
    3020: -moved.paid,
    [wasExpired ? 3041 : 3040]: -moved.recovered - (isCancelled ? moved.unpaid : 0n),
    4010: hasNew ? moved.paidOnNew : 0n,
    4011: moved.paid - (hasNew ? moved.paidOnNew : 0n),
  };
  if (!isCancelled) {
    if (asOf >= root.closesAt) details[2413] = unobligated + root.anticipated;
    else Object.assign(details, statusOf(root, tree, asOf));
  }
  // Cancelled before the year began: there is nothing to report any more.
  const amounts = addUp(from >= root.cancelsAt ? {} : details);
  const unpaid = isCancelled ? 0n : moved.unpaid;
  expectFooting(root.code, "line 1910 = line 2500", amounts[1910], amounts[2500]);
  const balance = isCancelled ? 0n : unobligated + root.anticipated;
  expectFooting(root.code, "line 2490 = authority and anticipated less obligated", amounts[2490], balance);
  expectFooting(root.code, "line 2004 + line 2104 = line 2190", amounts[2004] + amounts[2104], amounts[2190]);
  expectFooting(root.code, "line 4020 = line 3020, paid out", amounts[4020], -amounts[3020]);
  expectFooting(root.code, "line 3050 = unpaid obligations in the books", amounts[3050], unpaid);

  const rows = lineNumbers().map((line) => {
    return { line, title: SF133_LINES[line], amount: amounts[line], isTotal: line in SF133_TOTALS };
  });
  return { root: root.id, symbol: root.code, from, asOf, rows, amounts };
}

function lineNumbers(): Sf133Line[] {
  // Safe: the keys of the table, which objects list in rising order.
  return Object.keys(SF133_LINES).map(Number) as Sf133Line[];
}

/** Every line's amount: the details as given, each total from its parts. */
function addUp(details: Partial<Record<Sf133Line, bigint>>): Record<Sf133Line, bigint> {
  const totals: Partial<Record<Sf133Line, readonly Sf133Line[]>> = SF133_TOTALS;
  const amountOf = (line: Sf133Line): bigint =>
    totals[line]?.reduce((sum, part) => sum + amountOf(part), 0n) ?? details[line] ?? 0n;
  return Object.fromEntries(lineNumbers().map((line) => [line, amountOf(line)])) as Record<Sf133Line, bigint>;
}

function expectFooting(symbol: string, rule: string, left: bigint, right: bigint): void {
  if (left !== right) throw new Sf133Imbalance(symbol, rule, left, right);
}
