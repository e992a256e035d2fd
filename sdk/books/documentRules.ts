import { TREASURY } from "../ids.js";
import type { JournalEventOf, Position } from "../journal/event.js";
import type { Books } from "./model.js";
import { DISBURSING, expectOffice } from "./offices.js";
import type { ExpectedClaim } from "./paymentModel.js";
import { type Subject, violation } from "./rules.js";

const NO_CODE = "0x000000";

/** Checks who disburses: for the organisation, or in the treasury for everyone. */
export function expectDisburser(
  books: Books,
  position: Position,
  organisation: number,
  officer: number,
  total: bigint,
): void {
  expectOffice(books, position, officer, DISBURSING, total, organisation, TREASURY);
}

/** Checks that an officer is none of those who did another duty on a document. */
export function expectThree(
  position: Position,
  subject: Subject,
  others: readonly number[],
  officer: number,
): void {
  if (others.includes(officer)) {
    throw violation(
      position,
      subject,
      "submitter, certifier and disburser are three officers",
      `officer ${officer} did both`,
    );
  }
}

/** Checks that a bank's reason for a return is given. */
export function expectReason(position: Position, subject: Subject, code: string): void {
  if (code === NO_CODE) {
    throw violation(position, subject, "what comes back has a reason", "it has none");
  }
}

/** Checks that a claim is the one that its document's own event announced. */
export function expectAnnounced(
  { args, position, name }: JournalEventOf<"Returned" | "Decertified">,
  subject: Subject,
  expected: ExpectedClaim | undefined,
): void {
  if (expected?.name !== name || expected.amount !== args.amount) {
    throw violation(
      position,
      subject,
      "what is given up or comes back is what its document says",
      `${name} ${args.amount}, expected ${expected === undefined ? "nothing" : `${expected.name} ${expected.amount}`}`,
    );
  }
}
