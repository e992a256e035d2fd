import { rm } from "node:fs/promises";

import { expect } from "chai";
import { Transaction } from "ethers";

import { SigningProvider } from "../../../deploy/journal/signing.js";
import { TransactionLog } from "../../../deploy/journal/transactionLog.js";
import { FakeNode, temporaryFolder, WALLET } from "./helpers.js";

const TO = `0x${"2".repeat(40)}`;
const WANTED = { from: WALLET.address, to: TO, data: "0x1234", nonce: "0x7", gas: "0x5208", value: "0x0" };

describe("the provider that signs", () => {
  let folder: string;
  let log: TransactionLog;
  let node: FakeNode;
  let provider: SigningProvider;

  beforeEach(async () => {
    folder = await temporaryFolder();
    log = await TransactionLog.open(folder);
    node = new FakeNode();
    provider = new SigningProvider(node, WALLET, log);
  });

  afterEach(() => rm(folder, { recursive: true }));

  const send = (fees: object, wanted: object = WANTED) =>
    provider.request({ method: "eth_sendTransaction", params: [{ ...wanted, ...fees }] });

  it("has one account, and passes everything else on", async () => {
    expect(await provider.request({ method: "eth_accounts" })).to.deep.equal([WALLET.address.toLowerCase()]);
    expect(await provider.request({ method: "eth_blockNumber" })).to.equal("passed on: eth_blockNumber");
  });

  it("signs what is wanted, with either kind of fees", async () => {
    const hash = await send({ maxFeePerGas: "0x14", maxPriorityFeePerGas: "0x2" });
    const { from, to, data, nonce, gasLimit, maxFeePerGas, maxPriorityFeePerGas, type } = Transaction.from(
      node.sent[0],
    );
    expect({ from, to, data, nonce, gasLimit, maxFeePerGas, maxPriorityFeePerGas, type }).to.deep.equal({
      from: WALLET.address,
      to: TO,
      data: "0x1234",
      nonce: 7,
      gasLimit: 21_000n,
      maxFeePerGas: 20n,
      maxPriorityFeePerGas: 2n,
      type: 2,
    });
    expect(hash).to.equal(log.all[0]!.hash);
    const { to: _, ...creation } = WANTED;
    await send({ gasPrice: "0x9" }, creation);
    const created = Transaction.from(node.sent[1]);
    expect([created.type, created.gasPrice, created.to]).to.deep.equal([0, 9n, null]);
  });

  it("has it on disk before the node sees it", async () => {
    node.refusal = new Error("down");
    const error: unknown = await send({ gasPrice: "0x9" }).catch((it: unknown) => it);
    expect(String(error)).to.equal("Error: down");
    expect((await TransactionLog.open(folder)).all.map(({ raw }) => raw)).to.deep.equal(node.sent);
  });

  it("counts as sent what the node has in spite of its answer", async () => {
    node.refusal = new Error("already known");
    node.takesAnyhow = true;
    expect(await send({ gasPrice: "0x9" })).to.equal(log.all[0]!.hash);
  });

  it("sends again what the node has forgotten, and nothing that is not its own", async () => {
    const hash = await send({ gasPrice: "0x9" });
    const ask = (it: unknown) => provider.request({ method: "eth_getTransactionByHash", params: [it] });
    node.known.clear();
    expect(await ask(hash)).to.deep.equal({ hash });
    expect(node.sent).to.deep.equal([node.sent[0], node.sent[0]]);
    expect(await ask(`0x${"3".repeat(64)}`)).to.equal(null);
    // Another one took its nonce.
    node.known.clear();
    node.refusal = new Error("nonce too low");
    expect(await ask(hash)).to.equal(null);
  });
});
