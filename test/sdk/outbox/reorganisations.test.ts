import { expect } from "chai";
import { Wallet } from "ethers";

import { faultOf } from "./helpers/faultOf.js";
import { call, orders, Stage, until } from "./helpers/stage.js";

const GWEI = 10n ** 9n;

describe("outbox: reorganisations and transactions of others", () => {
  let stage: Stage;
  beforeEach(() => (stage = new Stage()));
  afterEach(() => stage.end());

  /** Another program with the same key. */
  const foreign = (nonce: number, data: string, to = call(1).to) =>
    new Wallet(stage.wallet.privateKey).signTransaction({
      type: 2,
      chainId: stage.chain.chainId,
      nonce,
      to,
      data,
      gasLimit: 77_777n,
      maxFeePerGas: 90n * GWEI,
      maxPriorityFeePerGas: 9n * GWEI,
    });

  it("sends again what a reorganisation took out, until it is final", async () => {
    const outbox = await stage.open();
    const running = outbox.run(orders(3));
    for (let i = 0; i < 3; i++) {
      await until(() => stage.chain.pool.size === 3);
      stage.chain.mine();
      await until(() => outbox.stateOf("order 3") === "mined");
      stage.chain.reorganise(1);
      expect(stage.chain.mined).to.be.empty;
    }
    stage.mining();
    expect((await running).map(({ state }) => state)).to.deep.equal(["final", "final", "final"]);
    expect(stage.chain.mined.map(({ data }) => data)).to.deep.equal(orders(3).map((it) => it.call.data));
    expect(new Set(stage.chain.seen).size).to.equal(3);
    expect(stage.moves.filter((move) => move === "order 1: mined > broadcast").length).to.equal(3);
  });

  it("gives the receipt of the block that stays", async () => {
    const outbox = await stage.open();
    const sending = outbox.send(call(1), "a");
    await until(() => stage.chain.pool.size === 1);
    stage.chain.mine(2);
    await until(() => outbox.stateOf("a") === "mined");
    // The same transaction in a later block.
    stage.chain.reorganise(2);
    stage.chain.send(stage.chain.seen[0]!);
    stage.chain.mine(8);
    const receipt = await sending;
    expect(receipt.blockNumber).to.equal(3);
    expect(receipt.blockHash).to.equal(stage.chain.blocks[3]?.hash);
  });

  it("takes a nonce that another call used for good for lost, and signs for the next one", async () => {
    const outbox = await stage.open();
    const running = outbox.run(orders(2));
    await until(() => stage.chain.pool.size === 2);
    stage.chain.pool.clear();
    const theirs = await foreign(0, "0xdead");
    stage.chain.send(theirs);
    stage.chain.mine();
    await until(() => stage.events.some(({ kind }) => kind === "foreign"));
    await until(() => outbox.stateOf("order 1") === "mined");
    // It can still be taken out, and ours be mined: nothing is signed anew.
    expect(outbox.unfinished().length).to.equal(2);
    expect(new Set(stage.chain.seen).size).to.equal(3);
    stage.mining();
    expect((await running).map(({ state }) => state)).to.deep.equal(["final", "final"]);
    expect(stage.chain.mined.map(({ data }) => data)).to.deep.equal(["0xdead", call(2).data, call(1).data]);
    expect(stage.moves).to.include("order 1: mined > intended");
  });

  it("goes on with its own transaction where the foreign one is taken out", async () => {
    const outbox = await stage.open();
    const sending = outbox.send(call(1), "a");
    await until(() => stage.chain.pool.size === 1);
    stage.chain.pool.clear();
    stage.chain.send(await foreign(0, "0xdead"));
    stage.chain.mine();
    await until(() => stage.events.some(({ kind }) => kind === "foreign"));
    stage.chain.reorganise(1);
    await until(() => stage.chain.pool.size === 1);
    stage.mining();
    await sending;
    expect(stage.chain.mined.map(({ data }) => data)).to.deep.equal([call(1).data]);
  });

  it("takes the same call for done, whoever signed it: a wallet that sped it up, say", async () => {
    const outbox = await stage.open();
    const sending = outbox.send(call(1), "a");
    await until(() => stage.chain.pool.size === 1);
    stage.chain.send(await foreign(0, call(1).data));
    stage.mining();
    const receipt = await sending;
    expect(stage.chain.mined.length).to.equal(1);
    expect(receipt.hash).to.equal(stage.chain.mined[0]?.hash);
    expect(stage.events).to.deep.include({ kind: "foreign", id: "a", hash: receipt.hash, isSameCall: true });
  });

  it("begins after the nonces that others have used", async () => {
    stage.chain.send(await foreign(0, "0xdead"));
    stage.chain.mine();
    const outbox = await stage.open();
    stage.mining();
    await outbox.send(call(1), "a");
    expect(stage.chain.mined[1]?.nonce).to.equal(1);
  });

  it("signs nothing anew where nobody can show who used the nonce", async () => {
    const outbox = await stage.open({ giveUpMs: 500 });
    for (const node of stage.nodes) {
      node.twist = (method, answer) => {
        const result = answer();
        return method === "eth_getTransactionReceipt" ||
          (result as { transactions?: unknown } | null)?.transactions
          ? method === "eth_getTransactionReceipt"
            ? null
            : { ...(result as object), transactions: [] }
          : result;
      };
    }
    stage.mining();
    const fault = await faultOf(outbox.send(call(1), "a"));
    expect(fault.kind).to.equal("stuck");
    expect(new Set(stage.chain.seen).size).to.equal(1);
    for (const node of stage.nodes) node.twist = (_, answer) => answer();
    expect((await outbox.send(call(1), "a")).status).to.equal(1);
    expect(stage.chain.mined.length).to.equal(1);
  });

  describe("that drops a transaction which was not ours", () => {
    /** A call of ours at nonce 1, and nobody at nonce 0 any more. */
    async function gapped(options: Parameters<Stage["open"]>[0] = {}) {
      const outbox = await stage.open(options);
      const { wallet, chain } = stage;
      const foreign = await wallet.signTransaction({
        ...{ type: 2, chainId: chain.chainId, nonce: 0, to: wallet.address, gasLimit: 21_000 },
        ...{ maxFeePerGas: 10n ** 11n, maxPriorityFeePerGas: 1n },
      });
      chain.send(foreign);
      chain.mine();
      const sending = outbox.send(call(1), "a");
      sending.catch(() => undefined);
      await until(() => chain.pool.size === 1);
      expect(chain.pool.has(1)).to.equal(true);
      chain.reorganise(1);
      return { outbox, sending };
    }

    it("gives its nonce to the next call, also where the window is full", async () => {
      const { outbox, sending } = await gapped({ window: 1 });
      const next = outbox.run([
        { id: "b", call: call(2) },
        { id: "c", call: call(3) },
      ]);
      stage.mining();
      expect((await next).map(({ state }) => state)).to.deep.equal(["final", "final"]);
      expect((await sending).status).to.equal(1);
      expect(stage.chain.mined.map(({ data }) => data)).to.deep.equal([2, 1, 3].map((n) => call(n).data));
      expect(stage.chain.mined.map(({ nonce }) => nonce)).to.deep.equal([0, 1, 2]);
    });

    it("says which nonce is missing where there is no next call", async () => {
      const { outbox, sending } = await gapped({ giveUpMs: 300 });
      stage.mining();
      const fault = await faultOf(sending);
      expect(fault.kind).to.equal("stuck");
      expect(fault.message).to.match(/nonce 1, intent "a".* waits for nonce 0, .* make any other call/);
      expect((await outbox.send(call(2), "b")).status).to.equal(1);
      expect((await outbox.send(call(1), "a")).status).to.equal(1);
    });
  });
});
