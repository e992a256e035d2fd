import { expect } from "chai";

import { owedOf, unclaimedOf, undeliveredOf } from "../../../sdk/books/amounts.js";
import type { AccountFlows } from "../../../sdk/books/model.js";
import { obligationId } from "../../../sdk/ids.js";
import { LINE_EVENTS } from "../../../sdk/journal/schema.js";
import { busy, changesOf, type ObligationPart } from "../helpers/busy.js";
import {
  act,
  addOfficer,
  AGENCY,
  appoint,
  CANCELS,
  type ClaimName,
  CLOSES,
  DAY,
  DIRECT,
  DOCUMENT,
  EVIDENCE,
  fundedJournal,
  type Journal,
  keyOf,
  ledgerJournal,
  move,
  NONE,
  obligate,
  type ObligationAct,
  OFFICERS,
  onObligation,
  OTHER_AGENCY,
} from "../helpers/journal.js";
import { expectGap, expectViolation } from "../helpers/refuse.js";

const { contracting, contracting2, receiving, certifying } = OFFICERS;

/** What each act does to the obligation for 1.00, whether the account takes part, and the most it may take. */
const effects: Record<
  ObligationAct | ClaimName,
  { does: Partial<Record<ObligationPart, bigint>>; account?: bigint; bound: bigint; rule: RegExp }
> = {
  Increased: { does: { obligated: 100n }, account: 100n, bound: 300_00n, rule: /more than is available/ },
  Deobligated: { does: { obligated: -100n }, account: -100n, bound: 30_00n, rule: /undelivered/ },
  Accepted: { does: { accepted: 100n }, bound: 30_00n, rule: /undelivered/ },
  Reversed: { does: { accepted: -100n }, bound: 13_00n, rule: /respects what is claimed/ },
  Advanced: { does: { advanced: 100n }, bound: 30_00n, rule: /undelivered/ },
  Liquidated: { does: { advanced: -100n, accepted: 100n }, bound: 20_00n, rule: /liquidated than/ },
  Recalled: { does: { advanced: -100n }, bound: 13_00n, rule: /respects what is claimed/ },
  Retained: { does: { retained: 100n }, bound: 13_00n, rule: /held back than may/ },
  Unretained: { does: { retained: -100n }, bound: 2_00n, rule: /let go than/ },
  Certified: { does: { certified: 100n }, bound: 13_00n, rule: /certified than is owed/ },
  Decertified: { does: { certified: -100n }, bound: 30_00n, rule: /given up than/ },
  Paid: { does: { certified: -100n, paid: 100n }, bound: 30_00n, rule: /paid than is certified/ },
  Returned: { does: { paid: -100n }, bound: 25_00n, rule: /returned than was paid/ },
  InterestAccrued: {
    does: { obligated: 100n, accepted: 100n, certified: 100n },
    account: 100n,
    bound: 300_00n,
    rule: /more than is available/,
  },
};

const isClaim = (name: string): boolean => name in LINE_EVENTS;

describe("books of acts on obligations", () => {
  it("Obligated: makes an obligation named after its account's number", () => {
    const journal = fundedJournal();
    const id = obligate(journal, 3, 100_00n);
    expect(id).to.equal(obligationId(3, 2));
    expect(journal.obligation(id)).to.deep.include({
      account: 3,
      payee: 7,
      isOpening: false,
      classification: DIRECT,
      obligated: 100_00n,
      accepted: 0n,
      retained: 0n,
      sequence: 1,
      obligators: [contracting],
      acceptors: [],
    });
    expect(journal.account(3)).to.include({ available: 300_00n, obligated: 100_00n, sequence: 3 });
    expect(journal.account(3).obligations).to.deep.equal([id]);
    expect(journal.account(3).flows).to.include({ obligated: 100_00n, openingObligated: 0n });
    expect(journal.account(3).acts.at(-1)).to.include({ name: "Obligated", counterpart: 7, obligation: id });
  });

  const obligated = (
    journal: Journal,
    changes: object,
    name: "Obligated" | "ObligationOpened" = "Obligated",
  ) =>
    journal.next(name, {
      obligation: obligationId(3, journal.account(3).sequence),
      payee: 7,
      officer: contracting,
      amount: 1n,
      classification: DIRECT,
      evidence: NONE,
      ...changes,
    });

  it("Obligated: misses what its id says came before", () => {
    const journal = fundedJournal();
    expectGap(journal, obligated(journal, { obligation: obligationId(3, 1) }), /account 3/);
    expectGap(journal, obligated(journal, { obligation: obligationId(3, 3) }), /account 3/);
    expectGap(journal, obligated(journal, { obligation: obligationId(9, 1) }), /account 9/);
  });

  it("Obligated: refuses too much, nobody, no known classification, the wrong officer and the wrong time", () => {
    const journal = fundedJournal();
    expectViolation(journal, obligated(journal, { amount: 400_01n }), /more than is available/);
    expectViolation(journal, obligated(journal, { amount: 0n }), /moves an amount/);
    expectViolation(journal, obligated(journal, { payee: 0 }), /names a payee/);
    expectViolation(journal, obligated(journal, { classification: NONE }), /classification/);
    expectViolation(journal, obligated(journal, { officer: receiving }), /live appointment/);
    expectViolation(journal, obligated(journal, {}, "ObligationOpened"), /end with the seal/);
    const { time } = journal;
    journal.time = CLOSES;
    expectViolation(journal, obligated(journal, {}), /own window/);
    journal.time = time;
    journal.emit("LedgerFrozen", {});
    expectViolation(journal, obligated(journal, {}), /frozen/);
  });

  it("Obligated: keeps to the account's own window inside the root's", () => {
    const journal = ledgerJournal();
    const opensAt = journal.time + 10 * DAY;
    const window = { parent: 1, owner: AGENCY, officer: OFFICERS.budget, opensAt, closesAt: opensAt + DAY };
    journal.emit("AllotmentOpened", { ...window, account: 5, code: "LATER" });
    act(journal, "Appropriated", 1, 10n);
    act(journal, "Allotted", 5, 10n);
    expect(() => obligate(journal, 5, 1n)).to.throw(/own window/);
    journal.time = opensAt;
    obligate(journal, 5, 1n);
    journal.time = opensAt + DAY - 1;
    expect(() => obligate(journal, 5, 1n)).to.throw(/own window/);
  });

  it("ObligationOpened: not before its root opens", () => {
    const journal = ledgerJournal();
    const opensAt = journal.time + DAY;
    const dates = { opensAt, closesAt: CLOSES, cancelsAt: CANCELS };
    const { appropriating: officer } = OFFICERS;
    journal.emit("AppropriationOpened", { account: 5, owner: AGENCY, officer, ...dates, symbol: "LATER" });
    act(journal, "Appropriated", 5, 10n);
    expect(() => obligate(journal, 5, 1n, { name: "ObligationOpened" })).to.throw(/have opened/);
    journal.time = opensAt;
    obligate(journal, 5, 1n, { name: "ObligationOpened" });
  });

  it("ObligationOpened: may come to an expired account, and counts to the seal", () => {
    const journal = ledgerJournal();
    act(journal, "Appropriated", 1, 10n);
    journal.time = CLOSES;
    const id = obligate(journal, 1, 4n, { name: "ObligationOpened" });
    expect(journal.obligation(id).isOpening).to.be.true;
    expect(journal.books.status.openingObligated).to.equal(4n);
    expect(journal.account(1).flows).to.include({ obligated: 4n, openingObligated: 4n });
    journal.time = CANCELS;
    expect(() => obligate(journal, 1, 1n, { name: "ObligationOpened" })).to.throw(/cancelled/);
  });

  for (const [name, { does, account, bound, rule }] of Object.entries(effects) as [
    ObligationAct | ClaimName,
    (typeof effects)[ObligationAct],
  ][]) {
    it(`${name}: moves what it says and nothing else`, () => {
      const { journal, id } = busy();
      const before = structuredClone(journal.obligation(id));
      const { available, obligated, sequence } = journal.account(3);
      const flows = { ...journal.account(3).flows };
      const { position } = move(journal, name, id, 100n);
      const numbered = isClaim(name) ? {} : { sequence: 1n };
      expect(changesOf(before, journal.obligation(id))).to.deep.equal({ ...does, ...numbered });
      expect(journal.account(3)).to.include({
        available: available - (account ?? 0n),
        obligated: obligated + (account ?? 0n),
        sequence: sequence + (account === undefined ? 0 : 1),
      });
      const flow = name === "InterestAccrued" ? "interest" : name.toLowerCase();
      flows[flow as keyof AccountFlows] += 100n;
      expect(journal.account(3).flows).to.deep.equal(flows);
      expect(journal.obligation(id).acts.at(-1)).to.deep.include({
        name,
        obligation: id,
        amount: 100n,
        document: isClaim(name) ? DOCUMENT : undefined,
        position,
      });
    });

    it(`${name}: misses the obligation`, () => {
      const { journal, id } = busy();
      const args = onObligation(journal, name, id, 1n);
      expectGap(journal, journal.next(name, { ...args, obligation: id + 1n }), /obligation/);
    });

    it(`${name}: takes all there is, and not a cent more`, () => {
      const { journal, id } = busy();
      expectViolation(journal, journal.next(name, onObligation(journal, name, id, bound + 1n)), rule);
      move(journal, name, id, bound);
    });

    it(`${name}: refuses nothing at all, the wrong officer and, mostly, a cancelled account; goes on in an expired one`, () => {
      const { journal, id } = busy();
      const args = onObligation(journal, name, id, 1n);
      expectViolation(journal, journal.next(name, { ...args, amount: 0n }), /moves an amount/);
      const other = isClaim(name) ? { payer: keyOf(OFFICERS.collecting) } : { officer: OFFICERS.collecting };
      expectViolation(journal, journal.next(name, { ...args, ...other }), /live appointment/);
      // What comes back or is given up frees nothing that could be used.
      const isFreeing = name === "Decertified" || name === "Returned";
      journal.time = CANCELS;
      if (!isFreeing) expectViolation(journal, journal.next(name, args), /cancelled account/);
      journal.time = isFreeing ? CANCELS : CLOSES;
      move(journal, name, id, 1n);
      journal.emit("LedgerFrozen", {});
      expectViolation(journal, journal.next(name, onObligation(journal, name, id, 1n)), /frozen/);
    });
  }

  for (const name of Object.keys(effects).filter((one) => !isClaim(one)) as ObligationAct[]) {
    it(`${name}: misses an act when its number is not the obligation's`, () => {
      const { journal, id } = busy();
      const args = onObligation(journal, name, id, 1n);
      for (const sequence of [args.sequence - 1, args.sequence + 1]) {
        const event = journal.next(name, { ...args, sequence });
        const gap = expectGap(journal, event, new RegExp(`obligation ${id}$`));
        expect(gap).to.include({ expected: `sequence ${args.sequence}`, found: `sequence ${sequence}` });
      }
    });
  }

  it("keeps acts to the account's owner", () => {
    const { journal, id } = busy();
    for (const [name, office] of [
      ["Increased", "contracting"],
      ["Accepted", "receiving"],
      ["Retained", "receiving"],
      ["Advanced", "budget"],
      ["Recalled", "budget"],
    ] as const) {
      for (const organisation of [AGENCY, OTHER_AGENCY, 1]) {
        const officer = addOfficer(journal, organisation, office);
        const event = journal.next(name, { ...onObligation(journal, name, id, 1n), officer });
        if (organisation === AGENCY) journal.emit(event.name, event.args);
        else expectViolation(journal, event, /live appointment/);
      }
    }
  });

  it("adds up what is owed, undelivered and unclaimed", () => {
    const { journal, id } = busy();
    const obligation = journal.obligation(id);
    expect([owedOf(obligation), undeliveredOf(obligation), unclaimedOf(obligation)]).to.deep.equal([
      70_00n,
      30_00n,
      13_00n,
    ]);
  });

  it("Reversed: takes back acceptances alone, not advances", () => {
    const journal = fundedJournal();
    const id = obligate(journal, 3, 100_00n);
    move(journal, "Accepted", id, 10_00n);
    move(journal, "Advanced", id, 50_00n);
    expectViolation(
      journal,
      journal.next("Reversed", onObligation(journal, "Reversed", id, 10_01n)),
      /was accepted/,
    );
  });

  it("Recalled: takes back advances alone, not acceptances", () => {
    const journal = fundedJournal();
    const id = obligate(journal, 3, 100_00n);
    move(journal, "Accepted", id, 50_00n);
    move(journal, "Advanced", id, 10_00n);
    const recalled = journal.next("Recalled", onObligation(journal, "Recalled", id, 10_01n));
    expectViolation(journal, recalled, /recalled than was advanced/);
    move(journal, "Recalled", id, 10_00n);
    expect(journal.obligation(id).acceptors, "recalling is no duty to keep apart").to.deep.equal([
      receiving,
      OFFICERS.budget,
    ]);
  });

  it("Novated: the whole obligation goes to another payee", () => {
    const { journal, id } = busy();
    const novated = (changes: object) => ({
      obligation: id,
      payee: 9,
      officer: contracting2,
      sequence: journal.obligation(id).sequence,
      amount: 100_00n,
      evidence: EVIDENCE,
      ...changes,
    });
    expectViolation(journal, journal.next("Novated", novated({})), /nothing pending/);
    move(journal, "Decertified", id, 30_00n);
    // Advances outstanding are on their way to the former payee, too.
    expectViolation(journal, journal.next("Novated", novated({})), /nothing pending/);
    move(journal, "Liquidated", id, journal.obligation(id).advanced);
    for (const changes of [{ payee: 7 }, { payee: 0 }, { amount: 99_00n }]) {
      expectViolation(journal, journal.next("Novated", novated(changes)), /whole obligation/);
    }
    journal.emit("Novated", novated({}));
    expect(journal.obligation(id)).to.deep.include({ payee: 9, obligated: 100_00n });
    expect(journal.obligation(id).obligators).to.deep.equal([contracting, contracting2]);
    expect(journal.obligation(id).acts.at(-1)).to.include({ counterpart: 9, evidence: EVIDENCE });
  });

  it("keeps obligating apart from accepting, advancing and certifying, whatever offices are held by then", () => {
    const { journal, id } = busy();
    for (const [name, office] of [
      ["Accepted", "receiving"],
      ["Advanced", "budget"],
      ["Liquidated", "receiving"],
      ["Retained", "receiving"],
      ["Unretained", "receiving"],
      ["Certified", "certifying"],
    ] as const) {
      appoint(journal, contracting, AGENCY, office);
      const both = { ...onObligation(journal, name, id, 1n), officer: contracting };
      expectViolation(journal, journal.next(name, both), /whoever obligates/);
    }
    const joined = (["Liquidated", "Retained", "Unretained"] as const).map((name) => {
      const officer = addOfficer(journal, AGENCY, "receiving");
      journal.emit(name, { ...onObligation(journal, name, id, 1n), officer });
      return officer;
    });
    expect(journal.obligation(id).acceptors).to.deep.equal([receiving, OFFICERS.budget, ...joined]);
    expect(journal.obligation(id).certifiers).to.deep.equal([certifying]);
    move(journal, "Decertified", id, 30_00n);
    move(journal, "Liquidated", id, journal.obligation(id).advanced);
    for (const officer of [receiving, OFFICERS.budget, ...joined, certifying]) {
      appoint(journal, officer, AGENCY, "contracting");
      const raised = { ...onObligation(journal, "Increased", id, 1n), officer };
      expectViolation(journal, journal.next("Increased", raised), /whoever obligates/);
      const novated = { ...onObligation(journal, "Increased", id, 100_00n), officer, payee: 9 };
      expectViolation(journal, journal.next("Novated", novated), /whoever obligates/);
    }
  });
});
