import { Command } from "commander";

import { CATALOGUE } from "./catalogue.js";
import { examplesOf } from "./support/command.js";
import { EXIT_CODES } from "./support/exit.js";
import { takesColour } from "./support/io.js";
import type { Session } from "./support/session.js";

/** Options that take the next word as their value: that word names no command. */
const WITH_VALUE = ["--config", "--network", "--rpc", "--book"];

/** The whole command line; of the commands, only those of `loaded` with all of their options. */
export async function programFor(session: Session, loaded: readonly string[]): Promise<Command> {
  const program = new Command("fisc")
    .description("Public money and public buildings on a public ledger.")
    .option("--json", "print one JSON object on stdout")
    .option("--dry-run", "check and show what would be done; send nothing")
    .option("--network <name>", "a network of fisc.json")
    .option("--rpc <url...>", "a node's address, in place of the network's; several must agree")
    .option("--book <file>", "the ledger's address book, in place of the network's")
    .option("--config <file>", "the project's configuration; fisc.json by default")
    .option("--verbose", "with an error, where in the program it arose");
  for (const { name, summary, load } of CATALOGUE) {
    const command = loaded.includes(name) ? (await load()).command(session) : new Command(name);
    program.addCommand(command.summary(summary));
  }
  program
    .addHelpText("after", exitCodes())
    .addHelpText(
      "after",
      examplesOf([["fisc audit --help", "what a command does, its options and examples"]]),
    );
  adopt(program, session);
  return program;
}

/** The command that a command line names; undefined if it names none. */
export function namedIn(args: readonly string[]): string | undefined {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (WITH_VALUE.includes(arg)) i++;
    else if (arg === "help") continue;
    else if (!arg.startsWith("-")) return arg;
  }
  return undefined;
}

/** What all commands of the tree have in common. */
function adopt(command: Command, session: Session): void {
  const { io } = session;
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      // Errors are told at one place, in the form that all have.
      outputError: () => undefined,
      getOutHasColors: () => takesColour(io.stdout, io.env),
      getErrHasColors: () => takesColour(io.stderr, io.env),
    })
    .configureHelp({ showGlobalOptions: true, styleTitle: bold, styleCommandText: bold });
  for (const child of command.commands) adopt(child, session);
}

/** Commander takes it off again where colours don't go. */
const bold = (text: string): string => `\u001B[1m${text}\u001B[22m`;

const exitCodes = (): string =>
  `\nExit codes:\n${EXIT_CODES.map(([code, meaning]) => `  ${String(code)}  ${meaning}`).join("\n")}`;
