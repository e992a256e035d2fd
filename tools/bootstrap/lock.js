/** One process at a time installs or builds; the others wait. */
import { createHash } from "node:crypto";
import { readFileSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { ROOT } from "./node.js";

const POLL_MS = 200;
/** A lock file is empty for an instant after its creation; older than this, its owner died in that instant. */
const EMPTY_MS = 5_000;

// Outside node_modules, which an install deletes, and outside the working tree.
const FILE = path.join(tmpdir(), `fisc-${createHash("sha256").update(ROOT).digest("hex").slice(0, 16)}.lock`);

export async function withLock(work) {
  while (!acquire()) await sleep(POLL_MS);
  // Ctrl-C skips `finally`, and leaves a lock whose owner is dead: the next process removes it.
  try {
    return await work();
  } finally {
    unlinkSync(FILE);
  }
}

function acquire() {
  try {
    writeFileSync(FILE, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    removeIfStale();
    return false;
  }
}

function removeIfStale() {
  try {
    const owner = Number(readFileSync(FILE, "utf8"));
    const dead = owner > 0 ? !isAlive(owner) : Date.now() - statSync(FILE).mtimeMs > EMPTY_MS;
    if (dead) unlinkSync(FILE);
  } catch (error) {
    // Released or removed by another process meanwhile.
    if (error.code !== "ENOENT") throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
