import { createHmac } from "node:crypto";

import { getBytes, toBeHex, toUtf8Bytes } from "ethers";

const PURPOSE = toUtf8Bytes("fisc record salt 1\n");

/** The one block that 32 bytes of HKDF-SHA-256 take. */
const FIRST_BLOCK = Uint8Array.of(1);

/**
 * Salts of a version's fields, from its key, by their paths: HKDF-SHA-256 (RFC 5869) with record and version as its
 * salt. Showing one tells nothing of another, and no version's salt is another's, so that nobody sees which fields a
 * correction left as they were.
 *
 * Written out, because Node's own takes paths up to a kilobyte, and extracts anew for each of them.
 */
export function saltsOf(key: Uint8Array, record: string, version: number): (path: string) => string {
  const salt = Buffer.concat([getBytes(record), getBytes(toBeHex(version, 2))]);
  const extracted = createHmac("sha256", salt).update(key).digest();
  return (path) => {
    const expanded = createHmac("sha256", extracted).update(PURPOSE).update(path, "utf8").update(FIRST_BLOCK);
    return `0x${expanded.digest("hex")}`;
  };
}
