import { expect } from "chai";
import fc from "fast-check";

import { JournalGap, JournalReorganised } from "../../../sdk/journal/errors.js";
import type { JournalEvent } from "../../../sdk/journal/event.js";
import { type JournalPage, readJournal, type ReadJournalOptions } from "../../../sdk/journal/reader.js";
import { secondsSince } from "../../helpers/cpuSeconds.js";
import { ADDRESSES, FakeProvider } from "../helpers/fakeProvider.js";
import { refused } from "../helpers/refused.js";

type Options = Partial<ReadJournalOptions>;

const read = (chain: FakeProvider, options: Options = {}) =>
  readJournal({ provider: chain.provider, addresses: ADDRESSES, from: 0, ...options });

async function pagesOf(chain: FakeProvider, options: Options = {}): Promise<JournalPage[]> {
  const pages: JournalPage[] = [];
  for await (const page of read(chain, options)) pages.push(page);
  return pages;
}

const placesOf = (events: readonly JournalEvent[]) =>
  events.map(({ position }) => `${position.blockNumber}/${position.logIndex}`);

async function eventsOf(chain: FakeProvider, options: Options = {}): Promise<string[]> {
  return placesOf((await pagesOf(chain, options)).flatMap(({ events }) => events));
}

/** What a whole reading of the chain gives. */
const placesIn = (chain: FakeProvider) =>
  chain.blocks.flatMap(({ events }, number) =>
    Array.from({ length: events }, (_, index) => `${number}/${index}`),
  );

describe("readJournal", () => {
  it("gives every event once, in order, with its block's time, whatever the page", async () => {
    const blocks = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(blocks, fc.integer({ min: 1, max: 50 }), async (events, pageSize) => {
        const chain = new FakeProvider(events);
        const pages = await pagesOf(chain, { pageSize });
        const found = pages.flatMap((page) => page.events);
        expect(placesOf(found)).to.deep.equal(placesIn(chain));
        for (const { position } of found) {
          expect(position.timestamp).to.equal(1_000 + position.blockNumber);
          expect(position.blockHash).to.equal(chain.blocks[position.blockNumber]!.hash);
        }
        expect(pages.at(-1)!.cursor.blockNumber).to.equal(events.length - 1);
        for (const [from, to] of chain.ranges) expect(to - from + 1).to.be.at.most(pageSize);
      }),
      { numRuns: 100 },
    );
  });

  it("reads on from any cursor, and gives the same as one reading", async () => {
    const chain = new FakeProvider([1, 0, 2, 1, 0, 3]);
    const whole = placesIn(chain);
    for (const page of await pagesOf(chain, { pageSize: 1 })) {
      const cursor = JSON.parse(JSON.stringify(page.cursor)) as JournalPage["cursor"];
      const before = await eventsOf(chain, { to: cursor.blockNumber });
      expect([...before, ...(await eventsOf(chain, { cursor }))]).to.deep.equal(whole);
    }
  });

  it("gives nothing when there is nothing new", async () => {
    const chain = new FakeProvider([1, 1]);
    const [page] = await pagesOf(chain);
    expect(await pagesOf(chain, { cursor: page!.cursor })).to.deep.equal([]);
  });

  it("reads from and to the blocks asked for", async () => {
    const chain = new FakeProvider([1, 1, 1, 1, 1]);
    expect(await eventsOf(chain, { from: 1, to: 3 })).to.deep.equal(["1/0", "2/0", "3/0"]);
  });

  it("asks for smaller pages where the provider refuses, and larger ones again after", async () => {
    const chain = new FakeProvider(new Array<number>(100).fill(1));
    chain.largestRange = 10;
    expect(await eventsOf(chain, { pageSize: 64 })).to.deep.equal(placesIn(chain));
    expect(chain.ranges.filter(([from, to]) => to - from + 1 > 10)).not.to.be.empty;
    chain.largestRange = Infinity;
    const before = chain.ranges.length;
    await eventsOf(chain, { pageSize: 64 });
    expect(chain.ranges.length - before).to.equal(2);
  });

  it("gives up on a single block that is refused, and on any other failure at once", async () => {
    const chain = new FakeProvider([1, 1, 1, 1]);
    chain.largestRange = 0;
    expect(await refused(eventsOf(chain))).to.equal(chain.refusal);
    expect(chain.ranges.length).to.equal(3);
    chain.refusal = new Error("connection lost");
    chain.ranges.length = 0;
    expect(await refused(eventsOf(chain))).to.equal(chain.refusal);
    expect(chain.ranges.length).to.equal(1);
  });

  it("notices on resuming that the cursor's block was replaced", async () => {
    const chain = new FakeProvider([1, 1, 1]);
    const [page] = await pagesOf(chain);
    chain.reorganise(2, [1, 1]);
    const error = await refused(eventsOf(chain, { cursor: page!.cursor }));
    expect(error)
      .to.be.instanceOf(JournalReorganised)
      .and.include({ block: 2, expected: "0xa2", found: "0xb2" });
  });

  it("notices on resuming that the cursor's block is gone", async () => {
    const chain = new FakeProvider([1, 1, 1]);
    const [page] = await pagesOf(chain);
    chain.reorganise(2, []);
    const error = await refused(eventsOf(chain, { cursor: page!.cursor }));
    expect(error).to.be.instanceOf(JournalReorganised).and.include({ block: 2, found: undefined });
  });

  it("notices between pages that what it gave out was replaced", async () => {
    const chain = new FakeProvider([1, 1, 1, 1]);
    const reader = read(chain, { pageSize: 2 });
    await reader.next();
    chain.reorganise(1, [1, 1, 1]);
    expect(await refused(reader.next()))
      .to.be.instanceOf(JournalReorganised)
      .and.include({ block: 1 });
  });

  it("notices that the chain changed while a page was read, with events or without", async () => {
    for (const events of [1, 0]) {
      const chain = new FakeProvider([1, events, events]);
      chain.onLogs = () => chain.reorganise(1, [events, events]);
      expect(await refused(eventsOf(chain))).to.be.instanceOf(JournalReorganised);
    }
  });

  it("refuses logs of a block that is none of the chain's", async () => {
    const chain = new FakeProvider([1, 1]);
    chain.alter = (logs) => logs.map((log) => Object.assign(log, { blockHash: "0xc0" }));
    const error = await refused(eventsOf(chain));
    expect(error)
      .to.be.instanceOf(JournalReorganised)
      .and.include({ block: 0, expected: "0xc0", found: "0xa0" });
  });

  it("refuses logs that were removed", async () => {
    const chain = new FakeProvider([1]);
    chain.alter = (logs) => logs.map((log) => Object.assign(log, { removed: true }));
    expect(await refused(eventsOf(chain))).to.be.instanceOf(JournalReorganised);
  });

  it("brings logs into order, and refuses one that comes twice or from elsewhere", async () => {
    const chain = new FakeProvider([2, 1, 2]);
    chain.alter = (logs) => logs.reverse();
    expect(await eventsOf(chain)).to.deep.equal(["0/0", "0/1", "1/0", "2/0", "2/1"]);
    chain.alter = (logs) => [...logs, logs[1]!];
    expect(await refused(eventsOf(chain)))
      .to.be.instanceOf(JournalGap)
      .with.property("found", "one twice");
    chain.alter = (logs) => logs.map((log) => Object.assign(log, { blockNumber: log.blockNumber + 1 }));
    expect(await refused(eventsOf(chain)))
      .to.be.instanceOf(JournalGap)
      .with.property("found", "one from elsewhere");
  });

  it("refuses a provider without the blocks, and a cursor that leaves a hole", async () => {
    const chain = new FakeProvider([1, 1]);
    expect(await refused(eventsOf(chain, { to: 5 })))
      .to.be.instanceOf(JournalGap)
      .with.property("place", "block 5");
    const cursor = { blockNumber: 0, blockHash: "0xa0" };
    expect(await refused(eventsOf(chain, { from: 2, cursor }))).to.be.instanceOf(JournalGap);
  });

  it("reads 100,000 events well under 30 seconds, asking for each block once", async () => {
    const blocks = 1_000;
    const chain = new FakeProvider(new Array<number>(blocks).fill(100));
    const start = process.cpuUsage();
    let events = 0;
    for await (const page of read(chain, { pageSize: 100 })) events += page.events.length;
    const seconds = secondsSince(start);
    console.log(`      ${events.toLocaleString("en")} events in ${seconds.toFixed(1)} s`);
    expect(events).to.equal(100_000);
    expect(seconds).to.be.lessThan(20);
    // And at most three times more a page, to check that the chain stands.
    expect(chain.blockRequests).to.be.at.most(blocks + 3 * 10);
  });
});
