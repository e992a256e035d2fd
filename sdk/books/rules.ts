import type { Position } from "../journal/event.js";
import { BooksViolation, JournalGap } from "./errors.js";

/** What an event is about, in words. Put together only when an error needs it: most events have none. */
export type Subject = string | (() => string);

/** Where an event stands, and what it is about. */
export function placeOf(position: Position, subject: Subject): string {
  const text = typeof subject === "string" ? subject : subject();
  const line = position.line === 0 ? "" : `, line ${position.line}`;
  return `block ${position.blockNumber}, log ${position.logIndex}${line}, ${text}`;
}

/** The error for an event that breaks a rule. */
export function violation(
  position: Position,
  subject: Subject,
  rule: string,
  detail: string,
): BooksViolation {
  return new BooksViolation(placeOf(position, subject), rule, detail);
}

/** Checks that a thing newly registered has the next id: a missing one means that events are missing. */
export function expectNextId(position: Position, what: string, count: number, id: number): void {
  if (id !== count + 1) {
    throw new JournalGap(placeOf(position, what), `${what} ${count + 1}`, `${what} ${id}`);
  }
}

/** Checks that an act took place at the number that its subject has in the books. */
export function expectSequence(position: Position, subject: Subject, expected: number, found: number): void {
  if (expected !== found) {
    throw new JournalGap(placeOf(position, subject), `sequence ${expected}`, `sequence ${found}`);
  }
}

/** Checks that an act moves something. */
export function expectAmount(position: Position, subject: Subject, amount: bigint): void {
  if (amount <= 0n) throw violation(position, subject, "an act moves an amount", `amount ${amount}`);
}

/** Checks that `amount` is there to be taken. */
export function expectEnough(
  position: Position,
  subject: Subject,
  rule: string,
  there: bigint,
  amount: bigint,
): void {
  if (amount > there)
    throw violation(position, subject, rule, `there is ${there}, the act takes ${amount} cents`);
}

const CODE = /^[\x21-\x7e]{1,64}$/;

/** Checks that a natural key is 1 to 64 printable ASCII characters without a space. */
export function expectCode(position: Position, subject: Subject, code: string): void {
  if (!CODE.test(code)) {
    throw violation(
      position,
      subject,
      "a code is 1 to 64 printable ASCII characters without a space",
      `"${code}"`,
    );
  }
}

const LARGEST = 2n ** 64n - 1n;

/** Checks that an amount grown by `added` still fits the contracts' 64 bits of cents. */
export function expectRoom(position: Position, subject: Subject, there: bigint, added: bigint): void {
  if (there + added > LARGEST) {
    throw violation(position, subject, "amounts fit in 64 bits of cents", `${there} and ${added} more`);
  }
}
