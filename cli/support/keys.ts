import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";

import { parse as parseEnv } from "dotenv";
import { HDNodeWallet, Mnemonic, Wallet } from "ethers";

import { FiscInputError } from "../../sdk/errors.js";
import { CONFIG_FILE, type KeySource } from "./config.js";
import type { Io } from "./io.js";
import type { Place } from "./place.js";
import { ROOT } from "./root.js";

/** What development nodes, Hardhat's and anvil, derive their accounts from. Everybody has it. */
const TEST_PHRASE = "test test test test test test test test test test test junk";

/** Chains of one's own, where test keys do no harm. */
const DEVELOPMENT_CHAINS: readonly number[] = [31337, 1337];

/** A command's signing key, from wherever the configuration says that it is kept. */
export async function keyOf(
  name: string | undefined,
  { config }: Place,
  chainId: number,
  io: Io,
): Promise<Wallet | HDNodeWallet> {
  const keys = config?.keys ?? {};
  const names = Object.keys(keys);
  const chosen = name ?? (names.length === 1 ? names[0] : undefined);
  if (chosen === undefined) {
    throw new FiscInputError(
      "--key",
      "no key is named",
      `name one of ${CONFIG_FILE}: ${names.join(", ") || "none yet"}`,
    );
  }
  const source = keys[chosen];
  if (source === undefined) {
    throw new FiscInputError(
      "--key",
      `${CONFIG_FILE} has no key "${chosen}"`,
      `name one of these: ${names.join(", ") || "none yet"}`,
    );
  }
  if ("test" in source) return testKey(source.test, chainId, chosen);
  return walletOf(await secretOf(source, io), `key "${chosen}"`);
}

function testKey(index: number, chainId: number, name: string): HDNodeWallet {
  if (!DEVELOPMENT_CHAINS.includes(chainId)) {
    throw new FiscInputError(
      `key "${name}"`,
      `it is a published test key, and chain ${String(chainId)} is no development node's`,
      "name a variable or a keystore entry that holds a key of your own",
    );
  }
  return HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(TEST_PHRASE), `m/44'/60'/0'/0/${String(index)}`);
}

function walletOf(secret: string, place: string): Wallet {
  try {
    return new Wallet(secret.trim());
  } catch {
    // Never the error's own words: they may hold the key.
    throw new FiscInputError(
      place,
      "what is kept there is no private key",
      "keep 0x and 64 hexadecimal digits there",
    );
  }
}

async function secretOf(source: Exclude<KeySource, { test: number }>, io: Io): Promise<string> {
  if ("keystore" in source) return keystoreValue(source.keystore);
  const value = await variable(source.env, io);
  if (value !== undefined) return value;
  throw new FiscInputError(
    "the environment",
    `${source.env} is not set`,
    "set it in the environment or in .env",
  );
}

/** A variable of the environment, or of `.env`; undefined where it is not set. */
export async function variable(name: string, { env, cwd }: Io): Promise<string | undefined> {
  const set = env[name];
  if (set !== undefined && set !== "") return set;
  try {
    const value = parseEnv(await readFile(path.join(cwd, ".env")))[name];
    return value === "" ? undefined : value;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Hardhat asks for the keystore's password itself, on the terminal. */
async function keystoreValue(name: string): Promise<string> {
  const child = spawn(
    process.execPath,
    [path.join(ROOT, "tools/run.js"), "--no-build", "hardhat", "keystore", "get", name],
    { cwd: ROOT, stdio: ["inherit", "pipe", "inherit"] },
  );
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const found = /0x[0-9a-fA-F]{64}|\b[0-9a-fA-F]{64}\b/.exec(Buffer.concat(chunks).toString())?.[0];
  if (code === 0 && found !== undefined) return found;
  throw new FiscInputError(
    "Hardhat's keystore",
    `it has no key under "${name}", or was not opened`,
    `set it with "npm run hardhat -- keystore set ${name}"`,
  );
}
