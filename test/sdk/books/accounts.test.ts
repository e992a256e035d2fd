import { expect } from "chai";

import { authorityOf } from "../../../sdk/books/amounts.js";
import type { AccountBook, AccountFlows } from "../../../sdk/books/model.js";
import {
  act,
  addOfficer,
  AGENCY,
  appoint,
  CANCELS,
  CLOSES,
  DAY,
  EVIDENCE,
  fundedJournal,
  type Journal,
  ledgerJournal,
  NONE,
  OFFICERS,
  onAccount,
  OTHER_AGENCY,
  type PlainAct,
  transferrerOf,
} from "../helpers/journal.js";
import { expectGap, expectViolation } from "../helpers/refuse.js";

const collected = (journal: Journal, kind: number, amount: bigint, account = 1) => ({
  account,
  officer: OFFICERS.collecting,
  sequence: journal.account(account).sequence,
  kind,
  amount,
  evidence: EVIDENCE,
});

const transferred = (journal: Journal, account: number, to: number, amount: bigint) => ({
  account,
  to,
  officer: transferrerOf(account),
  sequence: journal.account(account).sequence,
  amount,
  evidence: NONE,
});

/** Root 1 with every part filled, and child 3 too. */
function filled(): Journal {
  const journal = fundedJournal();
  act(journal, "Anticipated", 1, 80_00n);
  journal.emit("Collected", collected(journal, 2, 90_00n));
  for (const account of [1, 3]) {
    act(journal, "Withheld", account, 50_00n);
    act(journal, "Reserved", account, 40_00n);
  }
  return journal;
}

/** What each act does to the account it is addressed to, and to its parent, for 10.00. */
const effects: Record<PlainAct, { on: number; does: Partial<AccountBook>; above?: Partial<AccountBook> }> = {
  Appropriated: { on: 1, does: { available: 10_00n } },
  Rescinded: { on: 1, does: { available: -10_00n } },
  Anticipated: { on: 1, does: { anticipated: 10_00n } },
  Forgone: { on: 1, does: { anticipated: -10_00n } },
  Realised: { on: 1, does: { anticipated: -10_00n, collected: -10_00n, available: 10_00n } },
  Withheld: { on: 3, does: { available: -10_00n, withheld: 10_00n } },
  Released: { on: 3, does: { available: 10_00n, withheld: -10_00n } },
  Allotted: { on: 3, does: { available: 10_00n }, above: { available: -10_00n, allotted: 10_00n } },
  Withdrawn: { on: 3, does: { available: -10_00n }, above: { available: 10_00n, allotted: -10_00n } },
  Reserved: { on: 3, does: { available: -10_00n, reserved: 10_00n } },
  Unreserved: { on: 3, does: { available: 10_00n, reserved: -10_00n } },
};

/** What an act may take at most in `filled`, where it takes something. */
const bounds: Partial<Record<PlainAct, bigint>> = {
  Rescinded: 210_00n,
  Forgone: 80_00n,
  Realised: 80_00n,
  Withheld: 310_00n,
  Released: 50_00n,
  Allotted: 210_00n,
  Withdrawn: 310_00n,
  Reserved: 310_00n,
  Unreserved: 40_00n,
};

/** The gross flow that an act adds to, at the account it is addressed to or at the parent. */
function flowOf(name: PlainAct, isSubject: boolean): keyof AccountFlows {
  if (name === "Allotted") return isSubject ? "allottedIn" : "allottedOut";
  if (name === "Withdrawn") return isSubject ? "withdrawnOut" : "withdrawnIn";
  return name.toLowerCase() as keyof AccountFlows;
}

const PARTS = [
  "available",
  "allotted",
  "obligated",
  "withheld",
  "reserved",
  "anticipated",
  "collected",
  "sequence",
] as const;

const partsOf = (account: AccountBook) => Object.fromEntries(PARTS.map((part) => [part, account[part]]));

function changesOf(before: ReturnType<typeof partsOf>, after: ReturnType<typeof partsOf>) {
  const changed = PARTS.filter((part) => before[part] !== after[part]);
  return Object.fromEntries(changed.map((part) => [part, BigInt(after[part]!) - BigInt(before[part]!)]));
}

describe("books of acts on accounts", () => {
  for (const [name, { on, does, above }] of Object.entries(effects) as [
    PlainAct,
    (typeof effects)[PlainAct],
  ][]) {
    it(`${name}: moves what it says and nothing else, at its number`, () => {
      const journal = filled();
      const before = new Map([1, 2, 3, 4].map((id) => [id, partsOf(journal.account(id))]));
      const { position } = act(journal, name, on, 10_00n);
      const changes = new Map(
        [1, 2, 3, 4].map((id) => [id, changesOf(before.get(id)!, partsOf(journal.account(id)))]),
      );
      const expected = new Map<number, object>([1, 2, 3, 4].map((id) => [id, {}]));
      expected.set(on, { ...does, sequence: 1n });
      if (above !== undefined) expected.set(1, { ...above, sequence: 1n });
      expect(changes).to.deep.equal(expected);
      const recorded = { name, account: on, counterpart: 0, amount: 10_00n, position };
      for (const id of above === undefined ? [on] : [on, 1]) {
        expect(journal.account(id).acts.at(-1)).to.deep.include(recorded);
      }
    });

    it(`${name}: adds to its own gross flow alone`, () => {
      const journal = filled();
      const before = new Map([1, 3].map((id) => [id, { ...journal.account(id).flows }]));
      act(journal, name, on, 10_00n);
      for (const id of [1, 3]) {
        const { flows } = journal.account(id);
        const expected = { ...before.get(id)! };
        const flow = flowOf(name, id === on);
        if (id === on || above !== undefined) expected[flow] += 10_00n;
        expect(flows).to.deep.equal(expected);
      }
    });

    it(`${name}: misses an act when its number is not the account's`, () => {
      const journal = filled();
      const args = onAccount(journal, name, on, 1n);
      const place = new RegExp(`account ${on}$`);
      for (const sequence of [args.sequence - 1, args.sequence + 1]) {
        const gap = expectGap(journal, journal.next(name, { ...args, sequence }), place);
        expect(gap).to.include({ expected: `sequence ${args.sequence}`, found: `sequence ${sequence}` });
      }
    });

    it(`${name}: refuses nothing at all, an officer without the office, a cancelled account and a frozen ledger`, () => {
      const journal = filled();
      const args = onAccount(journal, name, on, 1n);
      expectViolation(journal, journal.next(name, { ...args, amount: 0n }), /moves an amount/);
      expectViolation(
        journal,
        journal.next(name, { ...args, officer: OFFICERS.receiving }),
        /live appointment/,
      );
      const { time } = journal;
      journal.time = CANCELS;
      expectViolation(journal, journal.next(name, args), /cancelled account/);
      journal.time = time;
      journal.emit("LedgerFrozen", {});
      expectViolation(journal, journal.next(name, args), /frozen/);
    });

    const bound = bounds[name];
    if (bound !== undefined) {
      it(`${name}: takes all there is, and not a cent more`, () => {
        const journal = filled();
        const tooMuch = journal.next(name, onAccount(journal, name, on, bound + 1n));
        expectViolation(journal, tooMuch, /no (act takes more|more is given back)/);
        act(journal, name, on, bound);
      });
    }
  }

  it("Realised: takes no more than was collected", () => {
    const journal = filled();
    act(journal, "Anticipated", 1, 100_00n);
    expectViolation(
      journal,
      journal.next("Realised", onAccount(journal, "Realised", 1, 90_01n)),
      /given back/,
    );
    act(journal, "Realised", 1, 90_00n);
    expect(authorityOf(journal.account(1))).to.equal(1_090_00n);
  });

  it("keeps the law's acts to roots, and passing up and down to children", () => {
    const journal = filled();
    for (const name of ["Appropriated", "Rescinded", "Anticipated", "Forgone", "Realised"] as const) {
      expectViolation(journal, journal.next(name, onAccount(journal, name, 3, 1n)), /made on roots/);
    }
    for (const name of ["Allotted", "Withdrawn"] as const) {
      expectViolation(journal, journal.next(name, onAccount(journal, name, 1, 1n)), /only a child/);
    }
  });

  it("gives an expired account nothing new, but for entries before the seal", () => {
    const journal = filled();
    journal.time = CLOSES;
    for (const name of ["Appropriated", "Anticipated", "Realised"] as const) {
      expectViolation(journal, journal.next(name, onAccount(journal, name, 1, 1n)), /nothing new/);
    }
    expectViolation(journal, journal.next("Reserved", onAccount(journal, "Reserved", 3, 1n)), /own window/);
    act(journal, "Withdrawn", 3, 1n);
    act(journal, "Allotted", 3, 1n);

    const unsealed = ledgerJournal();
    unsealed.time = CLOSES;
    act(unsealed, "Appropriated", 1, 5n);
    expect(unsealed.account(1).available).to.equal(5n);
  });

  it("Transferred: between siblings, at both accounts' numbers", () => {
    const journal = filled();
    const numbers = [3, 4].map((id) => journal.account(id).sequence);
    journal.emit("Transferred", transferred(journal, 3, 4, 10_00n));
    expect(journal.account(3)).to.include({ available: 300_00n, sequence: numbers[0]! + 1 });
    expect(journal.account(4)).to.include({ available: 310_00n, sequence: numbers[1]! + 1 });
    expect(journal.account(3).flows.transferredOut).to.equal(10_00n);
    expect(journal.account(4).flows.transferredIn).to.equal(10_00n);
    expect(journal.account(4).acts.at(-1)).to.include({ account: 3, counterpart: 4 });
    // What the receiver did not see is missed.
    const stale = { ...transferred(journal, 4, 3, 1n), sequence: numbers[1]! };
    expectGap(journal, journal.next("Transferred", stale), /account 4/);
  });

  it("Transferred: between roots until either is expired; nowhere else", () => {
    const journal = filled();
    const next = (from: number, to: number, amount = 1n) =>
      journal.next("Transferred", transferred(journal, from, to, amount));
    expectViolation(journal, next(3, 1), /sibling/);
    expectViolation(journal, next(3, 3), /sibling/);
    expectViolation(journal, next(1, 2, 210_01n), /more than is available/);
    expectGap(journal, next(1, 9), /account 9/);
    journal.emit("Transferred", transferred(journal, 1, 2, 210_00n));
    expect(journal.account(2).available).to.equal(210_00n);
    journal.time = CLOSES;
    expectViolation(journal, next(2, 1), /nothing new/);
    journal.emit("Transferred", transferred(journal, 3, 4, 1n));
  });

  const belongs: [PlainAct, number[]][] = [
    ["Withheld", [AGENCY]],
    ["Released", [AGENCY]],
    ["Allotted", [AGENCY]],
    ["Withdrawn", [AGENCY, OTHER_AGENCY]],
    ["Reserved", [OTHER_AGENCY]],
    ["Unreserved", [OTHER_AGENCY]],
  ];
  for (const [name, organisations] of belongs) {
    it(`${name}: belongs to the ${organisations.map((one) => (one === AGENCY ? "superior" : "owner")).join(" or ")}`, () => {
      const journal = filled();
      journal.emit("AccountReassigned", { account: 3, owner: OTHER_AGENCY, officer: OFFICERS.budget });
      for (const organisation of [1, AGENCY, OTHER_AGENCY]) {
        const officer = addOfficer(journal, organisation, "budget");
        const event = journal.next(name, { ...onAccount(journal, name, 3, 1n), officer });
        if (organisations.includes(organisation)) journal.emit(event.name, event.args);
        else expectViolation(journal, event, /live appointment/);
      }
    });
  }

  it("Transferred: between roots by the treasury's officer of the law, between children by their parent's owner", () => {
    const journal = filled();
    for (const [organisation, offices, from, to, may] of [
      [1, ["budget", "appropriating"], 1, 2, true],
      [1, "budget", 1, 2, false],
      [1, "appropriating", 1, 2, false],
      [AGENCY, ["budget", "appropriating"], 1, 2, false],
      [AGENCY, "budget", 3, 4, true],
      [1, ["budget", "appropriating"], 3, 4, false],
    ] as const) {
      const officer = addOfficer(journal, organisation, offices);
      const args = { ...transferred(journal, from, to, 1n), officer };
      if (may) journal.emit("Transferred", args);
      else expectViolation(journal, journal.next("Transferred", args), /live appointment/);
    }
  });

  it("Transferred: from no expired root, and to none", () => {
    const journal = filled();
    const later = { account: 1, officer: OFFICERS.appropriating, closesAt: CLOSES + DAY, cancelsAt: CANCELS };
    journal.emit("AccountExtended", later);
    journal.emit("Transferred", transferred(journal, 1, 2, 5n));
    journal.time = CLOSES;
    for (const [from, to] of [
      [1, 2],
      [2, 1],
    ] as const) {
      expectViolation(
        journal,
        journal.next("Transferred", transferred(journal, from, to, 1n)),
        /nothing new/,
      );
    }
  });

  it("Collected, Uncollected: by its owner's collector or the treasury's", () => {
    const journal = filled();
    for (const [organisation, may] of [
      [1, true],
      [AGENCY, true],
      [OTHER_AGENCY, false],
    ] as const) {
      const officer = addOfficer(journal, organisation, "collecting");
      for (const name of ["Collected", "Uncollected"] as const) {
        const args = { ...collected(journal, 1, 1n), officer };
        if (may) journal.emit(name, args);
        else expectViolation(journal, journal.next(name, args), /live appointment/);
      }
    }
  });

  it("Collected: into a root, by kind", () => {
    const journal = filled();
    for (const kind of [1, 2, 3]) journal.emit("Collected", collected(journal, kind, BigInt(kind)));
    expect(journal.account(1).collected).to.equal(90_06n);
    expect(journal.account(1).flows).to.include({
      collectedProceeds: 1n,
      collectedRefunds: 90_02n,
      collectedReimbursements: 3n,
    });
    expect(journal.account(1).acts.at(-1)).to.include({ counterpart: 3, evidence: EVIDENCE });
    for (const kind of [0, 4]) {
      expectViolation(journal, journal.next("Collected", collected(journal, kind, 1n)), /known kind/);
    }
    expectViolation(journal, journal.next("Collected", collected(journal, 1, 1n, 3)), /into roots/);
  });

  it("Uncollected: out of a root, by kind, as far as receipts have not become authority", () => {
    const journal = filled();
    act(journal, "Realised", 1, 80_00n);
    for (const kind of [1, 2, 3]) journal.emit("Uncollected", collected(journal, kind, BigInt(kind)));
    expect(journal.account(1)).to.deep.include({ collected: 9_94n, available: 290_00n });
    expect(journal.account(1).flows).to.include({
      collectedRefunds: 90_00n,
      uncollectedProceeds: 1n,
      uncollectedRefunds: 2n,
      uncollectedReimbursements: 3n,
    });
    expect(journal.account(1).acts.at(-1)).to.include({ counterpart: 3, evidence: EVIDENCE });
    const next = (kind: number, amount: bigint, account = 1) =>
      journal.next("Uncollected", collected(journal, kind, amount, account));
    expectViolation(journal, next(1, 9_95n), /given back/);
    for (const kind of [0, 4]) expectViolation(journal, next(kind, 1n), /known kind/);
    expectViolation(journal, next(1, 1n, 3), /into roots/);
    const { sequence } = collected(journal, 1, 1n);
    expectGap(
      journal,
      journal.next("Uncollected", { ...collected(journal, 1, 1n), sequence: sequence + 1 }),
      /account 1/,
    );
  });

  it("keeps every act within the officer's limit, to the cent", () => {
    const journal = filled();
    appoint(journal, OFFICERS.budget, AGENCY, "budget", 10_00n);
    expectViolation(
      journal,
      journal.next("Reserved", onAccount(journal, "Reserved", 3, 10_01n)),
      /its limit/,
    );
    act(journal, "Reserved", 3, 10_00n);
  });

  it("keeps amounts within 64 bits", () => {
    const journal = ledgerJournal();
    const largest = 2n ** 64n - 1n;
    act(journal, "Appropriated", 1, largest);
    expectViolation(
      journal,
      journal.next("Appropriated", onAccount(journal, "Appropriated", 1, 1n)),
      /64 bits/,
    );
    act(journal, "Anticipated", 1, largest);
    expectViolation(
      journal,
      journal.next("Anticipated", onAccount(journal, "Anticipated", 1, 1n)),
      /64 bits/,
    );
    journal.emit("Collected", collected(journal, 1, largest));
    expectViolation(journal, journal.next("Collected", collected(journal, 1, 1n)), /64 bits/);
    expectViolation(journal, journal.next("Realised", onAccount(journal, "Realised", 1, 1n)), /64 bits/);
    act(journal, "Appropriated", 2, 1n);
    expectViolation(journal, journal.next("Transferred", transferred(journal, 2, 1, 1n)), /64 bits/);
  });
});
