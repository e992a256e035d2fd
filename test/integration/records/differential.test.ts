import { expect } from "chai";

import { compareBooksWithStorage } from "../../../sdk/audit/compare.js";
import { findBrokenInvariants } from "../../../sdk/audit/invariants.js";
import type { Books } from "../../../sdk/books/model.js";
import type { JournalEvent } from "../../../sdk/journal/event.js";
import { RECORD_EVENTS } from "../../../sdk/journal/recordSchema.js";
import { loadFixture } from "../../fixtures/network.js";
import { recorded } from "../../fixtures/recorded.js";
import { fold, readAll } from "../fold.js";
import { Random } from "../random.js";
import { HISTORIES_OF_RECORDS, SEED } from "../settings.js";
import type { Tally } from "../stage.js";
import { RecordStage } from "./history.js";

const STEPS = 150;
/** The creation is before the histories' beginning, and nothing is stored of the others. */
const TOLD_ALONE = ["RecordRegistryCreated", "RecordGranted", "GrantWithdrawn", "RecordDisclosed"];

const emptyTally = (): Tally => ({
  done: new Map(),
  posted: new Map(),
  refused: new Map(),
  events: new Set(),
});

async function play(seed: number, tally: Tally): Promise<{ stage: RecordStage; events: JournalEvent[] }> {
  const world = await loadFixture(recorded);
  const stage = new RecordStage(world, new Random(seed), tally);
  for (let step = 0; step < STEPS; step++) await stage.next();
  const { registry, ledger, records } = world;
  const addresses = await Promise.all([registry, ledger, records].map((contract) => contract.getAddress()));
  return { stage, events: await readAll(addresses) };
}

const compare = ({ world }: RecordStage, books: Books) => {
  const { registry, ledger, records } = world;
  return compareBooksWithStorage({
    books,
    registry,
    ledger,
    records,
    blockTag: "latest",
    allPairsUpTo: 100,
  });
};

describe(`Records: contract against books (FISC_SEED=${String(SEED)})`, () => {
  const tally = emptyTally();

  for (let i = 0; i < HISTORIES_OF_RECORDS; ++i) {
    it(`agree after random history ${String(i + 1)}`, async () => {
      const { stage, events } = await play(SEED + i, tally);
      for (const { name } of events) tally.events.add(name);
      const books = fold(events);
      const { differences, compared } = await compare(stage, books);
      expect(differences).to.deep.equal([]);
      expect(findBrokenInvariants(books)).to.deep.equal([]);
      expect([...books.records.keys()].sort()).to.deep.equal(stage.kept.map(({ id }) => id).sort());
      for (const { id, versions } of stage.kept) {
        expect(books.records.get(id)?.versions, id).to.have.length(versions);
      }
      expect(compared).to.be.greaterThan(700);
    });
  }

  it("met every kind of event, and many rules", function () {
    // When a single history is asked for, it need not meet everything.
    if (tally.events.size === 0) this.skip();
    if (process.env.FISC_TALLY !== undefined) console.log(tally);
    expect(Object.keys(RECORD_EVENTS).filter((name) => !tally.events.has(name))).to.deep.equal([]);
    const rules = [...tally.refused.keys()].filter((name) => name.startsWith("RecordRegistry"));
    expect(rules).to.have.length.greaterThan(8);
  });

  it("disagree where an event is left out", async () => {
    const { stage, events } = await play(SEED, emptyTally());
    const unnoticed: string[] = [];
    for (const name of Object.keys(RECORD_EVENTS).filter((one) => !TOLD_ALONE.includes(one))) {
      const place = events.findLastIndex((event) => event.name === name);
      if (place === -1 || (await isMissed(stage, events.toSpliced(place, 1)))) continue;
      unnoticed.push(name);
    }
    expect(unnoticed).to.deep.equal([]);
  });
});

async function isMissed(stage: RecordStage, events: readonly JournalEvent[]): Promise<boolean> {
  let books: Books;
  try {
    books = fold(events);
  } catch {
    return true;
  }
  const { differences } = await compare(stage, books);
  return differences.length > 0 || books.records.size !== stage.kept.length;
}
