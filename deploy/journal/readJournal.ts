import { readFile } from "node:fs/promises";
import path from "node:path";

/** A line of Ignition's journal, as far as it matters here. */
export interface JournalLine {
  readonly type: string;
  readonly from?: string;
  readonly futureId?: string;
  readonly networkInteractionId?: number;
  readonly nonce?: number;
  readonly networkInteraction?: {
    readonly id: number;
    readonly type: string;
    readonly to?: string;
    readonly data?: string;
  };
  readonly transaction?: { readonly hash: string };
  readonly receipt?: { readonly blockNumber: number; readonly contractAddress?: string };
}

/** A line with its text, which is kept as it is when the journal is written again. */
export interface JournalEntry {
  readonly text: string;
  readonly line: JournalLine;
}

export const journalIn = (folder: string): string => path.join(folder, "journal.jsonl");

/**
 * Reads Ignition's journal in a deployment's folder; empty where there is none.
 *
 * A last line that was cut off is left out: Ignition goes on only after a line is on disk, so nothing followed from it.
 */
export async function readIgnitionJournal(folder: string): Promise<JournalEntry[]> {
  const text = await readFile(journalIn(folder), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.flatMap((line, i) => {
    try {
      return [{ text: line, line: JSON.parse(line) as JournalLine }];
    } catch (error) {
      if (i === lines.length - 1) return [];
      throw new Error(`line ${String(i + 1)} of ${journalIn(folder)} can't be read`, { cause: error });
    }
  });
}
