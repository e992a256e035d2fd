import { expect } from "chai";
import { id } from "ethers";

import { type Comparison, compareBooksWithStorage } from "../../../sdk/audit/compare.js";
import { findBrokenInvariants, INVARIANTS } from "../../../sdk/audit/invariants.js";
import { cloneBooks } from "../../../sdk/books/cloneBooks.js";
import { fold } from "../../../sdk/books/fold.js";
import type { Books } from "../../../sdk/books/model.js";
import type { AnchorBook } from "../../../sdk/books/recordModel.js";
import { RECORD_EVENTS } from "../../../sdk/journal/recordSchema.js";
import { loadFixture } from "../../fixtures/network.js";
import { CLASSES, YEAR } from "../../fixtures/recorded.js";
import { everyRecord, named, OTHER_READER, READER } from "../helpers/everyRecord.js";

async function audited() {
  const all = await everyRecord();
  const { registry, ledger, veto, records, events } = all;
  const compare = (books: Books): Promise<Comparison> =>
    compareBooksWithStorage({ books, registry, ledger, veto, records });
  return { ...all, books: fold(events), compare };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const recordOf = (books: Books, name: string) => books.records.get(named(name))!;
const versionOf = (books: Books, name: string, version = 1): Writable<AnchorBook> =>
  recordOf(books, name).versions[version - 1]!;

/** Where the comparison finds it, and what is altered. */
const ALTERATIONS: readonly [RegExp, (books: Books) => unknown][] = [
  [/^retention\[1\]\.isSet$/, (books) => books.retention.delete(CLASSES.none)],
  [/^retention\[2\]\.duration$/, (books) => books.retention.set(CLASSES.year, YEAR + 1)],
  [/^retention\[9\]\.isSet$/, (books) => books.retention.set(9, 0)],
  [/\.versions\[1\]\.commitment$/, (books) => (versionOf(books, "invoice").root = id("other"))],
  [/\.versions\[2\]\.commitment$/, (books) => (versionOf(books, "contract", 2).schema = id("other"))],
  [
    /\.versions\[1\]\.commitment$/,
    (books) => Object.assign(recordOf(books, "batch"), { members: undefined }),
  ],
  [/\.versions\[3\]\.class$/, (books) => (versionOf(books, "contract", 3).class = CLASSES.year)],
  [/\.versions\[1\]\.day$/, (books) => (versionOf(books, "batch").day += 1)],
  [/\.versions\[3\]\.commitment$/, (books) => recordOf(books, "contract").versions.pop()],
  [/\.versions\[2\]\.class$/, (books) => recordOf(books, "survey").versions.push(versionOf(books, "survey"))],
  [/\.versions\[1\]\.marks$/, (books) => (recordOf(books, "invoice").erasure = undefined)],
  [/\.versions\[1\]\.marks$/, (books) => recordOf(books, "held").holds.pop()],
  [/\.versions\[1\]\.marks$/, (books) => recordOf(books, "held").holds.shift()],
];

/** What invariant 20 finds once the books are tampered with. */
const TAMPERINGS: readonly [string, (books: Books) => unknown][] = [
  ["a record without a version", (books) => recordOf(books, "survey").versions.pop()],
  ["a batch with two versions", (books) => recordOf(books, "batch").versions.push(versionOf(books, "batch"))],
  ["a version of another day", (books) => (versionOf(books, "survey").day -= 1)],
  ["a version before the one before it", (books) => recordOf(books, "contract").versions.reverse()],
  ["a version that is kept shorter", (books) => (versionOf(books, "contract", 3).class = CLASSES.none)],
  [
    "an erasure under a hold of the organisation",
    (books) => (recordOf(books, "invoice").holds[0]!.released = undefined),
  ],
  [
    "an erasure before an inspector's release",
    (books) =>
      (recordOf(books, "invoice").holds[1]!.released = recordOf(books, "contract").erasure!.position),
  ],
  [
    "a grant of what was erased",
    (books) =>
      Object.assign(recordOf(books, "invoice").grants[0]!, {
        position: recordOf(books, "contract").erasure!.position,
      }),
  ],
  [
    "a withdrawal of what was erased",
    (books) =>
      (recordOf(books, "invoice").grants[0]!.withdrawn = recordOf(books, "contract").erasure!.position),
  ],
  [
    "an erasure before its time",
    (books) => Object.assign(recordOf(books, "invoice").versions[0]!, { class: CLASSES.sixYears }),
  ],
];

describe("the audit of records", () => {
  it("finds every kind of event on the chain, so that the rest of this suite covers all of them", async () => {
    const { events } = await loadFixture(audited);
    const names = new Set<string>(events.map(({ name }) => name));
    expect([...names]).to.include.members(Object.keys(RECORD_EVENTS));
  });

  it("finds that the journal gives the whole storage, field by field", async () => {
    const { books, compare } = await loadFixture(audited);
    const { differences, compared } = await compare(books);
    expect(differences).to.deep.equal([]);
    expect(compared).to.be.greaterThan(500);
    expect(findBrokenInvariants(books)).to.deep.equal([]);
  });

  it("tells what no storage has: documents, grants, disclosures, holds and why", async () => {
    const { books, a, clerk } = await loadFixture(audited);
    const invoice = recordOf(books, "invoice");
    expect(invoice).to.include({ organisation: a.id, members: undefined });
    expect(recordOf(books, "batch").members).to.equal(1_000);
    const contract = recordOf(books, "contract");
    const roots = contract.versions.map(({ root }) => root);
    expect(roots).to.deep.equal([id("root of contract"), id("second"), id("third")]);
    const grants = invoice.grants.map(({ reader, grant, withdrawn }) => [
      reader,
      grant,
      withdrawn === undefined,
    ]);
    expect(grants).to.deep.equal([
      [READER, id("grant"), false],
      [OTHER_READER, id("other grant"), true],
    ]);
    expect(contract.disclosures).to.have.length(1);
    expect(contract.disclosures[0]).to.include({
      version: 2,
      disclosure: id("disclosure"),
      officer: clerk.id,
    });
    const holds = invoice.holds.map(({ byInspector, released }) => [byInspector, released === undefined]);
    expect(holds).to.deep.equal([
      [false, false],
      [true, false],
    ]);
    expect(invoice.erasure).to.include({ officer: clerk.id, reason: id("reason") });
    expect(recordOf(books, "survey").erasure).to.equal(undefined);
  });

  for (const [path, alter] of ALTERATIONS) {
    it(`finds a difference at ${path.source}`, async () => {
      const { books, compare } = await loadFixture(audited);
      const altered = cloneBooks(books);
      alter(altered);
      const { differences } = await compare(altered);
      expect(differences.some((difference) => path.test(difference.path))).to.equal(true);
    });
  }

  for (const [what, tamper] of TAMPERINGS) {
    it(`finds ${what} (invariant 20)`, async () => {
      const altered = cloneBooks((await loadFixture(audited)).books);
      tamper(altered);
      const found = findBrokenInvariants(altered).map(({ invariant }) => invariant);
      expect(new Set(found)).to.deep.equal(new Set([20]));
      expect(INVARIANTS).to.include.keys("20");
    });
  }
});
