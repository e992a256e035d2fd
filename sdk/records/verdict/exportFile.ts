import { isAddress, isHexString } from "ethers";

import { FiscInputError } from "../../errors.js";
import { RECORD_EVENTS } from "../../journal/recordSchema.js";
import { parseFile } from "../json/parse.js";
import type { RecordExport } from "./recordExport.js";

const FORMAT = "fisc export 1";

/** An export as a file; the store with its blobs goes beside it. */
export const writeExport = ({ chainId, register, events, holdings }: RecordExport): string =>
  `${JSON.stringify({ format: FORMAT, chainId, register, events, holdings }, null, 1)}\n`;

/** @throws FiscInputError for a file that is none; whether what it says is true is for `verify` to tell. */
export function readExport(json: string | Uint8Array, name = "export"): RecordExport {
  const read = parseFile(json, name);
  if (
    !isObject(read) ||
    read.format !== FORMAT ||
    !Array.isArray(read.events) ||
    !Array.isArray(read.holdings)
  ) {
    throw unusable(name, `it is no "${FORMAT}", or lacks something`);
  }
  const { chainId, register, events, holdings } = read;
  if (!Number.isSafeInteger(chainId) || !isAddress(register)) throw unusable(name, "it names no register");
  for (const [i, event] of events.entries()) {
    if (!isEvent(event))
      throw unusable(`${name}, event ${String(i + 1)}`, "it is no event of the record register");
  }
  for (const [i, holding] of holdings.entries()) {
    if (!isHolding(holding)) throw unusable(`${name}, holding ${String(i + 1)}`, "it lacks something");
  }
  return { chainId, register, events, holdings } as RecordExport;
}

const unusable = (place: string, problem: string): FiscInputError =>
  new FiscInputError(place, problem, "give the file as it was exported");

type Check = (it: unknown) => boolean;

const isObject = (it: unknown): it is Record<string, unknown> => typeof it === "object" && it !== null;
const isWhole: Check = (it) => Number.isSafeInteger(it) && Number(it) >= 0;
const isHash: Check = (it) => isHexString(it, 32);
const isText: Check = (it) => typeof it === "string";
const listOf =
  (check: Check): Check =>
  (it) =>
    Array.isArray(it) && it.every(check);

/** What the kinds of fields of these events are in JSON. */
const KINDS: Readonly<Record<string, Check>> = {
  address: (it) => isAddress(it),
  kind: isWhole,
  id: isWhole,
  number: isWhole,
  duration: isWhole,
  hash: isHash,
  flag: (it) => typeof it === "boolean",
};

const isEvent: Check = (it) => {
  if (!isObject(it) || !isObject(it.args) || !isObject(it.position)) return false;
  const { name, args, position } = it;
  if (typeof name !== "string" || !Object.hasOwn(RECORD_EVENTS, name)) return false;
  const fields = Object.entries(RECORD_EVENTS[name as keyof typeof RECORD_EVENTS]);
  return (
    fields.every(([field, kind]: [string, string]) => KINDS[kind]?.(args[field]) === true) &&
    isWhole(position.blockNumber) &&
    isWhole(position.timestamp)
  );
};

const isGrant: Check = (it) => isObject(it) && isText(it.reader) && isText(it.grant);

const isVersion: Check = (it) =>
  isObject(it) &&
  isWhole(it.version) &&
  isText(it.content) &&
  listOf(isText)(it.attachments) &&
  listOf(isGrant)(it.grants);

const isHolding: Check = (it) => isObject(it) && isHash(it.record) && listOf(isVersion)(it.versions);
