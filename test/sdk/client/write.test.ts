import { expect } from "chai";
import { makeError, type TransactionReceipt } from "ethers";

import { FiscInputError } from "../../../sdk/errors.js";
import { FiscRefused } from "../../../sdk/client/refused.js";
import type { Call, Sender } from "../../../sdk/client/sender.js";
import { SignerSender } from "../../../sdk/client/signerSender.js";
import { OutboxFault } from "../../../sdk/outbox/faults.js";
import { funded } from "../../fixtures/funded.js";
import { loadFixture } from "../../fixtures/network.js";
import { caught } from "../../helpers/caught.js";
import { clientOf } from "../../helpers/client.js";

const INPUT = { account: 3, payee: 7, amount: "1.00", classification: {} };

/** What ethers throws of a transaction that was mined and failed. */
const mined = (): Error =>
  makeError("reverted", "CALL_EXCEPTION", {
    ...{ data: null, reason: null, invocation: null, revert: null },
    action: "sendTransaction",
    transaction: { to: null, data: "0x" },
    receipt: { status: 0 } as unknown as TransactionReceipt,
  });

async function desks() {
  const all = await funded();
  const { fisc } = await clientOf(all);
  return { ...all, fisc, sender: await SignerSender.of(all.a.contracting.signer) };
}

describe("a write", () => {
  it("is sent once under a name, however often it is called", async () => {
    const { fisc, sender } = await loadFixture(desks);
    const { budget } = fisc.as(sender);
    const first = await budget.obligate(INPUT, { id: "the first" });
    const again = await budget.obligate(INPUT, { id: "the first" });
    expect(again.obligation).to.equal(first.obligation);
    expect(again.receipt.hash).to.equal(first.receipt.hash);
    expect((await budget.obligate(INPUT, { id: "the second" })).obligation).not.to.equal(first.obligation);
  });

  it("refuses a name that was another input's, and sends nothing", async () => {
    const { fisc, sender, a } = await loadFixture(desks);
    const { budget } = fisc.as(sender);
    const first = await budget.obligate({ ...INPUT, payee: 1 }, { id: "june" });
    const nonce = await a.contracting.signer.getNonce();
    const reused = await caught(FiscInputError, () =>
      budget.obligate({ ...INPUT, payee: 2 }, { id: "june" }),
    );
    expect(reused.message).to.include('intent "june"');
    await caught(FiscInputError, () => budget.freeze({}, { id: "june" }));
    await caught(FiscInputError, () => sender.send({ to: sender.from, data: "0x" }, "june"));
    expect(await a.contracting.signer.getNonce()).to.equal(nonce);
    const { payee, ...others } = INPUT;
    const again = await budget.obligate({ payee: payee - 6, ...others }, { id: "june" });
    expect(again.receipt.hash).to.equal(first.receipt.hash);
  });

  it("asks a sender that remembers before its dry run, which would be refused as done", async () => {
    const { fisc, sender } = await loadFixture(desks);
    const { sequence } = await fisc.budget.account(3);
    const input = { ...INPUT, sequence };
    const { receipt } = await fisc.as(sender).budget.obligate(input);
    const sent: Call[] = [];
    const remembering: Sender = {
      from: sender.from,
      send: async (call) => {
        sent.push(call);
        return Promise.resolve(receipt);
      },
      recall: async (id): Promise<TransactionReceipt | undefined> =>
        Promise.resolve(id === "known" ? receipt : undefined),
    };
    const { budget } = fisc.as(remembering);
    expect((await budget.obligate(input, { id: "known" })).receipt).to.equal(receipt);
    const done = await caught(FiscRefused, () => budget.obligate(input, { id: "unknown" }));
    expect(done.rule).to.equal("BudgetLedgerAlreadyDone");
    expect(sent).to.deep.equal([]);
  });

  it("says the same words of a failure that is remembered as of one that is new", async () => {
    const { fisc, sender, ledger } = await loadFixture(desks);
    const data = ledger.interface.encodeErrorResult("BudgetLedgerFrozen");
    const reverted = new OutboxFault("reverted", 'intent "a"', "it reverted", "see", data);
    const failing: Sender = {
      from: sender.from,
      send: () => Promise.reject(reverted),
      recall: () => Promise.reject(reverted),
    };
    const again = await caught(FiscRefused, () => fisc.as(failing).budget.obligate(INPUT, { id: "a" }));
    expect(again.rule).to.equal("BudgetLedgerFrozen");
  });

  it("is tried with the gas that it is given", async () => {
    const { fisc, sender, a } = await loadFixture(desks);
    const nonce = await a.contracting.signer.getNonce();
    const { budget } = fisc.as(sender);
    await caught(Error, () => budget.obligate(INPUT, { gasLimit: 60_000n }));
    expect(await a.contracting.signer.getNonce()).to.equal(nonce);
  });

  it("is not sent if its dry run is refused", async () => {
    const { fisc, sender, a } = await loadFixture(desks);
    const nonce = await a.contracting.signer.getNonce();
    await caught(FiscRefused, () => fisc.as(sender).budget.obligate({ ...INPUT, amount: "999999.00" }));
    expect(await a.contracting.signer.getNonce()).to.equal(nonce);
  });

  it("says in words why it failed after another came first", async () => {
    const { fisc, sender } = await loadFixture(desks);
    for (const fail of [
      // A node that says why, and a receipt that does not.
      (call: Call) => sender.send(call),
      () => Promise.reject(mined()),
    ]) {
      const { sequence } = await fisc.budget.account(3);
      const late: Sender = {
        from: sender.from,
        send: async (call) => {
          await fisc.as(sender).budget.obligate({ ...INPUT, amount: "2.00", sequence });
          return fail(call);
        },
      };
      const stale = await caught(FiscRefused, () => fisc.as(late).budget.obligate({ ...INPUT, sequence }));
      expect(stale.rule).to.equal("BudgetLedgerStaleView");
    }
  });

  it("passes on what is no refusal: a lost connection, or a failure that nobody can explain", async () => {
    const { fisc, sender } = await loadFixture(desks);
    for (const error of [new Error("ECONNRESET"), mined()]) {
      const failing: Sender = { from: sender.from, send: () => Promise.reject(error) };
      expect(await caught(Error, () => fisc.as(failing).budget.obligate(INPUT))).to.equal(error);
    }
  });

  it("sends calls in turn, so that no two take one nonce", async () => {
    const { fisc, sender } = await loadFixture(desks);
    const { budget } = fisc.as(sender);
    const { sequence } = await fisc.budget.account(3);
    const call = (n: number) => budget.obligate.call({ ...INPUT, sequence: sequence + n });
    const receipts = await Promise.all([0, 1, 2].map(async (n) => sender.send(await call(n))));
    expect(new Set(receipts.map(({ hash }) => hash)).size).to.equal(3);
  });

  it("takes the gas that it is given", async () => {
    const { fisc, sender } = await loadFixture(desks);
    const { receipt } = await fisc.as(sender).budget.obligate(INPUT, { gasLimit: 777_777n });
    const transaction = await receipt.getTransaction();
    expect(transaction.gasLimit).to.equal(777_777n);
  });

  it("gives its call without trying it", async () => {
    const { fisc } = await loadFixture(desks);
    const { to, data } = await fisc.budget.freeze.call({});
    expect(to).to.equal(fisc.book.contracts.ledger.address);
    expect(data).to.equal("0x62a5af3b");
  });
});
