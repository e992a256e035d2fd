import type { Books, ObligationBook } from "../books/model.js";
import { superiorOf } from "../books/access.js";
import { FiscInputError } from "../errors.js";
import { TREASURY } from "../ids.js";
import { expectNotLater } from "../statements/statement.js";
import {
  type CarriedAccount,
  carriedAccounts,
  type CarriedObligation,
  carriedObligation,
} from "./carried.js";
import { expectNothingCertified } from "./certifiedClaims.js";
import { planActs } from "./planActs.js";
import type { OpenAllotmentStep, OpenAppropriationStep, SuccessionStep } from "./steps.js";

/** An obligation that goes along. */
export interface PlannedObligation extends CarriedObligation {
  readonly predecessor: ObligationBook;
  /** Its id in the successor. */
  readonly id: bigint;
}

/** What does not go along as it was, by the predecessor's accounts; cents. */
export interface LeftBehind {
  readonly account: number;
  /** Of a cancelled account, what it held: it counts as zero. */
  readonly cancelled: bigint;
  /** Reserved where nothing new can be obligated any more; carried as available. */
  readonly reserved: bigint;
  /** Expected where nothing can be realised any more. */
  readonly anticipated: bigint;
}

/** How a new ledger takes over from its predecessor. */
export interface SuccessionPlan {
  /** The predecessor's `ledgerId()`. */
  readonly ledger: string;
  /** The time at which the predecessor's accounts were looked at, in UTC seconds. */
  readonly asOf: number;
  /** Whether the predecessor is frozen; else this is a rehearsal. */
  readonly isFinal: boolean;
  /** Calls of the successor, which has no account yet, in their order. */
  readonly steps: readonly SuccessionStep[];
  /** The successor's id of each account that goes along, by the predecessor's. */
  readonly accounts: ReadonlyMap<number, number>;
  readonly obligations: readonly PlannedObligation[];
  readonly leftBehind: readonly LeftBehind[];
  /** What the seal takes, in cents. */
  readonly openingAuthority: bigint;
  readonly openingObligated: bigint;
}

/**
 * Plans the opening entries of a new ledger from the predecessor's books. What was paid stays there; the successor takes
 * over what is open: accounts that are not cancelled with their dates, authority less what was spent of it, and of each
 * obligation what is undelivered, owed and advanced.
 *
 * @param asOf UTC seconds, not before the books' last event.
 * @throws FiscInputError where claims are certified and not paid, and for books that go on after `asOf` or hold no
 * ledger.
 */
export function planSuccession(books: Books, asOf: number): SuccessionPlan {
  const { identity } = books;
  if (identity === undefined) {
    throw new FiscInputError("predecessor's books", "they hold no ledger", "read its journal from the start");
  }
  expectNotLater(books, asOf);
  expectNothingCertified(books, asOf);
  const carried = carriedAccounts(books, asOf);
  const accounts = new Map([...carried.keys()].map((id, index) => [id, index + 1]));
  const openings = [...carried.values()].map((it) => opening(books, it, accounts));
  const open = [...carried.values()].flatMap(({ account }) =>
    account.obligations
      .map((id) => books.obligations.get(id))
      .filter((it) => it !== undefined)
      .map((predecessor) => ({ predecessor, ...carriedObligation(predecessor) }))
      .filter(({ obligated }) => obligated > 0n),
  );
  const { steps, ids } = planActs(books, identity.ledger, { carried, accounts, open });
  const roots = [...carried.values()].filter(({ account }) => account.parent === 0);
  return {
    ledger: identity.ledger,
    asOf,
    isFinal: books.status.isFrozen,
    steps: [...openings, ...steps],
    accounts,
    // There is an id for each that is open.
    obligations: open.map((it) => ({ ...it, id: ids.get(it.predecessor.id) ?? 0n })),
    leftBehind: leftBehind(books, carried),
    openingAuthority: roots.reduce((sum, { authority }) => sum + authority, 0n),
    openingObligated: open.reduce((sum, { obligated }) => sum + obligated, 0n),
  };
}

function opening(
  books: Books,
  { account }: CarriedAccount,
  accounts: ReadonlyMap<number, number>,
): OpenAppropriationStep | OpenAllotmentStep {
  const { owner, opensAt, closesAt, cancelsAt, code } = account;
  const shared = { account: accounts.get(account.id) ?? 0, owner, opensAt, closesAt, code };
  if (account.parent === 0) {
    const desk = { organisation: TREASURY, office: "appropriating" } as const;
    return { kind: "openAppropriation", ...desk, ...shared, cancelsAt };
  }
  const desk = { organisation: superiorOf(books, account), office: "budget" } as const;
  // There is one: a parent is cancelled with its children alone.
  return { kind: "openAllotment", ...desk, ...shared, parent: accounts.get(account.parent) ?? 0 };
}

function leftBehind(books: Books, carried: ReadonlyMap<number, CarriedAccount>): LeftBehind[] {
  return [...books.accounts.values()]
    .map((account): LeftBehind => {
      const it = carried.get(account.id);
      if (it !== undefined) {
        const { lapsedReserved: reserved, lapsedAnticipated: anticipated } = it;
        return { account: account.id, cancelled: 0n, reserved, anticipated };
      }
      const { available, withheld, reserved, obligated } = account;
      const cancelled = available + withheld + reserved + obligated;
      return { account: account.id, cancelled, reserved: 0n, anticipated: 0n };
    })
    .filter(({ cancelled, reserved, anticipated }) => cancelled + reserved + anticipated > 0n);
}
