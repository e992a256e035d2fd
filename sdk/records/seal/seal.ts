import { FiscInputError } from "../../errors.js";
import { encrypterFor, recipientOf } from "../access/age.js";
import { KEY_BYTES, type VersionKeys } from "../access/newKeys.js";
import { MOST_VERSIONS } from "../commitment.js";
import { readDocument } from "../readDocument.js";
import { requireRecordId } from "../recordId.js";
import type { Schema } from "../schema/schema.js";
import { schemaHash } from "../schema/schemaHash.js";
import { type Attachment, attachmentFields } from "./attachment.js";
import { writeEnvelope } from "./envelope.js";
import { treeOf } from "./tree.js";

/** A version to seal. */
export interface Draft {
  readonly record: string;
  /** From 1; 0 for a member of a batch. */
  readonly version: number;
  readonly schema: Schema;
  /** JSON. */
  readonly document: string;
  /** As `attach` made them, with the same keys. */
  readonly attachments?: readonly Attachment[];
  /** Of this version alone: see `newKeys`. */
  readonly keys: VersionKeys;
}

/** A sealed version: what is anchored, and what is stored. */
export interface Sealed {
  readonly record: string;
  readonly version: number;
  readonly schema: string;
  readonly root: string;
  /** Document, attachments' names and the key of the salts, encrypted. */
  readonly content: Uint8Array;
}

/**
 * Seals a version: makes the tree of salted fields, and encrypts the content to the version's identity.
 *
 * @throws FiscInputError for a document that its schema does not allow, and two attachments with one name.
 */
export async function seal(draft: Draft): Promise<Sealed> {
  const { version, document, keys, attachments = [] } = draft;
  const record = requireRecordId(draft.record);
  if (!Number.isInteger(version) || version < 0 || version > MOST_VERSIONS) {
    throw new FiscInputError(`record ${record}`, `it has no version ${String(version)}`, "count from 1");
  }
  if ([keys.key, keys.names].some(({ length }) => length !== KEY_BYTES)) {
    // Salts of a short one could be guessed.
    throw new FiscInputError(
      `record ${record}`,
      `its keys are not ${String(KEY_BYTES)} bytes each`,
      "make new ones",
    );
  }
  const fields = [...readDocument(document, draft.schema), ...attachmentFields(attachments)];
  const { root } = treeOf(fields, keys.key, record, version);
  const schema = schemaHash(draft.schema);
  const [key, names] = [hexOf(keys.key), hexOf(keys.names)];
  const envelope = writeEnvelope({ record, version, schema, key, names, document, attachments });
  const encrypter = await encrypterFor({ recipient: await recipientOf(keys.identity) });
  return { record, version, schema, root, content: await encrypter.encrypt(envelope) };
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
