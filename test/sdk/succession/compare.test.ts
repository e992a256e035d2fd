import { expect } from "chai";

import { obligationId } from "../../../sdk/ids.js";
import { compareSuccession } from "../../../sdk/succession/compare.js";
import { originOf } from "../../../sdk/succession/origin.js";
import {
  act,
  DIRECT,
  fundedJournal,
  type Journal,
  ledgerJournal,
  move,
  obligate,
  OFFICERS,
} from "../helpers/journal.js";

/** 100.00 obligated on child 3, of which 60.00 are accepted and 25.00 paid. */
function former(): Journal {
  const journal = fundedJournal();
  const id = obligate(journal, 3, 100_00n);
  move(journal, "Accepted", id, 60_00n);
  move(journal, "Certified", id, 25_00n);
  move(journal, "Paid", id, 25_00n);
  return journal;
}

/** What takes over from it, as a person would enter it; `change` enters something else in its place. */
function latter(
  from: Journal,
  entries: { opened?: bigint; accepted?: bigint; origin?: bigint; officer?: number } = {},
) {
  const {
    opened = 75_00n,
    accepted = 35_00n,
    origin = obligationId(3, 2),
    officer = OFFICERS.contracting,
  } = entries;
  const journal = ledgerJournal();
  journal.time = from.time + 100;
  act(journal, "Appropriated", 1, 975_00n);
  act(journal, "Allotted", 3, 375_00n);
  act(journal, "Allotted", 4, 300_00n);
  const obligation = obligationId(3, journal.account(3).sequence);
  journal.emit("ObligationOpened", {
    ...{ obligation, payee: 7, officer, amount: opened, classification: DIRECT },
    evidence: originOf(from.books.identity?.ledger ?? "", origin),
  });
  move(journal, "Accepted", obligation, accepted);
  return journal;
}

const compared = (from: Journal, to: Journal) => compareSuccession(from.books, to.books, from.time);

describe("compareSuccession", () => {
  it("finds no difference where what is open was entered, and gives the totals of the seal", () => {
    const from = former();
    const check = compared(from, latter(from));
    expect(check.differences).to.deep.equal([]);
    expect(check.joinedDuties).to.deep.equal([]);
    expect(check.openingAuthority).to.equal(975_00n);
    expect(check.openingObligated).to.equal(75_00n);
    expect(check.compared).to.equal(6 + 4 * 15 + 6);
  });

  it("lists each figure that differs by account, obligation and ledger", () => {
    const from = former();
    const { differences } = compared(from, latter(from, { opened: 75_01n, accepted: 35_02n }));
    const path = "012-2025-0100 NORTH";
    const own = "obligation 3/2";
    expect(differences.map(({ subject, figure }) => [subject, figure])).to.deep.equal([
      [path, "available"],
      [path, "obligated"],
      [path, "undelivered"],
      [path, "delivered unpaid"],
      [path, "claimable"],
      [own, "undelivered"],
      [own, "delivered unpaid"],
      [own, "claimable"],
      ["ledger", "opening obligated"],
    ]);
    expect(differences[3]).to.include({ predecessor: 35_00n, successor: 35_02n });
  });

  it("says where an account or an obligation is on one side alone", () => {
    const from = former();
    const to = latter(from, { origin: 99n });
    const dates = { opensAt: 1_000_000, closesAt: 2_000_000, cancelsAt: 3_000_000 };
    const opened = { account: 5, owner: 2, officer: OFFICERS.appropriating, ...dates, symbol: "NEW" };
    to.emit("AppropriationOpened", opened);
    const { differences } = compared(from, to);
    expect(differences).to.deep.equal([
      { subject: "NEW", figure: "account", predecessor: "none", successor: "there" },
      { subject: "obligation 3/2", figure: "open", predecessor: 75_00n, successor: 0n },
      {
        subject: "successor's obligation 3/2",
        figure: "origin",
        predecessor: "none",
        successor: "not known",
      },
    ]);
    expect(compared(to, from).differences.map(({ subject }) => subject)).to.include("NEW");
  });

  it("takes a second entry for one origin, and an obligation that is no opening entry, for strangers", () => {
    const from = former();
    const to = latter(from);
    to.emit("ObligationOpened", {
      ...{ obligation: obligationId(4, to.account(4).sequence), payee: 7, officer: OFFICERS.contracting },
      ...{ amount: 1_00n, classification: DIRECT },
      evidence: originOf(from.books.identity?.ledger ?? "", obligationId(3, 2)),
    });
    obligate(to, 4, 2_00n);
    const strangers = compared(from, to).differences.filter(({ figure }) => figure === "origin");
    expect(strangers.map(({ subject }) => subject)).to.deep.equal([
      "successor's obligation 4/2",
      "successor's obligation 4/3",
    ]);
  });

  it("finds out a correction before the seal: the totals are gross", () => {
    const from = former();
    const to = latter(from);
    act(to, "Appropriated", 2, 1_00n);
    act(to, "Rescinded", 2, 1_00n);
    expect(compared(from, to).differences).to.deep.equal([
      { subject: "ledger", figure: "opening authority", predecessor: 975_00n, successor: 976_00n },
    ]);
  });

  it("names an officer who accepted before and obligates now", () => {
    const from = former();
    const { id: obligation } = from.obligation(obligationId(3, 2));
    from.obligation(obligation).acceptors.push(OFFICERS.contracting);
    expect(compared(from, latter(from)).joinedDuties).to.deep.equal([
      { obligation: obligationId(3, 2), officer: OFFICERS.contracting },
    ]);
  });
});
