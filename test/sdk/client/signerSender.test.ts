import { expect } from "chai";
import {
  JsonRpcProvider,
  makeError,
  type Signer,
  type TransactionReceipt,
  type TransactionRequest,
} from "ethers";

import { SignerSender } from "../../../sdk/client/signerSender.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { caught } from "../../helpers/caught.js";

const CALL = { to: `0x${"12".repeat(20)}`, data: "0x01", gasLimit: 50_000n };

const receiptOf = (hash: string, status = 1): TransactionReceipt =>
  ({ hash, status }) as unknown as TransactionReceipt;

/** What ethers throws of a transaction that was mined and failed. */
const reverted = (): Error =>
  makeError("reverted", "CALL_EXCEPTION", {
    ...{ data: null, reason: null, invocation: null, revert: null },
    action: "sendTransaction",
    transaction: { to: null, data: "0x" },
    receipt: receiptOf("0x1", 0),
  });

/** What ethers throws where another transaction has the nonce. */
const replaced = (reason: "repriced" | "cancelled" | "replaced", status = 1): Error =>
  makeError("transaction was replaced", "TRANSACTION_REPLACED", {
    cancelled: reason !== "repriced",
    reason,
    hash: "0x1",
    replacement: {} as never,
    receipt: receiptOf("0xdearer", status),
  });

const used = (): Error => makeError("used", "NONCE_EXPIRED", { transaction: {} });

/** A signer that has what is sent fail first, in the way that is told. */
function failing({ sends = [], waits = [] }: { sends?: Error[]; waits?: Error[] }) {
  const sent: TransactionRequest[] = [];
  const signer = {
    provider: null,
    getAddress: () => Promise.resolve(CALL.to),
    getNonce: () => Promise.resolve(7),
    sendTransaction(request: TransactionRequest) {
      sent.push(request);
      const hash = `0x${String(sent.length)}`;
      const wait = () => {
        const error = waits.shift();
        return error === undefined ? Promise.resolve(receiptOf(hash)) : Promise.reject(error);
      };
      const error = sends.shift();
      return error === undefined ? Promise.resolve({ hash, wait }) : Promise.reject(error);
    },
  };
  return { sent, of: SignerSender.of(signer as unknown as Signer) };
}

describe("a sender with a signer alone", () => {
  it("does not send again what it sent before the connection was lost, but waits for it again", async () => {
    const { sent, of } = failing({ waits: [new Error("ECONNRESET"), new Error("ECONNRESET")] });
    const sender = await of;
    expect((await caught(Error, () => sender.send(CALL, "a"))).message).to.equal("ECONNRESET");
    expect((await caught(Error, () => sender.recall("a"))).message).to.equal("ECONNRESET");
    expect((await sender.send(CALL, "a")).hash).to.equal("0x1");
    expect((await sender.recall("a"))?.hash).to.equal("0x1");
    expect(sent.length).to.equal(1);
  });

  it("sends again under the same nonce where nobody knows whether it was sent", async () => {
    const { sent, of } = failing({
      sends: [new Error("socket hang up"), used(), used()],
    });
    const sender = await of;
    await caught(Error, () => sender.send(CALL, "a"));
    // Then it went through the first time, or another call took the nonce.
    const unknown = await caught(FiscInputError, () => sender.send(CALL, "a"));
    expect(unknown.message).to.match(/nonce 7 is used/);
    await caught(FiscInputError, () => sender.recall("a"));
    expect((await sender.send(CALL, "a")).hash).to.equal("0x4");
    expect(sent.map(({ nonce }) => nonce)).to.deep.equal(Array(4).fill(7));
  });

  it("sends again what was refused before it was sent, or reverted", async () => {
    for (const fails of [
      { sends: [makeError("no", "ACTION_REJECTED", { action: "sendTransaction", reason: "rejected" })] },
      { sends: [makeError("poor", "INSUFFICIENT_FUNDS", { transaction: {} })] },
      { sends: [used()] },
      { waits: [reverted()] },
      { waits: [replaced("repriced", 0)] },
    ]) {
      const { sent, of } = failing(fails);
      const sender = await of;
      await caught(Error, () => sender.send(CALL, "a"));
      expect(await sender.recall("a")).to.equal(undefined);
      expect((await sender.send(CALL, "a")).hash).to.equal("0x2");
      expect(sent.length).to.equal(2);
    }
  });

  it("is done by a transaction that a wallet sped up, and not by one that does something else", async () => {
    const dearer = failing({ waits: [replaced("repriced")] });
    expect((await (await dearer.of).send(CALL, "a")).hash).to.equal("0xdearer");
    for (const reason of ["cancelled", "replaced"] as const) {
      const { sent, of } = failing({ waits: [replaced(reason), replaced(reason)] });
      const sender = await of;
      for (let i = 0; i < 2; i++)
        expect((await caught(Error, () => sender.send(CALL, "a"))).message).to.match(/was replaced/);
      expect(sent.length).to.equal(1);
    }
  });

  it("asks the node itself for each nonce, since the provider remembers what it asked just before", async () => {
    let nonce = 0;
    class Counting extends JsonRpcProvider {
      override async send(method: string): Promise<string> {
        expect(method).to.equal("eth_getTransactionCount");
        return Promise.resolve(`0x${(nonce++).toString(16)}`);
      }
    }
    const { sent, of } = failing({});
    const sender = await of;
    const provider = new Counting("http://127.0.0.1:1", 1, { staticNetwork: true });
    Object.assign((sender as unknown as { signer: object }).signer, { provider });
    for (let i = 0; i < 3; i++) await sender.send(CALL);
    expect(sent.map((it) => it.nonce)).to.deep.equal([0, 1, 2]);
    provider.destroy();
  });
});
