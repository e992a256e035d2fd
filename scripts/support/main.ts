import type { Command } from "commander";

import { FiscInputError } from "../../sdk/errors.js";
import { printable } from "./text.js";

/** Exit codes of every script. */
export const EXIT = {
  /** All is as it should be. */
  ok: 0,
  /** The work ran and found what must not be, figures that don't agree; or it broke off with a stack trace. */
  disagreement: 1,
  /** The input or the options can't be used; nothing was done. */
  input: 2,
} as const;

/** The same, for a script's help. */
export const EXIT_CODES =
  "\nExit codes: 0 all agrees, 1 something does not, 2 the input can't be used and no transaction was sent.";

/** Reads the command line; options that can't be used end in commander's own line and `EXIT.input`. */
export function parseCommandLine(command: Command): Command {
  return command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.input)).parse();
}

/** Runs a script: a caller's fault ends in one line and `EXIT.input`, a fault of ours in a stack trace. */
export async function main(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    if (!(error instanceof FiscInputError)) throw error;
    console.error(printable(error.message));
    process.exitCode = EXIT.input;
  }
}

/**
 * Does what follows once all of the input is checked. From here on something may be half-done, so an input error is no
 * longer the caller's fault and must not end in `EXIT.input`, which says that nothing was.
 */
export async function afterInput<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FiscInputError)) throw error;
    throw new Error(`broke off after transactions were sent: ${error.message}`, { cause: error });
  }
}
