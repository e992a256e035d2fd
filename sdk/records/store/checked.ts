import { createHash } from "node:crypto";

import { BlobFault } from "./blobFault.js";

/**
 * The pieces of a blob as they come, then an error if they are not what the address says.
 *
 * @param isOther Whether the store has a blob at another address, to tell an exchange from damage.
 */
export async function* checked(
  address: string,
  pieces: AsyncIterable<Uint8Array>,
  isOther: (address: string) => Promise<boolean>,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += piece.length;
    yield piece;
  }
  const found = hash.digest("hex");
  if (found === address) return;
  const what = `its ${String(bytes)} bytes hash to ${found}`;
  if (bytes === 0) throw new BlobFault(address, "empty", "all of its bytes are gone");
  if (await isOther(found)) throw new BlobFault(address, "swapped", `${what}, another blob's address`);
  throw new BlobFault(address, "altered or cut off", what);
}
