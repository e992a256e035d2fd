import { FiscInputError } from "../../errors.js";
import type { Attachment } from "./attachment.js";

/** What the content of a version is before it is encrypted. */
export interface Envelope {
  readonly record: string;
  readonly version: number;
  readonly schema: string;
  /** Hexadecimal. */
  readonly key: string;
  /** The document's JSON, as it was given. */
  readonly document: string;
  readonly attachments: readonly Attachment[];
}

const FORMAT = "fisc record 1";

export const writeEnvelope = (envelope: Envelope): Uint8Array =>
  Buffer.from(JSON.stringify({ format: FORMAT, ...envelope }), "utf8");

/** @throws FiscInputError for bytes that are none, or that another version of the format wrote. */
export function readEnvelope(bytes: Uint8Array): Envelope {
  // Decrypted and authenticated, so whoever wrote it had the record's own key; it can still be of another kind.
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
  const { format, record, version, schema, key, document, attachments } = read as Record<string, unknown>;
  return (
    format === FORMAT &&
    [record, schema, key, document].every((it) => typeof it === "string") &&
    typeof version === "number" &&
    Array.isArray(attachments) &&
    attachments.every(isAttachment)
  );
}

function isAttachment(read: unknown): boolean {
  if (typeof read !== "object" || read === null) return false;
  const { name, size, sha256, blob } = read as Record<string, unknown>;
  return [name, sha256, blob].every((it) => typeof it === "string") && typeof size === "number";
}
