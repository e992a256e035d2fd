#!/usr/bin/env node
/**
 * `fisc` on a machine where only npm is certain: installs, builds and bundles what is missing or has changed, then runs
 * the command line under a Node that is new enough. All of that speaks on stderr.
 *
 * Plain JavaScript without dependencies, because it runs first; any Node from 18 on will do.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { pathToFileURL } from "node:url";

import { ensureBuilt } from "../tools/bootstrap/build.js";
import { BUNDLE, ensureBundled } from "../tools/bootstrap/cli.js";
import { ensureInstalled } from "../tools/bootstrap/install.js";
import { isModernNode, nodeEnvironment } from "../tools/bootstrap/node.js";

try {
  const node = await ensureInstalled();
  await ensureBuilt(node);
  await ensureBundled(node);
  if (isModernNode()) await import(pathToFileURL(BUNDLE).href);
  else start(node);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(5);
}

/** Stdin, signals and the exit code pass through, as if it ran here. */
function start(node) {
  const child = spawn(node, ["--enable-source-maps", BUNDLE, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: nodeEnvironment(node),
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole group: the child has it already.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on("error", (error) => {
    console.error(error.message);
    process.exit(5);
  });
  child.on("exit", (code, signal) => {
    process.exit(signal === null ? code : 128 + (constants.signals[signal] ?? 0));
  });
}
