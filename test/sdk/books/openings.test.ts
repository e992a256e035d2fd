import { expect } from "chai";

import { phaseOf } from "../../../sdk/books/phase.js";
import { NO_CODES } from "../../helpers/codes.js";
import {
  act,
  AGENCY,
  CANCELS,
  CLOSES,
  DAY,
  fundedJournal,
  ledgerJournal,
  NONE,
  obligate,
  OFFICERS,
  OPENS,
  OTHER_AGENCY,
  staffedJournal,
} from "../helpers/journal.js";
import { expectGap, expectViolation } from "../helpers/refuse.js";

const NO_END = 2 ** 40 - 1;
const { appropriating, budget } = OFFICERS;
const root = { owner: AGENCY, officer: appropriating, opensAt: OPENS, closesAt: CLOSES, cancelsAt: CANCELS };
const child = { parent: 1, owner: AGENCY, officer: budget, opensAt: OPENS, closesAt: CLOSES };

describe("books of the ledger and its accounts' terms", () => {
  it("LedgerCreated: keeps the identity, once, and comes first", () => {
    const early = staffedJournal();
    expectGap(early, early.next("AppropriationOpened", { ...root, account: 1, symbol: "S" }), /ledger/);
    const journal = ledgerJournal();
    expect(journal.books.identity).to.include({ currency: "USD", registry: "0xRegistry" });
    expectViolation(journal, journal.next("LedgerCreated", { ...journal.books.identity! }), /one ledger/);
  });

  it("OpeningSealed: gives what was entered, once", () => {
    const journal = ledgerJournal();
    act(journal, "Appropriated", 1, 500n);
    obligate(journal, 1, 200n, { name: "ObligationOpened" });
    const totals = { openingAuthority: 500n, openingObligated: 200n };
    const sealed = { officer: appropriating, ...totals };
    const wrong = journal.next("OpeningSealed", { ...sealed, openingObligated: 0n });
    expectViolation(journal, wrong, /totals that were entered/);
    const byAnother = journal.next("OpeningSealed", { ...sealed, officer: budget });
    expectViolation(journal, byAnother, /live appointment/);
    journal.emit("OpeningSealed", sealed);
    expect(journal.books.status).to.deep.equal({ ...totals, isSealed: true, isFrozen: false });
    expectViolation(journal, journal.next("OpeningSealed", sealed), /sealed once/);
    act(journal, "Appropriated", 1, 1n);
    expect(journal.books.status.openingAuthority, "counts no further").to.equal(500n);
    expect(journal.account(1).flows).to.include({ appropriated: 501n, openingAppropriated: 500n });
  });

  it("LedgerFrozen: nothing moves any more", () => {
    const journal = fundedJournal();
    journal.emit("LedgerFrozen", {});
    expect(journal.books.status.isFrozen).to.be.true;
    const reassigned = { account: 1, owner: AGENCY, officer: budget };
    expectViolation(journal, journal.next("AccountReassigned", reassigned), /frozen/);
    expectViolation(journal, journal.next("LedgerFrozen", {}), /frozen/);
    const sealed = ledgerJournal();
    sealed.emit("LedgerFrozen", {});
    const nothing = { officer: appropriating, openingAuthority: 0n, openingObligated: 0n };
    expectViolation(sealed, sealed.next("OpeningSealed", nothing), /frozen/);
  });

  it("AppropriationOpened: a root with its dates and its symbol", () => {
    const journal = ledgerJournal();
    journal.emit("AppropriationOpened", { ...root, account: 5, symbol: "NEW" });
    expect(journal.account(5)).to.include({
      ...{ parent: 0, root: 5, depth: 0, sequence: 1, available: 0n },
      code: "NEW",
    });
    const next = (changes: object) =>
      journal.next("AppropriationOpened", { ...root, account: 6, symbol: "NEWER", ...changes });
    expectGap(journal, next({ account: 7 }), /account/);
    expectGap(journal, next({ owner: 9 }), /organisation 9/);
    expectViolation(journal, next({ symbol: "NEW" }), /names one account/);
    for (const symbol of NO_CODES) expectViolation(journal, next({ symbol }), /1 to 64 printable/);
    expectViolation(journal, next({ closesAt: OPENS }), /opens, closes/);
    expectViolation(journal, next({ cancelsAt: CLOSES - 1 }), /opens, closes/);
    expectViolation(journal, next({ officer: budget }), /live appointment/);
    journal.time = CANCELS;
    expectViolation(journal, next({}), /not yet/);
  });

  it("AllotmentOpened: a child inside its root's window", () => {
    const journal = ledgerJournal();
    journal.emit("AllotmentOpened", { ...child, account: 5, parent: 3, closesAt: NO_END, code: "TASK" });
    expect(journal.account(5)).to.include({ parent: 3, root: 1, depth: 2, cancelsAt: 0 });
    expect(journal.account(3).children).to.deep.equal([5]);
    const next = (changes: object) =>
      journal.next("AllotmentOpened", { ...child, account: 6, code: "OTHER", ...changes });
    expectGap(journal, next({ parent: 9 }), /account 9/);
    expectViolation(journal, next({ code: "NORTH" }), /names one account/);
    for (const code of NO_CODES) expectViolation(journal, next({ code }), /1 to 64 printable/);
    expectViolation(journal, next({ opensAt: OPENS - 1 }), /in its root's/);
    expectViolation(journal, next({ closesAt: CLOSES + 1 }), /in its root's/);
    expectViolation(journal, next({ opensAt: CLOSES }), /in its root's/);
    expectViolation(journal, next({ opensAt: CLOSES, closesAt: NO_END }), /in its root's/);
    expectViolation(journal, next({ officer: appropriating }), /live appointment/);
    for (let id = 6; id <= 19; id++) {
      journal.emit("AllotmentOpened", { ...child, account: id, parent: id - 1, code: "DEEP" });
    }
    expectViolation(journal, next({ account: 20, parent: 19 }), /greatest depth/);
  });

  it("AccountExtended: ends move later until they are reached", () => {
    const journal = ledgerJournal();
    const law = { account: 1, officer: appropriating };
    const law2 = (closesAt: number, cancelsAt: number) =>
      journal.next("AccountExtended", { ...law, closesAt, cancelsAt });
    expectViolation(journal, law2(CLOSES - 1, CANCELS), /moves later/);
    expectViolation(journal, law2(CLOSES, CANCELS - 1), /moves later/);
    expectViolation(journal, law2(CANCELS + 1, CANCELS), /moves later/);
    journal.emit("AccountExtended", { ...law, closesAt: CLOSES + DAY, cancelsAt: CANCELS + DAY });
    expect(journal.account(1)).to.include({ closesAt: CLOSES + DAY, cancelsAt: CANCELS + DAY });
    const north = { account: 3, officer: budget, closesAt: CLOSES + DAY };
    expectViolation(
      journal,
      journal.next("AccountExtended", { ...north, cancelsAt: CANCELS }),
      /moves later/,
    );
    const beyond = journal.next("AccountExtended", { ...north, closesAt: CLOSES + 2 * DAY, cancelsAt: 0 });
    expectViolation(journal, beyond, /in its root's/);
    journal.emit("AccountExtended", { ...north, cancelsAt: 0 });
    expect(journal.account(3).closesAt).to.equal(CLOSES + DAY);

    journal.time = CLOSES + DAY;
    expectViolation(journal, law2(CLOSES + 2 * DAY, CANCELS + DAY), /moves later/);
    journal.emit("AccountExtended", { ...law, closesAt: CLOSES + DAY, cancelsAt: CANCELS + 3 * DAY });
    journal.time = CANCELS + 3 * DAY;
    expectViolation(journal, law2(CLOSES + DAY, CANCELS + 4 * DAY), /cancelled/);
  });

  it("AccountReassigned: another owner's officers act from then on", () => {
    const journal = fundedJournal();
    journal.emit("AccountReassigned", { account: 3, owner: OTHER_AGENCY, officer: budget });
    expect(journal.account(3).owner).to.equal(OTHER_AGENCY);
    expectGap(
      journal,
      journal.next("AccountReassigned", { account: 3, owner: 9, officer: budget }),
      /organisation 9/,
    );
    // The second contracting officer is the first agency's alone.
    expect(() => obligate(journal, 3, 1n, { officer: OFFICERS.contracting2 })).to.throw(/live appointment/);
    journal.time = CANCELS;
    const reassigned = { account: 3, owner: AGENCY, officer: budget };
    expectViolation(journal, journal.next("AccountReassigned", reassigned), /cancelled/);
    const opened = { ...child, account: 5, code: "LATE" };
    expectViolation(journal, journal.next("AllotmentOpened", opened), /cancelled/);
  });

  it("AccountReassigned: not while payments of its owner, or of all, are halted", () => {
    for (const organisation of [AGENCY, 0]) {
      const journal = fundedJournal();
      const { inspector } = OFFICERS;
      const until = journal.time + 1000;
      journal.emit("PaymentsHalted", { organisation, inspector, until, reason: NONE });
      const given = { account: 3, owner: OTHER_AGENCY, officer: budget };
      expectViolation(journal, journal.next("AccountReassigned", given), /given away/);
      journal.time = until - 1;
      journal.emit("AccountReassigned", given);
      expect(journal.account(3).owner).to.equal(OTHER_AGENCY);
    }
  });

  it("derives the phase from the root's dates, which belong to what they begin", () => {
    const journal = ledgerJournal();
    const at = (time: number) => phaseOf(journal.books, journal.account(3), time);
    expect([OPENS - 1, OPENS, CLOSES - 1, CLOSES, CANCELS - 1, CANCELS].map(at)).to.deep.equal([
      "planned",
      "open",
      "open",
      "expired",
      "expired",
      "cancelled",
    ]);
  });
});
