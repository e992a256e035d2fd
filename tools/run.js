/**
 * Runs one of the project's programs on a machine where only npm is certain.
 *
 *     node tools/run.js [--no-build] [NAME=value …] <script.ts | package binary> [arguments …]
 *
 * It installs what is missing, builds the contracts if they changed, then starts the program under
 * the Node that the lock file pins. All its own output goes to stderr, so that stdout is the program's.
 * Plain JavaScript without dependencies, because it runs first; any Node from 18 on will do.
 */
import { ensureBuilt } from "./bootstrap/build.js";
import { ensureInstalled, recordInstall } from "./bootstrap/install.js";
import { nodeArguments, nodeEnvironment } from "./bootstrap/node.js";
import { start } from "./bootstrap/start.js";

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
  const [program, ...rest] = args;
  start(node, nodeArguments(program, rest), { env: { ...nodeEnvironment(node), ...settings } });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
