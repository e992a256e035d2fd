import { readFile, writeFile } from "node:fs/promises";

import type { ShownBinding } from "../../../sdk/disbursement/checkBindings.js";
import type { Schedule } from "../../../sdk/disbursement/schedule.js";
import { FiscInputError } from "../../../sdk/errors.js";

/** A schedule with what its lines stand for, as its officers pass it on in private. */
export interface ScheduleFile extends Schedule {
  readonly shown: readonly ShownBinding[];
}

const FORMAT = "fisc schedule file 1";

/** Writes a schedule, for its owner's eyes alone; never over another. It is on the disk when this returns. */
export async function writeSchedule(file: string, schedule: ScheduleFile): Promise<void> {
  const numbers = (_: string, value: unknown): unknown => (typeof value === "bigint" ? `${value}n` : value);
  const text = JSON.stringify({ format: FORMAT, ...schedule }, numbers, 1);
  await writeFile(file, text, { flag: "wx", mode: 0o600, flush: true });
}

/** Reads a schedule; undefined where there is no such file. */
export async function readSchedule(file: string): Promise<ScheduleFile | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const numbers = (_: string, value: unknown): unknown =>
    typeof value === "string" && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value;
  try {
    const read = JSON.parse(text, numbers) as ScheduleFile & { readonly format: unknown };
    if (read.format === FORMAT) return read;
  } catch {
    // As another format.
  }
  throw new FiscInputError(file, "it is no schedule", "give the file that was made when it was submitted");
}

/** The schedule in a file. @throws FiscInputError where there is none. */
export async function requireSchedule(file: string): Promise<ScheduleFile> {
  const schedule = await readSchedule(file);
  if (schedule !== undefined) return schedule;
  throw new FiscInputError(file, "there is no such file", "have the schedule submitted first");
}
