import { rename, writeFile } from "node:fs/promises";

/** Writes a file in one step, so that it is there whole or not at all whenever this is cut off. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { flush: true });
  await rename(`${file}.new`, file);
}
