import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { network } from "hardhat";

import { DEFAULTS, addressesOf, deployFisc } from "../../../deploy/deployFisc.js";
import { printAddressBook } from "../../../sdk/client/addressBook.js";
import { describeContracts } from "../../../sdk/client/checkAddressBook.js";
import { type Answering, serve } from "../../../tools/serve.js";
import { type CliRun, runCli } from "./runCli.js";

/** A project's folder, with a ledger on a node over HTTP. */
export interface CliLedger {
  readonly cwd: string;
  /** Where the node is. */
  readonly url: string;
  readonly provider: Answering;
  readonly fisc: (...args: readonly string[]) => Promise<CliRun>;
  readonly file: (name: string, text: string) => Promise<void>;
  readonly blocks: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** The registrar's key for fingerprints. */
export const FINGERPRINT_KEY = `0x${"f1".repeat(32)}`;

/** Deploys a ledger on a network in this process, serves it, and makes a project for it. */
export async function openCliLedger(): Promise<CliLedger> {
  const connection = await network.create("default");
  const { ethers, provider } = connection;
  const [, registrar, inspector, administrator, council] = await ethers.getSigners();
  const deployed = await deployFisc(connection, {
    ...DEFAULTS,
    founders: {
      registrar: registrar!.address,
      inspector: inspector!.address,
      administrator: administrator!.address,
    },
    council: [council!.address],
  });
  const node = await serve(provider);
  const cwd = await mkdtemp(path.join(tmpdir(), "fisc-cli-"));
  const env = { FISC_FINGERPRINT_KEY: FINGERPRINT_KEY };
  const fisc = (...args: readonly string[]) => runCli(args, { cwd, env });
  const file = (name: string, text: string) => writeFile(path.join(cwd, name), text);
  await file(
    "book.json",
    printAddressBook(await describeContracts(await addressesOf(deployed), 0, ethers.provider)),
  );
  await fisc("init", "--rpc", node.url, "--book", "book.json");
  return {
    cwd,
    url: node.url,
    provider,
    fisc,
    file,
    blocks: () => ethers.provider.getBlockNumber(),
    stop: async () => {
      await node.stop();
      await connection.close();
      await rm(cwd, { recursive: true, force: true });
    },
  };
}

/** Officers, an appropriation of 25,000.00, a payee, an obligation of 1,500.00 of which 1,200.00 is accepted. */
export async function prepare({ fisc }: CliLedger): Promise<void> {
  const officers = path.resolve("data/first-payment/officers.csv");
  for (const line of [
    ["officer", "staff", officers, "--registrar", "registrar", "--administrator", "administrator"],
    ["account", "open", "014-X-1036", "--owner", "PARKS", "--opens", "2000-10-01", "--key", "appropriating"],
    ["account", "appropriate", "014-X-1036", "--amount", "25000.00", "--key", "appropriating"],
    [
      "payee",
      "admit",
      "UEI000000001",
      "--until",
      "2100-01-01",
      "--rail",
      "attested",
      "--account",
      `0x${"5a".repeat(20)}`,
      "--key",
      "registrar",
    ],
    ["obligate", "014-X-1036", "--payee", "UEI000000001", "--amount", "1500.00", "--key", "contracting"],
    ["accept", "1/2", "--amount", "1200.00", "--key", "receiving"],
  ]) {
    const { code, stderr } = await fisc(...line);
    if (code !== 0) throw new Error(`fisc ${line.join(" ")}: ${stderr}`);
  }
}
