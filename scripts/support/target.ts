import { Wallet } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import {
  DEPLOYER_KEY,
  DEVELOPMENT_CHAINS,
  type PublicNetwork,
  PUBLIC_NETWORKS,
} from "../../deploy/networks.js";
import { FiscInputError } from "../../sdk/errors.js";

/** A network that a script deploys to. */
export interface DeploymentTarget {
  readonly connection: NetworkConnection<string>;
  /** The key that deploys; none, where the node's own first account does. */
  readonly wallet: Wallet | undefined;
  /** The address that deploys. */
  readonly deployer: string;
  /** What is known of it, unless it is a node of one's own. */
  readonly network: PublicNetwork | undefined;
}

const LOCALHOST = "localhost";

/**
 * Connects to a network by its name in `hardhat.config.ts`, and makes sure that it is that network.
 *
 * @param rpc Another URL for `localhost`.
 * @throws FiscInputError for a name, a URL or a key that can't be used, and for a node of another chain.
 */
export async function openTarget(name: string, rpc: string | undefined): Promise<DeploymentTarget> {
  const networks: Readonly<Record<string, PublicNetwork | undefined>> = PUBLIC_NETWORKS;
  const known = networks[name];
  if (known === undefined && name !== LOCALHOST) {
    throw new FiscInputError(
      "--network",
      `there is no network "${name}"`,
      `give one of ${[LOCALHOST, ...Object.keys(PUBLIC_NETWORKS)].join(", ")}`,
    );
  }
  if (known !== undefined && rpc !== undefined) {
    throw new FiscInputError("--rpc", "it is for localhost alone", `set ${known.rpcVariable} instead`);
  }
  const connection = await settled(name, known, async () =>
    network.create({ network: name, ...(rpc === undefined ? {} : { override: { url: rpc } }) }),
  );
  const chainId = await settled(name, known, async () =>
    Number(await connection.provider.request({ method: "eth_chainId" })),
  );
  const isMeant = known === undefined ? DEVELOPMENT_CHAINS.includes(chainId) : chainId === known.chainId;
  if (!isMeant) {
    throw new FiscInputError(
      `--network ${name}`,
      `the node is on chain ${String(chainId)}, not ${known === undefined ? DEVELOPMENT_CHAINS.join(" or ") : String(known.chainId)}`,
      known === undefined ? "give a public network by its own name" : `correct ${known.rpcVariable}`,
    );
  }
  const wallet = await keyOf(connection, name, known);
  const [own] = await connection.ethers.getSigners();
  const deployer = wallet?.address ?? own?.address;
  if (deployer === undefined) {
    throw new FiscInputError("the node", "it has no account of its own", "set FISC_LOCALHOST_KEY");
  }
  return { connection, wallet, deployer, network: known };
}

/** The key in the network's configuration. */
async function keyOf(
  { networkConfig }: NetworkConnection<string>,
  name: string,
  known: PublicNetwork | undefined,
): Promise<Wallet | undefined> {
  if (networkConfig.type !== "http" || !Array.isArray(networkConfig.accounts)) return undefined;
  const [key] = networkConfig.accounts;
  if (key === undefined) return undefined;
  return settled(name, known, async () => {
    const hex = await key.getHexString();
    try {
      return new Wallet(hex);
    } catch {
      // Not the message: it may hold the key.
      throw new Error("the key is no private key: 64 hexadecimal digits, with or without 0x");
    }
  });
}

/** What a setting that is missing, or a node that doesn't answer, comes to. */
async function settled<Result>(
  name: string,
  known: PublicNetwork | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error);
    throw new FiscInputError(
      `--network ${name}`,
      `it can't be used (${message})`,
      known === undefined
        ? 'start a node, for example with "npm run hardhat -- node --hostname 127.0.0.1", or give its URL by --rpc'
        : `set ${known.rpcVariable} and ${DEPLOYER_KEY}, see .env.example`,
    );
  }
}
