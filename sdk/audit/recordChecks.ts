import { AbiCoder, keccak256, ZeroHash } from "ethers";

import type { Contracts } from "../contracts.js";
import type { RecordBook } from "../books/recordModel.js";
import { standingHold } from "../books/records.js";
import type { BooksContext, Check, Field } from "./compare.js";

/** What checks of the record register need. */
export interface RecordContext extends BooksContext {
  readonly records: Contracts["records"];
}

const CLASSES = 256;
const COMMITMENT = ["uint256", "address", "bytes32", "bytes32", "uint16", "bytes32"];
const COMMITMENT_DIGITS = 2 + 2 * 28;
const [HELD, HELD_BY_INSPECTOR, ERASED, BATCH] = [1, 2, 4, 8] as const;

/** Every class that there could be, and every version with the first one that there should not be. */
export function recordChecks(context: RecordContext): Check[] {
  const { books, records, overrides } = context;
  const classes = Array.from({ length: CLASSES }, (_, number): Check => async () => {
    const path = `retention[${number}]`;
    const stored = await records.retention(number, overrides);
    const duration = books.retention.get(number);
    return [
      [`${path}.isSet`, duration !== undefined, stored.isSet],
      [`${path}.duration`, duration ?? 0, stored.duration],
    ];
  });
  const anchors = [...books.records.values()].flatMap((record) =>
    Array.from({ length: record.versions.length + 1 }, (_, i) => anchorCheck(context, record, i + 1)),
  );
  return [...classes, ...anchors];
}

function anchorCheck({ records, overrides }: RecordContext, record: RecordBook, version: number): Check {
  return async (): Promise<Field[]> => {
    const path = `records[${record.id}].versions[${version}]`;
    const stored = await records.anchored(record.id, version, overrides);
    const anchor = record.versions[version - 1];
    return [
      [`${path}.commitment`, await commitmentIn(records, record, version), stored.commitment],
      [`${path}.day`, anchor?.day ?? 0, stored.day],
      [`${path}.class`, anchor?.class ?? 0, stored.class],
      [`${path}.marks`, version === 1 ? marksOf(record) : 0, stored.marks],
    ];
  };
}

/** What the register ought to have stored for a version; of a batch, version 0 is hashed. */
async function commitmentIn(
  records: Contracts["records"],
  record: RecordBook,
  version: number,
): Promise<string> {
  const anchor = record.versions[version - 1];
  if (anchor === undefined) return ZeroHash.slice(0, COMMITMENT_DIGITS);
  const network = await records.runner?.provider?.getNetwork();
  const hashed = [
    network?.chainId ?? 0n,
    await records.getAddress(),
    anchor.schema,
    record.id,
    record.members === undefined ? version : 0,
    anchor.root,
  ];
  return keccak256(AbiCoder.defaultAbiCoder().encode(COMMITMENT, hashed)).slice(0, COMMITMENT_DIGITS);
}

function marksOf(record: RecordBook): number {
  const held = standingHold(record, false) === undefined ? 0 : HELD;
  const inspected = standingHold(record, true) === undefined ? 0 : HELD_BY_INSPECTOR;
  const erased = record.erasure === undefined ? 0 : ERASED;
  return held | inspected | erased | (record.members === undefined ? 0 : BATCH);
}
