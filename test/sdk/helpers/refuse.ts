import { expect } from "chai";

import { apply } from "../../../sdk/books/apply.js";
import { cloneBooks } from "../../../sdk/books/cloneBooks.js";
import { BooksViolation, JournalGap } from "../../../sdk/books/errors.js";
import type { JournalEvent } from "../../../sdk/journal/event.js";
import type { Journal } from "./journal.js";

/** Expects the books to refuse the event as breaking the rule, and to be as they were. */
export function expectViolation(journal: Journal, event: JournalEvent, rule: RegExp): void {
  expect(refuse(journal, event)).to.be.instanceOf(BooksViolation).with.property("rule").that.matches(rule);
}

/** Expects the books to miss something before the event, and to be as they were. */
export function expectGap(journal: Journal, event: JournalEvent, place: RegExp): JournalGap {
  const error = refuse(journal, event);
  expect(error).to.be.instanceOf(JournalGap).with.property("place").that.matches(place);
  return error as JournalGap;
}

function refuse(journal: Journal, event: JournalEvent): unknown {
  const before = cloneBooks(journal.books);
  let refusal: unknown;
  try {
    apply(journal.books, event);
  } catch (error) {
    refusal = error;
  }
  expect(journal.books, "refused events leave no trace").to.deep.equal(before);
  return refusal;
}
