import { randomBytes } from "node:crypto";

import { generateHybridIdentity, generateX25519Identity } from "age-encryption";

/** What a version is sealed with: of its own, so that who reads one version reads no other by it. */
export interface VersionKeys {
  /** Opens content and attachments. Whoever has it reads everything; it is given out in grants alone. */
  readonly identity: string;
  /** Of which the salts are derived. Kept inside the content. */
  readonly key: Uint8Array;
}

const KEY_BYTES = 32;

/**
 * New keys for one version of a record.
 *
 * @param postQuantum Whether what is stored today shall stay closed to a quantum computer of the future. It is then
 * several times slower, takes two kilobytes more, and versions of the `age` tool before 1.3 do not open it.
 */
export async function newKeys({ postQuantum = false } = {}): Promise<VersionKeys> {
  const identity = await (postQuantum ? generateHybridIdentity() : generateX25519Identity());
  return { identity, key: randomBytes(KEY_BYTES) };
}
