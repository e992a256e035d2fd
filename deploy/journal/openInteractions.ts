import type { JournalEntry } from "./readJournal.js";

/** A transaction that Ignition set out to send and has not seen confirmed. */
export interface OpenInteraction {
  readonly futureId: string;
  readonly id: number;
  /** Where to; nowhere creates a contract. */
  readonly to: string | undefined;
  readonly data: string;
  /** What it was going to be sent under. */
  readonly nonce: number;
  /** The line that says so. */
  readonly prepared: JournalEntry;
  /** The transactions that Ignition knows it sent for it. */
  readonly hashes: readonly string[];
}

/** Finds in the journal what may have been sent and is not confirmed. */
export function openInteractions(entries: readonly JournalEntry[]): OpenInteraction[] {
  interface Known {
    readonly to: string | undefined;
    readonly data: string;
    readonly sent?: Pick<OpenInteraction, "nonce" | "prepared" | "hashes"> | undefined;
  }
  const open = new Map<string, Known>();
  for (const entry of entries) {
    const { line } = entry;
    const key = `${line.futureId ?? ""} ${String(line.networkInteraction?.id ?? line.networkInteractionId)}`;
    const known = open.get(key);
    switch (line.type) {
      case "NETWORK_INTERACTION_REQUEST": {
        const { to, data = "0x", type } = line.networkInteraction ?? {};
        if (type === "ONCHAIN_INTERACTION") open.set(key, { to, data });
        break;
      }
      case "TRANSACTION_PREPARE_SEND":
        if (known === undefined || line.nonce === undefined) break;
        open.set(key, {
          ...known,
          sent: { nonce: line.nonce, prepared: entry, hashes: known.sent?.hashes ?? [] },
        });
        break;
      case "TRANSACTION_SEND":
        if (known?.sent === undefined || line.transaction === undefined) break;
        open.set(key, {
          ...known,
          sent: { ...known.sent, hashes: [...known.sent.hashes, line.transaction.hash] },
        });
        break;
      case "ONCHAIN_INTERACTION_DROPPED":
      case "ONCHAIN_INTERACTION_REPLACED_BY_USER":
        if (known !== undefined) open.set(key, { ...known, sent: undefined });
        break;
      case "TRANSACTION_CONFIRM":
        open.delete(key);
        break;
    }
  }
  return [...open].flatMap(([key, { to, data, sent }]) => {
    if (sent === undefined) return [];
    const at = key.lastIndexOf(" ");
    return [{ futureId: key.slice(0, at), id: Number(key.slice(at + 1)), to, data, ...sent }];
  });
}
