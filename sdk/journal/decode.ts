import { type Interface, toUtf8String } from "ethers";

import type { JournalEvent, Position } from "./event.js";
import { createFieldReader } from "./fields.js";
import { linesOf } from "./lines.js";
import { bytesAt, type RawLog, unreadable, wordsAt } from "./rawLog.js";
import { type Shape, shapeOf } from "./shape.js";

/** Turns a log and the time of its block, in UTC seconds, into its events: one, or one for each packed line. */
export type JournalDecoder = (log: RawLog, timestamp: number) => JournalEvent[];

/**
 * A text. A contract takes any bytes for some strings, such as a ledger's name; those that are no text must not stop
 * the whole journal from being read, so they show as hexadecimal behind a replacement character.
 */
function textOf(hex: string): string {
  try {
    return toUtf8String(`0x${hex}`);
  } catch {
    return `\uFFFD${hex}`;
  }
}

/**
 * A decoder for the events of the contracts whose interfaces are given.
 *
 * Fields are read from their words: most types of the journal take one, none is nested deeper. This is what
 * makes the reading of a whole journal fast; the tests compare it with ethers' own encoding of every event.
 *
 * @throws JournalUnknownEvent if an ABI is not what the schema says, before any log is read; and, from the decoder,
 * for a log with a topic that is none of theirs, or with lines in a codec that this version does not know.
 */
export function createDecoder(interfaces: readonly Interface[]): JournalDecoder {
  const shapes = new Map<string, Shape>();
  for (const abi of interfaces) {
    abi.forEachEvent((fragment) => shapes.set(fragment.topicHash, shapeOf(fragment)));
  }
  const read = createFieldReader();

  const argsOf = (log: RawLog, shape: Shape): Record<string, unknown> => {
    const args: Record<string, unknown> = {};
    for (const { name, kind, indexed, place, words } of shape.fields) {
      if (kind === "text") args[name] = textOf(bytesAt(log, place, `${shape.name}.${name}`));
      else if (kind === "bytes") args[name] = `0x${bytesAt(log, place, `${shape.name}.${name}`)}`;
      else if (kind === "words") args[name] = wordsAt(log, place, `${shape.name}.${name}`);
      else if (indexed) args[name] = read(kind, log.topics[place] ?? "");
      else args[name] = read(kind, `0x${log.data.slice(2 + 64 * place, 2 + 64 * (place + words))}`);
    }
    return args;
  };

  return (log, timestamp) => {
    const topic = log.topics[0];
    const shape = topic === undefined ? undefined : shapes.get(topic);
    if (shape === undefined) throw unreadable(log, `topic ${topic ?? "none"} is no event of the journal`);
    if (log.topics.length !== shape.topics || log.data.length < 2 + 64 * shape.words) {
      throw unreadable(log, `${shape.name} can't be decoded: it is cut short`);
    }
    const args = argsOf(log, shape);
    const { blockNumber, blockHash, transactionHash, index: logIndex } = log;
    const position: Position = { blockNumber, blockHash, transactionHash, logIndex, line: 0, timestamp };
    const { name, bulk } = shape;
    // Safe: the shape was checked against the schema that the types are made of, and so are the lines' fields.
    if (bulk === undefined) return [{ name, args, position } as unknown as JournalEvent];
    return linesOf(log, name, bulk, args, read).map((event, line) => {
      return { ...event, position: { ...position, line } } as unknown as JournalEvent;
    });
  };
}
