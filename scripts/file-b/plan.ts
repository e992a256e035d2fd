import type { FileBRow } from "./row.js";

/** The officers that a row's acts take, by their offices: no one may hold two of them. */
export type Desk = "contracting" | "receiving" | "budget" | "disbursing";

/** What is done to a row's one obligation. */
export type Verb =
  | "openObligation"
  | "obligate"
  | "increase"
  | "deobligate"
  | "accept"
  | "reverse"
  | "advance"
  | "liquidate"
  | "recall"
  | "pay"
  | "giveBack"
  | "refund";

/** One act on a row's obligation, or one payment of it; cents, above 0. */
export interface Move {
  readonly desk: Desk;
  readonly verb: Verb;
  readonly amount: bigint;
}

const DESKS: Record<Verb, Desk> = {
  openObligation: "contracting",
  obligate: "contracting",
  increase: "contracting",
  deobligate: "contracting",
  accept: "receiving",
  reverse: "receiving",
  liquidate: "receiving",
  advance: "budget",
  recall: "budget",
  // A payment takes two more officers, see `desks.ts`; its last step names the desk.
  pay: "disbursing",
  giveBack: "disbursing",
  refund: "disbursing",
};

/**
 * The acts that lead to a row's closing balances, in the order in which they would happen.
 *
 * A balance on the wrong side comes out as the opposite act, at the place where the ledger holds nothing for it: it is
 * for the contracts to refuse it, by the rule that such a balance breaks. Nothing is refused here. Outlays are vouchers,
 * submitted, certified and paid; what payees gave back was paid before.
 */
export function planRow(row: FileBRow): Move[] {
  const { opening, closing, downward } = row;
  const moves: Move[] = [];
  const move = (verb: Verb, amount: bigint): void => {
    if (amount !== 0n) moves.push({ desk: DESKS[verb], verb, amount });
  };
  /** The act for a positive amount, its opposite for a negative one. */
  const either = (forward: Verb, backward: Verb, amount: bigint): void => {
    if (amount >= 0n) move(forward, amount);
    else move(backward, -amount);
  };

  const balances = [opening.undelivered, opening.delivered, opening.advanced];
  const brought = balances.reduce((sum, balance) => sum + rightSide(balance), 0n);
  const missing = balances.reduce((sum, balance) => sum + wrongSide(balance), 0n);
  const cent = brought === 0n && missing > 0n ? CENT : 0n;
  move("openObligation", brought + cent);
  move("accept", rightSide(opening.delivered));
  move("advance", rightSide(opening.advanced));
  move("reverse", wrongSide(opening.delivered));
  move("liquidate", wrongSide(opening.advanced));
  if (missing > 0n) move("deobligate", missing + cent);

  // What the year added, whether the file calls it an upward adjustment or not.
  const rise = row.obligationsIncurred - (brought - missing) + downward;
  const liquidated = opening.advanced > closing.advanced ? opening.advanced - closing.advanced : 0n;
  const accepted = closing.delivered + closing.paid - opening.delivered - liquidated;
  const isNew = moves.length === 0;
  const isIdle = [closing.undelivered, closing.delivered, closing.advanced, closing.paid, downward].every(
    (amount) => amount === 0n,
  );
  if (isNew && !isIdle) move("obligate", rise > 0n ? rise : CENT);
  // What was given back was accepted or advanced, and paid, before; what it lowers the obligation by is in `downward`.
  const isPlain = downward < row.refunds.advanced + row.refunds.paid;
  const refundedAdvance = isPlain || closing.advanced < 0n ? 0n : row.refunds.advanced;
  const refundedPaid = isPlain || closing.paid < 0n ? 0n : row.refunds.paid;
  // More was liquidated than was advanced, or more came back than was paid: there is nothing to take it from.
  if (closing.advanced < 0n) move("liquidate", liquidated);
  if (closing.paid < 0n) move("giveBack", -closing.paid);
  if (accepted < 0n) move("reverse", -accepted);
  if (!isNew) either("increase", "deobligate", rise);
  else if (!isIdle && rise <= 0n) move("deobligate", CENT - rise);
  if (closing.advanced >= 0n) move("liquidate", liquidated);
  move("accept", rightSide(accepted) + refundedPaid);
  move("pay", rightSide(closing.paid) + refundedPaid);
  move("refund", refundedPaid);
  move("reverse", refundedPaid);
  move("advance", rightSide(closing.advanced - opening.advanced) + refundedAdvance);
  either("pay", "giveBack", closing.advanced + refundedAdvance);
  move("refund", refundedAdvance);
  move("recall", refundedAdvance);
  either("deobligate", "increase", downward);
  return moves;
}

/**
 * Where a row obligates nothing and takes something away, its obligation is made with a cent, so that it is there to
 * be addressed; the cent goes with what is taken.
 */
const CENT = 1n;

const rightSide = (balance: bigint): bigint => (balance > 0n ? balance : 0n);
const wrongSide = (balance: bigint): bigint => (balance < 0n ? -balance : 0n);

/** The most that the row has obligated at any time: what its account must have authority for. */
export function peakOf(moves: readonly Move[]): bigint {
  let obligated = 0n;
  let peak = 0n;
  for (const { verb, amount } of moves) {
    if (verb === "openObligation" || verb === "obligate" || verb === "increase") obligated += amount;
    if (verb === "deobligate") obligated -= amount;
    if (obligated > peak) peak = obligated;
  }
  return peak;
}

/** Consecutive moves of one desk, which go in one batch. */
export function batches(moves: readonly Move[]): Move[][] {
  const grouped: Move[][] = [];
  for (const next of moves) {
    const last = grouped.at(-1);
    if (last?.[0]?.desk === next.desk) last.push(next);
    else grouped.push([next]);
  }
  return grouped;
}
