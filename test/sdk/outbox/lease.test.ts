import path from "node:path";

import { expect } from "chai";
import type { TransactionRequest } from "ethers";

import { Store } from "../../../sdk/outbox/store.js";
import { faultOf } from "./helpers/faultOf.js";
import { call, Stage, until } from "./helpers/stage.js";

describe("outbox: one writer a key", () => {
  let stage: Stage;
  beforeEach(() => (stage = new Stage()));
  afterEach(() => stage.end());

  const fileOf = ({ folder, chain, wallet }: Stage) =>
    path.join(folder, `${String(chain.chainId)}-${wallet.address.toLowerCase()}.sqlite`);

  /** As if the other process had not been heard of for too long. */
  const expire = () => {
    const store = new Store(fileOf(stage), 1_000);
    store.database.exec("UPDATE lease SET expires = 0");
    store.close();
  };

  it("refuses a second one, and says who the first one is", async () => {
    await stage.open();
    const fault = await faultOf(stage.open());
    expect(fault.kind).to.equal("leased");
    expect(fault.message).to.include(`process ${String(process.pid)} on `);
  });

  it("keeps the lease as long as it lives", async () => {
    await stage.open({ leaseMs: 900 });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect((await faultOf(stage.open())).kind).to.equal("leased");
  });

  it("lets a second one wait for the first", async () => {
    const first = await stage.open();
    const second = stage.open({ waitMs: 5_000 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    await first.close();
    stage.mining();
    expect((await (await second).send(call(1), "a")).status).to.equal(1);
  });

  it("ends with a process that is dead", async () => {
    await stage.open({ leaseMs: 300 });
    stage.crash();
    expect((await faultOf(stage.open())).kind).to.equal("leased");
    await stage.open({ waitMs: 5_000 });
  });

  it("lets a process that was paused while signing write and send nothing when it wakes up", async () => {
    let wake = (): void => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    let isSigning = false;
    const sleeper = Object.create(stage.wallet, {
      signTransaction: {
        value: async (transaction: TransactionRequest) => {
          isSigning = true;
          await asleep;
          return stage.wallet.signTransaction(transaction);
        },
      },
    }) as typeof stage.wallet;
    const paused = await stage.open({ signer: sleeper, leaseMs: 60_000 });
    const lost = faultOf(paused.send(call(1), "paused"));
    await until(() => isSigning);
    expire();
    const taker = await stage.open();
    stage.mining();
    await taker.send(call(2), "taker");
    wake();
    expect((await lost).kind).to.equal("lease lost");
    expect(stage.chain.mined.map(({ data }) => data)).to.deep.equal([call(2).data]);
    expect(new Set(stage.chain.seen).size).to.equal(1);
    expect(taker.stateOf("paused")).to.equal("intended");
    expect((await taker.send(call(1), "paused")).status).to.equal(1);
  });

  it("goes on with a lease that ran out and that nobody took", async () => {
    const outbox = await stage.open({ leaseMs: 60_000 });
    expire();
    stage.mining();
    expect((await outbox.send(call(1), "a")).status).to.equal(1);
  });

  it("has a file for each key and chain, so that others don't wait", async () => {
    await stage.open();
    stage.chain.chainId = 5n;
    await stage.open();
  });
});
