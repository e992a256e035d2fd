import { createReadStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

import { requireAddress } from "./address.js";
import { BlobFault } from "./blobFault.js";
import type { BlobStore } from "./blobStore.js";
import { checked } from "./checked.js";
import { spool, spoolFile } from "./spool.js";

/** Blobs as files of a folder, named by their addresses. One appears whole or not at all. */
export class FolderStore implements BlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    const file = spoolFile(this.#folder);
    try {
      const { address } = await spool(file, bytes);
      await mkdir(path.dirname(this.#fileOf(address)), { recursive: true });
      // Over what may be there already: the same, or something that was damaged.
      await rename(file, this.#fileOf(address));
      return address;
    } finally {
      await rm(file, { force: true });
    }
  }

  async *get(address: string): AsyncGenerator<Uint8Array> {
    const file = createReadStream(this.#fileOf(address)) as AsyncIterable<Uint8Array>;
    try {
      yield* checked(address, file, (other) => this.has(other));
    } catch (error) {
      throw explained(address, error);
    }
  }

  async has(address: string): Promise<boolean> {
    try {
      return (await stat(this.#fileOf(address))).isFile();
    } catch (error) {
      if (codeOf(error) === "ENOENT") return false;
      throw explained(address, error);
    }
  }

  async delete(address: string): Promise<void> {
    await rm(this.#fileOf(address), { force: true });
  }

  /** In folders by their first digits: some file systems are slow where one holds very many. */
  #fileOf(address: string): string {
    return path.join(this.#folder, requireAddress(address).slice(0, 2), address);
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error ? String(error.code) : undefined;

function explained(address: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === "ENOENT") return new BlobFault(address, "missing", "the folder has no such file");
  if (code !== undefined) return new BlobFault(address, "unreadable", `its file can't be read (${code})`);
  return error;
}
