import { JsonRpcProvider, type JsonRpcPayload, type JsonRpcResult, Network } from "ethers";

import { FiscInputError } from "../errors.js";
import { NetworkTrouble } from "./errors.js";
import { hostOf, post, type PostOptions } from "./post.js";

export interface OpenProviderOptions extends Partial<PostOptions> {
  /** Requests in one body at most; some public nodes take few. */
  readonly batch?: number;
  /** The chain that it must be. */
  readonly chainId?: bigint;
}

/** ethers' provider with an end to waiting, and a name for what a node must not answer. */
export class RpcProvider extends JsonRpcProvider {
  constructor(
    readonly url: string,
    readonly chainId: bigint,
    private readonly options: PostOptions,
    batch: number,
  ) {
    super(url, undefined, {
      staticNetwork: Network.from(chainId),
      batchMaxCount: batch,
      // An answer from before one's own last transaction is a wrong one: a nonce, say.
      cacheTimeout: -1,
    });
  }

  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcResult[]> {
    const answer = await post(this.url, payload, this.options);
    const results: unknown[] = Array.isArray(answer) ? answer : [answer];
    const asked = Array.isArray(payload) ? payload : [payload];
    const answered = new Set(results.map((result) => (isAnswer(result) ? result.id : undefined)));
    if (!asked.every(({ id }) => answered.has(id))) {
      throw new NetworkTrouble(
        hostOf(this.url),
        "it does not answer what it was asked",
        "check that this is a JSON-RPC address, or use another node",
      );
    }
    // Safe: every request has an answer with its number and a result or an error.
    return results as JsonRpcResult[];
  }
}

const isAnswer = (result: unknown): result is { id: number } =>
  typeof result === "object" &&
  result !== null &&
  "id" in result &&
  ("result" in result || "error" in result);

/**
 * Connects to a node over HTTP.
 *
 * @throws FiscInputError for an address that is none, or a node of another chain than `chainId`.
 * @throws NetworkTrouble for a node that can't be reached or answers nonsense.
 */
export async function openProvider(url: string, options: OpenProviderOptions = {}): Promise<RpcProvider> {
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : "")) {
    throw new FiscInputError(
      "RPC address",
      `"${url}" is no HTTP address`,
      'give one such as "http://127.0.0.1:8545"',
    );
  }
  const { timeout = 30_000, retries = 4, batch = 50 } = options;
  const chainId = await chainIdOf(url, { timeout, retries });
  if (options.chainId !== undefined && options.chainId !== chainId) {
    throw new FiscInputError(
      hostOf(url),
      `it is a node of chain ${String(chainId)}, not of chain ${String(options.chainId)}`,
      "give the address of the right network's node, or name the network that it is",
    );
  }
  return new RpcProvider(url, chainId, { timeout, retries }, batch);
}

async function chainIdOf(url: string, options: PostOptions): Promise<bigint> {
  const answer = await post(url, { jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] }, options);
  const result: unknown =
    typeof answer === "object" && answer !== null && "result" in answer ? answer.result : undefined;
  if (typeof result === "string" && /^0x[0-9a-f]+$/i.test(result)) return BigInt(result);
  throw new NetworkTrouble(
    hostOf(url),
    "it does not say which chain it is",
    "check that this is a JSON-RPC address",
  );
}
