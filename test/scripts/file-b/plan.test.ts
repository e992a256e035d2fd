import { expect } from "chai";
import fc from "fast-check";

import { batches, type Move, peakOf, planRow, type Verb } from "../../../scripts/file-b/plan.js";
import { type Figures, rowOf } from "../helpers/fileB.js";

/** Acts as `verb amount`, to be read at a glance. */
const plan = (figures: Figures): string[] =>
  planRow(rowOf(figures)).map(({ verb, amount }) => `${verb} ${amount}`);

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
const side = fc.record({ undelivered: amount, delivered: amount, advanced: amount });
const refunds = fc.record({ advanced: amount, paid: amount });
const rightSided = fc.record({
  refunds,
  opening: side,
  closing: fc.record({ undelivered: amount, delivered: amount, advanced: amount, paid: amount }),
  downward: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
});
const any = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
const wrongSided = fc.record({
  refunds,
  opening: fc.record({ undelivered: any, delivered: any, advanced: any }),
  closing: fc.record({ undelivered: any, delivered: any, advanced: any, paid: any }),
  downward: any,
});

describe("planRow", () => {
  it("does nothing for a row of zeros", () => {
    expect(plan({})).to.deep.equal([]);
  });

  it("obligates what is new, accepts what was delivered, pays what was paid", () => {
    expect(plan({ closing: { undelivered: 100n, delivered: 20n, paid: 300n } })).to.deep.equal([
      "obligate 420",
      "accept 320",
      "pay 300",
    ]);
  });

  it("opens with the balances brought forward, and raises that obligation by what is new", () => {
    expect(
      plan({
        opening: { undelivered: 500n, delivered: 30n, advanced: 7n },
        closing: { undelivered: 400n, delivered: 10n, advanced: 9n, paid: 200n },
      }),
    ).to.deep.equal([
      "openObligation 537",
      "accept 30",
      "advance 7",
      "increase 82",
      "accept 180",
      "pay 200",
      "advance 2",
      "pay 9",
    ]);
  });

  it("liquidates an advance that fell, as part of what was accepted", () => {
    expect(
      plan({ opening: { advanced: 50n }, closing: { advanced: 20n, delivered: 10n, paid: 40n } }),
    ).to.deep.equal([
      "openObligation 50",
      "advance 50",
      "increase 20",
      "liquidate 30",
      "accept 20",
      "pay 40",
      "pay 20",
    ]);
  });

  it("lowers an obligation that shrank, and by recoveries at the end", () => {
    expect(plan({ opening: { undelivered: 500n }, closing: { undelivered: 300n } })).to.deep.equal([
      "openObligation 500",
      "deobligate 200",
    ]);
    expect(
      plan({ opening: { undelivered: 500n }, closing: { undelivered: 300n }, downward: 200n }),
    ).to.deep.equal(["openObligation 500", "deobligate 200"]);
    expect(plan({ closing: { undelivered: 300n }, downward: 50n })).to.deep.equal([
      "obligate 350",
      "deobligate 50",
    ]);
  });

  it("pays what was given back before it comes back, and lets the obligation fall by it", () => {
    expect(
      plan({
        opening: { undelivered: 500n },
        closing: { undelivered: 100n, paid: 350n, advanced: 20n },
        downward: 30n,
        refunds: { paid: 8n, advanced: 5n },
      }),
    ).to.deep.equal([
      "openObligation 500",
      "accept 358",
      "pay 358",
      "refund 8",
      "reverse 8",
      "advance 25",
      "pay 25",
      "refund 5",
      "recall 5",
      "deobligate 30",
    ]);
  });

  it("takes acceptances back before the obligation falls", () => {
    expect(plan({ opening: { delivered: 80n }, closing: { delivered: 30n } })).to.deep.equal([
      "openObligation 80",
      "accept 80",
      "reverse 50",
      "deobligate 50",
    ]);
  });

  for (const [title, figures, acts] of [
    [
      "opening undelivered",
      { opening: { undelivered: -5n } },
      ["openObligation 1", "deobligate 6", "increase 5"],
    ],
    [
      "opening undelivered beside what was delivered",
      { opening: { undelivered: -5n, delivered: 9n }, closing: { delivered: 4n } },
      ["openObligation 9", "accept 9", "deobligate 5", "reverse 5"],
    ],
    [
      "opening delivered",
      { opening: { delivered: -5n, undelivered: 5n }, closing: {} },
      ["openObligation 5", "reverse 5", "deobligate 5", "accept 5"],
    ],
    [
      "opening advances",
      { opening: { advanced: -5n, undelivered: 5n }, closing: { undelivered: 0n } },
      ["openObligation 5", "liquidate 5", "deobligate 5", "advance 5"],
    ],
    ["closing undelivered", { closing: { undelivered: -5n } }, ["obligate 1", "deobligate 6"]],
    ["closing delivered", { closing: { delivered: -5n, undelivered: 9n } }, ["obligate 4", "reverse 5"]],
    [
      "closing advances",
      { closing: { advanced: -5n } },
      ["obligate 1", "liquidate 5", "reverse 5", "deobligate 6", "giveBack 5"],
    ],
    ["paid", { closing: { paid: -5n } }, ["obligate 1", "giveBack 5", "reverse 5", "deobligate 6"]],
    ["recoveries", { downward: -5n }, ["obligate 1", "deobligate 6", "increase 5"]],
  ] as const satisfies readonly (readonly [string, Figures, readonly string[]])[]) {
    it(`turns wrong-sided ${title} into acts on money that is not there, on an obligation that is`, () => {
      expect(plan(figures)).to.deep.equal(acts);
    });
  }

  it("leads every right-sided row to its closing balances", () => {
    fc.assert(
      fc.property(rightSided, (figures) => {
        const row = rowOf(figures);
        const { obligated, accepted, advanced, paid } = outcome(planRow(row));
        expect(obligated).to.equal(row.obligationsIncurred);
        expect(obligated - accepted - advanced).to.equal(row.closing.undelivered);
        expect(accepted + advanced - paid).to.equal(row.closing.delivered);
        expect(advanced).to.equal(row.closing.advanced);
        expect(paid).to.equal(row.closing.paid + row.closing.advanced);
      }),
    );
  });

  it("never enters an amount of nothing or less, and makes an obligation once, before all that is done to it", () => {
    fc.assert(
      fc.property(wrongSided, (figures) => {
        const moves = planRow(rowOf(figures));
        expect(moves.every((move) => move.amount > 0n)).to.equal(true);
        const making = moves.filter(({ verb }) => verb === "obligate" || verb === "openObligation");
        expect(making).to.deep.equal(moves.slice(0, 1));
      }),
    );
  });

  for (const [title, figures, rule] of [
    ["opening undelivered", { opening: { undelivered: -5n } }, "ExceedsObligation"],
    [
      "opening undelivered that the year makes up for",
      { opening: { undelivered: -5n }, closing: { paid: 90n } },
      "ExceedsObligation",
    ],
    [
      "opening undelivered beside advances",
      { opening: { undelivered: -5n, advanced: 50n } },
      "ExceedsObligation",
    ],
    ["opening delivered", { opening: { delivered: -5n } }, "ExceedsAccepted"],
    [
      "opening delivered beside undelivered",
      { opening: { delivered: -5n, undelivered: 50n } },
      "ExceedsAccepted",
    ],
    ["opening advances", { opening: { advanced: -5n } }, "ExceedsAdvanced"],
    [
      "opening advances beside undelivered",
      { opening: { advanced: -5n, undelivered: 50n } },
      "ExceedsAdvanced",
    ],
    ["closing undelivered", { closing: { undelivered: -5n, paid: 50n } }, "ExceedsObligation"],
    ["closing delivered", { closing: { delivered: -5n } }, "ExceedsAccepted"],
    [
      "closing delivered beside what was paid",
      { closing: { delivered: -5n, paid: 50n, undelivered: 5n } },
      "ExceedsOwed",
    ],
    ["closing advances", { opening: { advanced: 5n }, closing: { advanced: -5n } }, "ExceedsAdvanced"],
    ["paid", { closing: { paid: -5n } }, "WrongState"],
    [
      "paid, after a right-sided opening",
      { opening: { undelivered: 50n }, closing: { paid: -5n } },
      "WrongState",
    ],
  ] as const satisfies readonly (readonly [string, Figures, string])[]) {
    it(`meets ${rule} with wrong-sided ${title}`, () => {
      expect(firstRefusal(planRow(rowOf(figures)))).to.equal(rule);
    });
  }

  it("is refused wherever a balance is on the wrong side, and never for want of an obligation", () => {
    fc.assert(
      fc.property(wrongSided, (figures) => {
        const refusal = firstRefusal(planRow(rowOf(figures)));
        const { undelivered, delivered, advanced } = figures.opening;
        const balances = [undelivered, delivered, advanced, ...Object.values(figures.closing)];
        const isWrong = balances.some((balance) => balance < 0n);
        expect(refusal ?? "none").to.match(isWrong ? /^Exceeds|^WrongState$/ : /^Exceeds|^none$/);
      }),
    );
  });

  it("gives each act to the desk whose office it takes", () => {
    fc.assert(
      fc.property(wrongSided, (figures) => {
        for (const { verb, desk } of planRow(rowOf(figures))) expect(desk).to.equal(DESKS[verb]);
      }),
    );
  });
});

describe("peakOf", () => {
  it("is the most that is obligated at any time", () => {
    expect(peakOf([])).to.equal(0n);
    expect(peakOf(planRow(rowOf({ closing: { undelivered: 300n }, downward: 50n })))).to.equal(350n);
    expect(peakOf(planRow(rowOf({ closing: { undelivered: -300n } })))).to.equal(1n);
  });

  it("covers the opening, the closing and what is recovered", () => {
    fc.assert(
      fc.property(rightSided, (figures) => {
        const { undelivered, delivered, advanced } = figures.opening;
        const row = rowOf(figures);
        const peak = peakOf(planRow(row));
        expect(peak >= undelivered + delivered + advanced).to.equal(true);
        expect(peak >= row.obligationsIncurred).to.equal(true);
        expect(peak >= row.obligationsIncurred + figures.downward).to.equal(true);
      }),
    );
  });
});

describe("batches", () => {
  it("keeps the order, and a desk never sends two batches in a row", () => {
    fc.assert(
      fc.property(wrongSided, (figures) => {
        const moves = planRow(rowOf(figures));
        const grouped = batches(moves);
        expect(grouped.flat()).to.deep.equal(moves);
        for (const [i, batch] of grouped.entries()) {
          expect(new Set(batch.map(({ desk }) => desk)).size).to.equal(1);
          expect(batch[0]!.desk).not.to.equal(grouped[i - 1]?.[0]!.desk);
        }
      }),
    );
    expect(batches([])).to.deep.equal([]);
  });
});

const DESKS: Record<Verb, Move["desk"]> = {
  openObligation: "contracting",
  obligate: "contracting",
  increase: "contracting",
  deobligate: "contracting",
  accept: "receiving",
  reverse: "receiving",
  liquidate: "receiving",
  advance: "budget",
  recall: "budget",
  pay: "disbursing",
  giveBack: "disbursing",
  refund: "disbursing",
};

/** What moves come to where nothing is refused: sums alone, no rule. */
function outcome(moves: readonly Move[]) {
  const sum = (...verbs: readonly Verb[]): bigint =>
    moves.filter(({ verb }) => verbs.includes(verb)).reduce((total, move) => total + move.amount, 0n);
  return {
    obligated: sum("openObligation", "obligate", "increase") - sum("deobligate"),
    accepted: sum("accept", "liquidate") - sum("reverse"),
    advanced: sum("advance") - sum("liquidate", "recall"),
    paid: sum("pay") - sum("giveBack", "refund"),
  };
}

/** The first rule that moves meet, as `Obligations.sol` and `Vouchers.sol` have them. */
function firstRefusal(moves: readonly Move[]): string | undefined {
  let isMade = false;
  let [obligated, accepted, advanced, paid, lastPaid] = [0n, 0n, 0n, 0n, 0n];
  for (const { verb, amount: by } of moves) {
    const undelivered = obligated - accepted - advanced;
    const unclaimed = accepted + advanced - paid;
    if (verb === "openObligation" || verb === "obligate") isMade = true;
    if (!isMade) return "UnknownObligation";
    if (["accept", "advance", "deobligate"].includes(verb) && by > undelivered) return "ExceedsObligation";
    if (verb === "reverse" && by > accepted) return "ExceedsAccepted";
    if ((verb === "liquidate" || verb === "recall") && by > advanced) return "ExceedsAdvanced";
    // Nothing is given back whole that was paid before: the plan pays and refunds within one row.
    if (verb === "giveBack") return "WrongState";
    if (verb === "refund" && by > lastPaid) return "ExceedsPaid";
    if (["pay", "reverse", "recall"].includes(verb) && by > unclaimed) return "ExceedsOwed";
    if (verb === "openObligation" || verb === "obligate" || verb === "increase") obligated += by;
    if (verb === "deobligate") obligated -= by;
    if (verb === "accept" || verb === "liquidate") accepted += by;
    if (verb === "reverse") accepted -= by;
    if (verb === "advance") advanced += by;
    if (verb === "liquidate" || verb === "recall") advanced -= by;
    if (verb === "pay") [paid, lastPaid] = [paid + by, by];
    if (verb === "refund") paid -= by;
  }
  return undefined;
}
