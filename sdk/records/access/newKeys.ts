import { randomBytes } from "node:crypto";

import { generateHybridIdentity, generateX25519Identity } from "age-encryption";

import type { Naming } from "./readerPseudonym.js";

/** What a version is sealed with: of its own, so that who reads one version reads no other by it. */
export interface VersionKeys {
  /** Opens content and attachments. Whoever has it reads everything; it is given out in grants alone. */
  readonly identity: string;
  /** Of which the salts are derived. Kept inside the content. */
  readonly key: Uint8Array;
  /** By which readers are named in the journal: the record's, handed on from version to version inside the content. */
  readonly names: Uint8Array;
}

export const KEY_BYTES = 32;

/**
 * New keys for one version of a record.
 *
 * @param after For a correction, the version before it, opened: it hands on what readers are named by, and nothing else.
 * @param postQuantum Whether what is stored today shall stay closed to a quantum computer of the future. It is then
 * several times slower, takes two kilobytes more, and versions of the `age` tool before 1.3 do not open it.
 */
export async function newKeys({
  after,
  postQuantum = false,
}: { readonly after?: Naming; readonly postQuantum?: boolean } = {}): Promise<VersionKeys> {
  const identity = await (postQuantum ? generateHybridIdentity() : generateX25519Identity());
  return { identity, key: randomBytes(KEY_BYTES), names: after?.names ?? randomBytes(KEY_BYTES) };
}
