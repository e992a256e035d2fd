import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { AstNode } from "./source.js";

interface Compiler {
  compile(input: string): string;
}

/** The syntax tree of every source file under `contracts/`, mocks excepted, by path: parsed, not compiled. */
export function parseContracts(): ReadonlyMap<string, AstNode> {
  parsed ??= parseFiles();
  return parsed;
}

/** Parsed once: it takes seconds, and no source changes meanwhile. */
let parsed: ReadonlyMap<string, AstNode> | undefined;

function parseFiles(): ReadonlyMap<string, AstNode> {
  const files = globSync("contracts/**/*.sol", { exclude: ["contracts/mocks/**"] }).sort();
  const sources = Object.fromEntries(files.map((file) => [file, { content: readFileSync(file, "utf8") }]));
  const settings = { stopAfter: "parsing", outputSelection: { "*": { "": ["ast"] } } };
  // Loaded late: it takes a second, and it is CommonJS without types.
  const solc = createRequire(import.meta.url)("solc") as Compiler;
  const output = solc.compile(JSON.stringify({ language: "Solidity", sources, settings }));
  const { sources: trees } = JSON.parse(output) as { sources: Record<string, { ast: AstNode }> };
  return new Map(Object.entries(trees).map(([file, { ast }]) => [file, ast]));
}
