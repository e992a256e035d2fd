import type { Signer, TransactionReceipt } from "ethers";

import type { Call, Sender } from "./sender.js";

/** What no transaction may use (EIP-7825). */
const GAS_CAP = 16_777_216n;

/**
 * Sends by a signer, one call after the other, and waits for each.
 *
 * It remembers the names of intents only as long as it lives: after a crash nobody knows whether a call was sent. Who
 * moves money takes a sender that writes down what it does.
 */
export class SignerSender implements Sender {
  private readonly sent = new Map<string, Promise<TransactionReceipt>>();
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

  send(call: Call, id?: string): Promise<TransactionReceipt> {
    const former = id === undefined ? undefined : this.sent.get(id);
    if (former !== undefined) return former;
    // In turn, so that two calls never take the same nonce.
    const sending = this.last.then(() => this.sendNow(call));
    this.last = sending.catch(() => undefined);
    if (id !== undefined) {
      this.sent.set(id, sending);
      sending.catch(() => this.sent.delete(id));
    }
    return sending;
  }

  async recall(id: string): Promise<TransactionReceipt | undefined> {
    return this.sent.get(id);
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
