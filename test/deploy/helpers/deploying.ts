import { spawn } from "node:child_process";
import path from "node:path";

import type { Run } from "../../scripts/helpers/run.js";
import type { Proxy } from "./proxy.js";

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** The first test account of development nodes. */
export const DEPLOYER_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

/** Runs the script that deploys, over the wire; kills it outright when the wire is cut. */
export function runDeploy(proxy: Proxy, name: string, ...args: readonly string[]): Promise<Run> {
  const { FISC_COVERAGE: _, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [
      ...["--import", "tsx", "scripts/deploy.ts", "--network", "localhost", "--rpc", proxy.url, "--json"],
      ...["--parameters", "deploy/parameters/local.json5", "--name", name, ...args],
    ],
    { cwd: ROOT, env: { ...env, FISC_LOCALHOST_KEY: DEPLOYER_KEY }, stdio: ["ignore", "pipe", "pipe"] },
  );
  proxy.onStop = () => child.kill("SIGKILL");
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
