import { Command } from "commander";

import type { Outcome } from "./outcome.js";
import { type Globals, globalsOf, type Session } from "./session.js";

/** What an action is told. */
export interface Call<Options> {
  readonly session: Session;
  readonly globals: Globals;
  /** The command's own options. */
  readonly options: Options;
  /** The command's arguments. */
  readonly args: readonly (string | undefined)[];
}

/** A command's examples, each with what it does. */
export type Examples = readonly (readonly [line: string, what: string])[];

/**
 * A command with examples in its help, whose action gives an outcome.
 *
 * @param usage Its name, and its arguments as commander writes them.
 */
export function action<Options = Record<string, never>>(
  usage: string,
  description: string,
  examples: Examples,
  session: Session,
  act: (call: Call<Options>) => Promise<Outcome>,
): Command {
  const [name, ...parameters] = usage.split(" ");
  const command = new Command(name).description(description).addHelpText("after", examplesOf(examples));
  for (const parameter of parameters) command.argument(parameter);
  return command.action(async (...given: unknown[]) => {
    const outcome = await act({
      session,
      globals: globalsOf(command),
      options: command.opts<Options & Record<string, unknown>>(),
      // Safe: commander hands an action its arguments, the options and the command.
      args: given.slice(0, -2) as (string | undefined)[],
    });
    session.finish(outcome);
  });
}

/** A command that only holds others. */
export function group(
  name: string,
  description: string,
  examples: Examples,
  commands: readonly Command[],
): Command {
  const command = new Command(name).description(description).addHelpText("after", examplesOf(examples));
  for (const one of commands) command.addCommand(one);
  return command;
}

export function examplesOf(examples: Examples): string {
  return `\nExamples:\n${examples.map(([line, what]) => `  $ ${line}\n      ${what}`).join("\n")}`;
}
