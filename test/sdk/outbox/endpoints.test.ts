import { expect } from "chai";
import { id, type TransactionRequest, Wallet } from "ethers";

import { FiscInputError } from "../../../sdk/errors.js";
import { BadAnswer, RpcError } from "../../../sdk/outbox/endpoint.js";
import { OutboxFault } from "../../../sdk/outbox/faults.js";
import { FakeChain } from "./helpers/fakeChain.js";
import { FakeEndpoint, never } from "./helpers/fakeEndpoint.js";
import { faultOf } from "./helpers/faultOf.js";
import { call, orders, Stage, until } from "./helpers/stage.js";

interface Receipt {
  status: string;
  blockHash: string;
  transactionHash: string;
  from: string;
  logs: { data: string; blockHash: string }[];
}

/** What one endpoint can do wrong, and what is said of it. */
const WRONGS: Readonly<Record<string, [(method: string, answer: unknown) => unknown, RegExp]>> = {
  "says that it reverted": [receipt((it) => ({ ...it, status: "0x0", logs: [] })), /contradicts the others/],
  "says that more was paid": [
    receipt((it) => ({ ...it, logs: it.logs.map((log) => ({ ...log, data: "0xffff" })) })),
    /contradicts the others/,
  ],
  "names another block": [
    receipt((it) => ({
      ...it,
      blockHash: id("x"),
      logs: it.logs.map((log) => ({ ...log, blockHash: id("x") })),
    })),
    /contradicts the others/,
  ],
  "gives another's receipt": [
    receipt((it) => ({ ...it, transactionHash: id("x") })),
    /receipt is another transaction's/,
  ],
  "names another sender": [receipt((it) => ({ ...it, from: call(1).to })), /another sender/],
  "leaves out the status": [receipt(({ status: _, ...it }) => it), /receipt's status is no number/],
  "leaves out the logs": [receipt(({ logs: _, ...it }) => it), /has no logs/],
  "mixes in logs of another block": [
    receipt((it) => ({ ...it, logs: it.logs.map((log) => ({ ...log, blockHash: id("x") })) })),
    /log is of another block/,
  ],
  "answers with text": [
    (method, it) => (method === "eth_getTransactionReceipt" ? "<html>" : it),
    /is no object/,
  ],
  "gives a transaction another hash": [
    (method, it) => (method === "eth_sendRawTransaction" ? id("x") : it),
    /gives a transaction another hash/,
  ],
  "answers with no number": [(method, it) => (method === "eth_blockNumber" ? "latest" : it), /is no number/],
  "answers with too large a number": [
    (method, it) => (method === "eth_blockNumber" ? `0x${"f".repeat(60)}` : it),
    /is too large/,
  ],
  "changes to another chain": [(method, it) => (method === "eth_chainId" ? "0x5" : it), /serves chain 5/],
  stalls: [(method, it) => (method === "eth_blockNumber" ? never() : it), /gave no answer in 700 ms/],
  "is limited": [
    (method, it) => {
      if (method === "eth_blockNumber") throw new RpcError("too many requests", -32_005);
      return it;
    },
    /too many requests/,
  ],
  "is gone": [
    () => {
      throw new BadAnswer("fetch failed");
    },
    /fetch failed/,
  ],
};

function receipt(change: (it: Receipt) => object) {
  return (method: string, answer: unknown): unknown =>
    method === "eth_getTransactionReceipt" && answer !== null ? change(answer as Receipt) : answer;
}

describe("outbox: endpoints", () => {
  let stage: Stage;
  beforeEach(() => (stage = new Stage()));
  afterEach(() => stage.end());

  for (const [name, [twist, said]] of Object.entries(WRONGS)) {
    it(`leaves one aside that ${name}, and goes on with the others`, async () => {
      const outbox = await stage.open(name === "stalls" ? { timeoutMs: 700 } : {});
      stage.nodes[0].twist = (method, answer) => twist(method, answer());
      stage.mining(10);
      const outcome = await outbox.send(call(1), "a");
      expect(outcome.status).to.equal(1);
      expect(outcome.logs[0]?.data).to.equal(call(1).data);
      await until(() => stage.events.some(({ kind }) => kind === "aside"));
      const [aside] = stage.events.flatMap((it) => (it.kind === "aside" ? [it] : []));
      expect(aside?.endpoint).to.equal("one");
      expect(aside?.why).to.match(said);
      expect(stage.chain.mined.length).to.equal(1);
    });
  }

  it("does not ask one that is left aside, and then does again", async () => {
    const outbox = await stage.open({ coolOffMs: 150 });
    const [one] = stage.nodes;
    one.twist = () => {
      throw new BadAnswer("fetch failed");
    };
    const sending = outbox.run(orders(3));
    await until(() => stage.events.some(({ kind }) => kind === "aside"));
    const asked = one.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(one.asked.length).to.equal(asked);
    await until(() => one.asked.length > asked);
    stage.mining();
    await sending;
  });

  for (const isFinal of [true, false]) {
    it(`takes no word for what two don't say: ${isFinal ? "that a block stays" : "that money moved"}`, async () => {
      const outbox = await stage.open({ giveUpMs: 600 });
      const [, two, three] = stage.nodes;
      // Two of three have not heard of anything.
      const lagging = new FakeChain(stage.wallet.address);
      for (const node of [two, three]) {
        node.twist = (method, answer, params) => {
          const result = answer();
          if (method === "eth_sendRawTransaction") return result;
          const isAsked = isFinal ? params[0] === "finalized" : method !== "eth_chainId";
          return isAsked ? lagging.answer(method, params) : result;
        };
      }
      stage.mining();
      const sending = faultOf(outbox.send(call(1), "a"));
      await until(() => stage.chain.mined.length === 1);
      expect((await sending).kind).to.equal("stuck");
      expect(outbox.stateOf("a")).to.equal(isFinal ? "mined" : "broadcast");
      for (const node of [two, three]) node.twist = (_, answer) => answer();
      expect((await outbox.send(call(1), "a")).status).to.equal(1);
      expect(stage.chain.mined.length).to.equal(1);
    });
  }

  it("loses nothing without a quorum, says what is wrong with each, and goes on when it is back", async () => {
    const outbox = await stage.open({ coolOffMs: 20, patienceMs: 400 });
    const running = faultOf(outbox.run(orders(3)));
    await until(() => stage.chain.pool.size === 3);
    const [one, two] = stage.nodes;
    one.twist = () => {
      throw new BadAnswer("it answers with a web page (HTTP 502)");
    };
    two.twist = () => {
      throw new BadAnswer("its answer broke off");
    };
    stage.mining();
    const fault = await running;
    expect(fault.kind).to.equal("no quorum");
    expect(fault.message).to.include("one: it answers with a web page (HTTP 502)");
    expect(fault.message).to.include("two: its answer broke off");
    expect(stage.events.some(({ kind }) => kind === "trouble")).to.equal(true);
    for (const node of stage.nodes) node.twist = (_, answer) => answer();
    expect((await outbox.run(orders(3))).map(({ state }) => state)).to.deep.equal(Array(3).fill("final"));
    expect(stage.chain.mined.length).to.equal(3);
  });

  it("refuses the wrong chain when it is opened", async () => {
    const fault = await faultOf(stage.open({ chainId: 1n }));
    expect(fault.kind).to.equal("wrong chain");
    expect(fault.message).to.match(/one: it serves chain 31337, not 1;/);
  });

  it("knows its chain by the first block too: another one with the same number is refused", async () => {
    const outbox = await stage.open();
    stage.mining();
    const { hash } = await outbox.send(call(1), "a");
    await outbox.close();
    stage.paused();
    const [first] = stage.chain.blocks.splice(0, stage.chain.blocks.length);
    stage.chain.blocks.push({ hash: id("another genesis"), transactions: [] });
    const fault = await faultOf(stage.open());
    expect(fault.kind).to.equal("wrong chain");
    expect(fault.message).to.include(`${id("another genesis")}, not with ${first!.hash}`);
    stage.chain.blocks.splice(0, 1, first!);
    expect((await (await stage.open()).send(call(1), "a")).hash).to.equal(hash);
  });

  it("takes the first block that two show, and refuses to open where no two agree on it", async () => {
    const lie = (node: FakeEndpoint, hash: string) =>
      (node.twist = (_, answer, [block]) =>
        block === "0x0" ? { ...(answer() as object), hash: id(hash) } : answer());
    const [one, two] = stage.nodes;
    lie(one, "x");
    await (await stage.open()).close();
    expect(stage.events.some((it) => it.kind === "aside" && it.endpoint === "one")).to.equal(true);
    lie(two, "y");
    expect((await faultOf(stage.open())).kind).to.equal("no quorum");
  });

  it("refuses to open where too few answer", async () => {
    for (const node of stage.nodes.slice(1)) node.twist = never;
    expect((await faultOf(stage.open({ timeoutMs: 300 }))).kind).to.equal("no quorum");
  });

  const unusable: Record<string, Parameters<Stage["open"]>[0]> = {
    "one endpoint for a quorum of two": { endpoints: [new FakeEndpoint("one", new FakeChain(call(1).to))] },
    "no endpoint": { endpoints: [], quorum: 1 },
    "a quorum of none": { quorum: 0 },
    "one address twice": { endpoints: ["http://127.0.0.1:1", "http://127.0.0.1:1"] },
    "one address twice, written differently": {
      endpoints: ["http://127.0.0.1:1", "HTTP://127.0.0.1:1/"],
      timeoutMs: 200,
    },
    "a window of none": { window: 0 },
    "half a window": { window: 1.5 },
    "a finality below nothing": { finality: -1 },
    "a finality that is no number": { finality: Number.NaN },
    "no address": { endpoints: ["ftp://127.0.0.1", "http://127.0.0.1:1"] },
  };
  for (const [name, options] of Object.entries(unusable)) {
    it(`refuses ${name}`, async () => {
      const error: unknown = await stage.open(options).catch((it: unknown) => it);
      expect(error).to.be.instanceOf(FiscInputError);
      expect(error).not.to.be.instanceOf(OutboxFault);
    });
  }

  it("works with one endpoint where that is asked for, and with defaults for what is left undefined", async () => {
    const outbox = await stage.open({ endpoints: [stage.nodes[0]], quorum: 1, window: undefined });
    stage.mining();
    expect((await outbox.send(call(1), "a")).status).to.equal(1);
  });

  it("is not led by one endpoint to pay more, or to believe that funds are short", async () => {
    const outbox = await stage.open();
    stage.nodes[0].twist = (method, answer) => {
      if (method === "eth_maxPriorityFeePerGas") return `0x${(10n ** 20n).toString(16)}`;
      return method === "eth_getBalance" ? "0x0" : answer();
    };
    stage.mining();
    await outbox.send(call(1), "a");
    expect(stage.chain.mined[0]?.maxPriorityFeePerGas).to.equal(10n ** 9n);
  });

  const { gasLimit: _, ...bare } = call(1);
  const ills: Record<string, Error> = {
    "is limited": new RpcError("too many requests", -32_005),
    "is limited, and speaks of reverts": new RpcError("too many reverts, wait", 429),
    "has not the block": new RpcError("header not found", -32_000),
    "gives no code": new RpcError("internal error", Number.NaN),
  };
  for (const [name, ill] of Object.entries(ills)) {
    it(`takes it for no refusal by the contract where a node ${name}`, async () => {
      const outbox = await stage.open({ patienceMs: 300 });
      const twist: FakeEndpoint["twist"] = (method, answer) => {
        if (method === "eth_estimateGas") throw ill;
        return answer();
      };
      const [one, two] = stage.nodes;
      one.twist = twist;
      two.twist = twist;
      stage.mining();
      const fault = await faultOf(outbox.send(bare, "a"));
      expect(fault.kind).to.equal("no quorum");
      expect(fault.message).to.include(ill.message);
      expect(outbox.stateOf("a")).to.equal("intended");
      two.twist = (_method, answer) => answer();
      expect((await outbox.send(bare, "a")).status).to.equal(1);
    });
  }

  for (const error of [
    new RpcError("execution reverted", -32_000),
    new RpcError("VM execution error.", -32_015, `0x${"ab".repeat(4)}`),
    new RpcError("no", 3),
    new RpcError("execution reverted", Number.NaN),
  ]) {
    it(`knows a refusal in ${String(error.code)} "${error.message}"`, async () => {
      const outbox = await stage.open();
      for (const node of stage.nodes)
        node.twist = (method, answer) => {
          if (method === "eth_estimateGas") throw error;
          return answer();
        };
      expect((await faultOf(outbox.send(bare, "a"))).kind).to.equal("refused");
    });
  }

  it("is not led by one endpoint to allow more gas than it has funds for, nor to believe in a refusal", async () => {
    const outbox = await stage.open();
    stage.chain.balance = 10n ** 15n;
    const [one, two, three] = stage.nodes;
    three.twist = (method, answer) => (method === "eth_estimateGas" ? "0xffffffffffff" : answer());
    stage.mining();
    await outbox.send(bare, "a");
    three.twist = (method, answer) => {
      if (method === "eth_estimateGas") throw new RpcError("execution reverted", 3);
      return answer();
    };
    await outbox.send({ ...bare, data: "0x02" }, "b");
    expect(stage.chain.mined.map(({ gasLimit }) => gasLimit)).to.deep.equal([60_000n, 60_000n]);
    expect([one, two].every(({ asked }) => asked.includes("eth_estimateGas"))).to.equal(true);
  });

  it("signs what is before a call that nodes differ on", async () => {
    const [one, two] = stage.nodes;
    const outbox = await stage.open({ endpoints: [one, two] });
    two.twist = (method, answer) => {
      if (method === "eth_estimateGas" && stage.chain.mined.length === 0)
        throw new RpcError("execution reverted", 3);
      return answer();
    };
    stage.mining(20);
    const running = outbox.run([
      { id: "approve", call: call(2) },
      { id: "deposit", call: bare },
    ]);
    expect((await running).map(({ state }) => state)).to.deep.equal(["final", "final"]);
  });

  it("refuses a signer that signs with another key", async () => {
    const sly = Object.create(stage.wallet, {
      signTransaction: {
        value: (it: TransactionRequest) => Wallet.createRandom().signTransaction(it),
      },
    }) as typeof stage.wallet;
    const outbox = await stage.open({ signer: sly });
    expect((await faultOf(outbox.send(call(1), "a"))).kind).to.equal("wrong key");
    expect(stage.chain.seen).to.be.empty;
  });
});
