import { expect } from "chai";

import { RpcError } from "../../../sdk/outbox/endpoint.js";
import { never } from "./helpers/fakeEndpoint.js";
import { faultOf } from "./helpers/faultOf.js";
import { call, orders, Stage, until } from "./helpers/stage.js";

const GWEI = 10n ** 9n;

describe("outbox: stuck transactions and unclear answers", () => {
  let stage: Stage;
  beforeEach(() => (stage = new Stage()));
  afterEach(() => stage.end());

  const twist = (change: (typeof stage.nodes)[0]["twist"]) => {
    for (const node of stage.nodes) node.twist = change;
  };

  it("replaces a transaction at its nonce by one that pays more, until it is mined", async () => {
    stage.chain.leastFee = 5n * GWEI;
    const outbox = await stage.open({ stuckMs: 25 });
    stage.mining();
    await outbox.send(call(1), "a");
    const [mined] = stage.chain.mined;
    expect(stage.chain.mined.length).to.equal(1);
    expect(mined?.nonce).to.equal(0);
    expect(mined?.maxFeePerGas).to.be.at.least(5n * GWEI);
    const raises = stage.events.flatMap((it) => (it.kind === "replaced" ? [it.maxFee] : []));
    expect(raises.length).to.be.at.least(3);
    for (const [i, fee] of raises.entries()) {
      const former = raises[i - 1] ?? 3n * GWEI;
      expect(fee * 10n).to.be.at.least(former * 11n);
    }
  });

  it("never pays above the limit, however long it takes", async () => {
    stage.chain.leastFee = 50n * GWEI;
    const outbox = await stage.open({ stuckMs: 5, mostFee: 5n * GWEI, giveUpMs: 1_000, mostCandidates: 4 });
    stage.mining();
    const fault = await faultOf(outbox.send(call(1), "a"));
    expect(fault.kind).to.equal("stuck");
    expect(fault.message).to.match(/nonce 0, intent "a", is broadcast for 1 s/);
    const raises = stage.events.flatMap((it) => (it.kind === "replaced" ? [it.maxFee] : []));
    expect(raises.length).to.be.within(1, 3);
    for (const fee of raises) expect(fee).to.be.at.most(5n * GWEI);
    stage.chain.leastFee = 0n;
    expect((await outbox.send(call(1), "a")).status).to.equal(1);
  });

  it("offers no more candidates than agreed", async () => {
    stage.chain.leastFee = 500n * GWEI;
    const outbox = await stage.open({ stuckMs: 2, mostCandidates: 3 });
    stage.mining();
    outbox.send(call(1), "a").catch(() => undefined);
    await until(() => new Set(stage.chain.seen).size >= 3);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(new Set(stage.chain.seen).size).to.equal(3);
  });

  it("takes whichever candidate is mined, the first one too", async () => {
    const outbox = await stage.open({ stuckMs: 10 });
    const sending = outbox.send(call(1), "a");
    await until(() => new Set(stage.chain.seen).size >= 2);
    const [first] = stage.chain.seen;
    stage.chain.pool.clear();
    stage.chain.send(first!);
    stage.chain.mine();
    stage.mining();
    const receipt = await sending;
    expect(receipt.hash).to.equal(stage.chain.mined[0]?.hash);
    expect(stage.chain.mined.length).to.equal(1);
  });

  it("raises those behind the first only where they pay less than blocks ask for", async () => {
    const outbox = await stage.open({ stuckMs: 10 });
    const running = outbox.run(orders(3));
    await until(() => stage.events.some(({ kind }) => kind === "replaced"));
    const replaced = () => new Set(stage.events.flatMap((it) => (it.kind === "replaced" ? [it.id] : [])));
    expect([...replaced()]).to.deep.equal(["order 1"]);
    stage.chain.baseFee *= 10n;
    await until(() => replaced().size === 3);
    stage.mining();
    await running;
    expect(stage.chain.mined.length).to.equal(3);
  });

  for (const message of [
    "already known",
    "nonce too low",
    "replacement transaction underpriced",
    "insufficient funds",
  ]) {
    it(`takes "${message}" for unknown`, async () => {
      const outbox = await stage.open();
      twist((method, answer) => {
        const result = answer();
        if (method === "eth_sendRawTransaction") throw new RpcError(message, -32_000);
        return result;
      });
      stage.mining();
      expect((await outbox.send(call(1), "a")).status).to.equal(1);
      expect(stage.chain.mined.length).to.equal(1);
    });
  }

  it("takes a broadcast that is never answered for unknown", async () => {
    const outbox = await stage.open({ timeoutMs: 60, patienceMs: 5_000 });
    twist((method, answer) => {
      const result = answer();
      return method === "eth_sendRawTransaction" ? never() : result;
    });
    stage.mining(10);
    expect((await outbox.send(call(1), "a")).status).to.equal(1);
    expect(stage.chain.mined.length).to.equal(1);
  });

  it("sends the same bytes again where nodes forgot them", async () => {
    const outbox = await stage.open();
    const sending = outbox.send(call(1), "a");
    await until(() => stage.chain.pool.size === 1);
    stage.chain.pool.clear();
    await until(() => stage.chain.pool.size === 1);
    stage.mining();
    await sending;
    expect(new Set(stage.chain.seen).size).to.equal(1);
  });
});
