import type { EIP1193Provider, RequestArguments } from "@nomicfoundation/ignition-core";
import { getBigInt, getNumber, Transaction, type Wallet } from "ethers";

import { broadcast } from "./broadcast.js";
import type { TransactionLog } from "./transactionLog.js";

/** A transaction as Ignition asks for it. */
interface Wanted {
  readonly to?: string;
  readonly data?: string;
  readonly value?: string;
  readonly nonce: string;
  readonly gas: string;
  readonly gasPrice?: string;
  readonly maxFeePerGas?: string;
  readonly maxPriorityFeePerGas?: string;
}

/**
 * A provider for Ignition that signs here, and writes down what it signs before it sends it.
 *
 * A node that has forgotten one of these transactions is sent the same bytes again, so Ignition sees none dropped.
 */
export class SigningProvider implements EIP1193Provider {
  readonly #inner: EIP1193Provider;
  readonly #wallet: Wallet;
  readonly #log: TransactionLog;

  constructor(inner: EIP1193Provider, wallet: Wallet, log: TransactionLog) {
    this.#inner = inner;
    this.#wallet = wallet;
    this.#log = log;
  }

  async request(args: RequestArguments): Promise<unknown> {
    const [first] = Array.isArray(args.params) ? (args.params as unknown[]) : [];
    switch (args.method) {
      case "eth_accounts":
        return [this.#wallet.address.toLowerCase()];
      case "eth_sendTransaction":
        return this.#send(first as Wanted);
      case "eth_getTransactionByHash":
        return ((await this.#inner.request(args)) as unknown) ?? (await this.#sendAgain(args, String(first)));
      default:
        return this.#inner.request(args);
    }
  }

  async #send(wanted: Wanted): Promise<string> {
    const chainId: unknown = await this.#inner.request({ method: "eth_chainId" });
    const { gasPrice, maxFeePerGas, maxPriorityFeePerGas } = wanted;
    const fees =
      gasPrice === undefined
        ? {
            type: 2,
            maxFeePerGas: getBigInt(maxFeePerGas ?? 0),
            maxPriorityFeePerGas: getBigInt(maxPriorityFeePerGas ?? 0),
          }
        : { type: 0, gasPrice: getBigInt(gasPrice) };
    const raw = await this.#wallet.signTransaction(
      Transaction.from({
        ...fees,
        to: wanted.to ?? null,
        data: wanted.data ?? "0x",
        value: getBigInt(wanted.value ?? 0),
        nonce: getNumber(wanted.nonce),
        gasLimit: getBigInt(wanted.gas),
        chainId: getBigInt(chainId as string),
      }),
    );
    const signed = await this.#log.add(raw);
    await broadcast(this.#inner, signed);
    return signed.hash;
  }

  async #sendAgain(args: RequestArguments, hash: string): Promise<unknown> {
    const signed = this.#log.get(hash);
    if (signed === undefined) return null;
    // It may have been mined with another fee, under the same nonce: then the node refuses, and this one is gone.
    await broadcast(this.#inner, signed).catch(() => undefined);
    return this.#inner.request(args);
  }
}
