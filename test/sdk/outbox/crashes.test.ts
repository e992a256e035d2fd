import { expect } from "chai";
import fc from "fast-check";

import { FakeEndpoint, never } from "./helpers/fakeEndpoint.js";
import { orders, Stage, until } from "./helpers/stage.js";

const ORDERS = orders(4);

describe("outbox: crashes", () => {
  let stage: Stage;
  beforeEach(() => (stage = new Stage()));
  afterEach(() => stage.end());

  it("has intent, nonce, bytes and hash on disk before it sends anything", async () => {
    const outbox = await stage.open();
    for (const node of stage.nodes)
      node.twist = (method, answer) => (method === "eth_sendRawTransaction" ? never() : answer());
    outbox.run(ORDERS).catch(() => undefined);
    await until(() => stage.nodes[2].asked.includes("eth_sendRawTransaction"));
    expect(stage.chain.seen).to.be.empty;
    stage.crash();
    for (const node of stage.nodes) node.twist = (_, answer) => answer();
    const later = await stage.open({ waitMs: 2_000 });
    expect(ORDERS.map(({ id }) => later.stateOf(id))).to.deep.equal(Array(4).fill("signed"));
    expect(later.unfinished().map(({ id }) => id)).to.deep.equal(ORDERS.map(({ id }) => id));
    stage.mining();
    await later.run(later.unfinished());
    expect(new Set(stage.chain.seen).size).to.equal(4);
  });

  it("signs nothing that only a process before wanted", async () => {
    const outbox = await stage.open({ window: 1 });
    outbox.run(ORDERS).catch(() => undefined);
    await until(() => outbox.stateOf("order 1") === "broadcast");
    await outbox.close();
    const later = await stage.open({ window: 1 });
    stage.mining();
    await later.run(orders(5).slice(4));
    expect(stage.chain.mined.length).to.equal(2);
    expect(later.stateOf("order 1")).to.equal("final");
    expect(later.stateOf("order 2")).to.equal("intended");
  });

  it("tells who waits that nothing is known, when it is closed", async () => {
    const outbox = await stage.open();
    const waiting = outbox.run(ORDERS).catch((error: unknown) => error);
    await until(() => stage.chain.pool.size === 4);
    await outbox.close();
    expect(String(await waiting)).to.match(/it was closed/);
  });

  it("pays once, wherever it dies, and sends the same bytes", async function () {
    this.timeout(60_000);
    const place = { question: fc.integer({ min: 0, max: 160 }), isAnswerLost: fc.boolean() };
    await fc.assert(
      fc.asyncProperty(fc.record(place), async ({ question, isAnswerLost }) => {
        await stage.end();
        stage = new Stage();
        await dieAt(stage, question, isAnswerLost);
        const later = await stage.open({ waitMs: 2_000, window: 2 });
        const outcomes = await later.run(ORDERS);
        expect(outcomes.map(({ state }) => state)).to.deep.equal(Array(4).fill("final"));
        expect(stage.chain.mined.map(({ data }) => data)).to.deep.equal(ORDERS.map((it) => it.call.data));
        expect(new Set(stage.chain.seen).size, "different bytes").to.equal(4);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});

/** Runs until the question with this number, of all that are asked, is never answered, nor any after it. */
async function dieAt(stage: Stage, question: number, isAnswerLost: boolean): Promise<void> {
  let asked = 0;
  let isDead = false;
  const doomed = stage.nodes.map(({ name }) => {
    const node = new FakeEndpoint(name, stage.chain);
    node.twist = (_, answer) => {
      isDead ||= asked++ >= question;
      if (!isDead) return answer();
      if (isAnswerLost && asked === question + 1) answer();
      return never();
    };
    return node;
  });
  stage.mining();
  await Promise.race([
    stage
      .open({ endpoints: doomed, window: 2, timeoutMs: 30_000, leaseMs: 40 })
      .then((outbox) => outbox.run(ORDERS)),
    until(() => isDead),
  ]);
  stage.crash();
  // What runs to its end is asked for again as well.
  isDead = true;
}
