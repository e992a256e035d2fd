/**
 * Writes the reference: of the contracts from their NatSpec, of errors from the client's sentences too.
 *
 *     npm run docs
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { errorPages, ERRORS } from "./reference/errors.js";
import { REFERENCE, referencePages } from "./reference/pages.js";

for (const [folder, pages] of [
  [REFERENCE, await referencePages()],
  [ERRORS, await errorPages()],
] as const) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of pages) await writeFile(path.join(folder, name), text);
  console.log(`${String(pages.size)} pages in ${folder}`);
}
