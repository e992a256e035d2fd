import { pathToFileURL } from "node:url";

import { Command } from "commander";
import type { Signer } from "ethers";

import type { Fisc } from "../../../sdk/client/fisc.js";
import type { Sender } from "../../../sdk/client/sender.js";
import type { State } from "../../../sdk/outbox/states.js";
import { EXIT, EXIT_CODES, main, parseCommandLine } from "../../support/main.js";
import { printable } from "../../support/text.js";
import { endingOf } from "./endingOf.js";
import { openBench } from "./openBench.js";

/** A client written by an outbox, and how far what it was given is. */
export interface Paying {
  readonly client: Fisc;
  readonly stateOf: (id: string) => State | undefined;
}

/** What an example works with: a ledger, and whoever has the keys. */
export interface Bench {
  /** To read by. */
  readonly fisc: Fisc;
  /** The client written by the key of whoever holds an office here, such as "budget" or "councillor". */
  readonly as: (office: string) => Promise<Fisc>;
  /** What writes for them. */
  readonly sender: (office: string) => Promise<Sender>;
  /** Their key itself, for what no client does. */
  readonly signer: (office: string) => Promise<Signer>;
  /** The client where money moves: by an outbox, which does a thing once whatever happens to process, node or chain. */
  readonly paying: (office: string) => Promise<Paying>;
}

/** A chore: its options by name with what each is, and what it does. */
export interface Example<Needed extends string, Optional extends string = never> {
  readonly summary: string;
  readonly options: Readonly<Record<Needed, string>>;
  readonly optional?: Readonly<Record<Optional, string>>;
  /** Returns what there is to tell, a line each. */
  readonly run: (
    bench: Bench,
    input: Readonly<Record<Needed, string>> & Readonly<Partial<Record<Optional, string>>>,
  ) => Promise<readonly string[]>;
}

/** Runs an example that was started by itself; imported, it waits to be called. */
export async function start<Needed extends string, Optional extends string>(
  { url }: ImportMeta,
  example: Example<Needed, Optional>,
): Promise<void> {
  if (url !== pathToFileURL(process.argv[1] ?? "").href) return;
  const command = new Command()
    .description(example.summary)
    .requiredOption("--book <file>", "the address book that the deployment wrote")
    .requiredOption("--rpc <url…>", "nodes of the chain, several for outboxes", listed)
    .option("--outbox <folder>", "where payments on their way are kept", ".outbox")
    .addHelpText("after", `\nKeys come from the environment: FISC_KEY_BUDGET for "budget".\n${EXIT_CODES}`);
  for (const [name, what] of Object.entries<string>(example.options))
    command.requiredOption(`--${kebab(name)} <value>`, what);
  for (const [name, what] of Object.entries<string>(example.optional ?? {}))
    command.option(`--${kebab(name)} <value>`, what);
  const given = parseCommandLine(command).opts<{ book: string; rpc: string[]; outbox: string }>();
  await main(async () => {
    const { bench, close, hasSent } = await openBench(given);
    try {
      try {
        // Safe: commander saw to it that those that are needed are there.
        const input = given as unknown as Parameters<typeof example.run>[1];
        for (const line of await example.run(bench, input)) console.log(line);
      } finally {
        await close();
      }
      return EXIT.ok;
    } catch (error) {
      const ending = endingOf(error, hasSent());
      if (ending === undefined) throw error;
      for (const line of ending.told) console.log(line);
      console.error(printable(ending.message));
      return ending.code;
    }
  });
}

/** As options are written: `--accept-valid` gives `acceptValid`. */
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const listed = (url: string, before: string[] = []): string[] => [...before, url];
