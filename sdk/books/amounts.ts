import type { AccountBook, ObligationBook } from "./model.js";

/** All that was made available to an account less what was taken away: its parts, added up. Cents. */
export function authorityOf(account: AccountBook): bigint {
  return account.available + account.allotted + account.withheld + account.reserved + account.obligated;
}

/** What may be claimed of an obligation in all: accepted plus advances outstanding. Cents. */
export function owedOf(obligation: ObligationBook): bigint {
  return obligation.accepted + obligation.advanced;
}

/** What was obligated and neither accepted nor advanced. Cents. */
export function undeliveredOf(obligation: ObligationBook): bigint {
  return obligation.obligated - owedOf(obligation);
}

/** What is owed and neither certified, paid nor held back. Cents. */
export function unclaimedOf(obligation: ObligationBook): bigint {
  return owedOf(obligation) - obligation.certified - obligation.paid - obligation.retained;
}
