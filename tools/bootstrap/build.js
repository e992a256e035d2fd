/** Builds the contracts when a source changed since the last build. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { withLock } from "./lock.js";
import { ROOT, nodeArguments, nodeEnvironment } from "./node.js";

/** In Hardhat's cache folder, so that `hardhat clean` removes it with the artifacts. */
const STAMP = path.join(ROOT, "cache", "fisc-built");
const OUTPUTS = ["artifacts", "types/ethers-contracts/index.ts"];
const INPUTS = ["contracts", "hardhat.config.ts", "tools/strict-warnings.ts", "package-lock.json"];

/** Hardhat caches too, but takes a second to find out that there is nothing to do. */
export async function ensureBuilt(node) {
  if (isFresh()) return;
  await withLock(() => {
    if (isFresh()) return;
    const hash = sourceHash();
    const { status } = spawnSync(node, nodeArguments("hardhat", ["build", "--no-tests"]), {
      cwd: ROOT,
      env: nodeEnvironment(node),
      stdio: ["ignore", 2, 2],
    });
    if (status !== 0) throw new Error("The contracts do not build.");
    mkdirSync(path.dirname(STAMP), { recursive: true });
    writeFileSync(STAMP, hash);
  });
}

function isFresh() {
  const outputs = OUTPUTS.every((name) => existsSync(path.join(ROOT, name)));
  return outputs && existsSync(STAMP) && readFileSync(STAMP, "utf8") === sourceHash();
}

function sourceHash() {
  const hash = createHash("sha256");
  for (const file of INPUTS.flatMap((name) => filesIn(path.join(ROOT, name)))) {
    hash.update(path.relative(ROOT, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesIn(entry) {
  if (!existsSync(entry)) return [];
  try {
    return readdirSync(entry)
      .sort()
      .flatMap((name) => filesIn(path.join(entry, name)));
  } catch (error) {
    if (error.code === "ENOTDIR") return [entry];
    throw error;
  }
}
