import { expect } from "chai";
import { concat, id, toBeHex, ZeroHash } from "ethers";

import { retainedUntil, standingHold } from "../../../sdk/books/records.js";
import type { JournalEventArgs, JournalEventName } from "../../../sdk/journal/event.js";
import {
  addOfficer,
  AGENCY,
  DAY,
  type Journal,
  ledgerJournal,
  OFFICERS,
  OTHER_AGENCY,
} from "../helpers/journal.js";
import { expectGap, expectViolation } from "../helpers/refuse.js";

const [NONE, YEAR] = [1, 2] as const;
const REASON = id("reason");
const RECORD = concat([`0x${"ab".repeat(28)}`, toBeHex(AGENCY, 4)]);
const OTHER = concat([`0x${"cd".repeat(28)}`, toBeHex(AGENCY, 4)]);

/** A journal with two classes, a records officer of the agency, and one record. */
function recordJournal(): { journal: Journal; clerk: number } {
  const journal = ledgerJournal();
  const officer = OFFICERS.administrator;
  journal.emit("RetentionSet", { class: NONE, officer, duration: 0 });
  journal.emit("RetentionSet", { class: YEAR, officer, duration: 365 * DAY });
  const clerk = addOfficer(journal, AGENCY, "records");
  journal.emit("RecordAnchored", anchored());
  return { journal, clerk };
}

const anchored = (changes: object = {}) => ({
  record: RECORD,
  officer: OFFICERS.contracting,
  schema: id("schema"),
  root: id("root"),
  class: NONE as number,
  ...changes,
});

const superseding = (changes: object = {}) => ({ ...anchored(), version: 2, ...changes });
const batch = (changes: object = {}) => {
  const { record: _, ...rest } = anchored();
  return { batch: OTHER, ...rest, members: 3, ...changes };
};

describe("books of records", () => {
  it("RecordRegistryCreated: is of the ledger's registry", () => {
    const { journal } = recordJournal();
    journal.emit("RecordRegistryCreated", { registry: "0xRegistry" });
    expectViolation(journal, journal.next("RecordRegistryCreated", { registry: "0xOther" }), /one registry/);
  });

  it("RetentionSet: once for each class, by an administrator of the treasury", () => {
    const { journal } = recordJournal();
    const officer = OFFICERS.administrator;
    const next = (changes: object) =>
      journal.next("RetentionSet", { class: 3, officer, duration: 5, ...changes });
    for (const number of [0, NONE, YEAR]) expectViolation(journal, next({ class: number }), /set once/);
    expectViolation(journal, next({ duration: 36_525 * DAY + 1 }), /100 years/);
    expectViolation(journal, next({ officer: OFFICERS.budget }), /live key/);
    journal.emit("RetentionSet", { class: 3, officer, duration: 36_525 * DAY });
    expect([...journal.books.retention]).to.deep.equal([
      [NONE, 0],
      [YEAR, 365 * DAY],
      [3, 36_525 * DAY],
    ]);
  });

  it("RecordAnchored: is a first version, on its day, of the organisation in its id", () => {
    const { journal } = recordJournal();
    const record = journal.books.records.get(RECORD)!;
    const [first] = record.versions;
    expect(record.organisation).to.equal(AGENCY);
    expect(first!.day).to.equal(Math.floor(journal.time / DAY));
    expect(first).to.include({ schema: id("schema"), root: id("root"), class: NONE });
  });

  const unanchored: [string, object, RegExp][] = [
    ["by an outsider", { officer: 99 }, /live key/],
    [
      "in an organisation where the officer holds nothing",
      { officer: OFFICERS.contracting2, record: concat([`0x${"ab".repeat(28)}`, toBeHex(OTHER_AGENCY, 4)]) },
      /live key/,
    ],
    ["under a class that is not set", { record: OTHER, class: 9 }, /has a retention class/],
    ["of no root", { record: OTHER, root: ZeroHash }, /under a schema/],
    ["of no schema", { record: OTHER, schema: ZeroHash }, /under a schema/],
    ["under an id that is taken", {}, /one record or batch/],
  ];
  for (const [what, changes, rule] of unanchored) {
    it(`RecordAnchored: refuses one ${what}`, () => {
      const { journal } = recordJournal();
      expectViolation(journal, journal.next("RecordAnchored", anchored(changes)), rule);
    });
  }

  it("RecordSuperseded: is the next version, and kept no shorter", () => {
    const { journal, clerk } = recordJournal();
    expectGap(journal, journal.next("RecordSuperseded", superseding({ version: 3 })), /version of record/);
    expectGap(journal, journal.next("RecordSuperseded", superseding({ version: 1 })), /version of record/);
    expectViolation(
      journal,
      journal.next("RecordSuperseded", superseding({ record: OTHER })),
      /anchored first/,
    );
    expectViolation(journal, journal.next("RecordSuperseded", superseding({ officer: 99 })), /live key/);
    expectViolation(journal, journal.next("RecordSuperseded", superseding({ class: 9 })), /retention class/);
    expectViolation(
      journal,
      journal.next("RecordSuperseded", superseding({ class: YEAR })),
      /live appointment/,
    );
    journal.emit("RecordSuperseded", superseding({ officer: clerk, class: YEAR }));
    const shorter = superseding({ version: 3, class: NONE });
    expectViolation(journal, journal.next("RecordSuperseded", shorter), /kept shorter/);
    journal.emit("RecordHeld", { record: RECORD, officer: clerk, byInspector: false, reason: REASON });
    journal.emit("RecordSuperseded", superseding({ version: 3, class: YEAR }));
    expect(journal.books.records.get(RECORD)!.versions).to.have.length(3);
  });

  it("BatchAnchored: has members and no further version", () => {
    const { journal } = recordJournal();
    expectViolation(journal, journal.next("BatchAnchored", batch({ members: 0 })), /has members/);
    expectViolation(journal, journal.next("BatchAnchored", batch({ batch: RECORD })), /one record or batch/);
    expectViolation(journal, journal.next("BatchAnchored", batch({ class: 0 })), /retention class/);
    journal.emit("BatchAnchored", batch());
    expectViolation(journal, journal.next("BatchAnchored", batch()), /one record or batch/);
    expectViolation(journal, journal.next("RecordAnchored", anchored({ record: OTHER })), /one record or/);
    expectViolation(journal, journal.next("RecordSuperseded", superseding({ record: OTHER })), /no versions/);
  });

  it("RecordHeld, RecordReleased: each kind by its own officer, once", () => {
    const { journal, clerk } = recordJournal();
    const { inspector } = OFFICERS;
    const held = (officer: number, byInspector: boolean) =>
      ({ record: RECORD, officer, byInspector, reason: REASON }) as const;
    const released = (officer: number, byInspector: boolean) =>
      ({ record: RECORD, officer, byInspector }) as const;
    for (const [officer, byInspector] of [
      [clerk, true],
      [inspector, false],
      [OFFICERS.contracting, false],
    ] as const) {
      expectViolation(journal, journal.next("RecordHeld", held(officer, byInspector)), /live key/);
      expectViolation(journal, journal.next("RecordReleased", released(officer, byInspector)), /live key/);
    }
    for (const [officer, byInspector] of [
      [clerk, false],
      [inspector, true],
    ] as const) {
      expectViolation(journal, journal.next("RecordReleased", released(officer, byInspector)), /its kind/);
      journal.emit("RecordHeld", held(officer, byInspector));
      expectViolation(journal, journal.next("RecordHeld", held(officer, byInspector)), /stands once/);
    }
    journal.emit("RecordReleased", released(clerk, false));
    const record = journal.books.records.get(RECORD)!;
    expect(standingHold(record, false)).to.equal(undefined);
    expect(standingHold(record, true)).to.include({ officer: inspector, reason: REASON });
  });

  it("RecordErased: under no hold, and once the latest version's time is over", () => {
    const { journal, clerk } = recordJournal();
    const erased = { record: RECORD, officer: clerk, reason: REASON };
    const { inspector, contracting } = OFFICERS;
    expectViolation(journal, journal.next("RecordErased", { ...erased, officer: contracting }), /live key/);
    expectViolation(journal, journal.next("RecordErased", { ...erased, record: OTHER }), /anchored first/);
    journal.emit("RecordHeld", { record: RECORD, officer: inspector, byInspector: true, reason: REASON });
    expectViolation(journal, journal.next("RecordErased", erased), /under a hold/);
    journal.emit("RecordReleased", { record: RECORD, officer: inspector, byInspector: true });
    expect(retainedUntil(journal.books, journal.books.records.get(RECORD)!)).to.equal(0);
    journal.emit("RecordSuperseded", superseding({ officer: clerk, class: YEAR }));
    const until = (Math.floor(journal.time / DAY) + 1 + 365) * DAY;
    expect(retainedUntil(journal.books, journal.books.records.get(RECORD)!)).to.equal(until);
    journal.time = until - 2;
    expectViolation(journal, journal.next("RecordErased", erased), /before its time/);
    journal.time = until - 1;
    journal.emit("RecordErased", erased);
  });

  it("nothing is done to what is erased", () => {
    const { journal, clerk: officer } = recordJournal();
    const record = RECORD;
    const hold = { record, officer, byInspector: false };
    journal.emit("RecordErased", { record, officer, reason: REASON });
    const further = <N extends JournalEventName>(name: N, args: JournalEventArgs<N>) =>
      expectViolation(journal, journal.next(name, args), /what is erased/);
    further("RecordErased", { record, officer, reason: REASON });
    further("RecordSuperseded", superseding());
    further("RecordHeld", { ...hold, reason: REASON });
    further("RecordReleased", hold);
    further("RecordGranted", { record, officer, reader: REASON, grant: REASON });
    further("GrantWithdrawn", { record, officer, reader: REASON });
    further("RecordDisclosed", { record, officer, version: 1, disclosure: REASON });
  });

  it("RecordGranted, GrantWithdrawn, RecordDisclosed: by the records officer, of what is anchored", () => {
    const { journal, clerk: officer } = recordJournal();
    const record = RECORD;
    const [reader, grant] = [id("reader"), id("grant")];
    const by = (who: number) => ({ record, officer: who, reader });
    expectViolation(
      journal,
      journal.next("RecordGranted", { ...by(OFFICERS.contracting), grant }),
      /live key/,
    );
    expectViolation(journal, journal.next("GrantWithdrawn", by(OFFICERS.inspector)), /live key/);
    const disclosed = { record, officer, version: 1, disclosure: grant };
    for (const version of [0, 2]) {
      expectViolation(journal, journal.next("RecordDisclosed", { ...disclosed, version }), /is anchored/);
    }
    journal.emit("RecordDisclosed", disclosed);
    journal.emit("RecordGranted", { ...by(officer), grant });
    const { position } = journal.emit("GrantWithdrawn", by(officer));
    // Given once more, and withdrawn of another.
    journal.emit("RecordGranted", { ...by(officer), grant });
    journal.emit("GrantWithdrawn", { ...by(officer), reader: grant });
    const { grants, disclosures } = journal.books.records.get(RECORD)!;
    expect(grants.map(({ withdrawn }) => withdrawn)).to.deep.equal([position, undefined]);
    expect(disclosures).to.have.length(1);
  });
});
