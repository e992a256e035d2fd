import { expect } from "chai";

import { ACT_KINDS } from "../../sdk/acts.js";
import { compareBooksWithStorage } from "../../sdk/audit/compare.js";
import { findBrokenInvariants } from "../../sdk/audit/invariants.js";
import { CLAIM_KINDS } from "../../sdk/claims.js";
import { CLAIM_EVENTS, LEDGER_EVENTS, REGISTRY_EVENTS } from "../../sdk/journal/schema.js";
import { loadFixture, time } from "../fixtures/network.js";
import { staffed } from "../fixtures/staffed.js";
import { fold, readAll } from "./fold.js";
import { playHistory } from "./history.js";
import { Random } from "./random.js";
import { HISTORIES, SEED } from "./settings.js";
import type { Tally } from "./stage.js";
import { astray } from "./walks.js";

const STEPS = 150;

describe(`Contracts against books (FISC_SEED=${String(SEED)})`, () => {
  const tally: Tally = { done: new Map(), posted: new Map(), refused: new Map(), events: new Set() };

  for (let i = 0; i < HISTORIES; ++i) {
    it(`agree after random history ${String(i + 1)}`, async () => {
      const world = await loadFixture(staffed);
      const { ledger, registry, veto } = world;
      await playHistory(world, new Random(SEED + i), STEPS, tally);
      const addresses = await Promise.all([registry, veto, ledger].map((contract) => contract.getAddress()));
      const events = await readAll(addresses);
      for (const { name } of events) tally.events.add(name);
      const books = fold(events);
      const { differences, compared } = await compareBooksWithStorage({ books, registry, ledger, veto });
      expect(differences).to.deep.equal([]);
      expect(compared).to.be.greaterThan(500);
      expect(findBrokenInvariants(books)).to.deep.equal([]);
      expect(astray(books, await time.latest())).to.deep.equal([]);
    });
  }

  it("did every kind of act and claim, met every kind of event, and many rules", function () {
    // When a single history is asked for, it need not meet everything.
    if (tally.done.size === 0) this.skip();
    expect([...tally.done.keys()].sort()).to.deep.equal([...ACT_KINDS].sort());
    expect([...tally.posted.keys()].sort()).to.deep.equal([...CLAIM_KINDS].sort());
    const events = { ...REGISTRY_EVENTS, ...LEDGER_EVENTS, ...CLAIM_EVENTS };
    expect([...tally.events].sort()).to.deep.equal(Object.keys(events).sort());
    expect(tally.refused.size).to.be.greaterThan(20);
  });
});
