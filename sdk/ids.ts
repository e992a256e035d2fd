/** The id of the obligation made on `account` at the account's sequence number `sequence`. */
export function obligationId(account: number, sequence: number): bigint {
  return (BigInt(account) << 32n) | BigInt(sequence);
}

/** The account that an obligation obligates. */
export function accountOf(obligation: bigint): number {
  return Number(obligation >> 32n);
}

/** The organisation at the top of the tree. */
export const TREASURY = 1;
