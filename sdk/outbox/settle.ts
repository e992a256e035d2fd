import { mapBounded } from "../concurrency.js";
import type { View } from "./chain.js";
import { type Desk, type Step, take } from "./desk.js";
import { revertData } from "./dryRun.js";
import type { Told } from "./receipt.js";
import { type Candidate, isSameCall, type Open } from "./store.js";

/** Intents looked up at a time. */
const AT_ONCE = 8;

/** Finds out what became of transactions: which candidate was mined, what a reorganisation took out, what stays. */
export async function settle(desk: Desk, view: View): Promise<void> {
  const open = desk.store.open();
  takeBack(
    desk,
    open.filter(({ state, nonce }) => state === "mined" && nonce >= view.used),
  );
  // Of what is mined there is news when its block stays.
  const due = open.filter(
    ({ state, nonce, block }) => nonce < view.used && (state !== "mined" || (block ?? 0) <= view.final),
  );
  const steps = await mapBounded(due, AT_ONCE, (intent) => stepOf(desk, view, intent));
  take(desk, steps.flat());
}

/** A reorganisation took them out: they are sent again, as if they had never been. */
function takeBack(desk: Desk, back: readonly Open[]): void {
  for (const intent of back) for (const { hash } of desk.store.candidates(intent)) desk.sent.delete(hash);
  take(
    desk,
    back.map((intent) => ({ intent, to: "broadcast", known: { block: null } })),
  );
}

async function stepOf(desk: Desk, { final }: View, intent: Open): Promise<Step[]> {
  const candidates = desk.store.candidates(intent);
  const told = await desk.chain.mined(
    candidates.map(({ hash }) => hash),
    final,
  );
  if (told === undefined) {
    await findForeign(desk, intent, candidates);
    return [];
  }
  const candidate = candidates.find(({ hash }) => hash === told.hash);
  if (candidate === undefined) return [];
  return told.blockNumber <= final
    ? [await ending(desk, intent, candidate, told)]
    : await mined(desk, intent, candidate, told);
}

async function ending(desk: Desk, intent: Open, candidate: Candidate, told: Told): Promise<Step> {
  // The nonce is used for good by another call, so that none of ours can be mined: it takes the next one.
  if (candidate.isSameCall === 0)
    return { intent, to: "intended", known: { nonce: null, block: null, failure: null } };
  const { isSuccess, raw, hash, blockNumber } = told;
  const failure = intent.failure ?? (await failureOf(desk, intent, candidate, told));
  const known = { receipt: raw, block: blockNumber, failure: isSuccess ? null : failure };
  return { intent, to: isSuccess ? "final" : "failed", known, hash };
}

async function mined(desk: Desk, intent: Open, candidate: Candidate, told: Told): Promise<Step[]> {
  const { blockNumber, hash } = told;
  if (intent.state === "mined" && intent.block === blockNumber) return [];
  // At once, while nodes still have the state it failed in.
  const known = { block: blockNumber, failure: await failureOf(desk, intent, candidate, told) };
  return intent.state === "mined"
    ? // In another block than before.
      [
        { intent, to: "broadcast", known },
        { intent: { ...intent, state: "broadcast" }, to: "mined", known, hash },
      ]
    : [{ intent, to: "mined", known, hash }];
}

/** What the call reverted with, if it did and a node can tell. */
async function failureOf(
  { chain }: Desk,
  { target, data }: Open,
  { isSameCall }: Candidate,
  { isSuccess, blockNumber }: Told,
): Promise<string | null> {
  if (isSuccess || isSameCall === 0) return null;
  return (await revertData(chain, { to: target, data }, blockNumber)) ?? null;
}

/** The nonce is used, and no candidate was: somebody else has the key, and what they sent is a candidate as well. */
async function findForeign(
  { store, chain, tell }: Desk,
  intent: Open,
  candidates: readonly Candidate[],
): Promise<void> {
  const since = Math.min(...candidates.map(({ height }) => height));
  const used = await chain.user(intent.nonce, since);
  // One of ours: its receipt will be there soon.
  if (used === undefined || candidates.some(({ hash }) => hash === used.hash)) return;
  const same = isSameCall(intent, used.to, used.data);
  store.write(() => {
    store.addCandidate({
      hash: used.hash,
      intent: intent.number,
      nonce: intent.nonce,
      raw: null,
      maxFee: "0",
      tip: "0",
      gas: "0",
      height: since,
      isSameCall: Number(same),
    });
  });
  tell({ kind: "foreign", id: intent.id, hash: used.hash, isSameCall: same });
}
