/** The id of the obligation made on `account` at the account's sequence number `sequence`. */
export function obligationId(account: number, sequence: number): bigint {
  return (BigInt(account) << 32n) | BigInt(sequence);
}

/** The account that an obligation obligates. */
export function accountOf(obligation: bigint): number {
  return Number(obligation >> 32n);
}

/** Stands for the payee of an obligation to many payees, which benefit schedules alone pay. */
export const MANY_PAYEES = 2 ** 32 - 1;

/** The organisation at the top of the tree. */
export const TREASURY = 1;
