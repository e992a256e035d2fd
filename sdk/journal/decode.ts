import { AbiCoder, dataSlice, type EventFragment, getAddress, type Interface, toUtf8String } from "ethers";

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

interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  /** Which topic it is, or, for one that is not indexed, which word of the data. */
  readonly place: number;
  readonly indexed: boolean;
}

interface Shape {
  readonly name: string;
  readonly fragment: EventFragment;
  readonly fields: readonly Field[];
  /** How many topics there are, and how many words the data begins with. */
  readonly topics: number;
  readonly words: number;
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
  let topics = 1;
  let words = 0;
  const placed = fields.map(([name, kind], i): Field => {
    const indexed = fragment.inputs[i]?.indexed ?? false;
    return { name, kind, indexed, place: indexed ? topics++ : words++ };
  });
  return { name: fragment.name, fragment, fields: placed, topics, words };
}

/**
 * The text at `field`. A contract takes any bytes for some strings, such as a ledger's name; those that are no text
 * must not stop the whole journal from being read, so they show as hexadecimal behind a replacement character.
 */
function textAt(log: RawLog, shape: Shape, field: string): string {
  const inputs = shape.fragment.inputs.filter((input) => !input.indexed);
  const types = inputs.map((input) => (input.type === "string" ? "bytes" : input.type));
  let bytes: string;
  try {
    const values = AbiCoder.defaultAbiCoder().decode(types, log.data);
    bytes = String(values[inputs.findIndex((input) => input.name === field)]);
  } catch {
    throw new JournalUnknownEvent(placeOf(log), `${shape.name} can't be decoded: its ${field} is cut short`);
  }
  try {
    return toUtf8String(bytes);
  } catch {
    return `\uFFFD${bytes.slice(2)}`;
  }
}

/**
 * The value of a field, read from its word: all types of the journal take one word, but for text. This is what makes
 * the reading of a whole journal fast; the tests compare it with ethers' own encoding of every event.
 */
function valueAt(
  log: RawLog,
  shape: Shape,
  { name, kind, indexed, place }: Field,
  addresses: Addresses,
): unknown {
  if (kind === "text") return textAt(log, shape, name);
  const word = indexed ? (log.topics[place] ?? "") : `0x${log.data.slice(2 + 64 * place, 66 + 64 * place)}`;
  if (kind === "hash") return word;
  if (kind === "address") return addresses(word);
  const value = BigInt(word);
  if (kind === "flag") return value !== 0n;
  return NUMBERS.has(kind) ? Number(value) : value;
}

type Addresses = (word: string) => string;

/** Checksummed addresses of words, each computed once: it takes a hash. */
function rememberAddresses(): Addresses {
  const known = new Map<string, string>();
  return (word) => {
    const address = known.get(word) ?? getAddress(dataSlice(word, 12));
    known.set(word, address);
    return address;
  };
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
  const shapes = new Map<string, Shape>();
  for (const abi of interfaces) {
    abi.forEachEvent((fragment) => shapes.set(fragment.topicHash, shapeOf(fragment)));
  }
  const addresses = rememberAddresses();
  return (log, timestamp) => {
    const topic = log.topics[0];
    const shape = topic === undefined ? undefined : shapes.get(topic);
    if (shape === undefined) {
      throw new JournalUnknownEvent(placeOf(log), `topic ${topic ?? "none"} is no event of the journal`);
    }
    if (log.topics.length !== shape.topics || log.data.length < 2 + 64 * shape.words) {
      throw new JournalUnknownEvent(placeOf(log), `${shape.name} can't be decoded: it is cut short`);
    }
    const args: Record<string, unknown> = {};
    for (const field of shape.fields) args[field.name] = valueAt(log, shape, field, addresses);
    const { blockNumber, blockHash, transactionHash, index: logIndex } = log;
    const position: Position = { blockNumber, blockHash, transactionHash, logIndex, timestamp };
    // Safe: the shape was checked against the schema that the type is made of.
    return { name: shape.name, args, position } as unknown as JournalEvent;
  };
}
