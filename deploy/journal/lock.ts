import { open, readFile, rm } from "node:fs/promises";
import path from "node:path";

import { FiscInputError } from "../../sdk/errors.js";

/**
 * Does the work while no other process works in the folder: two that deploy with one key would take each other's nonces.
 *
 * What a process left that was killed is taken over.
 */
export async function withLock<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const file = path.join(folder, ".lock");
  await take(file);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<void> {
  for (;;) {
    try {
      const lock = await open(file, "wx");
      await lock.writeFile(String(process.pid));
      await lock.close();
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = Number(await readFile(file, "utf8").catch(() => ""));
    if (holder > 0 && holder !== process.pid && isAlive(holder)) {
      throw new FiscInputError(
        file,
        `process ${String(holder)} deploys here already`,
        "wait until it has ended; if it is none of Fisc's, remove the file",
      );
    }
    await rm(file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else's is alive too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
