import path from "node:path";

import { FiscInputError } from "../../sdk/errors.js";
import { type Config, CONFIG_FILE, type NetworkConfig, readConfig } from "./config.js";
import type { Io } from "./io.js";
import type { Globals } from "./session.js";

/** Which ledger a command is about. */
export interface Place {
  readonly config: Config | undefined;
  /** The network's name; undefined where only a node's address was given. */
  readonly network: string | undefined;
  /** The chain that it must be, where the configuration says so. */
  readonly chainId: number | undefined;
  /** Nodes' addresses, secrets filled in. */
  readonly rpc: readonly string[];
  /** The address book's path. */
  readonly book: string | undefined;
}

/** A development node's address: what is meant where nothing says anything else. */
const LOCAL = "http://127.0.0.1:8545";

/** Options go before the environment's variables, and those before the configuration. */
export async function placeOf(globals: Globals, { env, cwd }: Io): Promise<Place> {
  const config = await readConfig(cwd, globals.config ?? env.FISC_CONFIG);
  const named = globals.network ?? env.FISC_NETWORK;
  const network = named ?? config?.network;
  const known = network === undefined ? undefined : networkOf(config, network, named !== undefined);
  const rpc = globals.rpc ?? (env.FISC_RPC_URL === undefined ? undefined : [env.FISC_RPC_URL]);
  const book = globals.book ?? env.FISC_BOOK;
  return {
    config,
    network,
    chainId: known?.chainId,
    rpc: rpc ?? known?.rpc.map((url) => filledIn(url, env)) ?? [LOCAL],
    book: book === undefined ? relativeToConfig(known?.book, globals, cwd) : path.resolve(cwd, book),
  };
}

function networkOf(config: Config | undefined, name: string, isNamed: boolean): NetworkConfig | undefined {
  const known = config?.networks[name];
  if (known !== undefined) return known;
  const names = Object.keys(config?.networks ?? {}).join(", ");
  if (config === undefined && isNamed) {
    throw new FiscInputError(
      "--network",
      `there is no ${CONFIG_FILE} that would say what "${name}" is`,
      'make one with "fisc init", or give --rpc and --book',
    );
  }
  throw new FiscInputError(
    "--network",
    `${CONFIG_FILE} knows no "${name}"`,
    `name one of these: ${names || "none yet"}`,
  );
}

function relativeToConfig(book: string | undefined, { config }: Globals, cwd: string): string | undefined {
  if (book === undefined) return undefined;
  return path.resolve(cwd, path.dirname(config ?? CONFIG_FILE), book);
}

/** Puts variables of the environment in the place of their names. */
function filledIn(url: string, env: Io["env"]): string {
  return url.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = env[name];
    if (value === undefined || value === "") {
      throw new FiscInputError(
        CONFIG_FILE,
        `the variable ${name} in a node's address is not set`,
        `set it in the environment or in .env`,
      );
    }
    return value;
  });
}
