import type { JournalEventArgs, Position } from "../journal/event.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { ADMINISTRATOR, expectOffice, INSPECTOR, RECORDS } from "./offices.js";
import type { AnchorBook, HoldBook, RecordBook } from "./recordModel.js";
import { expectNextId, violation } from "./rules.js";

const TREASURY = 1;
const DAY = 86_400;
const LONGEST_RETENTION = 36_525 * DAY;
const NOTHING = `0x${"0".repeat(64)}`;
/** What any live appointment has. */
const ANY_OFFICE = 0;

/** First second at which a record can be erased: counted from the end of the latest version's day, if there is a time. */
export function retainedUntil(books: Books, { versions }: RecordBook): number {
  const latest = versions.at(-1);
  const duration = books.retention.get(latest?.class ?? 0) ?? 0;
  return latest === undefined || duration === 0 ? 0 : (latest.day + 1) * DAY + duration;
}

/** The hold that stands, of one kind. */
export function standingHold({ holds }: RecordBook, byInspector: boolean): HoldBook | undefined {
  return holds.find((hold) => hold.byInspector === byInspector && hold.released === undefined);
}

const organisationIn = (id: string): number => Number.parseInt(id.slice(-8), 16);

function expectKept(books: Books, position: Position, id: string): RecordBook {
  const record = books.records.get(id);
  if (record === undefined) {
    throw violation(position, `record ${id}`, "a record is anchored first", "there is none");
  }
  if (record.erasure !== undefined) {
    throw violation(position, `record ${id}`, "nothing is done to what is erased", "it is erased");
  }
  return record;
}

/** The record, which its organisation's records officer may act on. */
function expectRecords(books: Books, position: Position, id: string, officer: number): RecordBook {
  expectOffice(books, position, officer, RECORDS, 0n, organisationIn(id));
  return expectKept(books, position, id);
}

function expectHolder(
  books: Books,
  { args, position }: { args: JournalEventArgs<"RecordReleased">; position: Position },
): RecordBook {
  const { record, officer, byInspector } = args;
  if (!byInspector) return expectRecords(books, position, record, officer);
  expectOffice(books, position, officer, INSPECTOR, 0n, TREASURY);
  return expectKept(books, position, record);
}

/** What is anchored, by an officer of the organisation. */
function expectAnchor(
  books: Books,
  position: Position,
  id: string,
  args: { readonly officer: number; readonly schema: string; readonly root: string; readonly class: number },
): AnchorBook {
  const { officer, schema, root } = args;
  expectOffice(books, position, officer, ANY_OFFICE, 0n, organisationIn(id));
  if (schema === NOTHING || root === NOTHING) {
    throw violation(position, `record ${id}`, "a root stands under a schema", `${root} under ${schema}`);
  }
  if (!books.retention.has(args.class)) {
    throw violation(position, `record ${id}`, "a record has a retention class", `class ${args.class}`);
  }
  const day = Math.floor(position.timestamp / DAY);
  return { schema, root, class: args.class, officer, day, position };
}

function expectFirst(books: Books, position: Position, id: string): void {
  if (books.records.has(id)) {
    throw violation(position, `record ${id}`, "an id stands for one record or batch", "it is taken");
  }
}

function add(books: Books, id: string, anchor: AnchorBook, members: number | undefined): void {
  books.records.set(id, {
    id,
    organisation: organisationIn(id),
    members,
    versions: [anchor],
    holds: [],
    grants: [],
    disclosures: [],
    erasure: undefined,
  });
}

export const recordHandlers: Handlers<
  | "RetentionSet"
  | "RecordAnchored"
  | "RecordSuperseded"
  | "BatchAnchored"
  | "RecordHeld"
  | "RecordReleased"
  | "RecordErased"
  | "RecordGranted"
  | "GrantWithdrawn"
  | "RecordDisclosed"
> = {
  RetentionSet(books, { args, position }) {
    const { officer, duration } = args;
    const subject = `retention class ${args.class}`;
    expectOffice(books, position, officer, ADMINISTRATOR, 0n, TREASURY);
    if (args.class === 0 || books.retention.has(args.class)) {
      throw violation(position, subject, "a class is set once, and none is 0", `${duration} seconds`);
    }
    if (duration > LONGEST_RETENTION) {
      throw violation(position, subject, "a class lasts at most 100 years", `${duration} seconds`);
    }
    books.retention.set(args.class, duration);
  },

  RecordAnchored(books, { args, position }) {
    const { record: id } = args;
    const anchor = expectAnchor(books, position, id, args);
    expectFirst(books, position, id);
    add(books, id, anchor, undefined);
  },

  RecordSuperseded(books, { args, position }) {
    const { record: id, version } = args;
    const anchor = expectAnchor(books, position, id, args);
    const record = expectKept(books, position, id);
    if (record.members !== undefined) {
      throw violation(position, `batch ${id}`, "a batch has no versions", `version ${version}`);
    }
    expectNextId(position, `version of record ${id}`, record.versions.length, version);
    const former = record.versions.at(-1)?.class ?? 0;
    const [least = 0, next = 0] = [books.retention.get(former), books.retention.get(anchor.class)];
    if (next < least) {
      throw violation(
        position,
        `record ${id}`,
        "no later version is kept shorter",
        `class ${anchor.class} after ${former}`,
      );
    }
    if (next > least) expectOffice(books, position, args.officer, RECORDS, 0n, organisationIn(id));
    record.versions.push(anchor);
  },

  BatchAnchored(books, { args, position }) {
    const { batch: id, members } = args;
    const anchor = expectAnchor(books, position, id, args);
    expectFirst(books, position, id);
    if (members === 0) throw violation(position, `batch ${id}`, "a batch has members", "none");
    add(books, id, anchor, members);
  },

  RecordHeld(books, { args, position }) {
    const { officer, byInspector, reason } = args;
    const record = expectHolder(books, { args, position });
    if (standingHold(record, byInspector) !== undefined) {
      throw violation(position, `record ${record.id}`, "each kind of hold stands once", "it is held");
    }
    record.holds.push({ officer, byInspector, reason, position, released: undefined });
  },

  RecordReleased(books, { args, position }) {
    const record = expectHolder(books, { args, position });
    const hold = standingHold(record, args.byInspector);
    if (hold === undefined) {
      throw violation(position, `record ${record.id}`, "a hold is released by its kind", "there is none");
    }
    hold.released = position;
  },

  RecordErased(books, { args, position }) {
    const { record: id, officer, reason } = args;
    const record = expectRecords(books, position, id, officer);
    if (standingHold(record, false) !== undefined || standingHold(record, true) !== undefined) {
      throw violation(position, `record ${id}`, "nothing is erased under a hold", "it is held");
    }
    const until = retainedUntil(books, record);
    if (position.timestamp < until) {
      throw violation(
        position,
        `record ${id}`,
        "nothing is erased before its time",
        `at ${position.timestamp}, kept until ${until}`,
      );
    }
    record.erasure = { officer, reason, position };
  },

  RecordGranted(books, { args, position }) {
    const { record: id, officer, reader, grant } = args;
    const record = expectRecords(books, position, id, officer);
    record.grants.push({ reader, grant, officer, position, withdrawn: undefined });
  },

  GrantWithdrawn(books, { args, position }) {
    const { record: id, officer, reader } = args;
    const record = expectRecords(books, position, id, officer);
    // The contract keeps no grants, so it takes a withdrawal of one that there is not.
    for (const grant of record.grants) if (grant.reader === reader) grant.withdrawn ??= position;
  },

  RecordDisclosed(books, { args, position }) {
    const { record: id, officer, version, disclosure } = args;
    const record = expectRecords(books, position, id, officer);
    if (record.versions[version - 1] === undefined) {
      throw violation(position, `record ${id}`, "what is disclosed is anchored", `version ${version}`);
    }
    record.disclosures.push({ version, disclosure, officer, position });
  },
};
