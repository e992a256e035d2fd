import { AbiCoder, dataSlice, type EventFragment, type Interface, type Result, toUtf8String } from "ethers";

import { JournalUnknownEvent } from "./errors.js";
import type { FieldKind, JournalEvent, Position } from "./event.js";
import { JOURNAL_SCHEMA } from "./schema.js";

/** What the decoder needs of a log: ethers' `Log` has it. */
export interface RawLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly transactionHash: string;
  readonly index: number;
}

/** Turns a log and the time of its block, in UTC seconds, into an event. */
export type JournalDecoder = (log: RawLog, timestamp: number) => JournalEvent;

interface Shape {
  readonly name: string;
  readonly fragment: EventFragment;
  readonly fields: readonly (readonly [name: string, kind: FieldKind])[];
}

/** The ABI types that each kind of field may have. */
const ABI_TYPES: Record<FieldKind, readonly string[]> = {
  id: ["uint32", "uint24"],
  sequence: ["uint32"],
  time: ["uint40"],
  duration: ["uint40"],
  mask: ["uint32"],
  kind: ["uint8"],
  cents: ["uint64", "uint120"],
  obligation: ["uint64"],
  hash: ["bytes32"],
  address: ["address"],
  text: ["string"],
  flag: ["bool"],
};

const NUMBERS: ReadonlySet<FieldKind> = new Set<FieldKind>([
  "id",
  "sequence",
  "time",
  "duration",
  "mask",
  "kind",
]);

/** The shape of an event, with its ABI checked against the schema, field by field. */
function shapeOf(fragment: EventFragment): Shape {
  const schema = (JOURNAL_SCHEMA as Record<string, Record<string, FieldKind> | undefined>)[fragment.name];
  const inAbi = fragment.inputs.map((input) => `${input.name}: ${input.type}`).join(", ");
  if (schema === undefined)
    throw new JournalUnknownEvent(`event ${fragment.name}`, "the SDK does not know it");
  const fields = Object.entries(schema);
  const matches =
    fields.length === fragment.inputs.length &&
    fields.every(([field, kind], i) => {
      const input = fragment.inputs[i];
      return input?.name === field && ABI_TYPES[kind].includes(input.type);
    });
  if (!matches)
    throw new JournalUnknownEvent(`event ${fragment.name}`, `the SDK does not know its fields ${inAbi}`);
  return { name: fragment.name, fragment, fields };
}

/**
 * The text at `field`. A contract takes any bytes for a string; those that are no text must not stop the whole
 * journal from being read, so they show as hexadecimal behind a replacement character.
 */
function textAt(log: RawLog, shape: Shape, field: string): string {
  const inputs = shape.fragment.inputs.filter((input) => !input.indexed);
  const types = inputs.map((input) => (input.type === "string" ? "bytes" : input.type));
  const values = AbiCoder.defaultAbiCoder().decode(types, log.data);
  const bytes = values[inputs.findIndex((input) => input.name === field)] as string;
  try {
    return toUtf8String(bytes);
  } catch {
    return `\uFFFD${dataSlice(bytes, 0).slice(2)}`;
  }
}

function valueAt(log: RawLog, shape: Shape, result: Result, index: number): unknown {
  const [field, kind] = shape.fields[index] ?? ["", "flag"];
  if (kind === "text") return textAt(log, shape, field);
  const value: unknown = result[index];
  return NUMBERS.has(kind) ? Number(value) : value;
}

/** Where a log stands, for an error. */
function placeOf(log: RawLog): string {
  return `block ${log.blockNumber}, log ${log.index} of ${log.address}`;
}

/**
 * A decoder for the events of the contracts whose interfaces are given.
 *
 * @throws JournalUnknownEvent if an ABI is not what the schema says, before any log is read; and, from the decoder,
 * for a log with a topic that is none of theirs.
 */
export function createDecoder(interfaces: readonly Interface[]): JournalDecoder {
  const shapes = new Map<string, Shape & { readonly abi: Interface }>();
  for (const abi of interfaces) {
    abi.forEachEvent((fragment) => shapes.set(fragment.topicHash, { ...shapeOf(fragment), abi }));
  }
  return (log, timestamp) => {
    const topic = log.topics[0];
    const shape = topic === undefined ? undefined : shapes.get(topic);
    if (shape === undefined) {
      throw new JournalUnknownEvent(placeOf(log), `topic ${topic ?? "none"} is no event of the journal`);
    }
    const args: Record<string, unknown> = {};
    try {
      const result = shape.abi.decodeEventLog(shape.fragment, log.data, log.topics);
      for (const [index, [field]] of shape.fields.entries()) args[field] = valueAt(log, shape, result, index);
    } catch (cause) {
      throw new JournalUnknownEvent(placeOf(log), `${shape.name} can't be decoded (${String(cause)})`);
    }
    const { blockNumber, blockHash, transactionHash, index: logIndex } = log;
    const position: Position = { blockNumber, blockHash, transactionHash, logIndex, timestamp };
    // Safe: the shape was checked against the schema that the type is made of.
    return { name: shape.name, args, position } as unknown as JournalEvent;
  };
}
