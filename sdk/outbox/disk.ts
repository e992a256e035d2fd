import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

import { OutboxFault } from "./faults.js";
import { SCHEMA } from "./schema.js";

/** How long a writer waits while another one has the file, in milliseconds: it never takes that long. */
const PATIENCE = 5_000;

const FULL = 13;

/** Opens the file, so that what was committed is on the disk and not only on its way there. */
export function openFile(file: string): DatabaseSync {
  return explained(file, () => {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(file, { timeout: PATIENCE });
    // `fullfsync` is for macOS, where plain fsync leaves data in the drive's cache.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;");
    database.exec(SCHEMA);
    addFingerprints(database);
    return database;
  });
}

/** To files from before intents had any. */
function addFingerprints(database: DatabaseSync): void {
  const columns = database.prepare("PRAGMA table_info(intents)").all() as { name: string }[];
  if (columns.some(({ name }) => name === "fingerprint")) return;
  database.exec("ALTER TABLE intents ADD COLUMN fingerprint TEXT");
}

/** Does all of `work` in one transaction, or none of it. */
export function transact<T>(database: DatabaseSync, file: string, work: () => T): T {
  return explained(file, () => {
    database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      // Some failures have ended it already.
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  });
}

function explained<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (error instanceof OutboxFault || code === undefined) throw error;
    const { errcode, message } = error as Error & { errcode?: number };
    const remedy =
      errcode === FULL || code === "ENOSPC"
        ? "make room on the disk and begin again: what was not written was not sent"
        : "check the file, its folder and its disk, and begin again: what was not written was not sent";
    throw new OutboxFault("disk", file, `it can't be written or read (${message})`, remedy);
  }
}
