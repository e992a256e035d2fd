import type { Position } from "../journal/event.js";
import { BooksViolation, JournalGap } from "./errors.js";

/** Where an event stands, and what it is about. */
export function placeOf(position: Position, subject: string): string {
  return `block ${position.blockNumber}, log ${position.logIndex}, ${subject}`;
}

/** The error for an event that breaks a rule. */
export function violation(position: Position, subject: string, rule: string, detail: string): BooksViolation {
  return new BooksViolation(placeOf(position, subject), rule, detail);
}

/** Checks that a thing newly registered has the next id: a missing one means that events are missing. */
export function expectNextId(position: Position, what: string, count: number, id: number): void {
  if (id !== count + 1) {
    throw new JournalGap(placeOf(position, what), `${what} ${count + 1}`, `${what} ${id}`);
  }
}

/** Checks that an act took place at the number that its subject has in the books. */
export function expectSequence(position: Position, subject: string, expected: number, found: number): void {
  if (expected !== found) {
    throw new JournalGap(placeOf(position, subject), `sequence ${expected}`, `sequence ${found}`);
  }
}

/** Checks that an act moves something. */
export function expectAmount(position: Position, subject: string, amount: bigint): void {
  if (amount <= 0n) throw violation(position, subject, "an act moves an amount", `amount ${amount}`);
}

/** Checks that `amount` is there to be taken. */
export function expectEnough(
  position: Position,
  subject: string,
  rule: string,
  there: bigint,
  amount: bigint,
): void {
  if (amount > there)
    throw violation(position, subject, rule, `there is ${there}, the act takes ${amount} cents`);
}

const LARGEST = 2n ** 64n - 1n;

/** Checks that an amount grown by `added` still fits the contracts' 64 bits of cents. */
export function expectRoom(position: Position, subject: string, there: bigint, added: bigint): void {
  if (there + added > LARGEST) {
    throw violation(position, subject, "amounts fit in 64 bits of cents", `${there} and ${added} more`);
  }
}
