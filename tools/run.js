/**
 * Runs one of the project's programs on a machine where only npm is certain.
 *
 *     node tools/run.js [--no-build] [NAME=value …] <script.ts | package binary> [arguments …]
 *
 * It installs what is missing, builds the contracts if they changed, then starts the program under
 * the Node that the lock file pins. All its own output goes to stderr, so that stdout is the program's.
 * Plain JavaScript without dependencies, because it runs first; any Node from 18 on will do.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";

import { ensureBuilt } from "./bootstrap/build.js";
import { ensureInstalled, recordInstall } from "./bootstrap/install.js";
import { nodeArguments, nodeEnvironment } from "./bootstrap/node.js";

const args = process.argv.slice(2);

// npm's own postinstall: the user installed by hand, so remember that the work is done.
if (args[0] === "--installed") {
  recordInstall();
  process.exit(0);
}

const build = args[0] !== "--no-build";
if (!build) args.shift();

const settings = {};
while (/^[A-Z_]+=/.test(args[0] ?? "")) {
  const [name, value] = args.shift().split(/=(.*)/s);
  settings[name] = value;
}

if (args.length === 0) {
  console.error(
    "usage: node tools/run.js [--no-build] [NAME=value …] <script.ts | package binary> [arguments …]",
  );
  process.exit(2);
}

try {
  const node = await ensureInstalled();
  if (build) await ensureBuilt(node);
  start(node, args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Stdin, signals and the exit code pass through, as if the program had been started directly. */
function start(node, [program, ...rest]) {
  const child = spawn(node, nodeArguments(program, rest), {
    stdio: "inherit",
    env: { ...nodeEnvironment(node), ...settings },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole group: the child has it already.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    process.exit(signal === null ? code : 128 + (constants.signals[signal] ?? 0));
  });
}
