/** Bundles the command line when a source changed since the last time. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";

import { withLock } from "./lock.js";
import { ROOT } from "./node.js";

const OUT = path.join(ROOT, "dist", "cli");
const STAMP = path.join(OUT, "fisc-bundled");
/** What the command line is made of. The generated types change with the contracts alone. */
const INPUTS = ["cli", "sdk", "deploy", "scripts", "contracts", "tsconfig.json", "package-lock.json"];

/** The file to run. */
export const BUNDLE = path.join(OUT, "main.js");

/** One folder of a few files starts several times faster than hundreds of sources. */
export async function ensureBundled(node) {
  const hash = sourceHash();
  if (isFresh(hash)) return;
  await withLock(() => {
    if (isFresh(hash)) return;
    rmSync(OUT, { recursive: true, force: true });
    mkdirSync(OUT, { recursive: true });
    const { status } = spawnSync(node, ["--input-type=module", "--eval", BUILD], {
      cwd: ROOT,
      stdio: ["ignore", 2, 2],
    });
    if (status !== 0) throw new Error("The command line does not build.");
    writeFileSync(STAMP, hash);
  });
}

const BUILD = `
import { build } from "esbuild";
await build({
  entryPoints: ["cli/main.ts"],
  outdir: ${JSON.stringify(OUT)},
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22",
  packages: "external",
  sourcemap: "linked",
  chunkNames: "[name]-[hash]",
  logLevel: "warning",
});
`;

function isFresh(hash) {
  return existsSync(BUNDLE) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash;
}

function sourceHash() {
  const hash = createHash("sha256");
  for (const name of INPUTS) addTo(hash, path.join(ROOT, name));
  return hash.digest("hex");
}

function addTo(hash, entry) {
  let entries;
  try {
    entries = readdirSync(entry, { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOENT") return;
    if (error.code !== "ENOTDIR") throw error;
    hash.update(entry).update("\0").update(readFileSync(entry)).update("\0");
    return;
  }
  for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    // Deployments are data, and many.
    if (name !== "deployments") addTo(hash, path.join(entry, name));
  }
}
