import type { Books } from "../books/model.js";
import type { RecordBook } from "../books/recordModel.js";
import type { Position } from "../journal/event.js";
import type { Report } from "./invariants.js";

const DAY = 86_400;

/** Checks that versions follow each other, and that what is erased was free to be and stays as it was. */
export function checkRecords(books: Books, report: Report): void {
  for (const record of books.records.values()) {
    checkVersions(books, record, report);
    checkErasure(books, record, report);
  }
}

/** Each version after the one before it, on the day it says, and kept no shorter. */
function checkVersions(books: Books, record: RecordBook, report: Report): void {
  const { id, members, versions } = record;
  const subject = `record ${id}`;
  if (versions.length === 0 || (members !== undefined && versions.length > 1)) {
    report(20, subject, `it has ${versions.length} versions`);
  }
  for (const [i, { day, position, class: own }] of versions.entries()) {
    if (day * DAY > position.timestamp || position.timestamp >= (day + 1) * DAY) {
      report(20, subject, `version ${i + 1} says day ${day}, anchored at ${position.timestamp}`);
    }
    const former = versions[i - 1];
    if (former === undefined) continue;
    if (!isAfter(position, former.position)) {
      report(20, subject, `version ${i + 1} was anchored before version ${i}`);
    }
    if ((books.retention.get(own) ?? 0) < (books.retention.get(former.class) ?? 0)) {
      report(20, subject, `version ${i + 1} is kept shorter than version ${i}`);
    }
  }
}

/** Whatever was done to a record was done before its erasure, and no hold or time stood against that. */
function checkErasure(books: Books, record: RecordBook, report: Report): void {
  const { id, versions, holds, grants, disclosures, erasure } = record;
  if (erasure === undefined) return;
  const subject = `record ${id}`;
  const { position } = erasure;
  for (const { released, byInspector } of holds) {
    if (released === undefined || isAfter(released, position)) {
      report(
        20,
        subject,
        `it was erased under a hold of ${byInspector ? "an inspector" : "its organisation"}`,
      );
    }
  }
  const withdrawals = grants.flatMap(({ withdrawn }) => (withdrawn === undefined ? [] : [withdrawn]));
  const done = [...versions, ...holds, ...grants, ...disclosures].map((one) => one.position);
  if ([...done, ...withdrawals].some((one) => isAfter(one, position))) {
    report(20, subject, "something was done to it once it was erased");
  }
  // Every version's time, not the latest one's alone.
  for (const [i, anchor] of versions.entries()) {
    const duration = books.retention.get(anchor.class) ?? 0;
    const until = duration === 0 ? 0 : (Math.floor(anchor.position.timestamp / DAY) + 1) * DAY + duration;
    if (position.timestamp < until) {
      report(20, subject, `erased at ${position.timestamp}, version ${i + 1} is kept until ${until}`);
    }
  }
}

const isAfter = (one: Position, other: Position): boolean =>
  one.blockNumber > other.blockNumber ||
  (one.blockNumber === other.blockNumber && one.logIndex > other.logIndex);
