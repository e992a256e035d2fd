import type { TransactionReceipt } from "ethers";

/** A call to a contract, ready to be signed. */
export interface Call {
  /** The contract's address. */
  readonly to: string;
  /** The encoded function and its arguments. */
  readonly data: string;
  /** Gas units to allow; by default what the node estimates, and some more. */
  readonly gasLimit?: bigint;
}

/**
 * Gets calls onto the chain, with one key.
 *
 * Everything that writes goes through it, so that scripts choose how much care their money needs: a signer alone, or
 * the outbox, which survives crashes.
 */
export interface Sender {
  /** The key's address. */
  readonly from: string;

  /**
   * Sends a call, and waits until it counts.
   *
   * @param id Names the intent, for senders that remember: the same name is sent once for ever, and a second call with
   * it gives the first one's receipt.
   * @param fingerprint What the intent is, where calls can differ that mean the same: see `fingerprintOf`. Without it
   * the call itself is compared.
   * @returns The receipt of the transaction, which succeeded.
   * @throws Where it did not, or where nobody can know; and where the name is another intent's.
   */
  send(call: Call, id?: string, fingerprint?: string): Promise<TransactionReceipt>;

  /**
   * The receipt of an intent that was given before, once it counts; undefined where there was none. Without it, or where
   * nothing is remembered, a caller that begins anew finds its own call refused as done.
   *
   * @param fingerprint What the intent is. Without it nothing is compared.
   * @throws Where the name is another intent's.
   */
  recall?(id: string, fingerprint?: string): Promise<TransactionReceipt | undefined>;
}
