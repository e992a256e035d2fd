import { tmpdir } from "node:os";

import { run } from "../../../cli/run.js";

/** What a command line left behind. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What `--json` printed. */
  readonly json: () => Record<string, unknown>;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
}

/** Runs a command line in this process. */
export async function runCli(
  args: readonly string[],
  { cwd = tmpdir(), env = {}, isTTY = false }: Surroundings = {},
): Promise<CliRun> {
  let [stdout, stderr] = ["", ""];
  const code = await run(args, {
    stdout: { isTTY, write: (text) => (stdout += text) },
    stderr: { isTTY, write: (text) => (stderr += text) },
    env,
    cwd,
  });
  return { code, stdout, stderr, json: () => JSON.parse(stdout) as Record<string, unknown> };
}
