import { expect } from "chai";

import { compareBooksWithStorage, type Comparison } from "../../../sdk/audit/compare.js";
import { findBrokenInvariants } from "../../../sdk/audit/invariants.js";
import type { Books } from "../../../sdk/books/model.js";
import { BUILDING_EVENTS } from "../../../sdk/journal/buildingSchema.js";
import type { JournalEvent } from "../../../sdk/journal/event.js";
import { buildingCosts } from "../../../sdk/statements/buildingCosts.js";
import { findingsAbout, propertyRegister } from "../../../sdk/statements/propertyRegister.js";
import type { Funded } from "../../fixtures/funded.js";
import { loadFixture, time } from "../../fixtures/network.js";
import { fold, readAll } from "../fold.js";
import { Random } from "../random.js";
import { HISTORIES_OF_BUILDINGS, SEED } from "../settings.js";
import { playBuildings } from "./history.js";
import { type BuildingStage, emptyTally } from "./stage.js";
import { astray } from "../walks.js";
import { keeping } from "./world.js";

const STEPS = 200;
/** How many events of a kind are left out, one by one, until one is missed. */
const FEW = 4;
/** Nobody is ever approved. */
const NEVER: readonly string[] = ["Approval", "ApprovalForAll"];
const EVENTS = Object.keys(BUILDING_EVENTS).filter((name) => !NEVER.includes(name));

describe(`Buildings: contracts against books (FISC_SEED=${String(SEED)})`, () => {
  const tally = emptyTally();

  for (let i = 0; i < HISTORIES_OF_BUILDINGS; ++i) {
    it(`agree after random history ${String(i + 1)}`, async () => {
      const world = await loadFixture(keeping);
      // A tally of its own decides what a history tries, so that it goes the same way whichever went before.
      const own = emptyTally();
      const stage = await playBuildings(world, new Random(SEED + i), STEPS, own);
      const events = await readAll(await journalOf(world));
      for (const { name } of events) tally.events.add(name);
      addUp(tally.steps, own.steps);
      addUp(tally.refused, own.refused);
      const books = fold(events);
      const { differences, compared } = await compareAt(world, books, "latest");
      expect(differences).to.deep.equal([]);
      expect(compared).to.be.greaterThan(500);
      expect(findBrokenInvariants(books)).to.deep.equal([]);
      // Storage can't be asked for buildings that the journal does not tell; the stage knows them.
      expect([...books.buildings.keys()].sort()).to.deep.equal([...stage.codes].sort());
      expect(leasesIn(books)).to.deep.equal(leasesOn(stage));
      expect(keptIn(books)).to.deep.equal(evidencedIn(events));
      expectCostsToAddUp(books, await time.latest());
      expect(astray(books, await time.latest())).to.deep.equal([]);
    });
  }

  it("did every step, met every kind of event, and many rules", function () {
    // When a single history is asked for, it need not meet everything.
    if (tally.steps.size === 0) this.skip();
    if (process.env.FISC_TALLY !== undefined) console.log(tally);
    expect([...tally.steps].filter(([, times]) => times === 0)).to.deep.equal([]);
    expect(EVENTS.filter((name) => !tally.events.has(name))).to.deep.equal([]);
    expect(NEVER.filter((name) => tally.events.has(name))).to.deep.equal([]);
    expect(tally.refused.size).to.be.greaterThan(30);
  });

  it("disagree where an event is left out", async () => {
    const world = await loadFixture(keeping);
    await playBuildings(world, new Random(SEED), STEPS, emptyTally());
    const events = await readAll(await journalOf(world));
    const unnoticed: string[] = [];
    for (const name of EVENTS) {
      const places = events.flatMap((event, i) => (event.name === name ? [i] : []));
      if (places.length > 0 && !(await isMissed(world, events, places))) unnoticed.push(name);
    }
    expect(unnoticed).to.deep.equal([]);
  });
});

function addUp<Key>(total: Map<Key, number>, own: ReadonlyMap<Key, number>): void {
  for (const [key, count] of own) total.set(key, (total.get(key) ?? 0) + count);
}

/** What the books keep of acts about buildings: where each stands, and what it rests on. */
const keptIn = (books: Books): string[] =>
  [...books.buildings.values()]
    .flatMap(({ id, acts }) =>
      acts.map((act) => `${act.position.transactionHash} ${act.name} ${id} ${act.evidence}`),
    )
    .sort();

/** The same, of all events that name evidence. */
const evidencedIn = (events: readonly JournalEvent[]): string[] =>
  events
    .flatMap(({ name, args, position }) => {
      if (!("building" in args)) return [];
      const evidence = "evidence" in args ? args.evidence : "record" in args ? args.record : undefined;
      return evidence === undefined
        ? []
        : [`${position.transactionHash} ${name} ${args.building} ${evidence}`];
    })
    .sort();

const leasesIn = (books: Books): string[] =>
  [...books.buildings.values()]
    .flatMap(({ id, leases }) => [...leases.keys()].map((one) => `${id} ${one}`))
    .sort();

const leasesOn = ({ leases }: BuildingStage): string[] =>
  leases.map(({ building, lease }) => `${building} ${lease}`).sort();

/** What buildings cost is what the obligations that name them come to, whichever way it is added up. */
function expectCostsToAddUp(books: Books, asOf: number): void {
  const { buildings, years, total } = buildingCosts(books, asOf);
  let [obligated, paid] = [0n, 0n];
  for (const id of books.orders.keys()) {
    const obligation = books.obligations.get(id)!;
    obligated += obligation.obligated;
    paid += obligation.paid;
  }
  expect(total).to.deep.equal({ obligated, paid });
  const sum = (all: Iterable<{ readonly paid: bigint }>): bigint =>
    [...all].reduce((before, one) => before + one.paid, 0n);
  expect(sum(buildings.values())).to.equal(paid);
  expect(sum(years.values())).to.equal(paid);
  const { rows, holdings } = propertyRegister(books, asOf);
  expect(sum(rows)).to.equal(paid);
  expect(holdings.reduce((count, one) => count + one.buildings, 0)).to.equal(books.buildings.size);
  for (const { building } of findingsAbout(books, asOf)) expect(books.buildings.has(building)).to.equal(true);
}

/** Addresses of all contracts that write the journal. */
async function journalOf({ registry, veto, ledger, buildings }: Funded): Promise<string[]> {
  return Promise.all([registry, veto, ledger, buildings].map((contract) => contract.getAddress()));
}

/** Compares books with storage as it was at a block. */
function compareAt(world: Funded, books: Books, blockTag: "latest" | number): Promise<Comparison> {
  const { registry, ledger, veto, buildings } = world;
  // The histories of budgets ask for all pairs of officers.
  return compareBooksWithStorage({ books, registry, ledger, veto, buildings, blockTag, allPairsUpTo: 400 });
}

/**
 * Whether one of the last few events at these places is missed, at the end or at once: at times one changes nothing, as
 * an amendment of a description, or nothing that lasts.
 */
async function isMissed(
  world: Funded,
  events: readonly JournalEvent[],
  places: readonly number[],
): Promise<boolean> {
  for (const place of places.slice(-FEW).reverse()) {
    if (!(await isSound(world, events.toSpliced(place, 1), "latest"))) return true;
    const { blockNumber } = events[place]!.position;
    const before = events.filter((event, i) => i !== place && event.position.blockNumber <= blockNumber);
    if (!(await isSound(world, before, blockNumber))) return true;
  }
  return false;
}

/** Whether a journal breaks no rule of the books, and the books from it agree with all that there was at a block. */
async function isSound(
  world: Funded,
  events: readonly JournalEvent[],
  blockTag: "latest" | number,
): Promise<boolean> {
  let books;
  try {
    books = fold(events);
  } catch {
    return false;
  }
  const { differences } = await compareAt(world, books, blockTag);
  return differences.length + findBrokenInvariants(books).length === 0;
}
