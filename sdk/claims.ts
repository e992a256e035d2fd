import { concat, toBeHex } from "ethers";

/** What a payer posts, with the contracts' numbers: the order of `ClaimKind` in `contracts/types/ClaimKind.sol`. */
export const CLAIM_KINDS = ["Certify", "Decertify", "Pay", "Return", "Interest"] as const;

export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** One claim of a posting. */
export interface Claim {
  readonly obligation: bigint;
  /** Cents, above 0. */
  readonly amount: bigint;
  /** The voucher or schedule that it belongs to: 32 bytes. */
  readonly document: string;
}

/** Claims packed as `BudgetLedger.post` takes them and the journal shows them: see `contracts/budget/ClaimLines.sol`. */
export function packClaims(claims: readonly Claim[]): string {
  const bytes = claims.map(({ obligation, amount, document }) => [
    toBeHex(obligation, 8),
    toBeHex(amount, 8),
    document,
  ]);
  return concat(["0x01", ...bytes.flat()]);
}
