/**
 * Writes the reference: of the contracts from their NatSpec, of errors from the client's sentences too, of the SDK from
 * its TSDoc. With `--check` it writes nothing, and fails where what is written is not what it would write.
 *
 *     npm run docs; npm run docs:check
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { errorPages, ERRORS } from "./reference/errors.js";
import { REFERENCE, referencePages } from "./reference/pages.js";
import { SDK, sdkPages } from "./reference/sdk.js";

const isCheck = process.argv.includes("--check");
for (const [folder, pages] of [
  [REFERENCE, await referencePages()],
  [ERRORS, await errorPages()],
  [SDK, await sdkPages()],
] as const) {
  if (isCheck) await check(folder, pages);
  else await write(folder, pages);
}

async function write(folder: string, pages: ReadonlyMap<string, string>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [name, text] of pages) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  console.log(`${String(pages.size)} pages in ${folder}`);
}

async function check(folder: string, pages: ReadonlyMap<string, string>): Promise<void> {
  const there = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".md"));
  const stale = there.filter((name) => !pages.has(name));
  for (const [name, text] of pages) {
    const written = there.includes(name) ? await readFile(path.join(folder, name), "utf8") : undefined;
    if (written !== text) stale.push(name);
  }
  for (const name of stale) console.error(`${path.join(folder, name)} is out of date: run "npm run docs"`);
  if (stale.length > 0) process.exitCode = 1;
}
