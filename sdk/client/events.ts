import type { TransactionReceipt } from "ethers";

import { createDecoder } from "../journal/decode.js";
import type { JournalEvent, JournalEventArgs, JournalEventName, Position } from "../journal/event.js";
import { journalInterfaces } from "../journal/interfaces.js";
import { JOURNAL_SCHEMA } from "../journal/schema.js";
import { formatCents } from "../money.js";

type Schema = typeof JOURNAL_SCHEMA;

/** What an event says, with amounts as decimal strings. */
export type EventArgs<N extends JournalEventName> = {
  readonly [F in keyof Schema[N]]: Schema[N][F] extends "cents"
    ? string
    : F extends keyof JournalEventArgs<N>
      ? JournalEventArgs<N>[F]
      : never;
};

/** One event that a call brought about, of the given name; told apart by `name`. */
export type EventOf<N extends JournalEventName> = {
  readonly [K in N]: { readonly name: K; readonly args: EventArgs<K>; readonly position: Position };
}[N];

export type FiscEvent = EventOf<JournalEventName>;

let decoder: ReturnType<typeof createDecoder> | undefined;

/**
 * The events of a transaction, in their order; those of contracts that are no part of the ledger are left out.
 *
 * @param addresses Of the contracts that write the journal.
 * @param timestamp Of the transaction's block, in UTC seconds.
 */
export function eventsIn(
  receipt: TransactionReceipt,
  addresses: ReadonlySet<string>,
  timestamp: number,
): FiscEvent[] {
  // Built once, and only by who writes: it compares every ABI with the schema.
  decoder ??= createDecoder(journalInterfaces());
  const decode = decoder;
  return receipt.logs
    .filter(({ address }) => addresses.has(address))
    .flatMap((log) => decode(log, timestamp).map(withDecimals));
}

function withDecimals({ name, args, position }: JournalEvent): FiscEvent {
  const kinds: Readonly<Record<string, string>> = JOURNAL_SCHEMA[name];
  const plain: Record<string, unknown> = { ...args };
  for (const [field, value] of Object.entries(plain)) {
    if (kinds[field] === "cents" && typeof value === "bigint") plain[field] = formatCents(value);
  }
  // Safe: the same fields, with amounts printed as the type says.
  return { name, args: plain, position } as unknown as FiscEvent;
}
