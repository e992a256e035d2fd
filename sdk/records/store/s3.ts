import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";

import { FiscInputError } from "../../errors.js";
import { requireAddress } from "./address.js";
import { BlobFault } from "./blobFault.js";
import type { BlobStore } from "./blobStore.js";
import { checked } from "./checked.js";
import { spool, spoolFile } from "./spool.js";

/** What S3 takes in one request. */
const MAX_BYTES = 5 * 2 ** 30;

/**
 * Blobs as objects of a bucket of S3, or of whatever speaks it.
 *
 * The bucket must keep no versions of objects, and no copies elsewhere: there, a blob that was deleted stays readable,
 * and what was erased is not.
 */
export class S3Store implements BlobStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  /** @param prefix Of the objects' names, such as `records/`. */
  constructor(client: S3Client, bucket: string, prefix = "") {
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async put(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<string> {
    // An object is named before it is sent, and its name is known when all of it was seen.
    const folder = await mkdtemp(path.join(tmpdir(), "fisc-"));
    try {
      const { file, address, size } = await spool(spoolFile(folder), bytes);
      if (size > MAX_BYTES) {
        throw new FiscInputError(
          `blob ${address}`,
          `it has ${String(size)} bytes, more than S3 takes at once`,
          `split the file into parts of ${String(MAX_BYTES)} bytes at the most`,
        );
      }
      await this.#client.send(
        new PutObjectCommand({
          ...this.#at(address),
          Body: createReadStream(file),
          ContentLength: size,
          ChecksumSHA256: Buffer.from(address, "hex").toString("base64"),
        }),
      );
      return address;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async *get(address: string): AsyncGenerator<Uint8Array> {
    const place = this.#at(address);
    try {
      const { Body } = await this.#client.send(new GetObjectCommand(place));
      if (Body === undefined) throw new BlobFault(address, "empty", "the server sent no bytes");
      yield* checked(address, Body as AsyncIterable<Uint8Array>, (other) => this.has(other));
    } catch (error) {
      throw explained(address, error);
    }
  }

  async has(address: string): Promise<boolean> {
    const place = this.#at(address);
    try {
      await this.#client.send(new HeadObjectCommand(place));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw explained(address, error);
    }
  }

  async delete(address: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#at(address)));
  }

  #at(address: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: this.#prefix + requireAddress(address) };
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException && ["NoSuchKey", "NotFound"].includes(error.name);

function explained(address: string, error: unknown): unknown {
  if (error instanceof FiscInputError) return error;
  if (isMissing(error)) return new BlobFault(address, "missing", "the bucket has no such object");
  const message = error instanceof Error ? `${error.name}, ${error.message}` : String(error);
  return new BlobFault(address, "unreadable", `the server did not give it (${message})`);
}
