import { expect } from "chai";

import { ACT_KINDS } from "../../../sdk/acts.js";
import { emptyBooks } from "../../../sdk/books/emptyBooks.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { obligationId } from "../../../sdk/ids.js";
import { MAX_CENTS } from "../../../sdk/money.js";
import { originOf } from "../../../sdk/succession/origin.js";
import { planSuccession, type SuccessionPlan } from "../../../sdk/succession/plan.js";
import { Batcher } from "../../../sdk/succession/steps.js";
import { busy } from "../helpers/busy.js";
import {
  act,
  AGENCY,
  CANCELS,
  CLOSES,
  DAY,
  DOCUMENT,
  fundedJournal,
  type Journal,
  move,
  obligate,
  OFFICERS,
  OTHER_AGENCY,
} from "../helpers/journal.js";

/** The acts of a plan, as "kind subject amount" in cents. */
const lines = ({ steps }: SuccessionPlan): string[] =>
  steps.flatMap((step) =>
    step.kind === "acts"
      ? step.acts.map(({ kind, subject, amount }) => `${String(ACT_KINDS[kind])} ${subject} ${amount}`)
      : [],
  );

const planOf = ({ books, time }: Journal, asOf = time): SuccessionPlan => planSuccession(books, asOf);

const refused = (call: () => unknown): FiscInputError => {
  try {
    call();
  } catch (error) {
    if (error instanceof FiscInputError) return error;
    throw error;
  }
  throw new Error("it went through");
};

describe("planSuccession", () => {
  it("takes over what is open, from the law down, and leaves what was paid for", () => {
    const { journal, id } = busy();
    // Of 30.00 certified, none is pending any more: 25.00 were paid before, 5.00 of them for accepted goods.
    move(journal, "Decertified", id, 30_00n);
    act(journal, "Withheld", 1, 10_00n);
    act(journal, "Reserved", 4, 7_00n);
    const plan = planOf(journal);
    expect(lines(plan)).to.deep.equal([
      "Appropriate 1 99500",
      "Allot 3 39500",
      "Allot 4 30000",
      "Withhold 1 1000",
      "Reserve 4 700",
      "OpenObligation 3 9500",
      `Accept ${obligationId(3, 2)} 4500`,
      `Advance ${obligationId(3, 2)} 2000`,
      // 2.00 were held back, and the 20.00 of the advance are paid.
      `Retain ${obligationId(3, 2)} 2200`,
    ]);
    expect(plan.openingAuthority).to.equal(995_00n);
    expect(plan.openingObligated).to.equal(95_00n);
    expect(plan.isFinal).to.equal(false);
    expect(plan.leftBehind).to.deep.equal([]);
    expect(plan.obligations[0]).to.include({
      id: obligationId(3, 2),
      undelivered: 30_00n,
      acceptedUnpaid: 45_00n,
    });
  });

  it("names who enters what, at each subject's next number, with its origin as evidence", () => {
    const { journal, id } = busy();
    move(journal, "Decertified", id, 30_00n);
    const { steps, ledger } = planOf(journal);
    expect(steps.map(({ organisation, office }) => [organisation, office])).to.deep.equal([
      [1, "appropriating"],
      [1, "appropriating"],
      [AGENCY, "budget"],
      [AGENCY, "budget"],
      [1, "appropriating"],
      [AGENCY, "budget"],
      [AGENCY, "contracting"],
      [AGENCY, "receiving"],
      [AGENCY, "budget"],
      [AGENCY, "receiving"],
    ]);
    const all = steps.flatMap((step) => (step.kind === "acts" ? step.acts : []));
    expect(all.map(({ sequence }) => sequence)).to.deep.equal([1, 1, 1, 2, 1, 2, 3]);
    expect(all[0]?.evidence).to.equal(originOf(ledger, 1n));
    expect(all.at(-1)?.evidence).to.equal(originOf(ledger, id));
  });

  it("opens accounts as they are by now: dates, owner and codes, parents first", () => {
    const journal = fundedJournal();
    const dates = { closesAt: CLOSES + DAY, cancelsAt: CANCELS + DAY };
    journal.emit("AccountExtended", { account: 1, officer: OFFICERS.appropriating, ...dates });
    journal.emit("AccountReassigned", { account: 4, owner: OTHER_AGENCY, officer: OFFICERS.budget });
    const openings = planOf(journal).steps.filter(({ kind }) => kind !== "acts");
    expect(openings).to.have.lengthOf(4);
    expect(openings[0]).to.include({ kind: "openAppropriation", code: "012-2025-0100", ...dates });
    expect(openings[3]).to.include({ kind: "openAllotment", parent: 1, owner: OTHER_AGENCY, code: "SOUTH" });
  });

  it("lets reservations and expected resources lapse where nothing new can come of them", () => {
    const journal = fundedJournal();
    act(journal, "Reserved", 4, 7_00n);
    act(journal, "Anticipated", 1, 5_00n);
    const open = planOf(journal);
    expect(lines(open)).to.include("Reserve 4 700").and.to.include("Anticipate 1 500");
    const plan = planOf(journal, CLOSES);
    expect(lines(plan).join()).not.to.match(/Reserve|Anticipate/);
    expect(plan.leftBehind).to.deep.equal([
      { account: 1, cancelled: 0n, reserved: 0n, anticipated: 5_00n },
      { account: 4, cancelled: 0n, reserved: 7_00n, anticipated: 0n },
    ]);
    expect(plan.openingAuthority).to.equal(1_000_00n);
  });

  it("carries nothing of what is cancelled, certified claims on it included", () => {
    const { journal } = busy();
    const plan = planOf(journal, CANCELS);
    expect(plan.steps).to.deep.equal([]);
    expect([plan.openingAuthority, plan.openingObligated]).to.deep.equal([0n, 0n]);
    expect(plan.leftBehind.map(({ account, cancelled }) => [account, cancelled])).to.deep.equal([
      [1, 300_00n],
      [3, 400_00n],
      [4, 300_00n],
    ]);
  });

  it("takes receipts for proceeds where they were, of those that are no authority yet", () => {
    const journal = fundedJournal();
    const collect = (kind: number, amount: bigint) => {
      const { sequence } = journal.account(1);
      const line = { account: 1, officer: OFFICERS.collecting, sequence, kind, amount, evidence: DOCUMENT };
      journal.emit("Collected", line);
    };
    collect(1, 4_00n);
    collect(2, 2_00n);
    collect(3, 1_00n);
    act(journal, "Anticipated", 1, 5_00n);
    act(journal, "Realised", 1, 5_00n);
    const receipts = planOf(journal).steps.flatMap((step) =>
      step.kind === "acts" && step.office === "collecting" ? step.acts : [],
    );
    expect(receipts.map(({ counterpart, amount }) => [counterpart, amount])).to.deep.equal([
      [3, 1_00n],
      [2, 1_00n],
    ]);
  });

  it("refuses while claims are certified and not paid, and lists them", () => {
    const { journal, id } = busy();
    const { place, problem, remedy } = refused(() => planOf(journal));
    expect(place).to.equal("predecessor's books");
    expect(problem).to.include(`30.00 on obligation 3/${id & 0xffffn} by ${DOCUMENT}`);
    expect(remedy).to.include("before the ledger is frozen");
    for (let i = 0; i < 21; ++i) {
      const other = obligate(journal, 4, 10_00n);
      move(journal, "Accepted", other, 5_00n);
      move(journal, "Certified", other, 1_00n);
    }
    expect(refused(() => planOf(journal)).problem).to.match(/ and 2 more$/);
  });

  it("refuses books that hold no ledger, or go on after the time of the plan", () => {
    expect(refused(() => planSuccession(emptyBooks(), 1)).problem).to.equal("they hold no ledger");
    const journal = fundedJournal();
    expect(refused(() => planOf(journal, journal.time - 1)).place).to.equal("asOf");
  });
});

describe("Batcher", () => {
  it("puts neighbours of one desk together, within what one call takes", () => {
    const batcher = new Batcher();
    const act = (amount: bigint) => ({
      ...{ kind: 0, subject: 1n, counterpart: 0, sequence: 1, amount },
      ...{ classification: DOCUMENT, evidence: DOCUMENT },
    });
    for (let i = 0; i < 51; ++i) batcher.add(1, "budget", act(1n));
    batcher.add(2, "budget", act(1n));
    batcher.add(2, "receiving", act(MAX_CENTS));
    batcher.add(2, "receiving", act(1n));
    expect(batcher.steps.map(({ acts }) => acts.length)).to.deep.equal([50, 1, 1, 1, 1]);
  });
});
