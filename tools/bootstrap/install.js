/** Installs the dependencies when node_modules is missing or belongs to another lock file. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { withLock } from "./lock.js";
import { PINNED_NODE, ROOT, isModernNode } from "./node.js";

/** Two lines: the hash of the lock file that was installed, and the Node to run under. */
const STAMP = path.join(ROOT, "node_modules", ".fisc-installed");

/** Installs if needed. Returns the path of the Node to run under. */
export async function ensureInstalled() {
  return installedNode() ?? (await withLock(() => installedNode() ?? install()));
}

/** Remembers a finished install; called by npm itself (postinstall), too. */
export function recordInstall() {
  // Installed by an old Node, packages may be missing: leave no stamp, and the next run installs again.
  if (!isModernNode() || !existsSync(path.join(ROOT, "node_modules", "hardhat"))) return;
  writeFileSync(STAMP, `${lockHash()}\n${usableNode()}\n`);
}

export function lockHash() {
  return createHash("sha256")
    .update(readFileSync(path.join(ROOT, "package-lock.json")))
    .digest("hex");
}

function installedNode() {
  if (!existsSync(STAMP)) return undefined;
  const [hash, node] = readFileSync(STAMP, "utf8").split("\n");
  return hash === lockHash() && existsSync(node) ? node : undefined;
}

function install() {
  console.error("Installing dependencies …");
  if (isModernNode()) {
    npm(["ci"]);
  } else {
    const { devDependencies } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
    // npm's own file rather than `npm`, because npm.cmd on Windows prefers the Node beside it.
    const cli = process.env.npm_execpath;
    const ci = cli === undefined ? "npm ci" : `node "${cli}" ci`;
    npm(["exec", "--yes", `--package=node@${devDependencies.node}`, `--call=${ci}`]);
  }
  // postinstall has left the stamp, unless install scripts are switched off.
  const node = installedNode();
  if (node === undefined)
    throw new Error("The install left no usable Node. Are npm's install scripts switched off?");
  return node;
}

function npm(args) {
  const cli = process.env.npm_execpath;
  const options = { cwd: ROOT, stdio: ["ignore", 2, 2] };
  const result =
    cli === undefined
      ? spawnSync(process.platform === "win32" ? "npm.cmd" : "npm", args, {
          ...options,
          shell: process.platform === "win32",
        })
      : spawnSync(process.execPath, [cli, ...args], options);
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`npm ${args[0]} failed (exit code ${result.status}).`);
}

/** The pinned Node, unless it cannot run here (Alpine's musl); then the one that runs this file. */
function usableNode() {
  return spawnSync(PINNED_NODE, ["--version"]).status === 0 ? PINNED_NODE : process.execPath;
}
