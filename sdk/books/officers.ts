import type { JournalEventOf, Position } from "../journal/event.js";
import { isFounding, officerIn, settingsOf } from "./access.js";
import type { Handlers } from "./handlers.js";
import type { Books, OfficerBook } from "./model.js";
import { hasWorkingKey, isRegistrar, officerByKey } from "./offices.js";
import { expectNextId, violation } from "./rules.js";

const MAX_KEYS = 8;
const NO_KEY = `0x${"0".repeat(40)}`;

/** Checks that a registrar did it, or the making of the registry. */
function expectRegistrar(books: Books, position: Position, subject: string, by: string): void {
  if (isFounding(books, position)) return;
  const registrar = officerByKey(books, by, position.timestamp);
  if (registrar === undefined || !isRegistrar(registrar, position.timestamp)) {
    throw violation(position, subject, "a registrar enrols officers and adds their keys", `by ${by}`);
  }
}

/** Checks who enrolled: a registrar or, for a contract, the top too. */
function expectEnroller(
  books: Books,
  position: Position,
  subject: string,
  by: string,
  isContract: boolean,
): void {
  if (!(isContract && by === settingsOf(books, position).top)) expectRegistrar(books, position, subject, by);
}

/** Checks who added a further key: the top, or, for one who is not independent, a registrar whom the officer asked. */
function expectMayAddKey(books: Books, event: JournalEventOf<"KeyAdded">, officer: OfficerBook): void {
  const { key, by } = event.args;
  const { position } = event;
  if (by === settingsOf(books, position).top) return;
  const subject = `key ${key}`;
  if (officer.independent) {
    throw violation(position, subject, "the top alone adds keys of an independent officer", `by ${by}`);
  }
  expectRegistrar(books, position, subject, by);
  if (officer.keys.length === 0 || officer.proposedKey !== key) {
    throw violation(
      position,
      subject,
      "a registrar adds the key that the officer proposed; one without keys comes back through the top alone",
      `proposed is ${officer.proposedKey}, ${officer.keys.length} keys`,
    );
  }
}

/** Checks who revoked or dismissed: the top, or a registrar if the officer is not independent. */
function expectMayRevoke(books: Books, position: Position, officer: OfficerBook, by: string): void {
  if (by === settingsOf(books, position).top) return;
  const revoker = officerByKey(books, by, position.timestamp);
  if (officer.independent || revoker === undefined || !isRegistrar(revoker, position.timestamp)) {
    throw violation(
      position,
      `officer ${officer.id}`,
      "those with the power to revoke do",
      `by ${by}, ${officer.independent ? "of an independent officer" : "who is no registrar"}`,
    );
  }
}

export const officerHandlers: Handlers<
  "OfficerEnrolled" | "KeyProposed" | "KeyAdded" | "KeyRevoked" | "OfficerDismissed"
> = {
  OfficerEnrolled(books, { args, position }) {
    settingsOf(books, position);
    expectNextId(position, "officer", books.officers.size, args.officer);
    expectEnroller(books, position, `officer ${args.officer}`, args.by, args.isContract);
    books.officers.set(args.officer, {
      id: args.officer,
      isContract: args.isContract,
      file: args.file,
      independent: false,
      term: 1,
      appointmentCount: 0,
      held: 0,
      keys: [],
      proposedKey: NO_KEY,
      keysEver: 0,
      appointments: new Map(),
    });
  },

  KeyProposed(books, { args, position }) {
    const officer = officerIn(books, position, args.officer);
    if (!hasWorkingKey(books, officer, position.timestamp)) {
      throw violation(position, `officer ${args.officer}`, "a working key proposes another", "none works");
    }
    officer.proposedKey = args.key;
  },

  KeyAdded(books, event) {
    const { args, position } = event;
    const settings = settingsOf(books, position);
    const officer = officerIn(books, position, args.officer);
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
    if (isFirst) expectEnroller(books, position, subject, args.by, officer.isContract);
    else expectMayAddKey(books, event, officer);
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
    const officer = officerIn(books, position, args.officer);
    const key = books.keys.get(args.key);
    const index = officer.keys.indexOf(args.key);
    if (key === undefined || index < 0) {
      throw violation(position, `key ${args.key}`, "a live key of the officer is revoked", "it is none");
    }
    if (officerByKey(books, args.by, position.timestamp)?.id !== args.officer) {
      expectMayRevoke(books, position, officer, args.by);
    }
    key.live = false;
    // It may be what the revoked key proposed.
    officer.proposedKey = NO_KEY;
    // The registry fills the hole with the last key.
    const last = officer.keys.pop();
    if (last !== undefined && last !== args.key) officer.keys[index] = last;
  },

  OfficerDismissed(books, { args, position }) {
    const officer = officerIn(books, position, args.officer);
    if (officer.keys.length > 0) {
      throw violation(
        position,
        `officer ${args.officer}`,
        "dismissal ends every key",
        `${officer.keys.length} live`,
      );
    }
    expectMayRevoke(books, position, officer, args.by);
    officer.term += 1;
    officer.proposedKey = NO_KEY;
    officer.appointmentCount = 0;
    officer.held = 0;
    officer.independent = false;
  },
};
