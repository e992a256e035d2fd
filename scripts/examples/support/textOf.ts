import { access, readFile } from "node:fs/promises";

import { FiscInputError } from "../../../sdk/errors.js";

/** A file's text. @throws FiscInputError for one that can't be read. */
export async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new FiscInputError(file, `the file can't be read (${String(error.code)})`, "check its path");
  }
}

/** Whether there is such a file. */
export const exists = async (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
