#!/usr/bin/env node
/**
 * `fisc` on a machine where only npm is certain: installs, builds and bundles what is missing or has changed, then runs
 * the command line under a Node that is new enough. All of that speaks on stderr.
 *
 * Plain JavaScript without dependencies, because it runs first; any Node from 18 on will do.
 */
import { pathToFileURL } from "node:url";

import { ensureBuilt } from "../tools/bootstrap/build.js";
import { BUNDLE, ensureBundled } from "../tools/bootstrap/cli.js";
import { ensureInstalled } from "../tools/bootstrap/install.js";
import { isModernNode, nodeEnvironment } from "../tools/bootstrap/node.js";
import { start } from "../tools/bootstrap/start.js";

/** See `EXIT` in `cli/support/exit.ts`. */
const FAULT = 5;

try {
  const node = await ensureInstalled();
  await ensureBuilt(node);
  await ensureBundled(node);
  if (isModernNode()) await import(pathToFileURL(BUNDLE).href);
  else {
    const args = ["--enable-source-maps", BUNDLE, ...process.argv.slice(2)];
    start(node, args, { env: nodeEnvironment(node), brokenCode: FAULT });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(FAULT);
}
