import { TREASURY } from "../ids.js";
import type { JournalEventOf } from "../journal/event.js";
import { expectOrganisation, isFounding, officerIn, settingsOf } from "./access.js";
import type { Handlers } from "./handlers.js";
import type { Books, BooksSettings } from "./model.js";
import {
  administers,
  flawOfOffices,
  INSPECTOR,
  isRegistrar,
  officerByKey,
  PAYING,
  REGISTRAR,
} from "./offices.js";
import { expectCode, expectNextId, violation } from "./rules.js";

const MAX_DEPTH = 8;
const INDEPENDENT = REGISTRAR | INSPECTOR;
const BY_TOP = INDEPENDENT | PAYING;

/** Checks who appointed: the top, or an administrator of the organisation or above, and never themself. */
function expectAppointer(
  books: Books,
  event: JournalEventOf<"OfficerAppointed">,
  settings: BooksSettings,
): void {
  const { by, officer, organisation, offices, from } = event.args;
  const { position } = event;
  const founding = isFounding(books, position);
  const byTop = by === settings.top;
  const subject = `officer ${officer}`;
  if ((offices & BY_TOP) !== 0) {
    if (organisation !== TREASURY || !(byTop || founding)) {
      throw violation(
        position,
        subject,
        "the top alone gives an independent or paying office, at the treasury",
        `by ${by} in organisation ${organisation}`,
      );
    }
  } else if (!byTop && !founding) {
    const appointer = officerByKey(books, by, position.timestamp);
    if (
      appointer === undefined ||
      appointer.id === officer ||
      !administers(books, appointer, organisation, position.timestamp)
    ) {
      throw violation(
        position,
        subject,
        "an administrator appoints others, in or below their organisation",
        by,
      );
    }
  }
  // An inspector's replacement begins at once; every other appointment waits.
  const atOnce = founding || (byTop && offices === INSPECTOR);
  const earliest = position.timestamp + (atOnce ? 0 : settings.appointmentDelay);
  if (from < earliest) {
    throw violation(
      position,
      subject,
      "an appointment waits out its delay",
      `from ${from}, not before ${earliest}`,
    );
  }
}

export const registryHandlers: Handlers<
  "RegistryCreated" | "OrganisationCreated" | "OfficerAppointed" | "AppointmentRevoked"
> = {
  RegistryCreated(books, { args, position }) {
    if (books.settings !== undefined) {
      throw violation(position, "registry", "a registry is created once", "a second RegistryCreated");
    }
    books.settings = { ...args };
    books.registryCreation = position.transactionHash;
  },

  OrganisationCreated(books, { args, position }) {
    settingsOf(books, position);
    const { organisation, parent, by, code } = args;
    expectNextId(position, "organisation", books.organisations.size, organisation);
    const above = books.organisations.get(parent);
    if ((above === undefined) !== (parent === 0) || (parent === 0) !== (organisation === TREASURY)) {
      throw violation(
        position,
        `organisation ${organisation}`,
        "all but the treasury have a parent",
        `${parent}`,
      );
    }
    const depth = above === undefined ? 0 : above.depth + 1;
    if (depth > MAX_DEPTH) {
      throw violation(position, `organisation ${organisation}`, "the tree has a greatest depth", `${depth}`);
    }
    const creator = officerByKey(books, by, position.timestamp);
    const administered = creator !== undefined && administers(books, creator, parent, position.timestamp);
    if (!administered && !isFounding(books, position)) {
      throw violation(
        position,
        `organisation ${organisation}`,
        "an administrator creates organisations below their own",
        `by ${by}`,
      );
    }
    expectCode(position, `organisation ${organisation}`, code);
    if (books.organisationCodes.has(code)) {
      throw violation(position, `organisation ${organisation}`, "a code names one organisation", `"${code}"`);
    }
    books.organisations.set(organisation, { id: organisation, parent, depth, code });
    books.organisationCodes.set(code, organisation);
  },

  OfficerAppointed(books, event) {
    const { args, position } = event;
    const settings = settingsOf(books, position);
    const officer = officerIn(books, position, args.officer);
    const subject = `officer ${args.officer}`;
    expectOrganisation(books, position, args.organisation);
    const flaw = flawOfOffices(args.offices, officer.held, officer.isContract);
    if (flaw !== undefined) throw violation(position, subject, "offices may be held together", flaw);
    if (args.until <= args.from) {
      throw violation(
        position,
        subject,
        "an appointment ends after it starts",
        `${args.from} to ${args.until}`,
      );
    }
    expectAppointer(books, event, settings);
    const replaces = officer.appointments.get(args.organisation)?.term === officer.term;
    const others = officer.appointmentCount - (replaces ? 1 : 0);
    const independent = (args.offices & INDEPENDENT) !== 0;
    if (officer.independent && args.by !== settings.top) {
      throw violation(position, subject, "the top alone appoints an independent officer", `by ${args.by}`);
    }
    if (others > 0 && (independent || officer.independent)) {
      throw violation(
        position,
        subject,
        "an independent officer holds nothing else",
        `${others} other appointments`,
      );
    }
    officer.appointmentCount = others + 1;
    officer.independent = independent;
    officer.held |= args.offices;
    const { offices, from, until, limit, by } = args;
    officer.appointments.set(args.organisation, { offices, term: officer.term, from, until, limit, by });
  },

  AppointmentRevoked(books, { args, position }) {
    const settings = settingsOf(books, position);
    const officer = officerIn(books, position, args.officer);
    const subject = `officer ${args.officer}`;
    if (officer.appointments.get(args.organisation)?.term !== officer.term) {
      throw violation(
        position,
        subject,
        "a standing appointment is revoked",
        `organisation ${args.organisation}`,
      );
    }
    const revoker = officerByKey(books, args.by, position.timestamp);
    const byItself = revoker?.id === args.officer;
    if (!byItself && args.by !== settings.top) {
      const time = position.timestamp;
      const may =
        revoker !== undefined &&
        !officer.independent &&
        (administers(books, revoker, args.organisation, time) || isRegistrar(revoker, time));
      if (!may) throw violation(position, subject, "those with the power to revoke do", args.by);
    }
    officer.appointments.delete(args.organisation);
    officer.appointmentCount -= 1;
    officer.independent = false;
  },
};
