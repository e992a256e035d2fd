import { spawn } from "node:child_process";
import path from "node:path";

import { ROOT } from "./root.js";
import type { Session } from "./session.js";

/** What another program of the project ended with. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
}

/** Runs one of the project's scripts; what it says on the way goes to stderr. */
export async function runScript(session: Session, script: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [path.join(ROOT, "tools/run.js"), path.join(ROOT, script), ...args], {
    cwd: ROOT,
    env: { ...session.io.env },
    stdio: ["inherit", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => session.io.stderr.write(chunk.toString()));
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (ended) => resolve(ended ?? 1));
  });
  return { code, stdout: Buffer.concat(chunks).toString() };
}
