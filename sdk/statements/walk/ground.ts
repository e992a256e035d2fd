import type { BuildingAct } from "../../books/buildingModel.js";
import type { ActRecord } from "../../books/model.js";
import type { PayeeAct } from "../../books/paymentModel.js";
import type { JournalEventName, Position } from "../../journal/event.js";
import type { Evidence } from "../../records/evidence.js";

/** An act that a figure rests on. */
export interface Ground {
  readonly name: JournalEventName;
  readonly officer: number;
  /** Cents that it adds to the figure, or takes away; 0 for one that counts nothing, and still bears on it. */
  readonly amount: bigint;
  readonly obligation: bigint | undefined;
  /** The voucher or schedule of a claim. */
  readonly document: string | undefined;
  readonly position: Position;
  readonly evidence: Evidence;
}

/** What one figure rests on. */
export interface Stage {
  /** Which figure: `authority`, `paid`, `custody`, … */
  readonly figure: string;
  /** Of what: the account, obligations' account, payee or building. */
  readonly subject: string;
  /** Cents that its acts come to; 0 where they are of no money. */
  readonly amount: bigint;
  /** In the journal's order. */
  readonly grounds: readonly Ground[];
}

/** Looks an act's evidence up. */
export type LookUp = (hash: string, at: Position) => Evidence;

/** An act on an account or obligation as a ground. */
export const groundOf = (
  { name, officer, obligation, document, evidence, position }: ActRecord,
  amount: bigint,
  lookUp: LookUp,
  named = evidence,
): Ground => ({
  ...{ name, officer, amount, obligation, document, position },
  evidence: lookUp(named, position),
});

/** What moves no money. */
export const plainGround = (
  { name, officer, evidence, position }: PayeeAct | BuildingAct,
  obligation: bigint | undefined,
  lookUp: LookUp,
): Ground => ({
  ...{ name, officer, amount: 0n, obligation, document: undefined, position },
  evidence: lookUp(evidence, position),
});

/** Whether one place in the journal comes before another, as a sort asks it. */
export const compare = (a: Position, b: Position): number =>
  a.blockNumber - b.blockNumber || a.logIndex - b.logIndex || a.line - b.line;

/** Acts in the order of the journal, with what they come to. */
export function stageOf(figure: string, subject: string, grounds: readonly Ground[]): Stage {
  const inOrder = [...grounds].sort(({ position: a }, { position: b }) => compare(a, b));
  return { figure, subject, amount: grounds.reduce((sum, { amount }) => sum + amount, 0n), grounds: inOrder };
}
