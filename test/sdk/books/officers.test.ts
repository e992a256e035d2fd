import { expect } from "chai";

import { OFFICES } from "../../../sdk/offices.js";
import {
  addKey,
  addOfficer,
  DEPLOYER,
  enrol,
  type Journal,
  keyOf,
  NONE,
  OFFICERS,
  staffedJournal,
  TOP,
} from "../helpers/journal.js";
import { expectGap, expectViolation } from "../helpers/refuse.js";

const NO_KEY = `0x${"0".repeat(40)}`;
const REGISTRAR = keyOf(OFFICERS.registrar);
/** Those who are no registrar. */
const OTHERS = [keyOf(OFFICERS.administrator), keyOf(OFFICERS.inspector), DEPLOYER, "0xStranger"];

const officerIn = (journal: Journal, officer: number) => journal.books.officers.get(officer)!;
const revoked = (officer: number, key = keyOf(officer), by = REGISTRAR) => ({ officer, key, by });

describe("books of officers and their keys", () => {
  it("OfficerEnrolled: misses an officer between", () => {
    const journal = staffedJournal();
    const enrolled = (officer: number) => ({ officer, by: REGISTRAR, isContract: true, file: NONE }) as const;
    expectGap(journal, journal.next("OfficerEnrolled", enrolled(13)), /officer/);
    journal.emit("OfficerEnrolled", enrolled(12));
    expect(officerIn(journal, 12)).to.include({ isContract: true, term: 1, independent: false });
  });

  it("OfficerEnrolled, and the first KeyAdded: by a registrar; of a contract by the top too", () => {
    const journal = staffedJournal();
    for (const by of [...OTHERS, TOP]) {
      const enrolled = { officer: 12, by, isContract: false, file: NONE };
      expectViolation(journal, journal.next("OfficerEnrolled", enrolled), /registrar enrols/);
    }
    journal.emit("OfficerEnrolled", { officer: 12, by: REGISTRAR, isContract: false, file: NONE });
    for (const by of [...OTHERS, TOP]) {
      const added = { officer: 12, key: keyOf(12), by, from: journal.time + 1 };
      expectViolation(journal, journal.next("KeyAdded", added), /registrar enrols/);
    }
    for (const by of OTHERS) {
      const enrolled = { officer: 13, by, isContract: true, file: NONE };
      expectViolation(journal, journal.next("OfficerEnrolled", enrolled), /registrar enrols/);
    }
    enrol(journal, 13, true, TOP);
    expect(officerIn(journal, 13)).to.deep.include({ isContract: true, keys: [keyOf(13)] });
    // Founders have been registrars from their second on; a registrar's key may be gone since.
    journal.emit("KeyRevoked", revoked(OFFICERS.registrar, REGISTRAR, TOP));
    const added = { officer: 12, key: keyOf(12), by: REGISTRAR, from: journal.time + 1 };
    expectViolation(journal, journal.next("KeyAdded", added), /registrar enrols/);
  });

  it("KeyAdded: one owner for ever; a further key waits", () => {
    const journal = staffedJournal();
    const { budget, paying } = OFFICERS;
    const add = (key: string, from: number, officer: number = budget) =>
      journal.next("KeyAdded", { officer, key, by: REGISTRAR, from });
    journal.emit("KeyProposed", { officer: budget, key: "0xNew" });
    expectViolation(journal, add("0xNew", journal.time + 1), /waits out its delay/);
    expectViolation(journal, add(keyOf(OFFICERS.receiving), journal.time + 101), /one owner/);
    expectViolation(journal, add("0xNew", journal.time + 101, paying), /limited number/);
    expectGap(journal, add("0xNew", journal.time + 1, 99), /officer 99/);
    for (let i = 0; i < 7; i++) addKey(journal, budget, `0xMore${i}`);
    expect(journal.books.keys.get("0xMore6")).to.include({ officer: budget, live: true, term: 1 });
    expectViolation(journal, add("0xNew", journal.time + 101), /limited number/);
  });

  it("KeyAdded: a further key by a registrar, if the officer proposed it, or by the top", () => {
    const journal = staffedJournal();
    const { budget } = OFFICERS;
    const added = (key: string, by: string) =>
      ({ officer: budget, key, by, from: journal.time + 101 }) as const;
    expectViolation(journal, journal.next("KeyAdded", added("0xNew", REGISTRAR)), /officer proposed/);
    journal.emit("KeyProposed", { officer: budget, key: "0xNew" });
    expectViolation(journal, journal.next("KeyAdded", added("0xOther", REGISTRAR)), /officer proposed/);
    for (const by of OTHERS) {
      expectViolation(journal, journal.next("KeyAdded", added("0xNew", by)), /registrar enrols/);
    }
    journal.emit("KeyAdded", added("0xNew", REGISTRAR));
    journal.emit("KeyAdded", added("0xUnasked", TOP));
    expect(officerIn(journal, budget).keys).to.deep.equal([keyOf(budget), "0xNew", "0xUnasked"]);
  });

  it("KeyAdded: an officer who lost all keys comes back through the top alone, dismissed or not", () => {
    const journal = staffedJournal();
    const { budget, receiving } = OFFICERS;
    const added = (officer: number, by: string) =>
      ({ officer, key: `0xBack${officer}`, by, from: journal.time + 101 }) as const;
    for (const officer of [budget, receiving]) journal.emit("KeyRevoked", revoked(officer));
    journal.emit("OfficerDismissed", { officer: budget, by: REGISTRAR, reason: NONE });
    for (const officer of [budget, receiving]) {
      // Not even the key that stands for none proposed.
      for (const key of [`0xBack${officer}`, NO_KEY]) {
        const byRegistrar = { ...added(officer, REGISTRAR), key };
        expectViolation(journal, journal.next("KeyAdded", byRegistrar), /through the top alone/);
      }
      journal.emit("KeyAdded", added(officer, TOP));
      expect(officerIn(journal, officer).keys).to.deep.equal([`0xBack${officer}`]);
    }
  });

  it("KeyAdded: the top alone adds one to an independent officer", () => {
    const journal = staffedJournal();
    const { inspector } = OFFICERS;
    const added = (by: string) => ({ officer: inspector, key: "0xNew", by, from: journal.time + 101 });
    journal.emit("KeyProposed", { officer: inspector, key: "0xNew" });
    expectViolation(journal, journal.next("KeyAdded", added(REGISTRAR)), /top alone adds/);
    journal.emit("KeyAdded", added(TOP));
  });

  it("KeyProposed: kept until a key is added or revoked, or the officer is dismissed", () => {
    const journal = staffedJournal();
    const { budget, receiving, contracting } = OFFICERS;
    const proposed = (officer: number) => officerIn(journal, officer).proposedKey;
    expect(proposed(budget)).to.equal(NO_KEY);
    addKey(journal, receiving, "0xSecond");
    for (const officer of [budget, receiving, contracting]) {
      journal.emit("KeyProposed", { officer, key: `0xNew${officer}` });
    }
    expect(proposed(budget)).to.equal(`0xNew${budget}`);
    const from = journal.time + 101;
    journal.emit("KeyAdded", { officer: budget, key: `0xNew${budget}`, by: REGISTRAR, from });
    expect(proposed(budget)).to.equal(NO_KEY);

    // It may be what a stolen key proposed, so it goes with any key.
    journal.emit("KeyRevoked", revoked(receiving, "0xSecond"));
    expect(proposed(receiving)).to.equal(NO_KEY);
    const stolen = { officer: receiving, key: `0xNew${receiving}`, by: REGISTRAR, from: journal.time + 101 };
    expectViolation(journal, journal.next("KeyAdded", stolen), /officer proposed/);

    journal.emit("KeyRevoked", revoked(contracting));
    const other = { officer: contracting, key: "0xOther" };
    expectViolation(journal, journal.next("KeyProposed", other), /working key/);
    journal.emit("OfficerDismissed", { officer: contracting, by: REGISTRAR, reason: NONE });
    expect(proposed(contracting)).to.equal(NO_KEY);
  });

  it("KeyRevoked: the last key fills the hole, as in the registry", () => {
    const journal = staffedJournal();
    const officer = OFFICERS.budget;
    addKey(journal, officer, "0xTwo");
    addKey(journal, officer, "0xThree");
    journal.emit("KeyRevoked", revoked(officer));
    expect(officerIn(journal, officer).keys).to.deep.equal(["0xThree", "0xTwo"]);
    expect(journal.books.keys.get(keyOf(officer))!.live).to.be.false;
    expectViolation(journal, journal.next("KeyRevoked", revoked(officer)), /live key/);
    const another = revoked(officer, keyOf(OFFICERS.receiving));
    expectViolation(journal, journal.next("KeyRevoked", another), /live key/);
  });

  it("KeyRevoked: by a registrar, the officer or the top; of an independent officer, by the latter two", () => {
    const journal = staffedJournal();
    const { budget, receiving, contracting, inspector } = OFFICERS;
    for (const by of [...OTHERS, keyOf(contracting)]) {
      const byAnother = journal.next("KeyRevoked", revoked(budget, keyOf(budget), by));
      expectViolation(journal, byAnother, /power to revoke/);
    }
    journal.emit("KeyRevoked", revoked(budget));
    journal.emit("KeyRevoked", revoked(receiving, keyOf(receiving), keyOf(receiving)));
    journal.emit("KeyRevoked", revoked(contracting, keyOf(contracting), TOP));

    expectViolation(journal, journal.next("KeyRevoked", revoked(inspector)), /power to revoke/);
    journal.emit("KeyAdded", { officer: inspector, key: "0xTwo", by: TOP, from: journal.time + 101 });
    // A key that waits out its delay does nothing yet.
    const tooEarly = journal.next("KeyRevoked", revoked(inspector, keyOf(inspector), "0xTwo"));
    expectViolation(journal, tooEarly, /power to revoke/);
    journal.emit("KeyRevoked", revoked(inspector, "0xTwo", keyOf(inspector)));
    journal.emit("KeyRevoked", revoked(inspector, keyOf(inspector), TOP));
  });

  it("OfficerDismissed: ends the term with every key and appointment", () => {
    const journal = staffedJournal();
    const officer = OFFICERS.inspector;
    const dismissed = { officer, by: TOP, reason: NONE };
    expectViolation(journal, journal.next("OfficerDismissed", dismissed), /ends every key/);
    journal.emit("KeyRevoked", revoked(officer, keyOf(officer), TOP));
    journal.emit("OfficerDismissed", dismissed);
    const book = officerIn(journal, officer);
    expect(book).to.include({ term: 2, appointmentCount: 0, held: 0, independent: false });
    expect(book.appointments.get(1), "stays as stored").to.include({ term: 1, offices: OFFICES.inspector });
    // A new key, and it still has no office.
    journal.emit("KeyAdded", { officer, key: "0xBack", by: TOP, from: journal.time + 101 });
    journal.time += 200;
    const halt = { organisation: 0, inspector: officer, until: journal.time + 60, reason: NONE };
    expectViolation(journal, journal.next("PaymentsHalted", halt), /live appointment/);
  });

  it("OfficerDismissed: by a registrar or the top; an independent officer by the top alone", () => {
    const journal = staffedJournal();
    const { budget, inspector } = OFFICERS;
    journal.emit("KeyRevoked", revoked(budget));
    journal.emit("KeyRevoked", revoked(inspector, keyOf(inspector), TOP));
    for (const by of OTHERS) {
      const dismissed = journal.next("OfficerDismissed", { officer: budget, by, reason: NONE });
      expectViolation(journal, dismissed, /power to revoke/);
    }
    const shielded = journal.next("OfficerDismissed", { officer: inspector, by: REGISTRAR, reason: NONE });
    expectViolation(journal, shielded, /power to revoke/);
    journal.emit("OfficerDismissed", { officer: budget, by: REGISTRAR, reason: NONE });
    journal.emit("OfficerDismissed", { officer: inspector, by: TOP, reason: NONE });
    enrol(journal, 12);
    expect(addOfficer(journal, 1, "receiving"), "others come and go").to.equal(13);
  });
});
