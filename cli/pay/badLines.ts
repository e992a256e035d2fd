import type { FiscInputError } from "../../sdk/errors.js";
import { EXIT } from "../support/exit.js";
import type { Outcome } from "../support/outcome.js";

/** A line of a file that can't be used. */
export interface BadLine {
  readonly line: number;
  readonly problem: string;
  readonly remedy: string;
}

/** A file's lines: those that can be used, and those that can't. */
export interface CheckedLines<Line> {
  readonly valid: readonly Line[];
  readonly bad: readonly BadLine[];
}

export const badLine = (line: number, { problem, remedy }: FiscInputError): BadLine => ({
  line,
  problem,
  remedy,
});

/** One line for each. */
export const printBadLines = (bad: readonly BadLine[]): string =>
  bad.map(({ line, problem, remedy }) => `line ${String(line)}: ${problem}; ${remedy}.`).join("\n");

/** What a command says that sent nothing because of bad lines. */
export const nothingSent = (file: string, valid: number, bad: readonly BadLine[]): Outcome => ({
  text:
    `${printBadLines(bad)}\nNothing was sent: ${String(bad.length)} of ${String(valid + bad.length)} lines of ${file} can't be used. ` +
    "Correct them, or take the others alone with --accept-valid.",
  json: { sent: false, file, valid, bad },
  code: EXIT.input,
});
