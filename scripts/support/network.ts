import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { FiscInputError } from "../../sdk/errors.js";

/** Where a script runs. */
export interface Target {
  /** A node that is already up; without it, a network in this process. */
  readonly rpc?: string | undefined;
  /** For a network in this process: UTC seconds at which its first block is. */
  readonly startsAt: number;
}

/** Connects to a node by URL, or starts a network in this process whose clock stands where the story begins. */
export async function connect({ rpc, startsAt }: Target): Promise<NetworkConnection> {
  if (rpc === undefined) {
    return network.create({
      network: "default",
      override: { initialDate: new Date(startsAt * 1000) },
    });
  }
  const connection = await connectTo(rpc);
  await requireFit(connection);
  return connection;
}

/** Options by which a script is told of a node. */
export interface NodeOptions {
  readonly network?: string;
  readonly rpc?: string;
}

/**
 * The node's URL that the options mean; none for a network in this process.
 *
 * @throws FiscInputError for another network than localhost: what moves the clock can't run on a public one.
 */
export function rpcOf({ network, rpc }: NodeOptions): string | undefined {
  if (network === undefined || network === "localhost")
    return rpc ?? (network === undefined ? undefined : (process.env.FISC_RPC_URL ?? LOCALHOST));
  throw new FiscInputError(
    "--network",
    `"${network}" is not localhost, and a year can't pass on another network while one waits`,
    "give localhost, or a development node by --rpc",
  );
}

const LOCALHOST = "http://127.0.0.1:8545";

/** Accounts that the scripts' officers take. */
const OFFICERS = 10;

async function connectTo(rpc: string): Promise<NetworkConnection> {
  try {
    const connection = await network.create({ network: "localhost", override: { url: rpc } });
    await connection.provider.request({ method: "eth_chainId" });
    return connection;
  } catch (error) {
    throw new FiscInputError(
      `--rpc ${rpc}`,
      `no node answers there (${error instanceof Error ? error.message : String(error)})`,
      'start one, for example with "npm run hardhat -- node --hostname 127.0.0.1", or give its URL',
    );
  }
}

/** Finds out before anything is sent, at the cost of an empty block, whether a history can happen on the node. */
async function requireFit(connection: NetworkConnection): Promise<void> {
  const accounts = await connection.ethers.getSigners();
  if (accounts.length < OFFICERS) {
    throw new FiscInputError(
      "the node",
      `it has ${String(accounts.length)} accounts of its own`,
      `start a development node with at least ${String(OFFICERS)}`,
    );
  }
  await moveClock(connection, (await chainTime(connection)) + 1);
}

/** UTC seconds of the newest block. */
export async function chainTime({ ethers }: NetworkConnection): Promise<number> {
  const block = await ethers.provider.getBlock("latest");
  if (block === null) throw new Error("the chain has no block");
  return block.timestamp;
}

/** Moves the chain's clock forward to `seconds`; a clock that is there or past it is left alone. */
export async function moveClock(connection: NetworkConnection, seconds: number): Promise<void> {
  if ((await chainTime(connection)) >= seconds) return;
  try {
    await connection.provider.request({ method: "evm_setNextBlockTimestamp", params: [seconds] });
    await connection.provider.request({ method: "evm_mine", params: [] });
  } catch (error) {
    throw new FiscInputError(
      "the node",
      `its clock can't be moved (${error instanceof Error ? error.message : String(error)})`,
      "replay on a development node, such as Hardhat's or anvil; a public chain has no clock to move",
    );
  }
}

/**
 * A name for a deployment of its own, after the chain's newest block: on a node that is used again, or was restarted,
 * a script never meets what another run left.
 */
export async function freshDeployment({ ethers }: NetworkConnection): Promise<string> {
  const block = await ethers.provider.getBlock("latest");
  return `local-${block?.hash?.slice(2, 18) ?? "empty"}`;
}

/** A name for the one deployment on a chain of one's own, after its first block: a restarted node starts afresh. */
export async function nameOfChain({ ethers }: NetworkConnection<string>): Promise<string> {
  const [{ chainId }, block] = await Promise.all([ethers.provider.getNetwork(), ethers.provider.getBlock(0)]);
  return `local-${String(chainId)}-${block?.hash?.slice(2, 10) ?? "empty"}`;
}
