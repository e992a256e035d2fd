import { expect } from "chai";

import { liveAppointment } from "../../../sdk/books/offices.js";
import { OFFICES, officesMask } from "../../../sdk/offices.js";
import { NO_CODES } from "../../helpers/codes.js";
import {
  addOfficer,
  AGENCY,
  DAY,
  DEPLOYER,
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

describe("books of organisations and appointments", () => {
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
      journal.next("OrganisationCreated", { organisation: 1, parent: 0, by: DEPLOYER, code: "T" }),
      /registry/,
    );
  });

  it("OrganisationCreated: takes the next id below a parent, with a code of its own", () => {
    const journal = staffedJournal();
    const by = keyOf(OFFICERS.administrator);
    journal.emit("OrganisationCreated", { organisation: 4, parent: AGENCY, by, code: "A1" });
    expect(journal.books.organisations.get(4)).to.deep.equal({ id: 4, parent: AGENCY, depth: 2, code: "A1" });
    const next = (args: object) =>
      journal.next("OrganisationCreated", { organisation: 5, parent: 4, by, code: "A2", ...args });
    expect(expectGap(journal, next({ organisation: 6 }), /organisation/).expected).to.equal("organisation 5");
    expectViolation(journal, next({ code: "A1" }), /names one organisation/);
    for (const code of NO_CODES) expectViolation(journal, next({ code }), /1 to 64 printable/);
    for (const other of [TOP, DEPLOYER, keyOf(OFFICERS.registrar), "0xStranger"]) {
      expectViolation(journal, next({ by: other }), /administrator creates/);
    }
    expectViolation(journal, next({ parent: 0 }), /have a parent/);
    expectViolation(journal, next({ parent: 9 }), /have a parent/);
    for (let id = 5; id <= 10; id++) {
      journal.emit("OrganisationCreated", { organisation: id, parent: id - 1, by, code: `deep-${id}` });
    }
    expectViolation(journal, next({ organisation: 11, parent: 10 }), /greatest depth/);
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
    [
      "to pay by an administrator",
      { officer: OFFICERS.paying, offices: OFFICES.paying, organisation: 1 },
      /top alone/,
    ],
    [
      "to pay outside the treasury",
      { officer: OFFICERS.paying, offices: OFFICES.paying, by: TOP },
      /top alone/,
    ],
    ["of the independent to anything else", { officer: OFFICERS.inspector, by: TOP }, /holds nothing else/],
    [
      "of the independent by an administrator",
      { officer: OFFICERS.inspector, organisation: 1 },
      /appoints an indep/,
    ],
    ["to no office", { offices: 0 }, /held together/],
    ["to an unknown office", { offices: 1 << 14 }, /held together/],
    ["to incompatible offices", { offices: officesMask("contracting", "receiving") }, /held together/],
    ["to administer and spend", { offices: officesMask("administrator", "budget") }, /held together/],
    ["of a person to a contract's office", { offices: OFFICES.paying }, /held together/],
    ["of a contract to a person's office", { officer: OFFICERS.paying }, /held together/],
    ["to make authority and spend", { offices: officesMask("appropriating", "certifying") }, /held together/],
    ["that ends before it starts", { until: 5 }, /ends after it starts/],
    ["before now", { from: 5 }, /delay/],
  ];
  for (const [what, changes, rule] of refused) {
    it(`OfficerAppointed: refuses one ${what}`, () => {
      const journal = staffedJournal();
      expectViolation(journal, journal.next("OfficerAppointed", appointment(journal, changes)), rule);
    });
  }

  it("OfficerAppointed: whoever makes authority does not spend it, anywhere, in one term", () => {
    const spending = ["contracting", "certifying", "disbursing"] as const;
    for (const office of spending) {
      const journal = staffedJournal();
      const { appropriating } = OFFICERS;
      const appointed = (officer: number, offices: number, organisation: number) =>
        appointment(journal, { officer, offices, organisation });
      const lawful = appointed(appropriating, OFFICES[office], AGENCY);
      expectViolation(journal, journal.next("OfficerAppointed", lawful), /held together/);
      // Nor once the office was given up.
      const other = addOfficer(journal, AGENCY, office);
      expect(journal.books.officers.get(other)!.held).to.equal(OFFICES[office]);
      journal.emit("AppointmentRevoked", { officer: other, organisation: AGENCY, by: keyOf(other) });
      const later = () => appointed(other, OFFICES.appropriating, 1);
      expectViolation(journal, journal.next("OfficerAppointed", later()), /held together/);
      journal.emit("OfficerAppointed", appointed(other, OFFICES.budget, 1));
      expect(journal.books.officers.get(other)!.held).to.equal(officesMask(office, "budget"));
      const by = keyOf(OFFICERS.registrar);
      journal.emit("KeyRevoked", { officer: other, key: keyOf(other), by });
      journal.emit("OfficerDismissed", { officer: other, by, reason: NONE });
      journal.emit("OfficerAppointed", later());
      expect(journal.books.officers.get(other)!.held).to.equal(OFFICES.appropriating);
    }
  });

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
    const by = keyOf(addOfficer(journal, AGENCY, "administrator"));
    journal.emit("OfficerAppointed", appointment(journal, { by }));
    journal.emit("OrganisationCreated", { organisation: 4, parent: AGENCY, by, code: "A1" });
    const beside = { organisation: 5, parent: OTHER_AGENCY, by, code: "B1" };
    expectViolation(journal, journal.next("OrganisationCreated", beside), /administrator creates/);
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
});
