import { expect } from "chai";

import { type Comparison, compareBooksWithStorage } from "../../../sdk/audit/compare.js";
import { findBrokenInvariants } from "../../../sdk/audit/invariants.js";
import type { Books } from "../../../sdk/books/model.js";
import { DISBURSEMENT_EVENTS } from "../../../sdk/journal/disbursementSchema.js";
import { readBooks } from "../../../sdk/journal/readBooks.js";
import { readJournal } from "../../../sdk/journal/reader.js";
import { LINE_EVENTS } from "../../../sdk/journal/schema.js";
import { ethers, loadFixture } from "../../fixtures/network.js";
import { everyPayment } from "../helpers/everyPayment.js";

async function audited() {
  const all = await everyPayment();
  const { registry, ledger, veto, payees, cash, rates, tokenRail, attestedRail, vouchers, schedules } = all;
  const disbursement = { payees, cash, rates, tokenRail, attestedRail, vouchers, schedules };
  const contracts = [registry, ledger, veto, ...Object.values(disbursement)];
  const addresses = await Promise.all(contracts.map((contract) => contract.getAddress()));
  const { books } = await readBooks({ provider: ethers.provider, addresses, from: 0 });
  const compare = (altered: Books): Promise<Comparison> =>
    compareBooksWithStorage({ books: altered, registry, ledger, veto, disbursement });
  return { ...all, addresses, books, compare };
}

describe("compareBooksWithStorage, where money leaves", () => {
  it("finds every kind of event on the chain, so that the rest of this suite covers all of them", async () => {
    const { addresses } = await loadFixture(audited);
    const names = new Set<string>();
    for await (const page of readJournal({ provider: ethers.provider, addresses, from: 0 })) {
      for (const { name } of page.events) names.add(name);
    }
    expect([...names]).to.include.members([...Object.keys(DISBURSEMENT_EVENTS), ...Object.keys(LINE_EVENTS)]);
  });

  it("finds that the journal gives the whole storage, field by field", async () => {
    const { books, compare } = await loadFixture(audited);
    const { differences, compared } = await compare(books);
    expect(differences).to.deep.equal([]);
    expect(compared).to.be.greaterThan(1_000);
    expect(findBrokenInvariants(books)).to.deep.equal([]);
  });
});
