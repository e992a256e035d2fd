import { readFile } from "node:fs/promises";
import path from "node:path";

import { z } from "zod/v4";

import { FiscInputError } from "../../sdk/errors.js";

/** The project's configuration. It says where keys come from, and never holds one. */
export const CONFIG_FILE = "fisc.json";

const KEY = z.union([
  /** An environment variable, or a line of `.env`, that holds the key. */
  z.strictObject({ env: z.string().regex(/^[A-Za-z_]\w*$/) }),
  /** A name in Hardhat's encrypted keystore. */
  z.strictObject({ keystore: z.string().min(1) }),
  /** One of the development nodes' published test keys, by its number. Never where money is real. */
  z.strictObject({ test: z.int().min(0).max(19) }),
]);

const NETWORK = z.strictObject({
  chainId: z.int().min(1),
  /** Nodes; `${NAME}` stands for an environment variable, such as an access key. */
  rpc: z.array(z.string().min(1)).min(1),
  /** The address book of the ledger there. */
  book: z.string().min(1),
});

const CONFIG = z.strictObject({
  /** The network that is meant when none is named. */
  network: z.string().min(1),
  networks: z.record(z.string(), NETWORK),
  /** By name, as `--key` takes it. */
  keys: z.record(z.string(), KEY).default({}),
});

export type Config = z.infer<typeof CONFIG>;
export type NetworkConfig = z.infer<typeof NETWORK>;
export type KeySource = z.infer<typeof KEY>;

/** Reads the configuration; undefined where there is none and nobody named one. */
export async function readConfig(cwd: string, named: string | undefined): Promise<Config | undefined> {
  const file = path.resolve(cwd, named ?? CONFIG_FILE);
  const name = named ?? CONFIG_FILE;
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && named === undefined) return undefined;
    throw new FiscInputError(
      name,
      `the file can't be read (${String(code)})`,
      'check its path, or make one with "fisc init"',
    );
  }
  return parseConfig(text, name);
}

/** @throws FiscInputError that names the field, for text that is no configuration. */
export function parseConfig(text: string, name: string): Config {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new FiscInputError(
      name,
      `it is not JSON (${String(error)})`,
      'mend it, or make a new one with "fisc init"',
    );
  }
  const parsed = CONFIG.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new FiscInputError(
    [name, ...(issue?.path ?? [])].join(", "),
    (issue?.message ?? "it can't be used").replace(/^Invalid input: /, ""),
    'see "fisc init --help" for what belongs there',
  );
}
