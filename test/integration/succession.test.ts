import { expect } from "chai";
import { ZeroHash } from "ethers";

import { compareBooksWithStorage } from "../../sdk/audit/compare.js";
import { findBrokenInvariants } from "../../sdk/audit/invariants.js";
import type { Books } from "../../sdk/books/model.js";
import { CLAIM_KINDS } from "../../sdk/claims.js";
import { accountOf } from "../../sdk/ids.js";
import { FiscInputError } from "../../sdk/errors.js";
import { certifiedClaims } from "../../sdk/succession/certifiedClaims.js";
import { compareSuccession } from "../../sdk/succession/compare.js";
import { isDone } from "../../sdk/succession/isDone.js";
import { planSuccession } from "../../sdk/succession/plan.js";
import { asTop } from "../fixtures/freshLedger.js";
import { loadFixture, time } from "../fixtures/network.js";
import { contractOfficer } from "../fixtures/staffed.js";
import { expectRevert } from "../helpers/expect.js";
import {
  booksOf,
  carryOut,
  freshSuccessor,
  type Moving,
  moving,
  PAYING,
  sealing,
} from "../helpers/succession.js";
import { playOpenHistory } from "./history.js";
import { Random } from "./random.js";
import { isDeep, SEED } from "./settings.js";
import { DAY, type Tally } from "./stage.js";

const HISTORIES = isDeep ? 100 : 3;
const STEPS = 110;
const HOUR = 3_600;

describe(`Succession (FISC_SEED=${String(SEED)})`, () => {
  const seen = new Map<string, number>();
  const count = (what: string, times: number) => seen.set(what, (seen.get(what) ?? 0) + times);

  for (let i = 0; i < HISTORIES; ++i) {
    it(`carries random history ${String(i + 1)} over to the cent`, async () => {
      const world = await loadFixture(moving);
      const tally: Tally = { done: new Map(), posted: new Map(), refused: new Map(), events: new Set() };
      await playOpenHistory(world, new Random(SEED + i), STEPS, tally);
      // Later and later, when more has expired or is cancelled.
      await time.increase(HOUR + (i % 3) * 200 * DAY);
      count("certified", await endCertified(world));
      await world.ledger.connect(await asTop(world)).freeze();
      await awayFromDates(await booksOf(world, world.ledger));

      const predecessor = await booksOf(world, world.ledger);
      const asOf = await time.latest();
      const plan = planSuccession(predecessor, asOf);
      expect(plan.isFinal).to.equal(true);
      for (const { retained, acceptedUnpaid, advances } of plan.obligations) {
        count("obligations", 1);
        if (retained > 0n) count("held back", 1);
        if (acceptedUnpaid > 0n) count("owed", 1);
        if (advances > 0n) count("advances", 1);
      }
      for (const { cancelled } of plan.leftBehind) if (cancelled > 0n) count("cancelled", 1);

      const ledger = await freshSuccessor(world);
      const half = plan.steps.length >> 1;
      await carryOut(plan.steps.slice(0, half), ledger, world.movers);
      const done = await Promise.all(plan.steps.map((step) => isDone(step, ledger)));
      expect(done).to.deep.equal(plan.steps.map((_, place) => place < half));
      const unfinished = compareSuccession(predecessor, await booksOf(world, ledger), asOf);
      expect(unfinished.differences.length > 0).to.equal(plan.steps.length > 0);
      await carryOut(plan.steps.slice(half), ledger, world.movers);

      const successor = await booksOf(world, ledger);
      const { differences, joinedDuties, openingAuthority, openingObligated, compared } = compareSuccession(
        predecessor,
        successor,
        asOf,
      );
      expect(differences).to.deep.equal([]);
      expect(joinedDuties).to.deep.equal([]);
      count("figures", compared);
      expect([plan.openingAuthority, plan.openingObligated]).to.deep.equal([
        openingAuthority,
        openingObligated,
      ]);
      const { registry, veto } = world;
      const storage = await compareBooksWithStorage({ books: successor, registry, ledger, veto });
      expect(storage.differences).to.deep.equal([]);
      expect(findBrokenInvariants(successor)).to.deep.equal([]);

      const law = sealing(world, ledger);
      const entered = [ledger, "BudgetLedgerOpeningMismatch", openingAuthority, openingObligated] as const;
      await expectRevert(law.seal(openingAuthority + 1n, openingObligated), ...entered);
      await expectRevert(law.seal(openingAuthority, openingObligated + 1n), ...entered);
      await law.seal(openingAuthority, openingObligated);
      expect((await ledger.status()).isSealed).to.equal(true);
    });
  }

  it("met what makes it hard", function () {
    if (seen.size === 0) this.skip();
    expect(seen.get("figures")).to.be.greaterThan(50 * HISTORIES);
    for (const what of ["certified", "obligations", "held back", "owed", "advances", "cancelled"]) {
      expect(seen.get(what) ?? 0, what).to.be.greaterThan(0);
    }
  });
});

/** Gives up whatever is certified, which the plan insists on; says how many claims that was. */
async function endCertified(world: Moving): Promise<number> {
  const { ledger, movers } = world;
  const books = await booksOf(world, ledger);
  const claims = certifiedClaims(books, await time.latest());
  if (claims.length === 0) return 0;
  expect(() => planSuccession(books, books.position?.timestamp ?? 0))
    .to.throw(FiscInputError)
    .with.property("problem")
    .that.includes("certified claims that are not paid: ");
  const payer = await contractOfficer(world, ...PAYING);
  for (const { obligation, documents, amount } of claims) {
    expect(documents).not.to.deep.equal([]);
    const { terms } = await ledger.account(accountOf(obligation));
    const kind = CLAIM_KINDS.indexOf("Decertify");
    const line = { obligation, amount, document: documents[0] ?? ZeroHash };
    await payer.contract.post(ledger, kind, terms.owner, movers.certifying.id, [line]);
  }
  return claims.length;
}

/** Waits until no account opens or ends within the next hour, in which the move takes place. */
async function awayFromDates({ accounts }: Books): Promise<void> {
  const dates = [...accounts.values()].flatMap(({ opensAt, closesAt, cancelsAt }) => [
    opensAt,
    closesAt,
    cancelsAt,
  ]);
  for (;;) {
    const now = await time.latest();
    if (!dates.some((date) => date >= now && date < now + HOUR)) return;
    await time.increase(HOUR);
  }
}
