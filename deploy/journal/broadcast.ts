import type { EIP1193Provider } from "@nomicfoundation/ignition-core";

import type { SignedTransaction } from "./transactionLog.js";

/** Whether the node knows the transaction, waiting or mined. */
export async function isKnown(provider: EIP1193Provider, hash: string): Promise<boolean> {
  const transaction: unknown = await provider.request({ method: "eth_getTransactionByHash", params: [hash] });
  return transaction !== null && transaction !== undefined;
}

/**
 * Sends a signed transaction, which the node may know already.
 *
 * A node that refuses because it has it, or that answers with an error after taking it, counts as having taken it.
 */
export async function broadcast(provider: EIP1193Provider, { raw, hash }: SignedTransaction): Promise<void> {
  try {
    await provider.request({ method: "eth_sendRawTransaction", params: [raw] });
  } catch (error) {
    if (!(await isKnown(provider, hash))) throw error;
  }
}
