import { expect } from "chai";

import { type Comparison, compareBooksWithStorage } from "../../../sdk/audit/compare.js";
import { findBrokenInvariants } from "../../../sdk/audit/invariants.js";
import { cloneBooks } from "../../../sdk/books/cloneBooks.js";
import type { Books } from "../../../sdk/books/model.js";
import { readBooks } from "../../../sdk/journal/readBooks.js";
import { readJournal } from "../../../sdk/journal/reader.js";
import { CLAIM_EVENTS, LEDGER_EVENTS, REGISTRY_EVENTS } from "../../../sdk/journal/schema.js";
import { ethers, loadFixture } from "../../fixtures/network.js";
import { everyAct } from "../helpers/everyAct.js";

async function audited() {
  const all = await everyAct();
  const { registry, ledger, veto } = all;
  const addresses = await Promise.all([registry, ledger, veto].map((contract) => contract.getAddress()));
  const { books } = await readBooks({ provider: ethers.provider, addresses, from: 0 });
  const compare = (altered: Books): Promise<Comparison> =>
    compareBooksWithStorage({ books: altered, registry, ledger, veto });
  return { ...all, addresses, books, compare };
}

describe("compareBooksWithStorage", () => {
  it("finds every kind of event on the chain, so that the rest of this suite covers all of them", async () => {
    const { addresses } = await loadFixture(audited);
    const names = new Set<string>();
    for await (const page of readJournal({ provider: ethers.provider, addresses, from: 0 })) {
      for (const { name } of page.events) names.add(name);
    }
    const schema = { ...REGISTRY_EVENTS, ...LEDGER_EVENTS, ...CLAIM_EVENTS };
    expect([...names].sort()).to.deep.equal(Object.keys(schema).sort());
  });

  it("finds that the journal gives the whole storage, field by field", async () => {
    const { books, compare } = await loadFixture(audited);
    const { differences, compared } = await compare(books);
    expect(differences).to.deep.equal([]);
    expect(compared).to.be.greaterThan(1_000);
    expect(findBrokenInvariants(books)).to.deep.equal([]);
  });

  it("asks for the pairs in the journal alone once there are too many", async () => {
    const { books, registry, ledger, compare } = await loadFixture(audited);
    const few = await compareBooksWithStorage({ books, registry, ledger, allPairsUpTo: 0 });
    expect(few.differences).to.deep.equal([]);
    expect(few.compared).to.be.lessThan((await compare(books)).compared);
  });

  const alterations: Record<string, (books: Books) => unknown> = {
    "settings.keyDelay": (books) => (books.settings = { ...books.settings!, keyDelay: 1 }),
    "organisations[2].parent": (books) =>
      books.organisations.set(2, { ...books.organisations.get(2)!, parent: 3 }),
    "organisations[3].code": (books) =>
      books.organisations.set(3, { ...books.organisations.get(3)!, code: "?" }),
    "officers.count": (books) => books.officers.delete(3),
    "officers[4].term": (books) => (books.officers.get(4)!.term = 2),
    "officers[1].independent": (books) => (books.officers.get(1)!.independent = false),
    "officers[4].held": (books) => (books.officers.get(4)!.held = 0),
    "officers[5].appointments": (books) => (books.officers.get(5)!.appointmentCount = 2),
    "officers[5].keysOf": (books) => books.officers.get(5)!.keys.reverse().push("0x00"),
    "officers[3].appointments[1].offices": (books) => books.officers.get(3)!.appointments.delete(1),
    "halts[2].again": (books) => books.halts.delete(2),
    "officers[4].proposedKey": (books) => (books.officers.get(4)!.proposedKey = "0x05"),
    "officers[4].keyCount": (books) => books.officers.get(4)!.keys.pop(),
    replacementWindowOpened: (books) => (books.replacementWindowOpened -= 1),
    "status.isSealed": (books) => (books.status.isSealed = false),
    "status.openingAuthority": (books) => (books.status.openingAuthority += 1n),
    "status.openingObligated": (books) => (books.status.openingObligated += 1n),
    "identity.currency": (books) => (books.identity = { ...books.identity!, currency: "EUR" }),
    "accounts.count": (books) => books.accounts.delete(5),
    "accounts[3].totals.available": (books) => (books.accounts.get(3)!.available += 1n),
    "accounts[1].totals.sequence": (books) => (books.accounts.get(1)!.sequence += 1),
    "accounts[2].terms.owner": (books) => (books.accounts.get(2)!.owner = 2),
    "accounts[3].terms.closesAt": (books) => (books.accounts.get(3)!.closesAt -= 1),
    "accounts[1].terms.cancelsAt": (books) => (books.accounts.get(1)!.cancelsAt -= 1),
    "accounts[1].reserves.withheld": (books) => (books.accounts.get(1)!.withheld = 0n),
    "accounts[3].reserves.reserved": (books) => (books.accounts.get(3)!.reserved = 0n),
    "accounts[1].reserves.anticipated": (books) => (books.accounts.get(1)!.anticipated = 0n),
    "accounts[1].reserves.collected": (books) => (books.accounts.get(1)!.collected = 0n),
  };
  for (const [path, alter] of Object.entries(alterations)) {
    it(`finds a difference at ${path}`, async () => {
      const { books, compare } = await loadFixture(audited);
      const altered = cloneBooks(books);
      alter(altered);
      expect((await compare(altered)).differences.map((difference) => difference.path)).to.include(path);
    });
  }

  const obligationFields = {
    obligated: "commitment.obligated",
    accepted: "commitment.owed",
    payee: "commitment.payee",
    sequence: "commitment.sequence",
    advanced: "claims.advanced",
    certified: "claims.certified",
    paid: "claims.paid",
    retained: "retained",
  } as const;
  for (const [field, path] of Object.entries(obligationFields)) {
    it(`finds a difference at an obligation's ${path}`, async () => {
      const { books, compare, contract } = await loadFixture(audited);
      const altered = cloneBooks(books);
      const obligation = altered.obligations.get(contract)!;
      const key = field as keyof typeof obligationFields;
      Object.assign(obligation, { [key]: typeof obligation[key] === "bigint" ? 123n : 123 });
      const { differences } = await compare(altered);
      expect(differences.map((difference) => difference.path)).to.include(`obligations[${contract}].${path}`);
    });
  }

  it("finds money held back that the books do not know", async () => {
    const { books, compare, contract } = await loadFixture(audited);
    expect(books.obligations.get(contract)!.retained).to.equal(60_00n);
    const altered = cloneBooks(books);
    altered.obligations.get(contract)!.retained = 0n;
    expect((await compare(altered)).differences).to.deep.equal([
      { path: `obligations[${contract}].claims.isRetaining`, books: "false", storage: "true" },
      { path: `obligations[${contract}].retained`, books: "0", storage: "6000" },
    ]);
  });

  it("finds an officer that should be among the obligators or acceptors", async () => {
    const { books, compare, contract, a } = await loadFixture(audited);
    const altered = cloneBooks(books);
    const { obligators, acceptors, certifiers } = altered.obligations.get(contract)!;
    obligators.splice(obligators.indexOf(a.contracting.id), 1);
    acceptors.push(a.property.id);
    certifiers.pop();
    const paths = (await compare(altered)).differences.map((difference) => difference.path);
    expect(paths).to.include.members([
      `obligations[${contract}].commitment.obligator`,
      `obligations[${contract}].hasObligated[${a.contracting.id}]`,
      `obligations[${contract}].hasAccepted[${a.property.id}]`,
      `obligations[${contract}].claims.certifier`,
      `obligations[${contract}].hasCertified[${a.certifying.id}]`,
    ]);
  });
});
