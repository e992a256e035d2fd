import { getNumber, type JsonRpcApiProvider } from "ethers";

import { FiscInputError } from "../../errors.js";
import { FIRST_VERSION } from "../commitment.js";
import { anchorSlot } from "./anchor.js";
import { encodeHeader } from "./header.js";
import type { StateProof } from "./proof.js";

/** A version that a proof is for; a batch's is 1. */
export interface ProvenVersion {
  readonly record: string;
  readonly version: number;
}

/** What a node is asked with; any of ethers' JSON-RPC providers will do. */
export type ProofProvider = Pick<JsonRpcApiProvider, "send">;

interface RpcProof {
  readonly accountProof: readonly string[];
  readonly storageProof: readonly { readonly proof: readonly string[] }[];
}

/**
 * Fetches what proves versions against one block: each with the next one, which says whether it is current, and the
 * record's first, which says whether it was erased.
 *
 * @param block Its hash or number; the newest when left out.
 * @throws FiscInputError for a block that the node does not have, and a node that proves nothing.
 */
export async function fetchProof(
  provider: ProofProvider,
  register: string,
  versions: readonly ProvenVersion[],
  block: string | number = "latest",
): Promise<StateProof> {
  const found = await blockOf(provider, block);
  const slots = new Map<string, ProvenVersion>();
  for (const { record, version } of versions) {
    for (const it of [FIRST_VERSION, version, version + 1]) {
      slots.set(anchorSlot(record, it), { record, version: it });
    }
  }
  const { accountProof, storageProof } = await proofOf(provider, register, [...slots.keys()], found.number);
  return {
    chainId: getNumber((await provider.send("eth_chainId", [])) as string),
    register,
    header: encodeHeader(found),
    account: accountProof,
    slots: [...slots.values()].map((it, i) => ({ ...it, nodes: storageProof[i]?.proof ?? [] })),
  };
}

async function blockOf(provider: ProofProvider, block: string | number): Promise<Record<string, unknown>> {
  const isHash = typeof block === "string" && block.length === 66;
  const asked = typeof block === "number" ? `0x${block.toString(16)}` : block;
  const method = isHash ? "eth_getBlockByHash" : "eth_getBlockByNumber";
  const found = (await provider.send(method, [asked, false])) as Record<string, unknown> | null;
  if (found !== null) return found;
  throw new FiscInputError(
    `block ${String(block)}`,
    "the node does not have it",
    "use a node that does, or name another block",
  );
}

async function proofOf(
  provider: ProofProvider,
  register: string,
  slots: readonly string[],
  block: unknown,
): Promise<RpcProof> {
  try {
    return (await provider.send("eth_getProof", [register, slots, block])) as RpcProof;
  } catch (error) {
    throw new FiscInputError(
      `block ${String(block)}`,
      `the node does not prove its state (${error instanceof Error ? error.message : String(error)})`,
      "use a node that answers eth_getProof and keeps the state of that block",
    );
  }
}
