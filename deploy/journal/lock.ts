import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
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
  // Whole before it is the lock: an empty one would look like a dead process's.
  const own = `${file}.${randomUUID()}`;
  await writeFile(own, String(process.pid), { flag: "wx" });
  try {
    while (!(await isPlaced(own, file))) {
      const holder = await holderOf(file);
      if (isAnother(holder)) throw taken(file, holder);
      await clear(file);
    }
  } finally {
    await rm(own, { force: true });
  }
}

/** Puts a file where none is, in one step. */
async function isPlaced(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Takes a dead process's lock away, and no other: one that was put in its place meanwhile is put back. */
async function clear(file: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    // Somebody else was faster.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw error;
  }
  const holder = await holderOf(aside);
  if (isAnother(holder)) await isPlaced(aside, file);
  await rm(aside, { force: true });
}

const holderOf = async (file: string): Promise<number> =>
  Number(await readFile(file, "utf8").catch(() => ""));

const isAnother = (holder: number): boolean => holder > 0 && holder !== process.pid && isAlive(holder);

const taken = (file: string, holder: number): FiscInputError =>
  new FiscInputError(
    file,
    `process ${String(holder)} deploys here already`,
    "wait until it has ended; if it is none of Fisc's, remove the file",
  );

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else's is alive too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
