import type { Done, Foreseen, Write, WriteOptions } from "../../sdk/client/write.js";
import type { JournalEventName } from "../../sdk/journal/event.js";

/** A write with its input, ready to be tried or sent. */
export interface Planned {
  /** The contract's function. */
  readonly method: string;
  readonly dryRun: () => Promise<Foreseen & object>;
  readonly send: (options?: WriteOptions) => Promise<Done<JournalEventName> & object>;
}

export const plan = <Input, N extends JournalEventName, Made extends object>(
  write: Write<Input, N, Made>,
  input: Input,
): Planned => ({
  method: write.method,
  dryRun: () => write.dryRun(input),
  // Safe: events of some names are events of any.
  send: (options) => write(input, options) as unknown as Promise<Done<JournalEventName> & object>,
});
