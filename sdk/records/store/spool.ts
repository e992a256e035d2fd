import { createHash, randomUUID } from "node:crypto";
import { open } from "node:fs/promises";
import path from "node:path";

/** A file that holds what shall be stored, until its address is known. */
export interface Spooled {
  readonly file: string;
  readonly address: string;
  readonly size: number;
}

/** Writes bytes to a new file in a folder, to the disk. Where it breaks off, the file is left for the caller to remove. */
export async function spool(file: string, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<Spooled> {
  const hash = createHash("sha256");
  let size = 0;
  const handle = await open(file, "wx", 0o600);
  try {
    for await (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
      hash.update(piece);
      size += piece.length;
      await handle.writeFile(piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { file, address: hash.digest("hex"), size };
}

/** A name that no other writer takes. */
export const spoolFile = (folder: string): string => path.join(folder, `.${randomUUID()}.part`);
