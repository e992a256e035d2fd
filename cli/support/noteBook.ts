import { writeFile } from "node:fs/promises";
import path from "node:path";

import { CONFIG_FILE, readConfig } from "./config.js";

/** Writes a deployment's address book into the configuration, where that knows the network; tells whether it did. */
export async function noteBook(
  cwd: string,
  named: string | undefined,
  network: string,
  book: string,
): Promise<boolean> {
  const config = await readConfig(cwd, named);
  const known = config?.networks[network];
  if (config === undefined || known === undefined) return false;
  const file = path.resolve(cwd, named ?? CONFIG_FILE);
  known.book = path.relative(path.dirname(file), path.resolve(book)).split(path.sep).join("/");
  await writeFile(file, `${JSON.stringify(config, null, 2)}\n`);
  return true;
}
