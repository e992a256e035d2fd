import type { EventFragment, ParamType } from "ethers";

import { JournalUnknownEvent } from "./errors.js";
import type { FieldKind } from "./event.js";
import { ABI_TYPES, WORDS } from "./fields.js";
import { ALIASES, BULK_LOGS, type BulkLog, PLAIN_EVENTS } from "./schema.js";

interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  /** Which topic it is, or, for one that is not indexed, which word of the data, and how many. */
  readonly place: number;
  readonly words: number;
  readonly indexed: boolean;
}

/** How the logs of an event are laid out. */
export interface Shape {
  readonly name: string;
  readonly fields: readonly Field[];
  /** How many topics there are, and how many words the data begins with. */
  readonly topics: number;
  readonly words: number;
  /** Given for a log of packed lines. */
  readonly bulk: BulkLog | undefined;
}

/** The shape of an event, with its ABI checked against the schema, field by field. */
export function shapeOf(fragment: EventFragment): Shape {
  const { inputs } = fragment;
  const name = ALIASES[fragment.format("sighash")] ?? fragment.name;
  const bulk = Object.hasOwn(BULK_LOGS, name) ? BULK_LOGS[name] : undefined;
  const plain: Readonly<Record<string, Readonly<Record<string, FieldKind>> | undefined>> = PLAIN_EVENTS;
  const schema = bulk?.fields ?? (Object.hasOwn(plain, name) ? plain[name] : undefined);
  if (schema === undefined) throw new JournalUnknownEvent(`event ${name}`, "the SDK does not know it");
  const fields = Object.entries(schema);
  const matches =
    fields.length === inputs.length &&
    fields.every(([field, kind], i) => {
      const input = inputs[i];
      return input?.name === field && ABI_TYPES[kind].includes(typeOf(input));
    });
  if (!matches) {
    const inAbi = inputs.map((input) => `${input.name}: ${input.type}`).join(", ");
    throw new JournalUnknownEvent(`event ${name}`, `the SDK does not know its fields ${inAbi}`);
  }
  let topics = 1;
  let words = 0;
  const placed = fields.map(([field, kind], i): Field => {
    const indexed = inputs[i]?.indexed ?? false;
    const size = WORDS[kind] ?? 1;
    const place = indexed ? topics++ : words;
    if (!indexed) words += size;
    return { name: field, kind, indexed, place, words: size };
  });
  return { name, fields: placed, topics, words, bulk };
}

const typeOf = (input: ParamType): string =>
  input.components === null ? input.type : `tuple(${input.components.map(typeOf).join()})`;
