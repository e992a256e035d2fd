import { Transaction } from "ethers";

import type { Call } from "../client/sender.js";
import { withRoom } from "../transactionGas.js";
import type { View } from "./chain.js";
import { type Desk, gap, type Step, take, unmined } from "./desk.js";
import { estimateGas } from "./dryRun.js";
import { OutboxFault } from "./faults.js";
import { currentFee, type Fee } from "./fees.js";
import type { Candidate, Intent } from "./store.js";

/** Gives the next intents nonces and signs them, as many as the window has room for. All are on disk when it returns. */
export async function signNext(desk: Desk, view: View, isWanted: (number: number) => boolean): Promise<void> {
  const { store, chain, terms } = desk;
  const waiting = unmined(desk, view.used);
  // What fills a gap has room always: nothing else moves without it.
  const next = store.waiting(isWanted, Math.max(terms.window - waiting.length, gap(desk, view.used).length));
  if (next.length === 0) return;
  const fee = await currentFee(chain.quorum, terms.mostFee);
  const balance = await chain.balance();
  let promised = 0n;
  for (const intent of waiting)
    promised += costOf(store.candidates(intent).findLast(({ raw }) => raw !== null));

  const steps: Step[] = [];
  const candidates: Candidate[] = [];
  let nonce = store.freeNonce(view.used);
  for (const intent of next) {
    const mayDependOnOthers = waiting.length + candidates.length > 0;
    const gas = await gasFor(desk, intent, mayDependOnOthers);
    if (gas === "later") break;
    if (gas instanceof OutboxFault) {
      steps.push({ intent, to: "refused", known: { failure: gas.data ?? null } });
      continue;
    }
    promised += gas * fee.maxFee;
    if (promised > balance) {
      if (mayDependOnOthers) break;
      throw tooLow(desk.from, promised, balance);
    }
    const candidate = await signed(desk, intent, nonce, fee, gas, view.head);
    candidates.push(candidate);
    steps.push({ intent, to: "signed", known: { nonce, failure: null }, hash: candidate.hash });
    nonce = store.freeNonce(nonce + 1);
  }
  // While nodes and signer were asked, somebody gave a better call: at the next turn it is that one's.
  if (!next.every((intent) => store.isAsRead(intent))) return;
  take(desk, steps, () => {
    for (const candidate of candidates) store.addCandidate(candidate);
  });
}

/** Signs an intent's call; nothing of it is written yet. */
export async function signed(
  { signer, from, chain }: Desk,
  { number, id, target, data }: Intent,
  nonce: number,
  { maxFee, tip }: Fee,
  gas: bigint,
  height: number,
): Promise<Candidate> {
  const raw = await signer.signTransaction({
    type: 2,
    chainId: chain.chainId,
    nonce,
    to: target,
    data,
    value: 0,
    gasLimit: gas,
    maxFeePerGas: maxFee,
    maxPriorityFeePerGas: tip,
  });
  const transaction = Transaction.from(raw);
  if (transaction.hash === null || transaction.from !== from || transaction.nonce !== nonce) {
    throw new OutboxFault(
      "wrong key",
      `intent "${id}"`,
      `the signer signed for ${transaction.from ?? "nobody"} at nonce ${String(transaction.nonce)}, not for ${from} at ${String(nonce)}`,
      "give the outbox the key that it was opened for",
    );
  }
  return {
    hash: transaction.hash,
    intent: number,
    nonce,
    raw,
    maxFee: String(maxFee),
    tip: String(tip),
    gas: String(gas),
    height,
    isSameCall: 1,
  };
}

/** Wei that a transaction may cost. */
export const costOf = (candidate: Candidate | undefined): bigint =>
  candidate === undefined ? 0n : BigInt(candidate.gas) * BigInt(candidate.maxFee);

/** Gas for a call; a fault where it is refused; "later" where it may only be waiting for what is on its way. */
async function gasFor(
  { chain }: Desk,
  { id, target, data, gas }: Intent,
  mayDependOnOthers: boolean,
): Promise<bigint | OutboxFault | "later"> {
  if (gas !== null) return BigInt(gas);
  const call: Call = { to: target, data };
  try {
    return withRoom(await estimateGas(chain, call, id));
  } catch (error) {
    if (!(error instanceof OutboxFault)) throw error;
    // Nodes may also differ on it because not all have heard of what is on its way.
    if (mayDependOnOthers && (error.kind === "refused" || error.kind === "no quorum")) return "later";
    if (error.kind !== "refused") throw error;
    return error;
  }
}

const tooLow = (from: string, needed: bigint, has: bigint): OutboxFault =>
  new OutboxFault(
    "funds",
    from,
    `it has ${String(has)} wei, and the next transaction may cost ${String(needed)}`,
    `send it ${String(needed - has)} wei at least and begin again; the transaction was not signed`,
  );
