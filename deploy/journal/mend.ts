import path from "node:path";

import type { EIP1193Provider } from "@nomicfoundation/ignition-core";
import { Transaction } from "ethers";

import { FiscInputError } from "../../sdk/errors.js";
import { broadcast, isKnown } from "./broadcast.js";
import { openInteractions, type OpenInteraction } from "./openInteractions.js";
import { type JournalEntry, journalIn, readIgnitionJournal } from "./readJournal.js";
import type { SignedTransaction, TransactionLog } from "./transactionLog.js";
import { writeWhole } from "./writeWhole.js";

/**
 * Brings Ignition's journal into line with what was signed, after a run that was cut off.
 *
 * Ignition notes that it is going to send, sends, and notes what it has sent. Cut off in between it can't know, and
 * would stop, or take its own transaction for somebody else's and do the step again. The log of signed transactions
 * knows: what is not in it was never sent, so the intention is taken out; what is in it counts as sent, and is sent
 * again, as the same bytes, where the node does not know it.
 *
 * @param log Left out where the node signs: then nobody knows what it was asked to send.
 * @throws Where the node refuses what was signed. FiscInputError where nobody knows whether a step was sent.
 */
export async function mendJournal(
  folder: string,
  provider: EIP1193Provider,
  log: TransactionLog | undefined,
): Promise<void> {
  const entries = await readIgnitionJournal(folder);
  const open = openInteractions(entries);
  const [first] = open;
  if (first !== undefined && log?.wasThere === false) throw lost(folder, first);
  await log?.begin();
  if (entries.length === 0) return;
  const never: JournalEntry[] = [];
  const sent: string[] = [];
  for (const interaction of open) {
    const signed = log?.all.filter((it) => isFor(interaction, it)) ?? [];
    if (signed.length === 0 && interaction.hashes.length === 0) {
      if (log === undefined) throw unknown(folder, interaction);
      never.push(interaction.prepared);
    }
    for (const it of signed) {
      if (!interaction.hashes.includes(it.hash)) sent.push(sendLine(interaction, it));
    }
    await remind(provider, signed);
  }
  const kept = entries.filter((entry) => !never.includes(entry)).map(({ text }) => text);
  await writeWhole(journalIn(folder), [...kept, ...sent].map((line) => `\n${line}`).join(""));
}

function unknown(folder: string, { futureId, nonce }: OpenInteraction): FiscInputError {
  return new FiscInputError(
    folder,
    `it was cut off while the node sent ${futureId} under nonce ${String(nonce)} by a key of its own, and nobody knows whether it did`,
    "deploy anew under another --name, with a key in FISC_LOCALHOST_KEY: then it is known",
  );
}

/** An empty log is begun before Ignition is: one that is missing can't tell what was never sent. */
function lost(folder: string, { futureId, nonce }: OpenInteraction): FiscInputError {
  return new FiscInputError(
    path.join(folder, "transactions.log"),
    `it is missing, and nobody knows whether ${futureId} was sent under nonce ${String(nonce)}`,
    "bring the file back from where it was deployed, or deploy anew under another --name",
  );
}

/** Whether the transaction was signed for this step, and not for another one under the same nonce. */
function isFor({ nonce, to, data }: OpenInteraction, signed: SignedTransaction): boolean {
  if (signed.nonce !== nonce) return false;
  const transaction = Transaction.from(signed.raw);
  return (transaction.to?.toLowerCase() ?? "") === (to?.toLowerCase() ?? "") && transaction.data === data;
}

/** Sees to it that the node knows one of the transactions, of which the chain takes one at most. */
async function remind(provider: EIP1193Provider, signed: readonly SignedTransaction[]): Promise<void> {
  for (const { hash } of signed) if (await isKnown(provider, hash)) return;
  // The last one pays the highest fee.
  const last = signed.at(-1);
  if (last !== undefined) await broadcast(provider, last);
}

/** What Ignition itself writes after it has sent. */
function sendLine({ futureId, id, nonce }: OpenInteraction, { hash, raw }: SignedTransaction): string {
  const { type, gasPrice, maxFeePerGas, maxPriorityFeePerGas } = Transaction.from(raw);
  const amount = (value: bigint | null) => ({ _kind: "bigint", value: String(value ?? 0n) });
  const fees =
    type === 2
      ? { maxFeePerGas: amount(maxFeePerGas), maxPriorityFeePerGas: amount(maxPriorityFeePerGas) }
      : { gasPrice: amount(gasPrice) };
  return JSON.stringify({
    futureId,
    networkInteractionId: id,
    nonce,
    transaction: { fees, hash },
    type: "TRANSACTION_SEND",
  });
}
