import { createHash } from "node:crypto";
import { ReadableStream } from "node:stream/web";

import { FiscInputError } from "../../errors.js";
import { decrypterWith, encrypterFor, recipientOf, whyClosed } from "../access/age.js";
import type { Field } from "../field.js";
import type { BlobStore } from "../store/blobStore.js";

/** A file that belongs to a record's version: a scan, a plan, a page. */
export interface Attachment {
  readonly name: string;
  /** Bytes of the file. */
  readonly size: number;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
  /** Where the store has it, encrypted. */
  readonly blob: string;
}

/** No field of a document has such a path: those begin with a slash. */
const PATH = "attachment:";

/**
 * The fields that attachments are in the tree: their names, and what they are to hash to.
 *
 * @throws FiscInputError for two with one name, and one without.
 */
export function attachmentFields(attachments: readonly Attachment[]): Field[] {
  const names = new Set<string>();
  return attachments.map(({ name, size, sha256 }) => {
    // Two that look alike would be told apart by machines alone.
    const compared = name.normalize("NFC");
    if (!name.isWellFormed()) {
      // Two of these could be one in UTF-8, in which paths are hashed.
      throw new FiscInputError(
        "attachments",
        "a name holds half a character",
        "write whole Unicode characters",
      );
    }
    if (name === "" || names.has(compared)) {
      throw new FiscInputError(
        "attachments",
        name === "" ? "one has no name" : `two are named "${name}"`,
        "give each a name of its own",
      );
    }
    names.add(compared);
    return { path: PATH + name, value: JSON.stringify({ size, sha256 }) };
  });
}

/**
 * Encrypts a file to a version's identity, into the store. It is streamed, so a large one takes no more memory than a
 * small one.
 */
export async function attach(
  store: BlobStore,
  identity: string,
  name: string,
  file: AsyncIterable<Uint8Array>,
): Promise<Attachment> {
  const encrypter = await encrypterFor({ recipient: await recipientOf(identity) });
  const hash = createHash("sha256");
  let size = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of file) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  const blob = await store.put(await encrypter.encrypt(ReadableStream.from(counted())));
  return { name, size, sha256: hash.digest("hex"), blob };
}

/**
 * Decrypts an attachment, piece by piece. What comes out is the file once the last piece is there, and not before: only
 * then is it compared with what was sealed.
 *
 * @throws FiscInputError for a blob that is missing or not what was stored, a wrong key, or a file that is not the one
 * that was sealed; while it is read.
 */
export async function* openAttachment(
  store: BlobStore,
  identity: string,
  attachment: Attachment,
): AsyncGenerator<Uint8Array> {
  const { name, size, sha256, blob } = attachment;
  const place = `attachment ${name}`;
  const encrypted = ReadableStream.from(store.get(blob));
  const hash = createHash("sha256");
  let read = 0;
  try {
    for await (const piece of await decrypterWith({ identity }).decrypt(encrypted)) {
      hash.update(piece);
      read += piece.length;
      yield piece;
    }
  } catch (error) {
    throw whyClosed(place, error);
  }
  if (read === size && hash.digest("hex") === sha256) return;
  throw new FiscInputError(
    place,
    "it is not the file that was sealed",
    "take the one that was, or disbelieve this",
  );
}
