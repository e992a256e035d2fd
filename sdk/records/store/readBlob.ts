import { FiscInputError } from "../../errors.js";
import type { BlobStore } from "./blobStore.js";

/** More than any content, grant or disclosure has: attachments are streamed. */
const MAX_BYTES = 64 * 2 ** 20;

/**
 * Reads a blob whole.
 *
 * @throws BlobFault for one that is missing, or is not what its address says.
 */
export async function readBlob(store: BlobStore, address: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of store.get(address)) {
    bytes += piece.length;
    if (bytes > MAX_BYTES) {
      throw new FiscInputError(
        `blob ${address}`,
        `it has more than ${String(MAX_BYTES)} bytes`,
        "open it as an attachment",
      );
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
