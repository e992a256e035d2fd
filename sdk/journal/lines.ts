import type { FieldReader } from "./fields.js";
import { type RawLog, unreadable } from "./rawLog.js";
import type { BulkLog } from "./schema.js";

/** An event that was a line. */
export interface Line {
  readonly name: string;
  readonly args: Record<string, unknown>;
}

/**
 * The events of a packed log, line by line.
 *
 * @param name The log's.
 * @param head Its own fields.
 */
export function linesOf(
  log: RawLog,
  name: string,
  bulk: BulkLog,
  head: Record<string, unknown>,
  read: FieldReader,
): Line[] {
  const { packed, by } = bulk;
  const shared = Object.fromEntries(
    Object.entries(head).filter(([field]) => field !== packed && field !== by),
  );
  const number = by === undefined ? 0 : Number(head[by]);
  const event = bulk.events[number];
  if (event === undefined) throw unreadable(log, `${name} is of an unknown kind ${number}`);

  const lines = String(head[packed]).slice(2);
  const fields = bulk.codecs[Number.parseInt(lines.slice(0, 2), 16)];
  if (fields === undefined) throw unreadable(log, `${name} is in an unknown codec 0x${lines.slice(0, 2)}`);
  const size = 2 * fields.reduce((sum, [, , bytes]) => sum + bytes, 0);
  const length = lines.length - 2;
  if (length === 0 || length % size !== 0) {
    throw unreadable(log, `${name} holds ${length / 2} bytes, no whole number of lines of ${size / 2}`);
  }
  const events: Line[] = [];
  for (let at = 2; at < lines.length;) {
    const args: Record<string, unknown> = { ...shared };
    for (const [field, kind, bytes] of fields) {
      const end = at + 2 * bytes;
      args[field] = read(kind, `0x${lines.slice(at, end)}`);
      at = end;
    }
    events.push({ name: event, args });
  }
  return events;
}
