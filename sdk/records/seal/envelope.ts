import { isHexString } from "ethers";

import { FiscInputError } from "../../errors.js";
import { MOST_VERSIONS } from "../commitment.js";
import type { Attachment } from "./attachment.js";

/** What the content of a version is before it is encrypted. */
export interface Envelope {
  readonly record: string;
  readonly version: number;
  readonly schema: string;
  /** Hexadecimal. */
  readonly key: string;
  /** Hexadecimal. */
  readonly names: string;
  /** The document's JSON, as it was given. */
  readonly document: string;
  readonly attachments: readonly Attachment[];
}

const FORMAT = "fisc record 1";
const BYTES = 32;

export const writeEnvelope = (envelope: Envelope): Uint8Array =>
  Buffer.from(JSON.stringify({ format: FORMAT, ...envelope }), "utf8");

/** @throws FiscInputError for bytes that are none, or that another version of the format wrote. */
export function readEnvelope(bytes: Uint8Array): Envelope {
  // Whoever wrote it had the version's identity, as every reader has: it can be of another kind, or made up.
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    read = undefined;
  }
  if (isEnvelope(read)) return read;
  throw new FiscInputError(
    "content",
    `it is no "${FORMAT}"`,
    "give a record's content, and open it with the version of the SDK that sealed it",
  );
}

function isEnvelope(read: unknown): read is Envelope {
  if (typeof read !== "object" || read === null) return false;
  const { format, record, version, schema, key, names, document, attachments } = read as Record<
    string,
    unknown
  >;
  return (
    format === FORMAT &&
    [record, schema].every((it) => isHexString(it, BYTES)) &&
    isWhole(version, MOST_VERSIONS) &&
    [key, names].every(isDigits) &&
    typeof document === "string" &&
    Array.isArray(attachments) &&
    attachments.every(isAttachment)
  );
}

function isAttachment(read: unknown): boolean {
  if (typeof read !== "object" || read === null) return false;
  const { name, size, sha256, blob } = read as Record<string, unknown>;
  return typeof name === "string" && [sha256, blob].every(isDigits) && isWhole(size, Number.MAX_SAFE_INTEGER);
}

const isWhole = (it: unknown, most: number): boolean =>
  Number.isSafeInteger(it) && Number(it) >= 0 && Number(it) <= most;

/** 32 bytes in lower-case hexadecimal, bare: a key, or an address of the store. */
const isDigits = (it: unknown): boolean => typeof it === "string" && /^[\da-f]{64}$/.test(it);
