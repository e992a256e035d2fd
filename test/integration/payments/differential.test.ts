import { expect } from "chai";

import { DISBURSEMENT_EVENTS, DISBURSEMENT_LINES } from "../../../sdk/journal/disbursementSchema.js";
import type { JournalEvent } from "../../../sdk/journal/event.js";
import { loadFixture, time } from "../../fixtures/network.js";
import { fold, readAll } from "../fold.js";
import { Random } from "../random.js";
import { HISTORIES_OF_PAYMENTS, isDeep, SEED } from "../settings.js";
import { audit, compareAt, journalOf } from "./audit.js";
import { playPayments } from "./history.js";
import type { PaymentStage, PaymentTally } from "./stage.js";
import { astray } from "../walks.js";
import { add, emptyTally } from "./tally.js";
import { stocked } from "./world.js";

const STEPS = 180;
/** How many events of a kind are left out, one by one, until one is missed. */
const FEW = 12;
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
  const tally = emptyTally();

  for (let i = 0; i < HISTORIES_OF_PAYMENTS; ++i) {
    it(`agree after random history ${String(i + 1)}`, async () => {
      const world = await loadFixture(stocked);
      const own = emptyTally();
      const stage = await playPayments(world, new Random(SEED + i), STEPS, own);
      const events = await readAll(await journalOf(world));
      note(events, own);
      add(tally, own);
      const books = fold(events);
      const { differences, broken, unknown, balances, compared } = await audit(stage, books);
      expect(differences).to.deep.equal([]);
      expect(broken).to.deep.equal([]);
      expect(unknown).to.deep.equal([]);
      expect(balances.held).to.deep.equal(balances.told);
      expect(compared).to.be.greaterThan(900);
      expect(astray(books, await time.latest())).to.deep.equal([]);
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
    const stage = await playPayments(world, new Random(SEED), STEPS, emptyTally());
    const events = await readAll(await journalOf(world));
    const unnoticed: string[] = [];
    for (const name of EVENTS.filter((one) => !TOLD_ALONE.includes(one))) {
      const places = events.flatMap((event, i) => (event.name === name ? [i] : []));
      if (places.length > 0 && !(await isMissed(stage, events, places))) unnoticed.push(name);
    }
    expect(unnoticed).to.deep.equal([]);
  });
});

/**
 * Whether one of the last few events at these places is missed, at the end or at once: at times one changes nothing, as
 * a second hold, or nothing that lasts.
 */
async function isMissed(
  stage: PaymentStage,
  events: readonly JournalEvent[],
  places: readonly number[],
): Promise<boolean> {
  for (const place of places.slice(-FEW).reverse()) {
    if (!(await isSound(stage, events.toSpliced(place, 1)))) return true;
    const { blockNumber } = events[place]!.position;
    const before = events.filter((event, i) => i !== place && event.position.blockNumber <= blockNumber);
    const { differences } = await compareAt(stage, fold(before), blockNumber);
    if (differences.length > 0) return true;
  }
  return false;
}

/** Whether a journal breaks no rule of the books, and the books from it agree with all that there is. */
async function isSound(stage: PaymentStage, events: readonly JournalEvent[]): Promise<boolean> {
  let books;
  try {
    books = fold(events);
  } catch {
    return false;
  }
  const { differences, broken, unknown, balances } = await audit(stage, books);
  const { held, told } = balances;
  const isPaid = held.vault === told.vault && held.payees === told.payees;
  return differences.length + broken.length + unknown.length === 0 && isPaid;
}

/** Notes what a history came by, and what no event's name tells. */
function note(events: readonly JournalEvent[], { events: names, leftOut, interest }: PaymentTally): void {
  for (const { name, args } of events) {
    names.add(name);
    if (name === "VoucherRefused") leftOut.add(args.reason);
    if (name === "InterestCharged") interest.add(args.isCertified);
  }
}
