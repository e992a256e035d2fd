import type { JournalEventOf } from "../../journal/event.js";
import type { RECORD_EVENTS } from "../../journal/recordSchema.js";
import type { Holding } from "../access/holding.js";

export type RecordEventName = keyof typeof RECORD_EVENTS;

/** An event of the record register. */
export type RecordEvent = JournalEventOf<RecordEventName>;

/** All that the journal says of records, and where what they consist of is kept. The blobs are beside it, in a store. */
export interface RecordExport {
  readonly chainId: number;
  readonly register: string;
  /** In the order of the chain. */
  readonly events: readonly RecordEvent[];
  readonly holdings: readonly Holding[];
}
