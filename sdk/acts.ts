import { FiscInputError } from "./errors.js";
import { MAX_CENTS } from "./money.js";

/** What an act does, with the contracts' numbers: the order of `ActKind` in `contracts/types/Act.sol`. */
export const ACT_KINDS = [
  "Appropriate",
  "Rescind",
  "Anticipate",
  "Forgo",
  "Realise",
  "Transfer",
  "Withhold",
  "Release",
  "Allot",
  "Withdraw",
  "Reserve",
  "Unreserve",
  "Collect",
  "Uncollect",
  "Obligate",
  "OpenObligation",
  "Increase",
  "Deobligate",
  "Novate",
  "Accept",
  "Reverse",
  "Advance",
  "Liquidate",
  "Recall",
  "Retain",
  "Unretain",
] as const;

export type ActKind = (typeof ACT_KINDS)[number];

/** Why money came in. */
export const RECEIPT_KINDS = { proceeds: 1, refund: 2, reimbursement: 3 } as const;

export type ReceiptKind = keyof typeof RECEIPT_KINDS;

/** One line of a batch, as `BudgetLedger.execute` takes it. */
export interface Act {
  readonly kind: number;
  readonly subject: bigint;
  readonly counterpart: number;
  readonly sequence: number;
  readonly amount: bigint;
  readonly classification: string;
  readonly evidence: string;
}

/** What every act names. */
export interface ActBase {
  /** The subject's sequence number that the author saw; in a batch, each act on a subject carries the next one. */
  readonly sequence: number;
  /** Cents, above 0. */
  readonly amount: bigint;
  /** Commitment to what the act rests on: 32 bytes, or none. */
  readonly evidence?: string;
}

export interface AccountAct extends ActBase {
  readonly account: number;
}

export interface ReceiptAct extends AccountAct {
  readonly receipt: ReceiptKind;
}

export interface ObligationAct extends ActBase {
  readonly obligation: bigint;
}

export interface ObligateAct extends AccountAct {
  readonly payee: number;
  /** From `encodeClassification`. */
  readonly classification: string;
}

export const NO_EVIDENCE = `0x${"0".repeat(64)}`;

function act(
  kind: ActKind,
  subject: bigint,
  base: ActBase,
  counterpart = 0,
  classification = NO_EVIDENCE,
): Act {
  if (base.amount <= 0n || base.amount > MAX_CENTS) {
    throw new FiscInputError(
      `${kind} on ${String(subject)}`,
      `an amount of ${String(base.amount)} cents can't be entered`,
      `give at least 1 and at most ${String(MAX_CENTS)} cents; for a negative amount use the opposite act`,
    );
  }
  const { sequence, amount, evidence = NO_EVIDENCE } = base;
  return { kind: ACT_KINDS.indexOf(kind), subject, counterpart, sequence, amount, classification, evidence };
}

const onAccount =
  (kind: ActKind) =>
  (line: AccountAct): Act =>
    act(kind, BigInt(line.account), line);

const receipting =
  (kind: ActKind) =>
  (line: ReceiptAct): Act =>
    act(kind, BigInt(line.account), line, RECEIPT_KINDS[line.receipt]);

const onObligation =
  (kind: ActKind) =>
  (line: ObligationAct): Act =>
    act(kind, line.obligation, line);

const obligating =
  (kind: ActKind) =>
  (line: ObligateAct): Act =>
    act(kind, BigInt(line.account), line, line.payee, line.classification);

/** A builder for each kind of act: what it is done to and how much, in the contracts' own terms. */
export const acts = {
  appropriate: onAccount("Appropriate"),
  rescind: onAccount("Rescind"),
  anticipate: onAccount("Anticipate"),
  forgo: onAccount("Forgo"),
  realise: onAccount("Realise"),
  /** From `account` to its sibling, or from root to root. */
  transfer: (line: AccountAct & { readonly to: number }): Act =>
    act("Transfer", BigInt(line.account), line, line.to),
  withhold: onAccount("Withhold"),
  release: onAccount("Release"),
  /** From its parent to `account`, whose sequence number it names. */
  allot: onAccount("Allot"),
  withdraw: onAccount("Withdraw"),
  reserve: onAccount("Reserve"),
  unreserve: onAccount("Unreserve"),
  collect: receipting("Collect"),
  /** Takes out a receipt that was posted in error, of the kind that it was posted as. */
  uncollect: receipting("Uncollect"),
  /** Makes obligation `obligationId(account, sequence)`. */
  obligate: obligating("Obligate"),
  openObligation: obligating("OpenObligation"),
  increase: onObligation("Increase"),
  deobligate: onObligation("Deobligate"),
  novate: (line: ObligationAct & { readonly payee: number }): Act =>
    act("Novate", line.obligation, line, line.payee),
  accept: onObligation("Accept"),
  reverse: onObligation("Reverse"),
  advance: onObligation("Advance"),
  liquidate: onObligation("Liquidate"),
  recall: onObligation("Recall"),
  retain: onObligation("Retain"),
  unretain: onObligation("Unretain"),
};
