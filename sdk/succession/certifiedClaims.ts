import type { Books, ObligationBook } from "../books/model.js";
import { phaseOf } from "../books/phase.js";
import { FiscInputError } from "../errors.js";
import { formatCents } from "../money.js";
import { printSubject } from "./printSubject.js";

/** What is certified on an obligation and not paid. */
export interface CertifiedClaim {
  readonly obligation: bigint;
  /** Cents. */
  readonly amount: bigint;
  /** The vouchers and schedules. */
  readonly documents: readonly string[];
}

/** What is certified and not paid at `asOf`, but in cancelled accounts, which pay nothing and are not carried over. */
export function certifiedClaims(books: Books, asOf: number): CertifiedClaim[] {
  return [...books.obligations.values()].flatMap((obligation) => {
    const account = books.accounts.get(obligation.account);
    const isCancelled = account === undefined || phaseOf(books, account, asOf) === "cancelled";
    if (isCancelled || obligation.certified === 0n) return [];
    return [{ obligation: obligation.id, amount: obligation.certified, documents: documentsOf(obligation) }];
  });
}

const CERTIFYING: ReadonlySet<string> = new Set(["Certified", "InterestAccrued"]);
const ENDING: ReadonlySet<string> = new Set(["Decertified", "Paid"]);

function documentsOf({ acts }: ObligationBook): string[] {
  const open = new Map<string, bigint>();
  for (const { name, document, amount } of acts) {
    if (document === undefined) continue;
    const before = open.get(document) ?? 0n;
    if (CERTIFYING.has(name)) open.set(document, before + amount);
    else if (ENDING.has(name)) open.set(document, before - amount);
  }
  return [...open].filter(([, amount]) => amount > 0n).map(([document]) => document);
}

/** How many obligations an error names one by one. */
const NAMED = 20;

/**
 * Makes sure that nothing is certified and not paid: a payer that was dismissed, or a ledger that is frozen, could never
 * end it.
 *
 * @throws FiscInputError that lists what is.
 */
export function expectNothingCertified(books: Books, asOf: number): void {
  const claims = certifiedClaims(books, asOf);
  if (claims.length === 0) return;
  const named = claims
    .slice(0, NAMED)
    .map(
      ({ obligation, amount, documents }) =>
        `${formatCents(amount)} on ${printSubject(obligation)} by ${documents.join(" and ")}`,
    );
  const more = claims.length > NAMED ? [`and ${claims.length - NAMED} more`] : [];
  throw new FiscInputError(
    "predecessor's books",
    `obligations with certified claims that are not paid: ${[...named, ...more].join(", ")}`,
    "pay these vouchers and schedules, or cancel and close them, before the ledger is frozen",
  );
}
