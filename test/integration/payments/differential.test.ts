import { expect } from "chai";
import { getAddress } from "ethers";

import { compareBooksWithStorage } from "../../../sdk/audit/compare.js";
import { findBrokenInvariants } from "../../../sdk/audit/invariants.js";
import type { Books } from "../../../sdk/books/model.js";
import { DISBURSEMENT_EVENTS, DISBURSEMENT_LINES } from "../../../sdk/journal/disbursementSchema.js";
import { loadFixture } from "../../fixtures/network.js";
import { foldJournal } from "../fold.js";
import { Random } from "../random.js";
import { HISTORIES_OF_PAYMENTS, SEED } from "../settings.js";
import { playPayments } from "./history.js";
import type { PaymentTally } from "./stage.js";
import { type PaymentWorld, stocked } from "./world.js";

const STEPS = 180;
const UNITS_IN_A_CENT = 10n ** 4n;
const TOKEN = 0;

describe(`Payments: contracts against books (FISC_SEED=${String(SEED)})`, () => {
  const tally: PaymentTally = {
    done: new Map(),
    posted: new Map(),
    refused: new Map(),
    events: new Set(),
    steps: new Map(),
    leftOut: new Set(),
    interest: { waiting: 0, certified: 0 },
  };

  for (let i = 0; i < HISTORIES_OF_PAYMENTS; ++i) {
    it(`agree after random history ${String(i + 1)}`, async () => {
      const world = await loadFixture(stocked);
      const addresses = await playPayments(world, new Random(SEED + i), STEPS, tally);
      const { registry, ledger, veto } = world;
      const books = await foldJournal(await journalOf(world), tally);
      note(books, tally);
      const { differences, compared } = await compareBooksWithStorage({
        books,
        registry,
        ledger,
        veto,
        disbursement: world,
        // The histories of budgets ask for all pairs of officers.
        allPairsUpTo: 100,
      });
      expect(differences).to.deep.equal([]);
      expect(compared).to.be.greaterThan(900);
      expect(findBrokenInvariants(books)).to.deep.equal([]);
      expect(await balancesOf(world, addresses)).to.deep.equal(balancesIn(books));
    });
  }

  it("did every step, met every kind of event, and many rules", function () {
    // When a single history is asked for, it need not meet everything.
    if (tally.steps.size === 0) this.skip();
    if (process.env.FISC_TALLY !== undefined) console.log(tally);
    expect([...tally.steps].filter(([, times]) => times === 0)).to.deep.equal([]);
    const events = Object.keys({ ...DISBURSEMENT_EVENTS, ...DISBURSEMENT_LINES });
    expect(events.filter((name) => !tally.events.has(name))).to.deep.equal([]);
    expect(tally.refused.size).to.be.greaterThan(40);
  });
});

/** Notes what a history came by that no event's name tells. */
function note({ vouchers }: Books, { leftOut, interest }: PaymentTally): void {
  for (const { refusals, interestOf, state, certificates } of vouchers.values()) {
    for (const { reason } of refusals) leftOut.add(reason);
    if (interestOf === undefined) continue;
    if (state === "submitted" && certificates.length === 0) interest.waiting += 1;
    else interest.certified += 1;
  }
}

/** Addresses of all contracts that write the journal. */
async function journalOf(world: PaymentWorld): Promise<string[]> {
  const { registry, veto, ledger, payees, cash, rates, tokenRail, attestedRail, vouchers, schedules } = world;
  const deciding = [registry, veto, ledger, payees, cash, rates];
  const paying = [tokenRail, attestedRail, vouchers, schedules];
  return Promise.all([...deciding, ...paying].map((contract) => contract.getAddress()));
}

/** Cents in the vault and with the payees, in all tokens. */
interface Balances {
  readonly vault: bigint;
  readonly payees: bigint;
}

/** As the tokens have them. */
async function balancesOf(
  { stable, token, tokenRail }: PaymentWorld,
  addresses: readonly string[],
): Promise<Balances> {
  const vault = await tokenRail.getAddress();
  const held = async (address: string): Promise<bigint> =>
    ((await stable.balanceOf(address)) + (await token.balanceOf(address))) / UNITS_IN_A_CENT;
  let payees = 0n;
  for (const address of new Set(addresses.map(getAddress))) payees += await held(address);
  return { vault: await held(vault), payees };
}

/** As the journal tells: what was paid in tokens less what came back; what was funded less what left. */
function balancesIn(books: Books): Balances {
  let payees = 0n;
  let left = 0n;
  for (const { rail, amount, returns } of books.payments) {
    if (rail !== TOKEN) continue;
    payees += amount;
    left += amount;
    for (const back of returns) {
      payees -= back.amount;
      // Whatever else comes back is brought, and counts as funded.
      if (back.reason === "failed") left -= back.amount;
    }
  }
  let vault = -left;
  for (const { funded, withdrawn } of books.tokens.values()) vault += funded - withdrawn;
  return { vault, payees };
}
