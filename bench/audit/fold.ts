import type { Provider } from "ethers";

import type { Fisc } from "../../deploy/deployFisc.js";
import { fold } from "../../sdk/books/fold.js";
import type { JournalEvent } from "../../sdk/journal/event.js";
import { readJournal } from "../../sdk/journal/reader.js";

/** How fast the books take in events that are at hand: the median of several folds. */
export async function measureFold(
  provider: Provider,
  { timelock: _, ...contracts }: Record<keyof Fisc, string>,
): Promise<{ readonly events: number; readonly eventsPerSecond: number }> {
  const events: JournalEvent[] = [];
  for await (const page of readJournal({ provider, addresses: Object.values(contracts), from: 0 })) {
    for (const event of page.events) events.push(event);
  }
  const seconds = Array.from({ length: 5 }, () => {
    const start = performance.now();
    fold(events);
    return (performance.now() - start) / 1_000;
  }).sort((a, b) => a - b);
  return { events: events.length, eventsPerSecond: Math.round(events.length / (seconds[2] ?? 1)) };
}
