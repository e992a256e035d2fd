/** How far an intent is. The guide has the same as a picture: `docs/guide/outbox.md`. */
export type State =
  /** Written down. It has no nonce: nothing of it can be on any chain. */
  | "intended"
  /** A dry run found that it would be refused. It has no nonce; asked for again, it is tried again. */
  | "refused"
  /** A nonce is its own and a signed transaction is on disk. It may not be out yet. */
  | "signed"
  /** It was sent to the endpoints; what became of it is unknown. */
  | "broadcast"
  /** Its nonce is used in a block that can still be taken out. */
  | "mined"
  /** Done, in a block that stays. */
  | "final"
  /** Reverted, in a block that stays. Asked for again, it fails again: a new try takes a new id. */
  | "failed";

/** What can become of each, and nothing else. */
export const FOLLOWS: Readonly<Record<State, readonly State[]>> = {
  intended: ["signed", "refused"],
  refused: ["intended"],
  // Back to `intended`: a transaction that is not ours took the nonce for good, so no candidate can be mined any more.
  signed: ["broadcast", "mined", "final", "failed", "intended"],
  broadcast: ["mined", "final", "failed", "intended"],
  // Back to `broadcast`: a reorganisation took it out.
  mined: ["broadcast", "final", "failed", "intended"],
  final: [],
  failed: [],
};

/** Whether nothing more happens to it by itself. */
export const isSettled = (state: State): boolean =>
  state === "final" || state === "failed" || state === "refused";
