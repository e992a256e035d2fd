/** Which Node runs the project, and how a program is started under it. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const MODULES = path.join(ROOT, "node_modules");

/** Hardhat's lower bound. An older Node also makes `npm ci` leave out the EVM's native package, silently. */
export function isModernNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

/** The Node that the npm package `node` brings along. */
export const PINNED_NODE = path.join(
  MODULES,
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

/** A TypeScript file runs through tsx; any other name is the binary of an installed package. */
export function nodeArguments(program, args) {
  if (program.endsWith(".ts")) return ["--import", "tsx", program, ...args];
  const name = program === "tsc" ? "typescript" : program;
  const folder = path.join(MODULES, name);
  const manifest = path.join(folder, "package.json");
  if (!existsSync(manifest)) throw new Error(`No package named ${name} is installed.`);
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  return [path.join(folder, typeof bin === "string" ? bin : bin[program]), ...args];
}

/** The environment in which a nested `node`, or any package's binary, is the project's own. */
export function nodeEnvironment(node) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const folders = [path.dirname(node), path.join(MODULES, ".bin"), process.env[name] ?? ""];
  return { ...process.env, [name]: folders.join(path.delimiter) };
}
