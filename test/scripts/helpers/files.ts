import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { FiscInputError } from "../../../sdk/errors.js";
import { refused } from "../../sdk/helpers/refused.js";

const ROOT = path.resolve(import.meta.dirname, "../../..");

let folder: string | undefined;

after("temporary files are removed", () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** A file that is there until the run ends; its path. */
export function temporaryFile(text: string | Uint8Array, name = "input.csv"): string {
  folder ??= mkdtempSync(path.join(tmpdir(), "fisc-"));
  const file = path.join(mkdtempSync(path.join(folder, "f-")), name);
  writeFileSync(file, text);
  return file;
}

/** Rows as a CSV file would hold them, each field in quotes. */
export function csv(...rows: readonly (readonly (string | number)[])[]): string {
  return rows
    .map((row) => `${row.map((field) => `"${String(field).replaceAll('"', '""')}"`).join(",")}\n`)
    .join("");
}

/** Expects the caller's fault: one line that says where, what and what to do. */
export async function expectInputError(
  promise: Promise<unknown>,
  place: string,
  problem: RegExp,
): Promise<void> {
  expectFault(await refused(promise), place, problem);
}

/** The same of an error that is there already. */
export function expectFault(error: unknown, place: string, problem: RegExp): void {
  if (!(error instanceof FiscInputError)) throw error;
  if (error.place !== place || !problem.test(error.problem) || error.remedy.length < 10)
    throw new Error(`expected ${place}: ${problem.source}, got ${error.message}`);
  if (error.message.includes("\n")) throw new Error("the message breaks the line");
}

/** A published file that the project reads where it lies and never holds a copy of. */
export interface SharedFile {
  /** As an argument for a script that runs in the project's folder. */
  readonly path: string;
  readonly isThere: boolean;
}

export function sharedFile(name: string): SharedFile {
  const relative = `../shared/data/${name}`;
  return { path: relative, isThere: existsSync(path.join(ROOT, relative)) };
}

/** A test on published files; where one is absent it is skipped, and its title says so. */
export function itReads(title: string, files: readonly SharedFile[], test: Mocha.AsyncFunc): void {
  const absent = files.filter(({ isThere }) => !isThere).map(({ path: name }) => name);
  if (absent.length === 0) it(title, test);
  else
    it(`${title} [skipped: ${absent.join(", ")} not there]`, function () {
      this.skip();
    });
}
