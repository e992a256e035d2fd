import type { BuildingFacts } from "../buildings/facts.js";
import type { JOURNAL_SCHEMA } from "./schema.js";

type Schema = typeof JOURNAL_SCHEMA;

/** A schedule's header, as it was submitted: see `contracts/disbursement/Schedule.sol`. */
export interface JournalHeader {
  readonly kind: number;
  readonly rail: number;
  readonly organisation: number;
  /** 0 for a vendor schedule. */
  readonly obligation: bigint;
  /** Cents. */
  readonly total: bigint;
  readonly chunks: number;
  /** UTC seconds; 0 for a vendor schedule. */
  readonly eligibleUntil: number;
  readonly root: string;
  readonly salt: string;
}

/** What each kind of field is in TypeScript: ids, times and sequences fit a number, cents and obligations do not. */
interface FieldTypes {
  id: number;
  sequence: number;
  number: number;
  day: number;
  offset: number;
  time: number;
  duration: number;
  mask: number;
  kind: number;
  area: number;
  percent: number;
  cents: bigint;
  obligation: bigint;
  trace: bigint;
  word: bigint;
  words: readonly bigint[];
  hash: string;
  account: string;
  code: string;
  address: string;
  bytes: string;
  text: string;
  ascii: string;
  flag: boolean;
  header: JournalHeader;
  facts: BuildingFacts;
}

export type FieldKind = keyof FieldTypes;

/** The name of an event of the registries, the inspector's veto, the ledger, what pays, or the building register. */
export type JournalEventName = keyof Schema;

/** What an event says. Amounts are cents, times UTC seconds. */
export type JournalEventArgs<N extends JournalEventName> = {
  readonly [F in keyof Schema[N]]: Schema[N][F] extends FieldKind ? FieldTypes[Schema[N][F]] : never;
};

/** Where in the chain an event stands. */
export interface Position {
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly transactionHash: string;
  /** Counts from 0 through the whole block. */
  readonly logIndex: number;
  /** Which line of a packed log it is, from 0; 0 in a log that holds one event. */
  readonly line: number;
  /** The block's time, in UTC seconds. */
  readonly timestamp: number;
}

/** One event of the journal, of the given name, as plain data. */
export type JournalEventOf<N extends JournalEventName> = {
  readonly [K in N]: {
    readonly name: K;
    readonly args: JournalEventArgs<K>;
    readonly position: Position;
  };
}[N];

/** One event of the journal, as plain data: all that the books need. Told apart by `name`. */
export type JournalEvent = JournalEventOf<JournalEventName>;
