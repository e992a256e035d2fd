import type { View } from "./chain.js";
import { type Desk, type Step, take, unmined } from "./desk.js";
import { currentFee, raisedFee } from "./fees.js";
import { costOf, signed } from "./sign.js";
import type { Candidate, Open } from "./store.js";

/** Sends what is on disk and not on its way: all that a process before may have left, and again what is not mined. */
export async function broadcast(desk: Desk, view: View): Promise<void> {
  const { terms, sent, chain } = desk;
  const now = Date.now();
  const due = unmined(desk, view.used)
    .slice(0, terms.window)
    .flatMap((intent) => {
      const candidate = lastOwn(desk, intent);
      if (typeof candidate?.raw !== "string") return [];
      const { hash, raw } = candidate;
      return now - (sent.get(hash)?.last ?? 0) >= terms.resendMs ? [{ intent, hash, raw }] : [];
    });
  if (due.length === 0) return;
  await chain.send(due);
  for (const { hash } of due) sent.set(hash, { first: sent.get(hash)?.first ?? now, last: now });
  take(
    desk,
    due
      .filter(({ intent }) => intent.state === "signed")
      .map(({ intent, hash }): Step => ({ intent, to: "broadcast", hash })),
  );
}

/** Replaces what is stuck: the first in line, and whatever pays less than blocks ask for by now. */
export async function replaceStuck(desk: Desk, view: View): Promise<void> {
  const { store, chain, sent, terms, tell } = desk;
  const now = Date.now();
  const stuck = unmined(desk, view.used).flatMap((intent) => {
    const candidate = lastOwn(desk, intent);
    const since = candidate && sent.get(candidate.hash)?.first;
    return candidate && since !== undefined && now - since >= terms.stuckMs ? [{ intent, candidate }] : [];
  });
  if (stuck.length === 0) return;
  const current = await currentFee(chain.quorum, terms.mostFee);
  const balance = await chain.balance();
  for (const { intent, candidate } of stuck) {
    const former = { maxFee: BigInt(candidate.maxFee), tip: BigInt(candidate.tip) };
    if (intent.nonce !== view.used && former.maxFee >= current.maxFee) continue;
    const fee = raisedFee(former, current, terms.mostFee);
    if (fee === undefined || store.candidates(intent).length >= terms.mostCandidates) continue;
    const next = await signed(desk, intent, intent.nonce, fee, BigInt(candidate.gas), view.head);
    // A transaction that the key can't pay would be worth less than the one that is out.
    if (costOf(next) > balance) continue;
    store.write(() => {
      store.addCandidate(next);
    });
    tell({ kind: "replaced", id: intent.id, hash: next.hash, maxFee: fee.maxFee });
  }
}

/** The last one that we signed, which pays the most. */
const lastOwn = ({ store }: Desk, intent: Open): Candidate | undefined =>
  store.candidates(intent).findLast(({ raw }) => raw !== null);
