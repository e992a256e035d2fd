/** Starts a program in a process of its own, as if it had been started directly. */
import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * Stdin, signals and the exit code pass through.
 *
 * @param {string} node The Node to run.
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, brokenCode?: number }} options `brokenCode` is the exit code where it can't start.
 */
export function start(node, args, { env, brokenCode = 1 }) {
  const child = spawn(node, args, { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole group: the child has it already.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on("error", (error) => {
    console.error(error.message);
    process.exit(brokenCode);
  });
  child.on("exit", (code, signal) => {
    process.exit(signal === null ? code : 128 + (constants.signals[signal] ?? 0));
  });
}
