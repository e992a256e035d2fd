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

/** One JSON object; integers too large for JSON's numbers are strings, and obligations as people write them. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (key, item: unknown) => (typeof item === "bigint" ? printWhole(key, item) : item), 2);

/** An obligation is its account and the sequence number that it was made at, as in "3/2". */
const printWhole = (key: string, item: bigint): string =>
  key === "obligation" ? `${String(item >> 32n)}/${String(item & 0xffffffffn)}` : String(item);
