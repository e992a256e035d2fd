import { expect } from "chai";
import fc from "fast-check";

import { authorityOf } from "../../../sdk/books/amounts.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { type Balances, BALANCES, zeroBalances } from "../../../sdk/statements/balances.js";
import { byClassification } from "../../../sdk/statements/byClassification.js";
import { statement } from "../../../sdk/statements/statement.js";
import {
  act,
  AGENCY,
  CANCELS,
  CLOSES,
  fundedJournal,
  move,
  obligate,
  OFFICERS,
  OTHER_AGENCY,
  REIMBURSABLE,
} from "../helpers/journal.js";
import { steps, walk } from "../helpers/walk.js";

/** 1,000.00 at root 1; children 3 and 4; obligations on both, and 50.00 at the other agency's root 2. */
function story() {
  const journal = fundedJournal();
  act(journal, "Appropriated", 2, 50_00n);
  act(journal, "Withheld", 1, 20_00n);
  act(journal, "Reserved", 3, 30_00n);
  const direct = obligate(journal, 3, 100_00n);
  move(journal, "Accepted", direct, 50_00n);
  move(journal, "Advanced", direct, 20_00n);
  move(journal, "Certified", direct, 55_00n);
  move(journal, "Paid", direct, 40_00n);
  obligate(journal, 4, 70_00n, { classification: REIMBURSABLE });
  return journal;
}

const balances = (some: Partial<Balances>): Balances => ({ ...zeroBalances(), ...some });

const ofDirect = {
  undelivered: 30_00n,
  accepted: 50_00n,
  // 40.00 were paid, 20.00 of them on the advance.
  acceptedUnpaid: 30_00n,
  advances: 20_00n,
  certified: 15_00n,
  paid: 40_00n,
};

describe("statement", () => {
  it("shows each account's own balances", () => {
    const { accounts, roots } = statement(story().books, CLOSES - 1);
    expect(roots).to.deep.equal([1, 2]);
    expect(accounts.get(1)).to.include({
      phase: "open",
      code: "012-2025-0100",
      owner: AGENCY,
      parent: 0,
      depth: 0,
    });
    expect(accounts.get(1)!.own).to.deep.equal(
      balances({
        authority: 1_000_00n,
        allotted: 700_00n,
        withheld: 20_00n,
        available: 280_00n,
        unobligated: 300_00n,
      }),
    );
    expect(accounts.get(3)!.own).to.deep.equal(
      balances({
        authority: 400_00n,
        reserved: 30_00n,
        available: 270_00n,
        obligated: 100_00n,
        unobligated: 300_00n,
        ...ofDirect,
      }),
    );
  });

  it("rolls each account up with all below it: nothing counts twice", () => {
    const { accounts } = statement(story().books, CLOSES - 1);
    expect(accounts.get(1)!.tree).to.deep.equal(
      balances({
        authority: 1_000_00n,
        withheld: 20_00n,
        reserved: 30_00n,
        available: 780_00n,
        obligated: 170_00n,
        unobligated: 830_00n,
        ...ofDirect,
        undelivered: 100_00n,
      }),
    );
    expect(accounts.get(3)!.tree).to.deep.equal(accounts.get(3)!.own);
  });

  it("adds up by organisation, and all organisations to the total", () => {
    const journal = story();
    journal.emit("AccountReassigned", { account: 4, owner: OTHER_AGENCY, officer: OFFICERS.budget });
    const { organisations, total } = statement(journal.books, CLOSES - 1);
    expect(organisations.get(AGENCY)).to.include({
      authority: 700_00n,
      available: 550_00n,
      obligated: 100_00n,
    });
    expect(organisations.get(OTHER_AGENCY)).to.include({
      authority: 350_00n,
      available: 280_00n,
      obligated: 70_00n,
    });
    expect(total).to.include({ authority: 1_050_00n, allotted: 0n, available: 830_00n });
  });

  it("counts a cancelled account's balances as zero, from its date on, and shows them apart", () => {
    const journal = story();
    const before = statement(journal.books, CANCELS - 1);
    expect(before.accounts.get(3)!.phase).to.equal("expired");
    const { accounts, total, cancelled } = statement(journal.books, CANCELS);
    for (const id of [1, 2, 3, 4]) {
      const account = accounts.get(id)!;
      expect(account).to.deep.include({ phase: "cancelled", own: zeroBalances(), tree: zeroBalances() });
      expect(account.cancelled).to.deep.equal(before.accounts.get(id)!.own);
      expect(before.accounts.get(id)!.cancelled).to.be.undefined;
    }
    expect(total).to.deep.equal(zeroBalances());
    expect(cancelled).to.deep.equal(before.total);
    expect(before.cancelled).to.deep.equal(zeroBalances());
  });

  it("refuses to look at books from before their last event", () => {
    const { books } = story();
    expect(() => statement(books, books.position!.timestamp)).not.to.throw();
    expect(() => statement(books, books.position!.timestamp - 1)).to.throw(FiscInputError, /asOf/);
    expect(() => byClassification(books, 0, "objectClass")).to.throw(FiscInputError, /asOf/);
  });

  it("adds up in every way, for any journal", () => {
    fc.assert(
      fc.property(steps(60), fc.constantFrom(0, CLOSES, CANCELS), (all, later) => {
        const { books, time } = walk(all);
        const { accounts, roots, organisations, total } = statement(books, Math.max(time, later));
        for (const field of BALANCES) {
          const trees = roots.reduce((sum, root) => sum + accounts.get(root)!.tree[field], 0n);
          const owners = [...organisations.values()].reduce((sum, one) => sum + one[field], 0n);
          expect([trees, owners], field).to.deep.equal([total[field], total[field]]);
        }
        for (const { id, own, tree, phase } of accounts.values()) {
          if (phase !== "cancelled") expect(tree.authority).to.equal(authorityOf(books.accounts.get(id)!));
          expect(tree.unobligated + tree.obligated).to.equal(tree.authority);
          expect(own.undelivered + own.accepted + own.advances).to.equal(own.obligated);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("byClassification", () => {
  it("adds obligations up by each dimension", () => {
    const { books } = story();
    const of = (...args: Parameters<typeof byClassification>) =>
      [...byClassification(...args)].map(([code, sum]) => [code, sum.obligated]);
    expect(of(books, CLOSES, "objectClass")).to.deep.equal([
      ["252", 100_00n],
      ["310", 70_00n],
    ]);
    expect(of(books, CLOSES, "programActivity")).to.deep.equal([
      ["", 70_00n],
      ["0001", 100_00n],
    ]);
    expect(of(books, CLOSES, "emergencyFund")).to.deep.equal([["", 170_00n]]);
    expect(byClassification(books, CLOSES, "fundingSource").get("D")).to.deep.equal({
      obligated: 100_00n,
      ...ofDirect,
    });
    expect(of(books, CLOSES, "objectClass", 2)).to.deep.equal([]);
    expect(of(books, CANCELS, "objectClass")).to.deep.equal([]);
  });
});
