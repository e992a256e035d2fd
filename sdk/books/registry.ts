import type { JournalEventOf, Position } from "../journal/event.js";
import type { REGISTRY_EVENTS } from "../journal/schema.js";
import { JournalGap } from "./errors.js";
import type { Handlers } from "./handlers.js";
import type { Books, BooksSettings, OfficerBook } from "./model.js";
import {
  administers,
  expectOffice,
  flawOfOffices,
  hasWorkingKey,
  INSPECTOR,
  liveAppointment,
  officerByKey,
  REGISTRAR,
} from "./offices.js";
import { expectNextId, placeOf, violation } from "./rules.js";

const TREASURY = 1;
const MAX_KEYS = 8;
const MAX_DEPTH = 8;
const INDEPENDENT = REGISTRAR | INSPECTOR;
const NO_KEY = `0x${"0".repeat(40)}`;
const DAY = 86_400;
/** For how long after the first veto of a replacement others can be vetoed, and when the next window can open. */
const REPLACEMENT_WINDOW = 30 * DAY;
const REPLACEMENT_INTERVAL = 365 * DAY;

/** The registry's settings, which its first event gives. */
export function settingsOf(books: Books, position: Position): BooksSettings {
  if (books.settings === undefined) {
    throw new JournalGap(
      placeOf(position, "registry"),
      "RegistryCreated first",
      "another event of the registry",
    );
  }
  return books.settings;
}

function officerOf(books: Books, position: Position, id: number): OfficerBook {
  const officer = books.officers.get(id);
  if (officer === undefined) throw new JournalGap(placeOf(position, `officer ${id}`), "an enrolment", "none");
  return officer;
}

/** Checks that there is such an organisation: one that is named and missing was created unseen. */
export function expectOrganisation(books: Books, position: Position, id: number): void {
  if (!books.organisations.has(id)) {
    throw new JournalGap(placeOf(position, `organisation ${id}`), "its creation", "none");
  }
}

/** Checks who appointed: the top, or an administrator of the organisation or above, and never themself. */
function expectAppointer(
  books: Books,
  event: JournalEventOf<"OfficerAppointed">,
  settings: BooksSettings,
): void {
  const { by, officer, organisation, offices, from } = event.args;
  const { position } = event;
  const isFounding = position.transactionHash === books.registryCreation;
  const byTop = by === settings.top;
  const subject = `officer ${officer}`;
  if ((offices & INDEPENDENT) !== 0) {
    if (organisation !== TREASURY || !(byTop || isFounding)) {
      throw violation(
        position,
        subject,
        "the top alone gives an independent office, at the treasury",
        `by ${by} in organisation ${organisation}`,
      );
    }
  } else if (!byTop && !isFounding) {
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
  const atOnce = isFounding || (byTop && offices === INSPECTOR);
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

export const registryHandlers: Handlers<keyof typeof REGISTRY_EVENTS> = {
  RegistryCreated(books, { args, position }) {
    if (books.settings !== undefined) {
      throw violation(position, "registry", "a registry is created once", "a second RegistryCreated");
    }
    books.settings = { ...args };
    books.registryCreation = position.transactionHash;
  },

  OrganisationCreated(books, { args, position }) {
    settingsOf(books, position);
    const { organisation, parent, code } = args;
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
    if (code === "" || books.organisationCodes.has(code)) {
      throw violation(position, `organisation ${organisation}`, "a code names one organisation", `"${code}"`);
    }
    books.organisations.set(organisation, { id: organisation, parent, depth, code });
    books.organisationCodes.set(code, organisation);
  },

  OfficerEnrolled(books, { args, position }) {
    settingsOf(books, position);
    expectNextId(position, "officer", books.officers.size, args.officer);
    books.officers.set(args.officer, {
      id: args.officer,
      isContract: args.isContract,
      file: args.file,
      independent: false,
      term: 1,
      appointmentCount: 0,
      keys: [],
      proposedKey: NO_KEY,
      keysEver: 0,
      appointments: new Map(),
    });
  },

  KeyProposed(books, { args, position }) {
    const officer = officerOf(books, position, args.officer);
    if (!hasWorkingKey(books, officer, position.timestamp)) {
      throw violation(position, `officer ${args.officer}`, "a working key proposes another", "none works");
    }
    officer.proposedKey = args.key;
  },

  KeyAdded(books, { args, position }) {
    const settings = settingsOf(books, position);
    const officer = officerOf(books, position, args.officer);
    const subject = `key ${args.key}`;
    if (books.keys.has(args.key)) {
      throw violation(
        position,
        subject,
        "a key has one owner, for ever",
        `it was officer ${args.officer}'s or another's`,
      );
    }
    const isFirst = officer.keysEver === 0;
    if (officer.keys.length >= (officer.isContract ? 1 : MAX_KEYS) || (officer.isContract && !isFirst)) {
      throw violation(
        position,
        subject,
        "an officer has a limited number of keys",
        `${officer.keys.length} already`,
      );
    }
    const works = position.timestamp + (isFirst ? 0 : settings.keyDelay);
    if (args.from !== works) {
      throw violation(
        position,
        subject,
        "a further key waits out its delay",
        `from ${args.from}, not ${works}`,
      );
    }
    books.keys.set(args.key, {
      key: args.key,
      officer: args.officer,
      term: officer.term,
      live: true,
      from: args.from,
    });
    officer.keys.push(args.key);
    officer.proposedKey = NO_KEY;
    officer.keysEver += 1;
  },

  KeyRevoked(books, { args, position }) {
    const officer = officerOf(books, position, args.officer);
    const key = books.keys.get(args.key);
    const index = officer.keys.indexOf(args.key);
    if (key === undefined || index < 0) {
      throw violation(position, `key ${args.key}`, "a live key of the officer is revoked", "it is none");
    }
    key.live = false;
    // The registry fills the hole with the last key.
    const last = officer.keys.pop();
    if (last !== undefined && last !== args.key) officer.keys[index] = last;
  },

  OfficerDismissed(books, { args, position }) {
    const officer = officerOf(books, position, args.officer);
    if (officer.keys.length > 0) {
      throw violation(
        position,
        `officer ${args.officer}`,
        "dismissal ends every key",
        `${officer.keys.length} live`,
      );
    }
    officer.term += 1;
    officer.proposedKey = NO_KEY;
    officer.appointmentCount = 0;
    officer.independent = false;
  },

  OfficerAppointed(books, event) {
    const { args, position } = event;
    const settings = settingsOf(books, position);
    const officer = officerOf(books, position, args.officer);
    const subject = `officer ${args.officer}`;
    expectOrganisation(books, position, args.organisation);
    const flaw = flawOfOffices(args.offices, officer.isContract);
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
    const { offices, from, until, limit, by } = args;
    officer.appointments.set(args.organisation, { offices, term: officer.term, from, until, limit, by });
  },

  AppointmentRevoked(books, { args, position }) {
    const settings = settingsOf(books, position);
    const officer = officerOf(books, position, args.officer);
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
        (administers(books, revoker, args.organisation, time) ||
          ((liveAppointment(revoker, TREASURY, time)?.offices ?? 0) & REGISTRAR) !== 0);
      if (!may) throw violation(position, subject, "those with the power to revoke do", args.by);
    }
    officer.appointments.delete(args.organisation);
    officer.appointmentCount -= 1;
    officer.independent = false;
  },

  PaymentsHalted(books, { args, position }) {
    const settings = settingsOf(books, position);
    const { organisation, inspector, until, reason } = args;
    const time = position.timestamp;
    if (organisation !== 0) expectOrganisation(books, position, organisation);
    expectOffice(books, position, inspector, INSPECTOR, 0n, TREASURY);
    // A halt of all cools down for each organisation.
    const again = Math.max(books.halts.get(0)?.again ?? 0, books.halts.get(organisation)?.again ?? 0);
    if (until <= time || until - time > settings.haltMaximum || time < again) {
      throw violation(
        position,
        `halt of organisation ${organisation}`,
        "a halt has a longest time and a cooldown",
        `until ${until}, not before ${again}`,
      );
    }
    books.halts.set(organisation, { until, again: until + settings.haltCooldown, reason });
  },

  HaltLifted(books, { args, position }) {
    const settings = settingsOf(books, position);
    if (args.by !== settings.top) {
      const lifter = officerByKey(books, args.by, position.timestamp);
      expectOffice(books, position, lifter?.id ?? 0, INSPECTOR, 0n, TREASURY);
    }
    const halt = books.halts.get(args.organisation);
    if (halt === undefined || position.timestamp >= halt.until) {
      throw violation(
        position,
        `halt of organisation ${args.organisation}`,
        "what is halted is lifted",
        "it is not",
      );
    }
    halt.until = 0;
  },

  OperationVetoed(books, { args, position }) {
    expectOffice(books, position, args.inspector, INSPECTOR, 0n, TREASURY);
  },

  ReplacementVetoed(books, { args, position }) {
    expectOffice(books, position, args.inspector, INSPECTOR, 0n, TREASURY);
    const time = position.timestamp;
    const last = books.replacementWindowOpened;
    const opensNew = last === 0 || time >= last + REPLACEMENT_INTERVAL;
    if (opensNew ? args.opened !== time : args.opened !== last || time >= last + REPLACEMENT_WINDOW) {
      throw violation(
        position,
        `officer ${args.inspector}`,
        "replacements are vetoed in one window, which opens once in a while",
        `the last one opened at ${last}, this one at ${args.opened}`,
      );
    }
    books.replacementWindowOpened = args.opened;
  },
};
