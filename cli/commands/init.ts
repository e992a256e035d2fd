import { writeFile } from "node:fs/promises";
import path from "node:path";

import type { Command } from "commander";

import { type PublicNetwork, PUBLIC_NETWORKS } from "../../deploy/networks.js";
import { FiscInputError } from "../../sdk/errors.js";
import { action } from "../support/command.js";
import { type Config, CONFIG_FILE, type KeySource, readConfig } from "../support/config.js";
import type { Session } from "../support/session.js";

interface Options {
  readonly force?: boolean;
  readonly keyOf?: readonly string[];
}

const LOCAL = "localhost";

export const command = (session: Session): Command =>
  action<Options>(
    "init",
    `Writes ${CONFIG_FILE}: networks, their nodes and address books, and where keys come from. It never holds a key: keys ` +
      "are in the environment or .env, in Hardhat's keystore, or a development node's published test keys.",
    [
      ["fisc init", "for a development node, with its test keys for each office"],
      [
        "fisc init --network sepolia --key-of certifying=env:CERTIFYING_KEY",
        "a key in the environment, or in .env",
      ],
      ["fisc init --network sepolia --key-of disbursing=keystore:DISBURSING", "a key in Hardhat's keystore"],
    ],
    session,
    async ({ options, globals }) => {
      const file = globals.config ?? CONFIG_FILE;
      const whole = path.resolve(session.io.cwd, file);
      const network = globals.network ?? LOCAL;
      const config = configFor(network, globals.rpc, options.keyOf, globals.book);
      if (options.force !== true && (await exists(session, globals.config))) {
        throw new FiscInputError(
          file,
          "it is there already",
          "change it by hand, or write over it with --force",
        );
      }
      const text = `${JSON.stringify(config, null, 2)}\n`;
      if (!globals.dryRun) await writeFile(whole, text);
      return {
        text: globals.dryRun ? text : `Written: ${file}, for ${network}.`,
        json: { written: !globals.dryRun, file, config },
      };
    },
  )
    .option(
      "--key-of <name=source...>",
      "a key's name, and env:VARIABLE or keystore:NAME; can be given again",
    )
    .option("--force", "write over a configuration that is there");

function configFor(
  network: string,
  rpc: readonly string[] | undefined,
  named: readonly string[] | undefined,
  book: string | undefined,
): Config {
  const networks: Readonly<Record<string, PublicNetwork | undefined>> = PUBLIC_NETWORKS;
  const known = networks[network];
  if (known === undefined && network !== LOCAL) {
    const all = [LOCAL, ...Object.keys(PUBLIC_NETWORKS)].join(", ");
    throw new FiscInputError("--network", `there is no network "${network}"`, `give one of ${all}`);
  }
  const keys = Object.fromEntries((named ?? []).map(sourceOf));
  return {
    network,
    networks: {
      [network]: {
        chainId: known?.chainId ?? 31337,
        rpc: [...(rpc ?? [known === undefined ? "http://127.0.0.1:8545" : `\${${known.rpcVariable}}`])],
        book: book ?? `deploy/deployments/${network}/book.json`,
      },
    },
    keys: known === undefined && named === undefined ? TEST_KEYS : keys,
  };
}

/** By number, as `deploy/parameters/local.json5` names its persons; the rest are for officers to be appointed. */
const TEST_KEYS: Config["keys"] = Object.fromEntries(
  [
    "deployer",
    "registrar",
    "inspector",
    "administrator",
    "council",
    "appropriating",
    "budget",
    "contracting",
    "receiving",
    "submitting",
    "certifying",
    "disbursing",
    "property",
    "records",
  ].map((name, test) => [name, { test }]),
);

function sourceOf(text: string): [string, KeySource] {
  const [, name, kind, value] = /^([\w-]+)=(env|keystore):(\w+)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined)
    return [name, kind === "env" ? { env: value } : { keystore: value }];
  // What was given may be a key itself, so it is not repeated.
  throw new FiscInputError(
    "--key-of",
    "that is no key's name and place",
    'write it as "certifying=env:CERTIFYING_KEY"',
  );
}

async function exists({ io }: Session, named: string | undefined): Promise<boolean> {
  try {
    return (await readConfig(io.cwd, named)) !== undefined;
  } catch (error) {
    // There, and broken, is there too.
    return !(error instanceof FiscInputError && error.problem.includes("ENOENT"));
  }
}
