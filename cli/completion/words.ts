import type { Command } from "commander";

/** What can follow a command: its subcommands and options, each with its phrase. */
export interface Words {
  /** The command's words, as in "report statement"; "" for the program itself. */
  readonly path: string;
  readonly commands: readonly Word[];
  readonly options: readonly Word[];
}

export interface Word {
  readonly word: string;
  readonly phrase: string;
}

/** Everything that can be completed, from the program down. */
export function wordsOf(program: Command): Words[] {
  const everywhere = optionsOf(program);
  const below = (command: Command, path: string): Words[] => {
    const commands = command.commands.map((child) => ({
      word: child.name(),
      phrase: child.summary() || child.description(),
    }));
    const own = command === program ? [] : optionsOf(command);
    const help = { word: "--help", phrase: "help with examples" };
    return [
      { path, commands, options: [...own, ...everywhere, help] },
      ...command.commands.flatMap((child) => below(child, `${path} ${child.name()}`.trim())),
    ];
  };
  return below(program, "");
}

const optionsOf = (command: Command): Word[] =>
  command.options.flatMap(({ long, description }) =>
    typeof long !== "string" ? [] : [{ word: long, phrase: description }],
  );
