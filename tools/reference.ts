/**
 * Writes the reference of the contracts from their NatSpec.
 *
 *     npm run docs
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { REFERENCE, referencePages } from "./reference/pages.js";

const pages = await referencePages();
await rm(REFERENCE, { recursive: true, force: true });
await mkdir(REFERENCE, { recursive: true });
for (const [name, text] of pages) await writeFile(path.join(REFERENCE, name), text);
console.log(`${String(pages.size)} pages in ${REFERENCE}`);
