import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { PutObjectCommand, S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import S3rver from "@20minutes/s3rver";
import { expect } from "chai";

import { addressOf } from "../../../../sdk/records/store/address.js";
import { BlobFault } from "../../../../sdk/records/store/blobFault.js";
import { readBlob } from "../../../../sdk/records/store/readBlob.js";
import { S3Store } from "../../../../sdk/records/store/s3.js";
import { refused } from "../../helpers/refused.js";
import { shouldBehaveLikeBlobStore } from "./behavior.js";

const BUCKET = "records";

describe("a store in S3", () => {
  let folder: string;
  let server: S3rver;
  let config: S3ClientConfig;
  let client: S3Client;
  let prefixes = 0;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "fisc-s3-"));
    server = new S3rver({
      address: "127.0.0.1",
      port: 0,
      silent: true,
      directory: folder,
      configureBuckets: [{ name: BUCKET }],
    });
    const { port } = await server.run();
    config = {
      endpoint: `http://127.0.0.1:${String(port)}`,
      region: "us-east-1",
      credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
      forcePathStyle: true,
    };
    client = new S3Client(config);
  });

  after(async () => {
    client.destroy();
    await server.close();
    await rm(folder, { recursive: true });
  });

  shouldBehaveLikeBlobStore(() => {
    const prefix = `blobs-${String(++prefixes)}/`;
    return Promise.resolve({
      store: new S3Store(client, BUCKET, prefix),
      tamper: async (address, bytes) => {
        await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: prefix + address, Body: bytes }));
      },
      count: async () => {
        const files = await readdir(path.join(folder, BUCKET), { recursive: true });
        return files.filter((it) => it.startsWith(prefix) && it.endsWith("_object")).length;
      },
    });
  });

  it("names a blob that the server does not give", async () => {
    const away = new S3Client({ ...config, endpoint: "http://127.0.0.1:9", maxAttempts: 1 });
    const store = new S3Store(away, "none");
    const address = addressOf(Uint8Array.of(1));
    for (const attempt of [() => readBlob(store, address), () => store.has(address)]) {
      expect(await refused(attempt()))
        .to.be.instanceOf(BlobFault)
        .and.include({ address, kind: "unreadable" });
    }
    away.destroy();
    const credentials = { accessKeyId: "S3RVER", secretAccessKey: "wrong" };
    const stranger = new S3Client({ ...config, credentials });
    expect(await refused(readBlob(new S3Store(stranger, BUCKET), address))).to.include({
      kind: "unreadable",
    });
    stranger.destroy();
    const nowhere = new S3Store(client, "no-such-bucket");
    expect(await refused(readBlob(nowhere, address)))
      .to.be.instanceOf(BlobFault)
      .and.include({ kind: "unreadable" });
  });
});
