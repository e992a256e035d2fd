import { spawn } from "node:child_process";
import path from "node:path";

import { expect } from "chai";

/** What a script left behind. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** Runs a script as a process of its own, under this Node, in the project's folder. */
export const runScript = (script: string, ...args: readonly string[]): Promise<Run> =>
  runScriptWith({}, script, ...args);

/** The same with some variables of its environment set. */
export function runScriptWith(
  variables: Readonly<Record<string, string>>,
  script: string,
  ...args: readonly string[]
): Promise<Run> {
  const { FISC_COVERAGE: _, ...env } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    cwd: ROOT,
    env: { ...env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const read = (stream: NodeJS.ReadableStream): (() => string) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString("utf8");
  };
  const [stdout, stderr] = [read(child.stdout), read(child.stderr)];
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, stdout: stdout(), stderr: stderr() });
    });
  });
}

/** Expects the caller's fault: exit code 2, one line on stderr that says what, and nothing on stdout. */
export async function expectRefusal(script: string, args: readonly string[], line: RegExp): Promise<void> {
  const { code, stdout, stderr } = await runScript(script, ...args);
  const title = [script, ...args].join(" ");
  expect(stderr, title)
    .to.match(/^[^\n]+\n$/)
    .and.to.match(line);
  expect(stdout, title).to.equal("");
  expect(code, title).to.equal(2);
}
