import type { ActRecord, Books } from "./model.js";

const NONE = /^0x0*$/;

/** Every act that names evidence, once each, in the order of the journal. */
export function evidenceIn(books: Books): ActRecord[] {
  const acts = new Set<ActRecord>();
  for (const subject of [...books.accounts.values(), ...books.obligations.values()]) {
    for (const act of subject.acts) if (!NONE.test(act.evidence)) acts.add(act);
  }
  return [...acts].sort(
    ({ position: a }, { position: b }) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex,
  );
}
