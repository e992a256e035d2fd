import { expect } from "chai";

import { type Comparison, compareBooksWithStorage } from "../../../sdk/audit/compare.js";
import { findBrokenInvariants, INVARIANTS } from "../../../sdk/audit/invariants.js";
import type { BuildingBook } from "../../../sdk/books/buildingModel.js";
import { cloneBooks } from "../../../sdk/books/cloneBooks.js";
import { fold } from "../../../sdk/books/fold.js";
import type { Books } from "../../../sdk/books/model.js";
import { ACQUISITION, BUILDING_STATUS, TITLE } from "../../../sdk/buildings/facts.js";
import { CODE_LIST } from "../../../sdk/buildings/kinds.js";
import { BUILDING_EVENTS } from "../../../sdk/journal/buildingSchema.js";
import { loadFixture } from "../../fixtures/network.js";
import { buildingJournal } from "../helpers/everyBuilding.js";

async function audited() {
  const all = await buildingJournal();
  const { registry, ledger, veto, buildings, events } = all;
  const compare = (books: Books, allPairsUpTo?: number): Promise<Comparison> => {
    const pairs = allPairsUpTo === undefined ? {} : { allPairsUpTo };
    return compareBooksWithStorage({ books, registry, ledger, veto, buildings, ...pairs });
  };
  return { ...all, books: fold(events), compare };
}

type Audited = Awaited<ReturnType<typeof audited>>;

const of = (books: Books, code: string): BuildingBook => books.buildings.get(code)!;
const lease = (books: Books) => of(books, "LEASED").leases.get("L1")!;
const facts = (books: Books, code: string, changes: object) => {
  const building = of(books, code);
  building.facts = { ...building.facts, ...changes };
};

/** Where the comparison finds it, and what is altered. */
const ALTERATIONS: Record<string, (books: Books, all: Audited) => unknown> = {
  "buildingRegistry.excessWait": (books) => (books.buildingRegistry = undefined),
  "buildingRegistry.surplusWait": (books) =>
    (books.buildingRegistry = { ...books.buildingRegistry!, surplusWait: 1 }),
  "codeLists.kind": (books) => books.codeLists.get(CODE_LIST.kind)!.delete(1),
  "codeLists.disposed": (books) => (books.codeLists.get(CODE_LIST.disposed)!.get(2)!.isWithdrawn = false),
  "organisations[2].buildings": (books) => books.buildings.delete("LEASED"),
  "buildings[KEPT].facts": (books) => facts(books, "KEPT", { area: 1 }),
  "buildings[SOLD].surveyedOn": (books) =>
    of(books, "SOLD").surveys.push({ ...of(books, "SOLD").surveys.at(-1)!, day: 1 }),
  "buildings[KEPT].custodian": (books) => (of(books, "KEPT").custodian = 2),
  "buildings[KEPT].holder": (books) => books.holders.delete("KEPT"),
  "buildings[KEPT].holderOf": (books) => (of(books, "KEPT").custodian = 2),
  "buildings[PLANNED].screening.until": (books) =>
    (of(books, "PLANNED").screening = { ...of(books, "PLANNED").screening, until: 1 }),
  "buildings[PLANNED].screening.reporter": (books) =>
    (of(books, "PLANNED").screening = { ...of(books, "PLANNED").screening, reporter: 1 }),
  "buildings[SOLD].screening.declarer": (books) =>
    (of(books, "SOLD").screening = { ...of(books, "SOLD").screening, declarer: 1 }),
  "buildings[PLANNED].offer.to": (books) => (of(books, "PLANNED").offer = undefined),
  "buildings[PLANNED].offer.officer": (books) => (of(books, "PLANNED").offer = { to: 1, officer: 1 }),
  "buildings[LEASED].tenancy.leases": (books) => (lease(books).isRunning = false),
  "buildings[LEASED].tenancy.occupied": (books) => of(books, "LEASED").occupants.clear(),
  "buildings[LEASED].occupants[3]": (books) => of(books, "LEASED").occupants.set(3, 1),
  "buildings[LEASED].leases[L1].from": (books) => (lease(books).from += 1),
  "buildings[LEASED].leases[L1].until": (books) => (lease(books).until += 1),
  "buildings[LEASED].leases[L1].area": (books) => (lease(books).area += 1),
  "buildings[LEASED].leases[L1].rent": (books) => (lease(books).rent += 1n),
  "buildings[LEASED].leases[L1].parts": (books) => (lease(books).parts += 1),
  "buildings[LEASED].leases[L1].isRunning": (books) => (lease(books).isRunning = false),
};

/** What is found at which invariant once the books are tampered with. */
const TAMPERINGS: readonly [number, string, (books: Books, all: Audited) => unknown][] = [
  [19, "a token that another holds", (books) => books.holders.set("KEPT", books.holders.get("SOLD")!)],
  [19, "a token that nobody holds", (books) => books.holders.delete("KEPT")],
  [19, "a holder of another kind", (books) => books.holders.set("KEPT", `0x${"5".repeat(32)}00000003`)],
  [
    19,
    "a custodian that there is not",
    (books) => {
      of(books, "KEPT").custodian = 77;
      books.holders.set("KEPT", `${books.holders.get("KEPT")!.slice(0, -8)}0000004d`);
    },
  ],
  [21, "a token of no building", (books) => books.buildings.delete("KEPT")],
  [19, "more occupied than there is", (books) => of(books, "KEPT").occupants.set(2, 60_01)],
  [19, "a lease of what is owned", (books) => facts(books, "LEASED", { title: TITLE.owned })],
  [
    19,
    "a leased building that was bought",
    (books) => facts(books, "LEASED", { acquisition: ACQUISITION.purchased }),
  ],
  [
    19,
    "an owned building that came by lease",
    (books) => facts(books, "KEPT", { acquisition: ACQUISITION.leased }),
  ],
  [19, "an excess building that is leased", (books) => facts(books, "PLANNED", { title: TITLE.leased })],
  [19, "an excess building that nobody reported", (books) => (of(books, "PLANNED").excessSince = 0)],
  [
    19,
    "a disposed building that is there",
    (books) => facts(books, "SOLD", { status: BUILDING_STATUS.active }),
  ],
  [19, "a building that went no way", (books) => (of(books, "SOLD").disposal = 0)],
  [19, "a disposed building in use", (books) => of(books, "SOLD").occupants.set(2, 1)],
  [19, "a disposed building that is offered", (books) => (of(books, "SOLD").offer = { to: 3, officer: 1 })],
  [19, "facts of no survey", (books) => facts(books, "SOLD", { condition: 81 })],
  [
    19,
    "costs of a building that there is not",
    (books, { rent }) => Object.assign(books.orders.get(rent)!, { building: "NONE" }),
  ],
  [
    19,
    "costs of a lease that there is not",
    (books, { rent }) => Object.assign(books.orders.get(rent)!, { lease: "L9" }),
  ],
  [19, "an order of no obligation", (books, { rent }) => books.obligations.delete(rent)],
  [21, "a sale without proceeds", (books) => books.proceeds.pop()],
  [21, "proceeds of no sale", (books) => (of(books, "SOLD").sold = undefined)],
  [21, "proceeds that the ledger has not", (books) => Object.assign(books.proceeds[0]!, { amount: 1n })],
  [21, "proceeds at another account", (books) => Object.assign(books.proceeds[0]!, { account: 2 })],
  [
    21,
    "a receipt of the register's for no sale",
    (books) => Object.assign(books.proceeds[0]!, { building: "KEPT" }),
  ],
  [
    21,
    "a second receipt",
    (books, { root }) => {
      const { acts } = books.accounts.get(root)!;
      acts.push({ ...acts.findLast(({ name }) => name === "Collected")!, amount: 1n });
    },
  ],
  [
    21,
    "more taken back than a sale brought",
    (books, { root }) => {
      const { acts } = books.accounts.get(root)!;
      const collected = acts.findLast(({ name }) => name === "Collected")!;
      acts.push({ ...collected, name: "Uncollected", amount: collected.amount + 1n });
    },
  ],
  [
    21,
    "a receipt of an officer's beside the sale's",
    (books, { root, a }) => {
      const { acts } = books.accounts.get(root)!;
      const collected = acts.findLast(({ name }) => name === "Collected")!;
      acts.push({ ...collected, officer: a.collecting.id, amount: 1n });
    },
  ],
  [
    21,
    "a receipt twice",
    (books, { root }) => {
      const { acts } = books.accounts.get(root)!;
      acts.push(acts.findLast(({ name }) => name === "Collected")!);
    },
  ],
];

describe("the audit of buildings", () => {
  it("finds every kind of event on the chain but approvals, so that the rest of this suite covers all of them", async () => {
    const { events } = await loadFixture(audited);
    const names = new Set(events.map(({ name }) => name));
    const approvals = ["Approval", "ApprovalForAll"];
    expect([...names]).to.include.members(
      Object.keys(BUILDING_EVENTS).filter((name) => !approvals.includes(name)),
    );
    expect([...names]).not.to.include.members(approvals);
  });

  it("finds that the journal gives the whole storage, field by field", async () => {
    const { books, compare } = await loadFixture(audited);
    const { differences, compared } = await compare(books);
    expect(differences).to.deep.equal([]);
    expect(compared).to.be.greaterThan(700);
    expect(findBrokenInvariants(books)).to.deep.equal([]);
  });

  it("asks for what the journal names alone once there is too much", async () => {
    const { books, compare } = await loadFixture(audited);
    const few = await compare(books, 0);
    expect(few.differences).to.deep.equal([]);
    expect(few.compared).to.be.lessThan((await compare(books)).compared);
  });

  it("finds nothing wrong where a sale's receipt is taken back", async () => {
    const { books, root } = await loadFixture(audited);
    const altered = cloneBooks(books);
    const { acts } = altered.accounts.get(root)!;
    acts.push({ ...acts.findLast(({ name }) => name === "Collected")!, name: "Uncollected" });
    expect(findBrokenInvariants(altered).filter(({ subject }) => subject === "building SOLD")).to.deep.equal(
      [],
    );
  });

  for (const [path, alter] of Object.entries(ALTERATIONS)) {
    it(`finds a difference at ${path}`, async () => {
      const all = await loadFixture(audited);
      const altered = cloneBooks(all.books);
      alter(altered, all);
      const { differences } = await all.compare(altered);
      expect(differences.map((difference) => difference.path)).to.include(path);
    });
  }

  it("finds an order that the books do not know, and one that they alone know", async () => {
    const { books, compare, rent, contract } = await loadFixture(audited);
    const altered = cloneBooks(books);
    altered.orders.delete(rent);
    altered.orders.set(contract, { ...books.orders.get(contract)!, building: "KEPT" });
    const paths = (await compare(altered)).differences.map(({ path }) => path);
    expect(paths).to.have.members([`orders[${rent}]`, `orders[${contract}]`]);
  });

  for (const [invariant, what, tamper] of TAMPERINGS) {
    it(`finds ${what} (invariant ${invariant})`, async () => {
      const all = await loadFixture(audited);
      const altered = cloneBooks(all.books);
      tamper(altered, all);
      const found = findBrokenInvariants(altered).map((finding) => finding.invariant);
      expect(found).to.include(invariant);
      expect(INVARIANTS).to.include.keys(found.map(String));
    });
  }
});
