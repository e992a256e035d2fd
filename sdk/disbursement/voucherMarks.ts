/** A voucher's marks, with the contracts' numbers: see `contracts/disbursement/Voucher.sol`. */
export const VOUCHER_MARKS = { held: 1, byInspector: 2, attested: 4, part: 8, freed: 16 } as const;

/** Whether a voucher has a mark. */
export const isMarked = (marks: bigint, mark: keyof typeof VOUCHER_MARKS): boolean =>
  (marks & BigInt(VOUCHER_MARKS[mark])) !== 0n;
