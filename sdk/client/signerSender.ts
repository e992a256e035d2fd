import type { JsonRpcApiProvider } from "ethers";
import { isError, type Signer, type TransactionReceipt, type TransactionResponse } from "ethers";

import { FiscInputError } from "../errors.js";
import { withRoom } from "../transactionGas.js";
import type { Call, Sender } from "./sender.js";

/** An intent, and how far it is. */
interface Kept {
  readonly call: Call;
  readonly fingerprint: string | undefined;
  receipt: Promise<TransactionReceipt>;
  /** Once a transaction with it may be out. */
  nonce?: number;
  response?: TransactionResponse;
  /** Whether the last try came to nothing, while the intent may be on its way. */
  isUnknown?: boolean;
}

/**
 * Sends by a signer, one call after the other, and waits for each.
 *
 * It remembers the names of intents only as long as it lives: after a crash nobody knows whether a call was sent. Who
 * moves money takes a sender that writes down what it does.
 *
 * While it lives it sends a name again only where nothing can have been sent, or what was sent reverted. Else it goes on
 * waiting for what it sent; or, where it never heard whether that arrived, sends it once more with the same nonce.
 */
export class SignerSender implements Sender {
  private readonly kept = new Map<string, Kept>();
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly signer: Signer,
    readonly from: string,
    private readonly confirmations: number,
  ) {}

  /** @param confirmations Blocks to wait for, the call's own included. */
  static async of(signer: Signer, confirmations = 1): Promise<SignerSender> {
    return new SignerSender(signer, await signer.getAddress(), confirmations);
  }

  /** @throws FiscInputError where the id is another intent's, or where nobody can know whether it was sent. */
  async send(call: Call, id?: string, fingerprint?: string): Promise<TransactionReceipt> {
    const former = id === undefined ? undefined : this.kept.get(id);
    if (id !== undefined && former !== undefined) {
      const isSame =
        fingerprint === undefined || former.fingerprint === undefined
          ? former.call.to === call.to && former.call.data === call.data
          : former.fingerprint === fingerprint;
      if (!isSame) throw reused(id);
      return this.goOn(former, id);
    }
    const next: Kept = { call, fingerprint, receipt: Promise.reject(new Error("not yet")) };
    next.receipt.catch(() => undefined);
    if (id !== undefined) this.kept.set(id, next);
    return this.inTurn(next, id);
  }

  /** @throws FiscInputError where the id is another intent's, or where nobody can know whether it was sent. */
  async recall(id: string, fingerprint?: string): Promise<TransactionReceipt | undefined> {
    const former = this.kept.get(id);
    if (former === undefined) return undefined;
    if (fingerprint !== undefined && former.fingerprint !== fingerprint) throw reused(id);
    return this.goOn(former, id);
  }

  private goOn(kept: Kept, id: string): Promise<TransactionReceipt> {
    return kept.isUnknown === true ? this.inTurn(kept, id) : kept.receipt;
  }

  /** In turn, so that two calls never take the same nonce. */
  private inTurn(kept: Kept, id = "without a name"): Promise<TransactionReceipt> {
    kept.isUnknown = false;
    kept.receipt = this.last.then(async () => {
      try {
        kept.response ??= await this.sendNow(kept, id);
        return await this.receiptOf(kept.response);
      } catch (error) {
        if (kept.nonce === undefined || hasReverted(error)) this.kept.delete(id);
        kept.isUnknown = true;
        throw error;
      }
    });
    this.last = kept.receipt.catch(() => undefined);
    return kept.receipt;
  }

  private async sendNow(kept: Kept, id: string): Promise<TransactionResponse> {
    const { to, data, gasLimit: given } = kept.call;
    const gasLimit = given ?? (await this.estimate({ to, data }));
    const former = kept.nonce;
    const nonce = former ?? (await this.nextNonce());
    kept.nonce = nonce;
    try {
      return await this.signer.sendTransaction({ to, data, gasLimit, nonce });
    } catch (error) {
      if (former === undefined && wasDeclined(error)) delete kept.nonce;
      if (former !== undefined && isError(error, "NONCE_EXPIRED")) throw unknown(id, nonce, error);
      throw error;
    }
  }

  private async receiptOf(response: TransactionResponse): Promise<TransactionReceipt> {
    try {
      const receipt = await response.wait(this.confirmations);
      if (receipt === null) throw new Error(`transaction ${response.hash} has no receipt`);
      return receipt;
    } catch (error) {
      // A wallet that sped it up: the same call, for more.
      const isDone =
        isError(error, "TRANSACTION_REPLACED") && error.reason === "repriced" && error.receipt.status === 1;
      if (isDone) return error.receipt;
      throw error;
    }
  }

  /** From the node itself: for a moment the provider gives again what it heard before. */
  private async nextNonce(): Promise<number> {
    const { provider } = this.signer;
    if (provider === null || !("send" in provider)) return this.signer.getNonce("pending");
    // Safe: what sends questions of any kind are ethers' providers over JSON-RPC, and Hardhat's like them.
    const node = provider as unknown as Pick<JsonRpcApiProvider, "send">;
    return Number(await node.send("eth_getTransactionCount", [this.from, "pending"]));
  }

  /** A fifth more than the node says: by the time that the call is executed, a slot more may be new. */
  private async estimate(call: Call): Promise<bigint> {
    return withRoom(await this.signer.estimateGas({ ...call }));
  }
}

/** Of a first try: what these say was not taken by any node. */
const wasDeclined = (error: unknown): boolean =>
  isError(error, "ACTION_REJECTED") ||
  isError(error, "CALL_EXCEPTION") ||
  isError(error, "INSUFFICIENT_FUNDS") ||
  isError(error, "INVALID_ARGUMENT") ||
  isError(error, "NONCE_EXPIRED") ||
  isError(error, "REPLACEMENT_UNDERPRICED") ||
  isError(error, "UNSUPPORTED_OPERATION");

/** Its call, by whichever transaction: it used the nonce, and changed nothing. */
const hasReverted = (error: unknown): boolean =>
  (isError(error, "CALL_EXCEPTION") && error.receipt?.status === 0) ||
  (isError(error, "TRANSACTION_REPLACED") && error.reason === "repriced" && error.receipt.status === 0);

const reused = (id: string): FiscInputError =>
  new FiscInputError(
    `intent "${id}"`,
    "it is another call than the one that has this id",
    "give each call an id of its own, and the same call the same id",
  );

function unknown(id: string, nonce: number, cause: unknown): FiscInputError {
  const error = new FiscInputError(
    `intent "${id}"`,
    `nobody knows whether it was made: the connection was lost while it was sent, and its nonce ${String(nonce)} is used`,
    "look at the key's transaction with this nonce before you do anything again",
  );
  error.cause = cause;
  return error;
}
