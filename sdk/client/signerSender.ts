import type { Signer, TransactionReceipt } from "ethers";

import { FiscInputError } from "../errors.js";
import type { Call, Sender } from "./sender.js";

/** What no transaction may use (EIP-7825). */
const GAS_CAP = 16_777_216n;

/** An intent that was given a name. */
interface Kept {
  readonly call: Call;
  readonly fingerprint: string | undefined;
  readonly receipt: Promise<TransactionReceipt>;
}

/**
 * Sends by a signer, one call after the other, and waits for each.
 *
 * It remembers the names of intents only as long as it lives: after a crash nobody knows whether a call was sent. Who
 * moves money takes a sender that writes down what it does.
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

  /** @throws FiscInputError where the id is another intent's. */
  async send(call: Call, id?: string, fingerprint?: string): Promise<TransactionReceipt> {
    const former = id === undefined ? undefined : this.kept.get(id);
    if (id !== undefined && former !== undefined) {
      const isSame =
        fingerprint === undefined || former.fingerprint === undefined
          ? former.call.to === call.to && former.call.data === call.data
          : former.fingerprint === fingerprint;
      if (!isSame) throw reused(id);
      return former.receipt;
    }
    // In turn, so that two calls never take the same nonce.
    const receipt = this.last.then(() => this.sendNow(call));
    this.last = receipt.catch(() => undefined);
    if (id !== undefined) {
      this.kept.set(id, { call, fingerprint, receipt });
      receipt.catch(() => this.kept.delete(id));
    }
    return receipt;
  }

  /** @throws FiscInputError where the id is another intent's. */
  async recall(id: string, fingerprint?: string): Promise<TransactionReceipt | undefined> {
    const former = this.kept.get(id);
    if (former !== undefined && fingerprint !== undefined && former.fingerprint !== fingerprint)
      throw reused(id);
    return former?.receipt;
  }

  private async sendNow({ to, data, gasLimit }: Call): Promise<TransactionReceipt> {
    const response = await this.signer.sendTransaction({
      to,
      data,
      gasLimit: gasLimit ?? (await this.estimate({ to, data })),
    });
    const receipt = await response.wait(this.confirmations);
    if (receipt === null) throw new Error(`transaction ${response.hash} has no receipt`);
    return receipt;
  }

  /** A fifth more than the node says: by the time that the call is executed, a slot more may be new. */
  private async estimate(call: Call): Promise<bigint> {
    const gas = await this.signer.estimateGas({ ...call });
    const more = (gas * 6n) / 5n;
    return more < GAS_CAP ? more : GAS_CAP;
  }
}

const reused = (id: string): FiscInputError =>
  new FiscInputError(
    `intent "${id}"`,
    "it is another call than the one that has this id",
    "give each call an id of its own, and the same call the same id",
  );
