import { expect } from "chai";

import { liveAppointment } from "../../../sdk/books/offices.js";
import { OFFICES, officesMask } from "../../../sdk/offices.js";
import {
  AGENCY,
  appoint,
  DAY,
  Journal,
  keyOf,
  NONE,
  OFFICERS,
  OTHER_AGENCY,
  staffedJournal,
  TOP,
} from "../helpers/journal.js";
import { expectGap, expectViolation } from "../helpers/refuse.js";

const NEVER = 2 ** 40 - 1;

const appointment = (journal: Journal, changes: object) => ({
  officer: OFFICERS.budget,
  organisation: AGENCY,
  by: keyOf(OFFICERS.administrator),
  offices: OFFICES.budget,
  from: journal.time + 1,
  until: NEVER,
  limit: 5n,
  ...changes,
});

describe("books of the officer registry", () => {
  it("RegistryCreated: keeps the settings, once", () => {
    const journal = staffedJournal();
    const settings = {
      top: TOP,
      keyDelay: 100,
      appointmentDelay: 0,
      haltMaximum: DAY,
      haltCooldown: 2 * DAY,
    };
    expect(journal.books.settings).to.deep.equal(settings);
    expectViolation(journal, journal.next("RegistryCreated", settings), /created once/);
  });

  it("misses RegistryCreated before anything else", () => {
    const journal = new Journal();
    expectGap(
      journal,
      journal.next("OrganisationCreated", { organisation: 1, parent: 0, code: "T" }),
      /registry/,
    );
  });

  it("OrganisationCreated: takes the next id below a parent, with a code of its own", () => {
    const journal = staffedJournal();
    journal.emit("OrganisationCreated", { organisation: 4, parent: AGENCY, code: "A1" });
    expect(journal.books.organisations.get(4)).to.deep.equal({ id: 4, parent: AGENCY, depth: 2, code: "A1" });
    const next = (args: object) =>
      journal.next("OrganisationCreated", { organisation: 5, parent: 4, code: "A2", ...args });
    expect(expectGap(journal, next({ organisation: 6 }), /organisation/).expected).to.equal("organisation 5");
    expectViolation(journal, next({ code: "A1" }), /names one organisation/);
    expectViolation(journal, next({ code: "" }), /names one organisation/);
    expectViolation(journal, next({ parent: 0 }), /have a parent/);
    expectViolation(journal, next({ parent: 9 }), /have a parent/);
    for (let id = 5; id <= 10; id++) {
      journal.emit("OrganisationCreated", { organisation: id, parent: id - 1, code: `deep ${id}` });
    }
    expectViolation(journal, next({ organisation: 11, parent: 10 }), /greatest depth/);
  });

  it("OfficerEnrolled: misses an officer between", () => {
    const journal = staffedJournal();
    expectGap(
      journal,
      journal.next("OfficerEnrolled", { officer: 13, isContract: false, file: NONE }),
      /officer/,
    );
    journal.emit("OfficerEnrolled", { officer: 12, isContract: true, file: NONE });
    expect(journal.books.officers.get(12)).to.include({ isContract: true, term: 1, independent: false });
  });

  it("KeyAdded: one owner for ever; a further key waits", () => {
    const journal = staffedJournal();
    const { budget, paying } = OFFICERS;
    const add = (key: string, from: number, officer: number = budget) =>
      journal.next("KeyAdded", { officer, key, from });
    expectViolation(journal, add("0xNew", journal.time + 1), /waits out its delay/);
    expectViolation(journal, add(keyOf(OFFICERS.receiving), journal.time + 101), /one owner/);
    expectViolation(journal, add("0xNew", journal.time + 101, paying), /limited number/);
    expectGap(journal, add("0xNew", journal.time + 1, 99), /officer 99/);
    for (let i = 0; i < 7; i++)
      journal.emit("KeyAdded", { officer: budget, key: `0xMore${i}`, from: journal.time + 101 });
    expect(journal.books.keys.get("0xMore6")).to.include({ officer: budget, live: true, term: 1 });
    expectViolation(journal, add("0xNew", journal.time + 101), /limited number/);
  });

  it("KeyProposed: kept until a key is added, or the officer is dismissed", () => {
    const journal = staffedJournal();
    const { budget, receiving } = OFFICERS;
    const none = `0x${"0".repeat(40)}`;
    const proposed = (officer: number) => journal.books.officers.get(officer)!.proposedKey;
    expect(proposed(budget)).to.equal(none);
    for (const officer of [budget, receiving]) journal.emit("KeyProposed", { officer, key: "0xNew" });
    expect(proposed(budget)).to.equal("0xNew");
    journal.emit("KeyAdded", { officer: budget, key: "0xNew", from: journal.time + 101 });
    expect(proposed(budget)).to.equal(none);
    journal.emit("KeyRevoked", { officer: receiving, key: keyOf(receiving) });
    expectViolation(
      journal,
      journal.next("KeyProposed", { officer: receiving, key: "0xOther" }),
      /working key/,
    );
    expect(proposed(receiving)).to.equal("0xNew");
    journal.emit("OfficerDismissed", { officer: receiving, reason: NONE });
    expect(proposed(receiving)).to.equal(none);
  });

  it("KeyRevoked: the last key fills the hole, as in the registry", () => {
    const journal = staffedJournal();
    const officer = OFFICERS.budget;
    const from = () => journal.time + 101;
    journal.emit("KeyAdded", { officer, key: "0xTwo", from: from() });
    journal.emit("KeyAdded", { officer, key: "0xThree", from: from() });
    journal.emit("KeyRevoked", { officer, key: keyOf(officer) });
    expect(journal.books.officers.get(officer)!.keys).to.deep.equal(["0xThree", "0xTwo"]);
    expect(journal.books.keys.get(keyOf(officer))!.live).to.be.false;
    expectViolation(journal, journal.next("KeyRevoked", { officer, key: keyOf(officer) }), /live key/);
    expectViolation(
      journal,
      journal.next("KeyRevoked", { officer, key: keyOf(OFFICERS.receiving) }),
      /live key/,
    );
  });

  it("OfficerDismissed: ends the term with every key and appointment", () => {
    const journal = staffedJournal();
    const officer = OFFICERS.inspector;
    expectViolation(journal, journal.next("OfficerDismissed", { officer, reason: NONE }), /ends every key/);
    journal.emit("KeyRevoked", { officer, key: keyOf(officer) });
    journal.emit("OfficerDismissed", { officer, reason: NONE });
    const book = journal.books.officers.get(officer)!;
    expect(book).to.include({ term: 2, appointmentCount: 0, independent: false });
    expect(book.appointments.get(1), "stays as stored").to.include({ term: 1, offices: OFFICES.inspector });
    // A new key, and it still has no office.
    journal.emit("KeyAdded", { officer, key: "0xBack", from: journal.time + 101 });
    journal.time += 200;
    const halt = { organisation: 0, inspector: officer, until: journal.time + 60, reason: NONE };
    expectViolation(journal, journal.next("PaymentsHalted", halt), /live appointment/);
  });

  it("OfficerAppointed: replaces an appointment in its organisation and counts it once", () => {
    const journal = staffedJournal();
    expect(journal.books.officers.get(OFFICERS.budget)!.appointmentCount).to.equal(3);
    journal.emit("OfficerAppointed", appointment(journal, {}));
    const { appointments, appointmentCount } = journal.books.officers.get(OFFICERS.budget)!;
    expect(appointmentCount).to.equal(3);
    expect(appointments.get(AGENCY)).to.include({ limit: 5n, until: NEVER, term: 1 });
  });

  const refused: [string, object, RegExp][] = [
    ["of themself", { officer: OFFICERS.administrator, offices: OFFICES.administrator }, /appoints others/],
    ["by a stranger", { by: "0xStranger" }, /appoints others/],
    ["by an officer who is no administrator", { by: keyOf(OFFICERS.receiving) }, /appoints others/],
    [
      "to an independent office by an administrator",
      { offices: OFFICES.inspector, organisation: 1 },
      /top alone/,
    ],
    ["to an independent office outside the treasury", { offices: OFFICES.registrar, by: TOP }, /top alone/],
    ["of the independent to anything else", { officer: OFFICERS.inspector, by: TOP }, /holds nothing else/],
    [
      "of the independent by an administrator",
      { officer: OFFICERS.inspector, organisation: 1 },
      /appoints an indep/,
    ],
    ["to no office", { offices: 0 }, /held together/],
    ["to an unknown office", { offices: 1 << 13 }, /held together/],
    ["to incompatible offices", { offices: officesMask("contracting", "receiving") }, /held together/],
    ["to administer and spend", { offices: officesMask("administrator", "budget") }, /held together/],
    ["of a person to a contract's office", { offices: OFFICES.paying }, /held together/],
    ["of a contract to a person's office", { officer: OFFICERS.paying }, /held together/],
    ["that ends before it starts", { until: 5 }, /ends after it starts/],
    ["before now", { from: 5 }, /delay/],
  ];
  for (const [what, changes, rule] of refused) {
    it(`OfficerAppointed: refuses one ${what}`, () => {
      const journal = staffedJournal();
      expectViolation(journal, journal.next("OfficerAppointed", appointment(journal, changes)), rule);
    });
  }

  it("OfficerAppointed: waits out the delay, and holds from its first second to its last", () => {
    const journal = staffedJournal();
    journal.books.settings = { ...journal.books.settings!, appointmentDelay: 50 };
    const appointed = (from: number) =>
      appointment(journal, { from, until: from + 10, officer: OFFICERS.receiving });
    const tooEarly = appointed(journal.time + 50);
    expectViolation(journal, journal.next("OfficerAppointed", tooEarly), /delay/);
    const { from, until } = appointed(journal.time + 51);
    journal.emit("OfficerAppointed", appointed(from));
    const { receiving } = OFFICERS;
    const held = (time: number) =>
      liveAppointment(journal.books.officers.get(receiving)!, AGENCY, time) !== undefined;
    expect([from - 1, from, until - 1, until].map(held)).to.deep.equal([false, true, true, false]);
  });

  it("OfficerAppointed: an administrator's power ends at their own branch", () => {
    const journal = staffedJournal();
    journal.emit("OfficerEnrolled", { officer: 12, isContract: false, file: NONE });
    journal.emit("KeyAdded", { officer: 12, key: keyOf(12), from: journal.time + 1 });
    appoint(journal, 12, AGENCY, "administrator");
    const by = keyOf(12);
    journal.emit("OfficerAppointed", appointment(journal, { by }));
    const elsewhere = journal.next("OfficerAppointed", appointment(journal, { by, organisation: 3 }));
    expectViolation(journal, elsewhere, /in or below/);
  });

  it("AppointmentRevoked: by administrator, registrar, the officer or the top", () => {
    const journal = staffedJournal();
    const { budget, registrar, administrator, receiving } = OFFICERS;
    const revoked = (by: string, organisation: number, officer: number = budget) => ({
      officer,
      organisation,
      by,
    });
    expectViolation(
      journal,
      journal.next("AppointmentRevoked", revoked(keyOf(receiving), 1)),
      /power to revoke/,
    );
    for (const [i, by] of [keyOf(registrar), keyOf(administrator), keyOf(budget)].entries()) {
      journal.emit("AppointmentRevoked", revoked(by, i + 1));
    }
    expect(journal.books.officers.get(budget)).to.deep.include({
      appointmentCount: 0,
      appointments: new Map(),
    });
    expectViolation(journal, journal.next("AppointmentRevoked", revoked(TOP, 1)), /standing appointment/);
    // An independent officer's falls to nobody but themself and the top.
    const inspector = revoked(keyOf(administrator), 1, OFFICERS.inspector);
    expectViolation(journal, journal.next("AppointmentRevoked", inspector), /power to revoke/);
    journal.emit("AppointmentRevoked", { ...inspector, by: TOP });
    expect(journal.books.officers.get(OFFICERS.inspector)!.independent).to.be.false;
  });

  it("PaymentsHalted and HaltLifted: a longest time and a cooldown, by an inspector", () => {
    const journal = staffedJournal();
    const { inspector, receiving } = OFFICERS;
    const halt = (until: number, by: number = inspector) =>
      ({ organisation: AGENCY, inspector: by, until, reason: NONE }) as const;
    expectViolation(journal, journal.next("PaymentsHalted", halt(journal.time + DAY + 2)), /longest time/);
    expectViolation(
      journal,
      journal.next("PaymentsHalted", halt(journal.time + 60, receiving)),
      /live appointment/,
    );
    const until = journal.time + 60;
    journal.emit("PaymentsHalted", halt(until));
    expect(journal.books.halts.get(AGENCY)).to.deep.equal({ until, again: until + 2 * DAY, reason: NONE });
    expectViolation(
      journal,
      journal.next("HaltLifted", { organisation: AGENCY, by: keyOf(receiving) }),
      /live app/,
    );
    journal.emit("HaltLifted", { organisation: AGENCY, by: keyOf(inspector) });
    expect(journal.books.halts.get(AGENCY)).to.include({ until: 0, again: until + 2 * DAY });
    expectViolation(journal, journal.next("PaymentsHalted", halt(journal.time + 60)), /cooldown/);
    // What is not halted, or not any more, can't be lifted.
    for (const organisation of [AGENCY, OTHER_AGENCY]) {
      expectViolation(journal, journal.next("HaltLifted", { organisation, by: TOP }), /what is halted/);
    }
    journal.time += 3 * DAY;
    journal.emit("PaymentsHalted", halt(journal.time + 60));
  });

  it("PaymentsHalted: a halt of all cools down for each organisation, and not the other way round", () => {
    const journal = staffedJournal();
    const halt = (organisation: number) => {
      const { inspector } = OFFICERS;
      return { organisation, inspector, until: journal.time + 60, reason: NONE } as const;
    };
    journal.emit("PaymentsHalted", halt(AGENCY));
    journal.emit("PaymentsHalted", halt(0));
    expectViolation(journal, journal.next("PaymentsHalted", halt(OTHER_AGENCY)), /cooldown/);
    journal.time += 3 * DAY;
    journal.emit("PaymentsHalted", halt(OTHER_AGENCY));
  });

  it("OperationVetoed and ReplacementVetoed: by an inspector, the latter once in a while", () => {
    const journal = staffedJournal();
    const { inspector, receiving } = OFFICERS;
    journal.emit("OperationVetoed", { operation: NONE, inspector });
    expectViolation(
      journal,
      journal.next("OperationVetoed", { operation: NONE, inspector: receiving }),
      /live/,
    );
    const veto = (opened: number) => ({ operation: NONE, inspector, opened });
    expectViolation(journal, journal.next("ReplacementVetoed", veto(journal.time)), /one window/);
    const opened = journal.time + 1;
    journal.emit("ReplacementVetoed", veto(opened));
    journal.time = opened + 30 * DAY - 2;
    expectViolation(journal, journal.next("ReplacementVetoed", veto(journal.time + 1)), /one window/);
    journal.emit("ReplacementVetoed", veto(opened));
    expect(journal.books.replacementWindowOpened).to.equal(opened);
    for (const time of [opened + 30 * DAY, opened + 365 * DAY - 1]) {
      journal.time = time - 1;
      expectViolation(journal, journal.next("ReplacementVetoed", veto(opened)), /one window/);
      expectViolation(journal, journal.next("ReplacementVetoed", veto(time)), /one window/);
    }
    journal.time = opened + 365 * DAY - 1;
    journal.emit("ReplacementVetoed", veto(opened + 365 * DAY));
    expect(journal.books.replacementWindowOpened).to.equal(opened + 365 * DAY);
  });
});
