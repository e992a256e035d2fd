import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

const IMPORT = /(?:\bfrom\s+|\bimport\s*\(?\s*)"([^"\s]+)"/g;

/** The packages that compiled files and their types import, Node's own left out. */
export async function importsIn(folder: string): Promise<string[]> {
  const files = globSync(path.join(folder, "**/*.{js,d.ts}"));
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const specifiers = texts.flatMap((text) =>
    [...text.matchAll(IMPORT)].map(([, specifier = ""]) => specifier),
  );
  const packages = specifiers.filter((it) => !it.startsWith(".") && !it.startsWith("node:")).map(packageOf);
  return [...new Set(packages)].sort();
}

/** The package that a specifier is of, without the file in it. */
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
