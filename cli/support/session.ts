import type { Command } from "commander";

import { EXIT, type ExitCode } from "./exit.js";
import type { Io } from "./io.js";
import { type Outcome, toJson } from "./outcome.js";

/** Options that every command takes. */
export interface Globals {
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly verbose: boolean;
  readonly config?: string;
  readonly network?: string;
  readonly rpc?: readonly string[];
  readonly book?: string;
}

/** One run of the command line. */
export class Session {
  /** What the process ends with. */
  code: ExitCode = EXIT.done;
  /** Whether the outcome is printed. */
  private isDone = false;

  constructor(
    readonly io: Io,
    /** As given: known before the command line is understood, so that errors in it can be JSON too. */
    readonly isJson: boolean,
  ) {}

  /** Prints the outcome of a command: its text, or one JSON object. */
  finish({ text, json, code = EXIT.done }: Outcome): void {
    if (this.isDone) throw new Error("a command ended twice");
    this.isDone = true;
    this.code = code;
    this.io.stdout.write(this.isJson ? `${toJson(json)}\n` : text.endsWith("\n") ? text : `${text}\n`);
  }

  /** Says something on the way, on stderr: stdout is the outcome's. */
  say(text: string): void {
    this.io.stderr.write(`${text}\n`);
  }
}

/** The options of every command, in the place where the command was given. */
export function globalsOf(command: Command): Globals {
  const {
    json = false,
    dryRun = false,
    verbose = false,
    ...rest
  } = command.optsWithGlobals<Partial<Globals>>();
  return { ...rest, json, dryRun, verbose };
}
