import type { Classification } from "../../classification.js";
import type { ReceiptKind } from "../../acts.js";
import type { AccountRef, ObligationRef, PayeeRef } from "../refs.js";

/** What every act is given. */
export interface ActInput {
  /** Decimal, above 0: "1234.50". */
  readonly amount: string;
  /** Commitment to what it rests on: 32 bytes, or none. */
  readonly evidence?: string;
  /**
   * The subject's sequence number that its author saw, so that the act is refused where others came between; left out,
   * it is read now.
   */
  readonly sequence?: number;
}

/** An act on an account. */
export interface AccountActInput extends ActInput {
  readonly account: AccountRef;
}

export interface TransferInput extends AccountActInput {
  /** A sibling, or another appropriation. */
  readonly to: AccountRef;
}

export interface ReceiptInput extends AccountActInput {
  readonly receipt: ReceiptKind;
}

export interface ObligateInput extends AccountActInput {
  /** "many" for benefits, which schedules alone pay. */
  readonly payee: PayeeRef;
  readonly classification: Partial<Classification>;
}

/** An act on an obligation. */
export interface ObligationActInput extends ActInput {
  readonly obligation: ObligationRef;
}

export interface NovateInput extends ObligationActInput {
  readonly payee: PayeeRef;
}

/** What each act is given, by its name. */
export interface ActInputs {
  readonly appropriate: AccountActInput;
  readonly rescind: AccountActInput;
  readonly anticipate: AccountActInput;
  readonly forgo: AccountActInput;
  readonly realise: AccountActInput;
  readonly transfer: TransferInput;
  readonly withhold: AccountActInput;
  readonly release: AccountActInput;
  readonly allot: AccountActInput;
  readonly withdraw: AccountActInput;
  readonly reserve: AccountActInput;
  readonly unreserve: AccountActInput;
  readonly collect: ReceiptInput;
  readonly uncollect: ReceiptInput;
  readonly obligate: ObligateInput;
  readonly openObligation: ObligateInput;
  readonly increase: ObligationActInput;
  readonly deobligate: ObligationActInput;
  readonly novate: NovateInput;
  readonly accept: ObligationActInput;
  readonly reverse: ObligationActInput;
  readonly advance: ObligationActInput;
  readonly liquidate: ObligationActInput;
  readonly recall: ObligationActInput;
  readonly retain: ObligationActInput;
  readonly unretain: ObligationActInput;
}

export type Verb = keyof ActInputs;

/** An act of a batch: its name, and what it is given. */
export type BatchAct = { readonly [V in Verb]: { readonly act: V } & ActInputs[V] }[Verb];
