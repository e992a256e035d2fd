import { concat, toBeHex } from "ethers";

import { type Claim, CLAIM_KINDS, type ClaimKind } from "../../sdk/claims.js";
import type { Staffed } from "../fixtures/staffed.js";

/** The voucher or schedule that claims belong to, unless one is named. */
export const DOCUMENT = `0x${"d0".repeat(32)}`;

/** One claim, its document named or not. */
export type ClaimLine = Omit<Claim, "document"> & Partial<Pick<Claim, "document">>;

type Payer = Pick<Staffed, "ledger" | "payer">;

/**
 * What a payer posts for an organisation, in the name of the officer whom it answers for:
 * `claims(all).certify(organisation, officer, [{ obligation, amount }])`.
 */
export function claims({ ledger, payer }: Payer) {
  const posting = (kind: ClaimKind, organisation: number, officer: number, lines: readonly ClaimLine[]) =>
    [ledger, CLAIM_KINDS.indexOf(kind), organisation, officer, lines.map(documented)] as const;
  const posts = (kind: ClaimKind) => (organisation: number, officer: number, lines: readonly ClaimLine[]) =>
    payer.contract.post(...posting(kind, organisation, officer, lines));
  return {
    certify: posts("Certify"),
    decertify: posts("Decertify"),
    pay: posts("Pay"),
    /** Named after what it is; `return` is a word of the language's own. */
    giveBack: posts("Return"),
    accrue: posts("Interest"),
    /** The bits of what a posting would leave out. */
    leftOut: async (kind: ClaimKind, organisation: number, officer: number, lines: readonly ClaimLine[]) =>
      payer.contract.post.staticCall(...posting(kind, organisation, officer, lines)),
  };
}

/** What `ClaimsPosted` says of claims: codec 1, written apart from the contracts and the books. */
export function postedLines(lines: readonly ClaimLine[]): string {
  const bytes = lines
    .map(documented)
    .map(({ obligation, amount, document }) => [toBeHex(obligation, 8), toBeHex(amount, 8), document]);
  return concat(["0x01", ...bytes.flat()]);
}

const documented = (line: ClaimLine): Claim => ({ document: DOCUMENT, ...line });
