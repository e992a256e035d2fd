import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import type { EIP1193Provider } from "@nomicfoundation/ignition-core";
import { Transaction, Wallet } from "ethers";

export const WALLET = new Wallet(`0x${"11".repeat(32)}`);

export const temporaryFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), "fisc-journal-"));

/** A signed transaction. */
export const signed = (nonce: number, to: string | null, data: string, maxFeePerGas = 10): Promise<string> =>
  WALLET.signTransaction(
    Transaction.from({
      type: 2,
      chainId: 1,
      nonce,
      to,
      data,
      gasLimit: 50_000,
      maxFeePerGas,
      maxPriorityFeePerGas: 1,
    }),
  );

/** A node that keeps what it is sent, unless told to refuse. */
export class FakeNode implements EIP1193Provider {
  readonly known = new Set<string>();
  readonly sent: string[] = [];
  refusal: Error | undefined;
  /** Whether it takes a transaction that it answers with a refusal. */
  takesAnyhow = false;

  request({ method, params }: { method: string; params?: readonly unknown[] | object }): Promise<unknown> {
    const [first] = Array.isArray(params) ? (params as unknown[]) : [];
    switch (method) {
      case "eth_chainId":
        return Promise.resolve("0x1");
      case "eth_getTransactionByHash":
        return Promise.resolve(this.known.has(String(first)) ? { hash: first } : null);
      case "eth_sendRawTransaction": {
        const raw = String(first);
        const hash = Transaction.from(raw).hash!;
        this.sent.push(raw);
        if (this.refusal === undefined || this.takesAnyhow) this.known.add(hash);
        return this.refusal === undefined ? Promise.resolve(hash) : Promise.reject(this.refusal);
      }
      default:
        return Promise.resolve(`passed on: ${method}`);
    }
  }
}
