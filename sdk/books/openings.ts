import { TREASURY } from "../ids.js";
import type { Position } from "../journal/event.js";
import { accountIn, expectOrganisation, movablePhase, superiorOf } from "./access.js";
import { emptyFlows } from "./emptyFlows.js";
import type { Handlers } from "./handlers.js";
import { expectNotHalted } from "./halts.js";
import { expectLedgerOpen } from "./ledger.js";
import type { AccountBook, Books } from "./model.js";
import { APPROPRIATING, BUDGET, expectOffice } from "./offices.js";
import { expectCode, expectNextId, violation } from "./rules.js";

const MAX_DEPTH = 16;
const NO_END = 2 ** 40 - 1;

type Opening = Pick<
  AccountBook,
  "id" | "parent" | "root" | "depth" | "code" | "owner" | "opensAt" | "closesAt" | "cancelsAt"
>;

/** Enters a new account, whose id, owner and code must be free and known. */
function open(books: Books, position: Position, opening: Opening): void {
  const { id, parent, code, owner } = opening;
  expectNextId(position, "account", books.accounts.size, id);
  expectOrganisation(books, position, owner);
  expectCode(position, `account ${id}`, code);
  const naturalKey = `${parent}/${code}`;
  if (books.accountCodes.has(naturalKey)) {
    throw violation(position, `account ${id}`, "a code names one account beside its siblings", `"${code}"`);
  }
  books.accounts.set(id, {
    ...opening,
    sequence: 1,
    available: 0n,
    allotted: 0n,
    obligated: 0n,
    withheld: 0n,
    reserved: 0n,
    anticipated: 0n,
    collected: 0n,
    flows: emptyFlows(),
    children: [],
    obligations: [],
    acts: [],
  });
  books.accountCodes.set(naturalKey, id);
}

/** Checks a child's window against its root's. */
function expectInside(
  position: Position,
  id: number,
  root: AccountBook,
  opensAt: number,
  closesAt: number,
): void {
  // Its own end may be left to the root's.
  const end = closesAt === NO_END ? root.closesAt : closesAt;
  if (opensAt < root.opensAt || opensAt >= end || end > root.closesAt) {
    throw violation(
      position,
      `account ${id}`,
      "a child's window lies in its root's",
      `${opensAt} to ${closesAt}`,
    );
  }
}

export const openingHandlers: Handlers<
  "AppropriationOpened" | "AllotmentOpened" | "AccountExtended" | "AccountReassigned"
> = {
  AppropriationOpened(books, { args, position }) {
    expectLedgerOpen(books, position);
    const { account: id, owner, officer, opensAt, closesAt, cancelsAt, symbol } = args;
    expectOffice(books, position, officer, APPROPRIATING, 0n, TREASURY);
    if (opensAt >= closesAt || closesAt > cancelsAt || cancelsAt <= position.timestamp) {
      throw violation(
        position,
        `account ${id}`,
        "an appropriation opens, closes, then is cancelled, and not yet",
        `${opensAt}, ${closesAt}, ${cancelsAt}`,
      );
    }
    open(books, position, {
      id,
      parent: 0,
      root: id,
      depth: 0,
      code: symbol,
      owner,
      opensAt,
      closesAt,
      cancelsAt,
    });
  },

  AllotmentOpened(books, { args, position }) {
    expectLedgerOpen(books, position);
    const { account: id, parent, owner, officer, opensAt, closesAt, code } = args;
    const above = accountIn(books, position, parent);
    expectOffice(books, position, officer, BUDGET, 0n, above.owner);
    movablePhase(books, position, above);
    if (above.depth >= MAX_DEPTH) {
      throw violation(position, `account ${id}`, "the tree has a greatest depth", `${above.depth + 1}`);
    }
    const root = accountIn(books, position, above.root);
    expectInside(position, id, root, opensAt, closesAt);
    const depth = above.depth + 1;
    open(books, position, { id, parent, root: root.id, depth, code, owner, opensAt, closesAt, cancelsAt: 0 });
    above.children.push(id);
  },

  AccountExtended(books, { args, position }) {
    expectLedgerOpen(books, position);
    const { closesAt, cancelsAt } = args;
    const account = accountIn(books, position, args.account);
    const isRoot = account.parent === 0;
    expectOffice(
      books,
      position,
      args.officer,
      isRoot ? APPROPRIATING : BUDGET,
      0n,
      superiorOf(books, account),
    );
    movablePhase(books, position, account);
    const wasReached = position.timestamp >= account.closesAt;
    const backwards = wasReached ? closesAt !== account.closesAt : closesAt < account.closesAt;
    if (backwards || (isRoot ? cancelsAt < Math.max(account.cancelsAt, closesAt) : cancelsAt !== 0)) {
      throw violation(
        position,
        `account ${account.id}`,
        "an end moves later, until it is reached",
        `${closesAt} and ${cancelsAt} after ${account.closesAt} and ${account.cancelsAt}`,
      );
    }
    if (!isRoot) {
      const root = accountIn(books, position, account.root);
      expectInside(position, account.id, root, account.opensAt, closesAt);
    }
    account.closesAt = closesAt;
    account.cancelsAt = cancelsAt;
  },

  AccountReassigned(books, { args, position }) {
    expectLedgerOpen(books, position);
    const account = accountIn(books, position, args.account);
    expectOffice(books, position, args.officer, BUDGET, 0n, superiorOf(books, account));
    movablePhase(books, position, account);
    expectOrganisation(books, position, args.owner);
    expectNotHalted(books, position, account.owner);
    account.owner = args.owner;
  },
};
