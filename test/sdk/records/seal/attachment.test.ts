import { execFile, execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { generateX25519Identity } from "age-encryption";
import { expect } from "chai";

import { FiscInputError } from "../../../../sdk/errors.js";
import { recipientOf } from "../../../../sdk/records/access/age.js";
import { erase } from "../../../../sdk/records/access/erase.js";
import { grantTo } from "../../../../sdk/records/access/grant.js";
import { newKeys } from "../../../../sdk/records/access/newKeys.js";
import { attach, type Attachment, openAttachment } from "../../../../sdk/records/seal/attachment.js";
import { addressOf } from "../../../../sdk/records/store/address.js";
import { BlobFault } from "../../../../sdk/records/store/blobFault.js";
import type { BlobStore } from "../../../../sdk/records/store/blobStore.js";
import { FolderStore } from "../../../../sdk/records/store/folder.js";
import { readBlob } from "../../../../sdk/records/store/readBlob.js";
import { refused } from "../../helpers/refused.js";
import { altered, sealedInvoice } from "../helpers/sealing.js";

const MIB = 2 ** 20;

async function* pieces(piece: Uint8Array, times: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < times; ++i) yield await Promise.resolve(piece);
}

async function read(from: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of from) all.push(piece);
  return Buffer.concat(all);
}

const hasAge = (): boolean => {
  try {
    execFileSync("age", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

describe("attachments", () => {
  let folder: string;
  let store: BlobStore;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "fisc-test-"));
    store = new FolderStore(path.join(folder, "blobs"));
  });
  after(() => rm(folder, { recursive: true }));

  const fileOf = (address: string): string => path.join(folder, "blobs", address.slice(0, 2), address);
  const file = randomBytes(200_000);

  const attached = async (): Promise<{ identity: string; it: Attachment }> => {
    const { identity } = await newKeys();
    return { identity, it: await attach(store, identity, "roof.pdf", pieces(file, 1)) };
  };

  it("come out as they went in, for the version's identity alone", async () => {
    const { identity, it } = await attached();
    expect(it).to.deep.include({ name: "roof.pdf", size: file.length, sha256: addressOf(file) });
    expect(it.blob).to.not.equal(it.sha256);
    expect(Buffer.compare(await read(openAttachment(store, identity, it)), file)).to.equal(0);
    const other = await newKeys();
    expect(String(await refused(read(openAttachment(store, other.identity, it))))).to.match(
      /attachment roof\.pdf: it is not encrypted to this key/,
    );
  });

  it("are refused when the blob is missing or altered, by its address", async () => {
    const { identity, it } = await attached();
    const bytes = await readBlob(store, it.blob);
    for (const at of [5, 300, bytes.length - 1]) {
      await writeFile(fileOf(it.blob), altered(bytes, at));
      expect(await refused(read(openAttachment(store, identity, it)))).to.be.instanceOf(FiscInputError);
    }
    await store.delete(it.blob);
    const error = await refused(read(openAttachment(store, identity, it)));
    expect(error).to.be.instanceOf(BlobFault).and.include({ address: it.blob, kind: "missing" });
  });

  it("are refused when it is another file that was encrypted to the same identity", async () => {
    const { identity, it } = await attached();
    const other = await attach(store, identity, "roof.pdf", pieces(randomBytes(file.length), 1));
    const error = await refused(read(openAttachment(store, identity, { ...it, blob: other.blob })));
    expect(String(error)).to.match(/attachment roof\.pdf: it is not the file that was sealed/);
    const shorter = { ...it, size: it.size - 1 };
    expect(await refused(read(openAttachment(store, identity, shorter)))).to.be.instanceOf(FiscInputError);
  });

  it("of a gigabyte take no more memory than small ones", async function () {
    const size = process.env.FISC_DEEP === "1" ? 1_024 : 64;
    this.timeout(300_000);
    const { identity } = await newKeys();
    const piece = randomBytes(MIB);
    const before = process.memoryUsage.rss();
    let most = before;
    async function* watched(): AsyncGenerator<Uint8Array> {
      for await (const it of pieces(piece, size)) {
        most = Math.max(most, process.memoryUsage.rss());
        yield it;
      }
    }
    const it = await attach(store, identity, "video", watched());
    const hash = createHash("sha256");
    for await (const out of openAttachment(store, identity, it)) {
      hash.update(out);
      most = Math.max(most, process.memoryUsage.rss());
    }
    expect([it.size, hash.digest("hex")]).to.deep.equal([size * MIB, it.sha256]);
    // What the garbage collector leaves lying is a constant, and far below the file.
    expect((most - before) / MIB).to.be.below(200);
    await store.delete(it.blob);
  });

  it("and content and grants are opened by the age tool too", async function () {
    if (!hasAge()) {
      console.log("      left out: no `age` on the PATH (on Debian: apt-get install age)");
      this.skip();
    }
    const age = async (key: string, text: string | Uint8Array): Promise<string> => {
      const [keyFile, input] = [path.join(folder, "key"), path.join(folder, "input")];
      await Promise.all([writeFile(keyFile, key), writeFile(input, text)]);
      const { stdout } = await promisify(execFile)("age", ["-d", "-i", keyFile, input], {
        encoding: "latin1",
      });
      return stdout;
    };
    const reader = await generateX25519Identity();
    const { sealed, keys } = await sealedInvoice();
    const attachment = await attach(store, keys.identity, "roof.pdf", pieces(file, 1));
    const given = { record: sealed.record, version: 1, identity: keys.identity };
    const grant = await grantTo({ recipient: await recipientOf(reader) }, given);
    // The grant's inside is an identity file as it stands.
    const key = await age(reader, grant);
    expect(key).to.include(keys.identity);
    expect(await age(key, sealed.content)).to.include("Hillside Roofing");
    const opened = await age(key, await readBlob(store, attachment.blob));
    expect(Buffer.compare(Buffer.from(opened, "latin1"), file)).to.equal(0);
  });

  it("are erased with all that a record has, and what can't be is told", async () => {
    const { sealed, keys } = await sealedInvoice();
    const attachment = await attach(store, keys.identity, "roof.pdf", pieces(file, 1));
    const reader = { recipient: await recipientOf(await generateX25519Identity()) };
    const given = { record: sealed.record, version: 1, identity: keys.identity };
    const content = await store.put(sealed.content);
    const grants = [];
    for (const name of ["officer", "auditor"]) {
      grants.push({ reader: name, grant: await store.put(await grantTo(reader, given)) });
    }
    const version = { version: 1, content, attachments: [attachment.blob], grants };
    const { erased, left } = await erase(store, { record: sealed.record, versions: [version] });
    expect(left).to.be.empty;
    // Grants first: with them go the keys, should the rest take longer.
    expect(erased).to.deep.equal([...grants.map(({ grant }) => grant), content, attachment.blob]);
    for (const address of erased) expect(await store.has(address)).to.be.false;

    const stuck: BlobStore = {
      put: (bytes) => store.put(bytes),
      get: (address) => store.get(address),
      has: () => Promise.resolve(true),
      delete: (address) => (address === content ? Promise.reject(new Error("locked")) : Promise.resolve()),
    };
    const tried = await erase(stuck, { record: sealed.record, versions: [version] });
    expect(tried.erased).to.be.empty;
    expect(tried.left).to.have.length(4);
    const nothing = await refused(erase(store, { record: sealed.record, versions: [] }));
    expect(nothing).to.be.instanceOf(FiscInputError);
  });
});
