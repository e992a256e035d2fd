import type { ExitCode } from "./exit.js";

/** What a command has to say at its end, to people and to scripts. */
export interface Outcome {
  /** For people: plain text. */
  readonly text: string;
  /** For scripts: what `--json` prints. Amounts as decimal strings, dates as `YYYY-MM-DD`. */
  readonly json: Readonly<Record<string, unknown>>;
  /** 0 when left out. */
  readonly code?: ExitCode;
}

/** One JSON object; integers too large for JSON's numbers are strings. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? String(item) : item), 2);
