import { expect } from "chai";

import { OutboxFault } from "../../../sdk/outbox/faults.js";
import type { Store } from "../../../sdk/outbox/store.js";
import { call, orders, Stage, until } from "./helpers/stage.js";
import { faultOf } from "./helpers/faultOf.js";

describe("outbox: sending", () => {
  let stage: Stage;
  beforeEach(() => (stage = new Stage()));
  afterEach(() => stage.end());

  it("makes a call, and gives its receipt when its block is final", async () => {
    const outbox = await stage.open();
    stage.mining();
    const receipt = await outbox.send(call(1), "a");
    expect(receipt.status).to.equal(1);
    expect(receipt.logs[0]?.data).to.equal(call(1).data);
    expect(stage.chain.head - receipt.blockNumber).to.be.at.least(4);
    expect(stage.moves).to.deep.equal([
      "a: intended > signed",
      "a: signed > broadcast",
      "a: broadcast > mined",
      "a: mined > final",
    ]);
  });

  it("gives the first receipt again, also to a process that comes later", async () => {
    const outbox = await stage.open();
    stage.mining();
    const receipt = await outbox.send(call(1), "a");
    const sent = stage.chain.seen.length;
    expect((await outbox.send(call(1), "a")).hash).to.equal(receipt.hash);
    await outbox.close();
    const later = await stage.open();
    expect((await later.send(call(1), "a")).toJSON()).to.deep.equal(receipt.toJSON());
    expect((await later.recall("a"))?.hash).to.equal(receipt.hash);
    expect(stage.chain.seen.length).to.equal(sent);
    expect(stage.chain.mined.length).to.equal(1);
  });

  it("makes one call for one id that is asked for twice at once", async () => {
    const outbox = await stage.open();
    stage.mining();
    const [a, b] = await Promise.all([outbox.send(call(1), "a"), outbox.send(call(1), "a")]);
    expect(a.hash).to.equal(b.hash);
    expect(stage.chain.mined.length).to.equal(1);
  });

  it("refuses another call under the same id, and sends none of its batch", async () => {
    const outbox = await stage.open();
    stage.mining();
    await outbox.send(call(1), "order 2");
    const fault = await faultOf(outbox.run(orders(3)).then(() => outbox.send(call(9), "order 2")));
    expect(fault.kind).to.equal("id reused");
    expect(outbox.stateOf("order 1")).to.equal(undefined);
    expect(stage.chain.mined.length).to.equal(1);
  });

  it("compares what was asked for, where it is told, and not how the call came out", async () => {
    let outbox = await stage.open();
    stage.mining();
    const receipt = await outbox.send(call(1), "june", "payee 1");
    await outbox.close();
    outbox = await stage.open();
    expect((await outbox.recall("june", "payee 1"))?.hash).to.equal(receipt.hash);
    expect((await outbox.send(call(2), "june", "payee 1")).hash).to.equal(receipt.hash);
    for (const other of [
      () => outbox.recall("june", "payee 2"),
      () => outbox.send(call(1), "june", "payee 2"),
      () => outbox.send(call(2), "june"),
    ])
      expect((await faultOf(other())).kind).to.equal("id reused");
    await outbox.send(call(3), "july");
    const untold = await faultOf(outbox.recall("july", "payee 1"));
    expect(untold.kind).to.equal("id reused");
    expect(untold.message).to.match(/given as a call alone, which is final/);
    expect((await outbox.send(call(3), "july", "payee 1")).status).to.equal(1);
    expect(stage.chain.mined.length).to.equal(2);
  });

  it("opens a file from before it kept what was asked for", async () => {
    let outbox = await stage.open();
    stage.mining();
    const { hash } = await outbox.send(call(1), "a");
    const { store } = (outbox as unknown as { desk: { store: Store } }).desk;
    store.database.exec("ALTER TABLE intents DROP COLUMN fingerprint");
    stage.crash();
    outbox = await stage.open({ waitMs: 1_000 });
    expect((await outbox.send(call(1), "a")).hash).to.equal(hash);
    expect((await outbox.send(call(2), "b", "payee 2")).status).to.equal(1);
  });

  it("makes calls without ids, each once", async () => {
    const outbox = await stage.open();
    stage.mining();
    await Promise.all([outbox.send(call(1)), outbox.send(call(1))]);
    expect(stage.chain.mined.length).to.equal(2);
  });

  it("makes many in their order, a window at a time, and says how far it is", async () => {
    const outbox = await stage.open({ window: 3 });
    let most = 0;
    stage.mining(8);
    const told: number[] = [];
    const outcomes = await outbox.run(orders(20), ({ total, settled }) => {
      most = Math.max(most, stage.chain.pool.size);
      expect(total).to.equal(20);
      told.push(settled);
    });
    expect(outcomes.map(({ state }) => state)).to.deep.equal(Array(20).fill("final"));
    expect(stage.chain.mined.map(({ data }) => data)).to.deep.equal(orders(20).map((it) => it.call.data));
    expect(stage.chain.mined.map(({ nonce }) => nonce)).to.deep.equal([...Array(20).keys()]);
    expect(told).to.deep.equal([...Array(21).keys()]);
    expect(most).to.be.at.most(3);
  });

  it("waits for a number of blocks where the chain has no final ones", async () => {
    const outbox = await stage.open({ finality: 7 });
    stage.mining();
    const { blockNumber } = await outbox.send(call(1), "a");
    expect(stage.chain.head - blockNumber).to.be.at.least(7);
    expect(stage.nodes[0].asked.filter((method) => method === "eth_getBlockByNumber").length).to.be.at.most(
      3,
    );
  });

  it("reports a revert with its data when it is final, and does not stop for it", async () => {
    const outbox = await stage.open();
    stage.chain.reverting.add(call(2).data);
    stage.mining();
    const outcomes = await outbox.run(orders(3));
    expect(outcomes.map(({ state }) => state)).to.deep.equal(["final", "failed", "final"]);
    expect(outcomes[1]?.fault?.kind).to.equal("reverted");
    expect(outcomes[1]?.fault?.data).to.equal(`${call(2).data}ff`);
    expect(outcomes[1]?.receipt?.status).to.equal(0);
    const again = await faultOf(outbox.send(call(2), "order 2"));
    expect(again.kind).to.equal("reverted");
    expect(stage.chain.mined.length).to.equal(3);
  });

  it("tells what a call reverted with also where it is final when it is first looked at", async () => {
    const outbox = await stage.open();
    stage.chain.reverting.add(call(1).data);
    const failing = faultOf(outbox.send(call(1), "a"));
    await until(() => stage.chain.pool.size === 1);
    stage.chain.mine(8);
    expect((await failing).data).to.equal(`${call(1).data}ff`);
    expect(stage.moves).not.to.include("a: broadcast > mined");
  });

  it("signs nothing that would be refused, and tries again when asked again", async () => {
    const outbox = await stage.open();
    stage.mining();
    const { gasLimit: _, ...bare } = call(1);
    stage.chain.reverting.add(bare.data);
    const fault = await faultOf(outbox.send(bare, "a"));
    expect(fault).to.be.instanceOf(OutboxFault);
    expect(fault.kind).to.equal("refused");
    expect(fault.data).to.equal(`${bare.data}ff`);
    expect(stage.chain.seen).to.be.empty;
    expect(await outbox.recall("a")).to.equal(undefined);
    stage.chain.reverting.clear();
    expect((await outbox.send(bare, "a")).status).to.equal(1);
    expect(stage.chain.mined[0]?.gasLimit).to.equal(60_000n);
  });

  it("takes another call for the same thing as long as the first was not signed, and the gas asked for last", async () => {
    const outbox = await stage.open();
    const [{ gasLimit: _1, ...first }, { gasLimit: _2, ...second }] = [call(1), call(2)];
    stage.chain.reverting.add(first.data);
    expect((await faultOf(outbox.send(first, "a", "payee 1"))).kind).to.equal("refused");
    expect((await faultOf(outbox.send(second, "a", "payee 2"))).kind).to.equal("id reused");
    expect((await faultOf(outbox.send(second, "a"))).kind).to.equal("id reused");
    stage.mining();
    await outbox.send({ ...second, gasLimit: 90_000n }, "a", "payee 1");
    // From here on it is what was signed.
    await outbox.send({ ...call(3), gasLimit: 80_000n }, "a", "payee 1");
    expect(stage.chain.mined.map(({ data, gasLimit }) => [data, gasLimit])).to.deep.equal([
      [second.data, 90_000n],
    ]);
  });

  it("does not sign a call that was given anew while nodes were asked about it", async () => {
    const outbox = await stage.open();
    const { gasLimit: _, ...first } = call(1);
    stage.mining();
    let asked = 0;
    let other: Promise<unknown> | undefined;
    stage.nodes[0].twist = (method, answer) => {
      if (method === "eth_estimateGas" && asked++ === 0) other = outbox.send(call(2), "a", "payee 1");
      return answer();
    };
    await outbox.send(first, "a", "payee 1");
    await other;
    expect(stage.chain.mined.map(({ data }) => data)).to.deep.equal([call(2).data]);
    expect(stage.chain.seen.length).to.equal(3);
  });

  it("asks about a call that would fail now only when what is before it is through", async () => {
    const outbox = await stage.open();
    const { gasLimit: _, ...bare } = call(2);
    stage.chain.reverting.add(bare.data);
    const running = outbox.run([
      { id: "approve", call: call(1) },
      { id: "deposit", call: bare },
    ]);
    await until(() => stage.chain.pool.size === 1);
    stage.chain.reverting.clear();
    stage.mining();
    expect((await running).map(({ state }) => state)).to.deep.equal(["final", "final"]);
  });

  it("says what it needs where the funds are too low, and has signed nothing", async () => {
    const outbox = await stage.open();
    stage.chain.balance = 1_000n;
    const fault = await faultOf(outbox.send(call(1), "a"));
    expect(fault.kind).to.equal("funds");
    expect(fault.message).to.match(/it has 1000 wei, and the next transaction may cost 150000000000000/);
    expect(outbox.stateOf("a")).to.equal("intended");
    stage.chain.balance = 10n ** 18n;
    stage.mining();
    expect((await outbox.send(call(1), "a")).status).to.equal(1);
  });

  it("signs no more than the funds pay for, and goes on as they last", async () => {
    const outbox = await stage.open();
    // Two at 150,000 gwei each.
    stage.chain.balance = 300_000n * 10n ** 9n;
    const running = outbox.run(orders(5));
    await until(() => stage.chain.pool.size === 2);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(stage.chain.pool.size).to.equal(2);
    stage.mining();
    expect((await running).length).to.equal(5);
  });
});
