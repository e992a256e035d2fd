import { expect } from "chai";

import { DISBURSEMENT_EVENTS, DISBURSEMENT_LINES } from "../../../sdk/journal/disbursementSchema.js";
import type { JournalEvent } from "../../../sdk/journal/event.js";
import { loadFixture } from "../../fixtures/network.js";
import { fold, readAll } from "../fold.js";
import { Random } from "../random.js";
import { HISTORIES_OF_PAYMENTS, isDeep, SEED } from "../settings.js";
import { audit, journalOf } from "./audit.js";
import { playPayments } from "./history.js";
import type { PaymentTally } from "./stage.js";
import { type PaymentWorld, stocked } from "./world.js";

const STEPS = 180;
const EVENTS = Object.keys({ ...DISBURSEMENT_EVENTS, ...DISBURSEMENT_LINES });

/** Nothing is stored of them: why a voucher was left out, and which contracts were made with which others. */
const TOLD_ALONE: readonly string[] = [
  "VoucherRefused",
  "CashCeilingsCreated",
  "InterestRatesCreated",
  "TokenRailCreated",
  "AttestedRailCreated",
  "VouchersCreated",
  "SchedulesCreated",
];

describe(`Payments: contracts against books (FISC_SEED=${String(SEED)})`, () => {
  const tally: PaymentTally = {
    done: new Map(),
    posted: new Map(),
    refused: new Map(),
    events: new Set(),
    steps: new Map(),
    leftOut: new Set(),
    interest: new Set(),
  };

  for (let i = 0; i < HISTORIES_OF_PAYMENTS; ++i) {
    it(`agree after random history ${String(i + 1)}`, async () => {
      const world = await loadFixture(stocked);
      const addresses = await playPayments(world, new Random(SEED + i), STEPS, tally);
      const events = await readAll(await journalOf(world));
      note(events, tally);
      const { differences, broken, balances, compared } = await audit(world, fold(events), addresses);
      expect(differences).to.deep.equal([]);
      expect(broken).to.deep.equal([]);
      expect(balances.held).to.deep.equal(balances.told);
      expect(compared).to.be.greaterThan(900);
    });
  }

  it("did every step, met every kind of event, and many rules", function () {
    // When a single history is asked for, it need not meet everything.
    if (tally.steps.size === 0) this.skip();
    if (process.env.FISC_TALLY !== undefined) console.log(tally);
    expect([...tally.steps].filter(([, times]) => times === 0)).to.deep.equal([]);
    expect(EVENTS.filter((name) => !tally.events.has(name))).to.deep.equal([]);
    expect(tally.refused.size).to.be.greaterThan(40);
    if (!isDeep) return;
    expect([...tally.leftOut].sort()).to.deep.equal([1, 2, 3, 4, 5]);
    expect([...tally.interest].sort()).to.deep.equal([false, true]);
  });

  it("disagree where an event is left out", async () => {
    const world = await loadFixture(stocked);
    const addresses = await playPayments(world, new Random(SEED), STEPS, tally);
    const events = await readAll(await journalOf(world));
    const unnoticed: string[] = [];
    for (const name of EVENTS) {
      const last = events.findLastIndex((event) => event.name === name);
      if (last === -1 || TOLD_ALONE.includes(name)) continue;
      if (!(await isNoticed(world, events.toSpliced(last, 1), addresses))) unnoticed.push(name);
    }
    expect(unnoticed).to.deep.equal([]);
  });
});

/** Whether a journal breaks a rule of the books, or books from it differ from what is there. */
async function isNoticed(
  world: PaymentWorld,
  events: readonly JournalEvent[],
  addresses: readonly string[],
): Promise<boolean> {
  let books;
  try {
    books = fold(events);
  } catch {
    return true;
  }
  const { differences, broken, balances } = await audit(world, books, addresses);
  const { held, told } = balances;
  return differences.length + broken.length > 0 || held.vault !== told.vault || held.payees !== told.payees;
}

/** Notes what a history came by, and what no event's name tells. */
function note(events: readonly JournalEvent[], { events: names, leftOut, interest }: PaymentTally): void {
  for (const { name, args } of events) {
    names.add(name);
    if (name === "VoucherRefused") leftOut.add(args.reason);
    if (name === "InterestCharged") interest.add(args.isCertified);
  }
}
