import { AbiCoder, keccak256 } from "ethers";

/**
 * What an opening entry gives as its evidence: which account or obligation of which ledger it continues. Anybody can
 * make it again from the predecessor's journal.
 *
 * @param ledger The predecessor's `ledgerId()`.
 * @param subject An account's or obligation's id there.
 */
export function originOf(ledger: string, subject: bigint): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32", "uint64"], [ledger, subject]));
}
