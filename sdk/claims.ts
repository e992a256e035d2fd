/** What a payer posts, with the contracts' numbers: the order of `ClaimKind` in `contracts/types/Claim.sol`. */
export const CLAIM_KINDS = ["Certify", "Decertify", "Pay", "Return", "Interest"] as const;

export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** One line of a posting, as `BudgetLedger.post` takes it. */
export interface Claim {
  readonly obligation: bigint;
  /** Cents, above 0. */
  readonly amount: bigint;
  /** The voucher or schedule that it belongs to: 32 bytes. */
  readonly document: string;
}
