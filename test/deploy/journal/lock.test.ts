import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";

import { withLock } from "../../../deploy/journal/lock.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { temporaryFolder } from "./helpers.js";

describe("the lock of a deployment", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("is there for as long as the work, also when that fails", async () => {
    expect(await withLock(folder, () => readdir(folder))).to.deep.equal([".lock"]);
    const error: unknown = await withLock(folder, () => Promise.reject(new Error("no"))).catch(
      (it: unknown) => it,
    );
    expect(String(error)).to.equal("Error: no");
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it("keeps another process out until it has ended", async () => {
    const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
    await writeFile(path.join(folder, ".lock"), String(other.pid));
    const refused: unknown = await withLock(folder, () => Promise.resolve()).catch((it: unknown) => it);
    expect(refused).to.be.instanceOf(FiscInputError);
    expect(String(refused)).to.include(`process ${String(other.pid)} deploys here already`);
    other.kill("SIGKILL");
    await once(other, "exit");
    expect(await withLock(folder, () => Promise.resolve("in"))).to.equal("in");
  });
});
