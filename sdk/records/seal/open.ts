import { getBytes } from "ethers";

import { FiscInputError } from "../../errors.js";
import { decrypterWith, decrypting } from "../access/age.js";
import type { Naming } from "../access/readerPseudonym.js";
import { readDocument } from "../readDocument.js";
import { schemaWithHash } from "../schema/findSchema.js";
import type { Schema } from "../schema/schema.js";
import { type Attachment, attachmentFields } from "./attachment.js";
import { readEnvelope } from "./envelope.js";
import { type Tree, treeOf } from "./tree.js";

/**
 * A version that was opened. That it is what was anchored is for `verify` to say. Readers are named by it, and the next
 * version's keys are made after it: see `readerPseudonym` and `newKeys`.
 */
export interface Opened extends Naming {
  readonly record: string;
  readonly version: number;
  /** The schema's hash. */
  readonly schema: string;
  /** JSON, as it was sealed. */
  readonly document: string;
  readonly attachments: readonly Attachment[];
  /** Root and salts, computed from what was read. */
  readonly tree: Tree;
}

/**
 * Opens a version's content.
 *
 * @param identity The version's, as a grant has it.
 * @param schemas Where its schema is looked up, beside the system's own.
 * @throws FiscInputError for content that is not encrypted to the identity, was altered, or is of an unknown schema.
 */
export async function open(
  content: Uint8Array,
  identity: string,
  schemas: ReadonlyMap<string, Schema> = new Map(),
): Promise<Opened> {
  const bytes = await decrypting("content", () => decrypterWith({ identity }).decrypt(content));
  const { record, version, schema, key, names, document, attachments } = readEnvelope(bytes);
  const known = schemas.get(schema) ?? schemaWithHash(schema);
  if (known === undefined) {
    throw new FiscInputError(
      `record ${record}`,
      `its schema ${schema} is unknown here`,
      "give the schema that it was sealed under",
    );
  }
  const fields = [...readDocument(document, known, `record ${record}`), ...attachmentFields(attachments)];
  const tree = treeOf(fields, getBytes(`0x${key}`), record, version);
  return { record, version, schema, document, attachments, tree, names: getBytes(`0x${names}`) };
}
