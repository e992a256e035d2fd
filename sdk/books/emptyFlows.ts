import type { AccountFlows } from "./model.js";

/** An account's flows before the first. */
export function emptyFlows(): AccountFlows {
  return {
    appropriated: 0n,
    openingAppropriated: 0n,
    rescinded: 0n,
    anticipated: 0n,
    forgone: 0n,
    realised: 0n,
    transferredIn: 0n,
    transferredOut: 0n,
    withheld: 0n,
    released: 0n,
    allottedIn: 0n,
    allottedOut: 0n,
    withdrawnIn: 0n,
    withdrawnOut: 0n,
    reserved: 0n,
    unreserved: 0n,
    collectedProceeds: 0n,
    collectedRefunds: 0n,
    collectedReimbursements: 0n,
    obligated: 0n,
    openingObligated: 0n,
    increased: 0n,
    deobligated: 0n,
    accepted: 0n,
    reversed: 0n,
    advanced: 0n,
    liquidated: 0n,
    certified: 0n,
    decertified: 0n,
    paid: 0n,
    returned: 0n,
  };
}
