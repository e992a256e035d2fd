import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { BlobFault } from "../../../../sdk/records/store/blobFault.js";
import { FolderStore } from "../../../../sdk/records/store/folder.js";
import { readBlob } from "../../../../sdk/records/store/readBlob.js";
import { refused } from "../../helpers/refused.js";
import { shouldBehaveLikeBlobStore } from "./behavior.js";

describe("a store in a folder", () => {
  const folders: string[] = [];
  const newFolder = async (): Promise<string> => {
    const folder = await mkdtemp(path.join(tmpdir(), "fisc-test-"));
    folders.push(folder);
    return folder;
  };
  after(async () => {
    for (const folder of folders) await rm(folder, { recursive: true });
  });

  shouldBehaveLikeBlobStore(async () => {
    const folder = await newFolder();
    return {
      store: new FolderStore(folder),
      tamper: (address, bytes) => writeFile(path.join(folder, address.slice(0, 2), address), bytes),
      count: async () => {
        const all = await readdir(folder, { recursive: true, withFileTypes: true });
        return all.filter((it) => it.isFile()).length;
      },
    };
  });

  it("makes its folder, and shows files to their owner alone", async () => {
    const folder = path.join(await newFolder(), "a", "b");
    const store = new FolderStore(folder);
    const address = await store.put(Uint8Array.of(1));
    expect(await readdir(folder)).to.deep.equal([address.slice(0, 2)]);
    await chmod(path.join(folder, address.slice(0, 2), address), 0o400);
    expect(await readBlob(store, address)).to.deep.equal(Buffer.of(1));
  });

  it("names a blob whose file can't be read", async () => {
    const folder = await newFolder();
    const store = new FolderStore(folder);
    const address = "ab".repeat(32);
    await mkdir(path.join(folder, "ab", address), { recursive: true });
    const error = await refused(readBlob(store, address));
    expect(error).to.be.instanceOf(BlobFault).and.include({ address, kind: "unreadable" });
    expect(await store.has(address)).to.be.false;
  });
});
