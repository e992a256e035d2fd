import { FiscInputError } from "../../errors.js";
import type { BlobStore } from "../store/blobStore.js";
import type { Holding } from "./holding.js";

/** What came of an erasure. */
export interface Erasure {
  /** Addresses of what is gone from the store. */
  readonly erased: readonly string[];
  /** Of what is still there, and must not be: try again, or find out why. */
  readonly left: readonly string[];
}

/**
 * Erases a record from a store: first every grant, the officer's own included, and with them all copies of the
 * identities that the store has; then content and attachments, in which the keys of the salts are. What is left on chain
 * is the root of salts that nobody can find again.
 *
 * It reaches this store and nothing else. Whoever opened a grant may have kept what they read; so may backups, and
 * copies of the store.
 *
 * @throws FiscInputError for a holding that names nothing: all of it would be left, and look erased.
 */
export async function erase(store: BlobStore, { record, versions }: Holding): Promise<Erasure> {
  if (versions.length === 0) {
    throw new FiscInputError(`record ${record}`, "its holding names no version", "find out where it is kept");
  }
  const grants = versions.flatMap((version) => version.grants.map(({ grant }) => grant));
  const contents = versions.flatMap(({ content, attachments }) => [content, ...attachments]);
  const all = [...new Set([...grants, ...contents])];
  const erased: string[] = [];
  const left: string[] = [];
  for (const address of all) {
    // One that resists must not keep the others.
    const list = (await isGone(store, address)) ? erased : left;
    list.push(address);
  }
  return { erased, left };
}

async function isGone(store: BlobStore, address: string): Promise<boolean> {
  try {
    await store.delete(address);
    return !(await store.has(address));
  } catch {
    return false;
  }
}
