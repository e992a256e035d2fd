import type { AccountBook, Books } from "../books/model.js";
import { type AccountStatement, statement } from "../statements/statement.js";
import { unclaimedOf } from "../books/amounts.js";
import { compareObligations } from "./compareObligations.js";
import { findJoinedDuties, type JoinedDuties } from "./joinedDuties.js";
import { pathOf } from "./printSubject.js";

/** Where the successor's books are not what the predecessor's say. Amounts are cents. */
export interface SuccessionDifference {
  /** "ledger", an account by its codes, or an obligation of the predecessor's or successor's. */
  readonly subject: string;
  readonly figure: string;
  readonly predecessor: bigint | string;
  readonly successor: bigint | string;
}

/** What comparing both books came to. */
export interface SuccessionCheck {
  /** Nothing where the successor can be sealed. */
  readonly differences: readonly SuccessionDifference[];
  /** Officers with duties on both sides of the seam that one ledger would have kept apart. */
  readonly joinedDuties: readonly JoinedDuties[];
  /** What the predecessor's books prove, in cents: the totals that the seal takes. */
  readonly openingAuthority: bigint;
  readonly openingObligated: bigint;
  /** How many figures were compared. */
  readonly compared: number;
}

export type Compare = (
  subject: string,
  figure: string,
  predecessor: bigint | string,
  successor: bigint | string,
) => void;

/**
 * Compares a successor before its seal with its predecessor, figure by figure: by the statements of both, not by the
 * plan that was carried out.
 *
 * @param asOf The time of the plan, in UTC seconds: what had expired or was cancelled by then.
 */
export function compareSuccession(predecessor: Books, successor: Books, asOf: number): SuccessionCheck {
  const differences: SuccessionDifference[] = [];
  let compared = 0;
  const compare: Compare = (subject, figure, before, after) => {
    compared += 1;
    if (before !== after) differences.push({ subject, figure, predecessor: before, successor: after });
  };
  compareIdentities(predecessor, successor, compare);

  const before = figuresByPath(predecessor, asOf);
  // The entries are later than the time that the accounts are compared at.
  const after = figuresByPath(successor, asOf, successor.position?.timestamp);
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [own, other] = [before.get(path), after.get(path)];
    if (own === undefined || other === undefined) {
      compare(path, "account", own ? "there" : "none", other ? "there" : "none");
      continue;
    }
    for (const [figure, value] of Object.entries(own)) compare(path, figure, value, other[figure] ?? "none");
  }
  compareObligations(predecessor, successor, asOf, compare);

  const totals = totalsOf(predecessor, asOf);
  const { openingAuthority, openingObligated } = successor.status;
  compare("ledger", "opening authority", totals.openingAuthority, openingAuthority);
  compare("ledger", "opening obligated", totals.openingObligated, openingObligated);
  return { differences, joinedDuties: findJoinedDuties(predecessor, successor), ...totals, compared };
}

function compareIdentities(predecessor: Books, successor: Books, compare: Compare): void {
  for (const part of ["registry", "currency", "timeZone", "fiscalYearStart"] as const) {
    compare("ledger", part, predecessor.identity?.[part] ?? "none", successor.identity?.[part] ?? "none");
  }
}

type Figures = Readonly<Record<string, bigint | string>>;

/** What an account holds but for what was spent of it, by its path; those that are cancelled left out. */
function figuresByPath(books: Books, asOf: number, until = asOf): Map<string, Figures> {
  const { accounts } = statement(books, Math.max(asOf, until));
  const figures = new Map<string, Figures>();
  for (const account of books.accounts.values()) {
    const root = books.accounts.get(account.root) ?? account;
    const stated = accounts.get(account.id);
    if (asOf >= root.cancelsAt || stated === undefined) continue;
    figures.set(pathOf(books, account), figuresOf(books, account, root, stated, asOf));
  }
  return figures;
}

function figuresOf(
  books: Books,
  account: AccountBook,
  root: AccountBook,
  { own, tree }: AccountStatement,
  asOf: number,
): Figures {
  const { owner, opensAt, closesAt, cancelsAt } = account;
  // Nothing new can be obligated in these, so that nothing is set aside for it, nor comes to be.
  const takesNew = asOf >= Math.max(root.opensAt, opensAt) && asOf < Math.min(root.closesAt, closesAt);
  const canRealise = asOf < root.closesAt;
  return {
    owner: String(owner),
    opensAt: String(opensAt),
    closesAt: String(closesAt),
    cancelsAt: String(cancelsAt),
    authority: own.authority - (tree.accepted - tree.acceptedUnpaid),
    available: own.available + (takesNew ? 0n : own.reserved),
    withheld: own.withheld,
    reserved: takesNew ? own.reserved : 0n,
    obligated: own.obligated - (own.accepted - own.acceptedUnpaid),
    undelivered: own.undelivered,
    "delivered unpaid": own.acceptedUnpaid,
    "advances outstanding": own.advances,
    claimable: account.obligations.reduce((sum, id) => {
      const obligation = books.obligations.get(id);
      return sum + (obligation === undefined ? 0n : unclaimedOf(obligation) + obligation.certified);
    }, 0n),
    anticipated: canRealise ? own.anticipated : 0n,
    collected: own.collected,
  };
}

function totalsOf(books: Books, asOf: number): { openingAuthority: bigint; openingObligated: bigint } {
  const { total } = statement(books, asOf);
  const spent = total.accepted - total.acceptedUnpaid;
  return { openingAuthority: total.authority - spent, openingObligated: total.obligated - spent };
}
