import type { AccountBook, Books } from "../books/model.js";
import { type BooksPhase, phaseOf } from "../books/phase.js";
import { FiscInputError } from "../errors.js";
import { addBalances, type Balances, balancesOf, zeroBalances } from "./balances.js";

/** An account as it stands at a time. */
export interface AccountStatement {
  readonly id: number;
  readonly code: string;
  /** 0 for a root. */
  readonly parent: number;
  readonly root: number;
  readonly depth: number;
  readonly owner: number;
  readonly phase: BooksPhase;
  /** The account's own balances; all zero once its root is cancelled. */
  readonly own: Balances;
  /** The account and all below it together. Its authority is its own, its available that of the whole tree. */
  readonly tree: Balances;
  /** What the account's own balances were when its root was cancelled, less what came back since; undefined before. */
  readonly cancelled: Balances | undefined;
}

/** All accounts as they stand at a time. */
export interface Statement {
  /** UTC seconds. */
  readonly asOf: number;
  /** In the order of their ids. */
  readonly accounts: ReadonlyMap<number, AccountStatement>;
  readonly roots: readonly number[];
  /** By owner: what is at the organisation's own accounts. Adds up to `total`. */
  readonly organisations: ReadonlyMap<number, Balances>;
  /** All accounts together. */
  readonly total: Balances;
  /** What was cancelled in all. */
  readonly cancelled: Balances;
}

/** Checks that books can be looked at from a time: they hold nothing later. */
export function expectNotLater(books: Books, asOf: number): void {
  const last = books.position?.timestamp ?? 0;
  if (asOf < last) {
    throw new FiscInputError(
      "asOf",
      `the books go on until ${last}, after ${asOf}`,
      "fold the journal until that time to look at it",
    );
  }
}

/**
 * The statement of all accounts at `asOf`, in UTC seconds.
 *
 * What depends on the date, and on nothing else, is decided here: an account's phase, and that a cancelled one's
 * balances count as zero.
 *
 * @throws FiscInputError if the books hold events after `asOf`.
 */
export function statement(books: Books, asOf: number): Statement {
  expectNotLater(books, asOf);
  const accounts = new Map<number, AccountStatement>();
  const organisations = new Map<number, Balances>();
  const total = zeroBalances();
  const cancelledTotal = zeroBalances();

  for (const account of books.accounts.values()) {
    const phase = phaseOf(books, account, asOf);
    const balances = balancesOf(books, account);
    const isCancelled = phase === "cancelled";
    const own = isCancelled ? zeroBalances() : balances;
    const { id, code, parent, root, depth, owner } = account;
    const cancelled = isCancelled ? balances : undefined;
    accounts.set(id, { id, code, parent, root, depth, owner, phase, own, tree: zeroBalances(), cancelled });

    addBalances(total, own);
    const organisation = organisations.get(owner) ?? zeroBalances();
    addBalances(organisation, own);
    organisations.set(owner, organisation);
    if (cancelled !== undefined) addBalances(cancelledTotal, cancelled);
    for (const above of ancestors(books, account)) {
      const upper = accounts.get(above);
      if (upper !== undefined) addBalances(upper.tree, own);
    }
  }
  const roots = [...accounts.values()].filter(({ parent }) => parent === 0).map(({ id }) => id);
  return { asOf, accounts, roots, organisations, total, cancelled: cancelledTotal };
}

/** The account and all above it, up to the root. */
function ancestors(books: Books, account: AccountBook): number[] {
  const ids: number[] = [];
  for (let at: AccountBook | undefined = account; at !== undefined; at = books.accounts.get(at.parent)) {
    ids.push(at.id);
  }
  return ids;
}
