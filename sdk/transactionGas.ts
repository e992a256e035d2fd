/** What no transaction may use (EIP-7825). */
export const TRANSACTION_GAS_CAP = 16_777_216;

/** Gas units to allow where a node estimates so many: a fifth more, since a slot more may be new by then. */
export function withRoom(estimate: bigint): bigint {
  const more = (estimate * 6n) / 5n;
  const cap = BigInt(TRANSACTION_GAS_CAP);
  return more < cap ? more : cap;
}
