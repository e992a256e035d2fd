import { TREASURY } from "../ids.js";
import type { Position } from "../journal/event.js";
import { violation } from "./rules.js";
import type { AppointmentBook, Books, OfficerBook } from "./model.js";

/** The offices, one bit each, written down a second time: the books check the contracts, so they do not ask them. */
export const ADMINISTRATOR = 1;
export const REGISTRAR = 2;
export const INSPECTOR = 4;
export const APPROPRIATING = 8;
export const BUDGET = 16;
export const CONTRACTING = 32;
export const RECEIVING = 64;
export const SUBMITTING = 128;
export const CERTIFYING = 256;
export const DISBURSING = 512;
export const PROPERTY = 1024;
export const COLLECTING = 2048;
export const PAYING = 4096;
export const RECORDS = 8192;

const ALL = 16383;

/** Each row: offices of which one officer may hold no two in one organisation. */
const EXCLUSIVE: readonly (readonly number[])[] = [
  [CONTRACTING, RECEIVING, DISBURSING],
  [CONTRACTING, CERTIFYING],
  [SUBMITTING, CERTIFYING, DISBURSING],
];
/** What nobody holds anywhere in a term in which they make authority. */
const SPENDING = CONTRACTING | CERTIFYING | DISBURSING;

/**
 * What is wrong with a set of offices for one officer, or nothing.
 *
 * @param held All offices that the officer has held in this term, these not yet among them.
 */
export function flawOfOffices(offices: number, held: number, isContract: boolean): string | undefined {
  if (offices === 0 || (offices & ~ALL) !== 0) return "an unknown office, or none";
  for (const alone of [ADMINISTRATOR, REGISTRAR, INSPECTOR]) {
    if ((offices & alone) !== 0 && offices !== alone) return "an office that is held alone, and another";
  }
  for (const row of EXCLUSIVE) {
    if (row.filter((office) => (offices & office) !== 0).length > 1) return "incompatible offices";
  }
  const inAll = held | offices;
  if ((inAll & APPROPRIATING) !== 0 && (inAll & SPENDING) !== 0) return "making authority and spending it";
  const forContracts = PAYING | COLLECTING;
  if (isContract && (offices & ~forContracts) !== 0) return "a contract in an office of persons";
  if (!isContract && (offices & PAYING) !== 0) return "a person in an office of contracts";
  return undefined;
}

/** Whether an officer has a key that works at `time`. */
export function hasWorkingKey(books: Books, officer: OfficerBook, time: number): boolean {
  return officer.keys.some((key) => (books.keys.get(key)?.from ?? Infinity) <= time);
}

/** The officer's appointment in an organisation, if it holds at `time`. */
export function liveAppointment(
  officer: OfficerBook,
  organisation: number,
  time: number,
): AppointmentBook | undefined {
  const held = officer.appointments.get(organisation);
  if (held?.term !== officer.term) return undefined;
  return time >= held.from && time < held.until ? held : undefined;
}

/** The officer whose key works at `time`, if any. */
export function officerByKey(books: Books, address: string, time: number): OfficerBook | undefined {
  const key = books.keys.get(address);
  return key !== undefined && key.live && time >= key.from ? books.officers.get(key.officer) : undefined;
}

/** Whether the officer is a live administrator of the organisation or of one above it. */
export function administers(books: Books, officer: OfficerBook, organisation: number, time: number): boolean {
  for (let at: number | undefined = organisation; at !== undefined && at !== 0;) {
    if (((liveAppointment(officer, at, time)?.offices ?? 0) & ADMINISTRATOR) !== 0) return true;
    at = books.organisations.get(at)?.parent;
  }
  return false;
}

/** Whether the officer is a live registrar. */
export function isRegistrar(officer: OfficerBook, time: number): boolean {
  return ((liveAppointment(officer, TREASURY, time)?.offices ?? 0) & REGISTRAR) !== 0;
}

/**
 * Checks that an officer may do an act: a live key, a live appointment with the office in one of the organisations,
 * and a limit that holds the amount.
 */
export function expectOffice(
  books: Books,
  position: Position,
  id: number,
  office: number,
  amount: bigint,
  ...organisations: readonly number[]
): void {
  const rule = "an act is made by a live key with a live appointment within its limit";
  const officer = books.officers.get(id);
  const time = position.timestamp;
  if (officer === undefined || !hasWorkingKey(books, officer, time)) {
    throw violation(position, `officer ${id}`, rule, "no such officer, or no key of theirs works");
  }
  for (const organisation of organisations) {
    const held = liveAppointment(officer, organisation, time);
    if (held !== undefined && (held.offices & office) === office && amount <= held.limit) return;
  }
  throw violation(
    position,
    `officer ${id}`,
    rule,
    `office ${office} for ${amount} cents in organisation ${organisations.join(" or ")}`,
  );
}
