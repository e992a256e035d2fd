import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import type { TransactionReceipt } from "ethers";

import { paySchedule } from "../../../scripts/examples/pay-schedule.js";
import type { Bench } from "../../../scripts/examples/support/example.js";
import { finalChunks } from "../../../scripts/examples/support/finalChunks.js";
import { writeSchedule } from "../../../scripts/examples/support/scheduleFile.js";
import { Unfinished } from "../../../scripts/examples/support/unfinished.js";
import type { Call } from "../../../sdk/client/sender.js";
import { OutboxFault } from "../../../sdk/outbox/faults.js";
import type { State } from "../../../sdk/outbox/states.js";
import { ethers, loadFixture } from "../../fixtures/network.js";
import { linesOf, schedulesDesk, scheduling } from "../../fixtures/scheduling.js";
import { benchOf } from "../../helpers/bench.js";
import { caught } from "../../helpers/caught.js";

/** What an outbox would remember, and what it was asked. */
class Memory {
  readonly states = new Map<string, State>();
  readonly receipts = new Map<string, TransactionReceipt>();
  readonly sent: string[] = [];
  /** Intents that turn out to have failed. */
  readonly failing = new Set<string>();

  recall(id: string): TransactionReceipt | undefined {
    if (!this.failing.has(id)) return this.receipts.get(id);
    this.states.set(id, "failed");
    throw new OutboxFault("reverted", `intent "${id}"`, "its transaction reverted", "look");
  }
}

describe("pay-schedule.ts, chunk by chunk", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "fisc-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  let restore: () => void = () => undefined;
  afterEach(() => restore());

  /** From now on the chain has this block as its last final one. */
  function finalAt(number: number | null): void {
    const provider = ethers.provider;
    const getBlock = provider.getBlock.bind(provider);
    restore = () => {
      provider.getBlock = getBlock;
    };
    provider.getBlock = async (tag, prefetch) =>
      tag !== "finalized" ? getBlock(tag, prefetch) : number === null ? null : getBlock(number);
  }

  let files = 0;

  /** A certified schedule of two chunks, and whoever pays it with a memory. */
  async function stage() {
    const all = await loadFixture(scheduling);
    const { id: _, code: __, ...desks } = all.a;
    const plain = await benchOf(all, desks);
    const desk = schedulesDesk(all);
    const made = await desk.certified({ lines: linesOf("token", 100n, 200n), perChunk: 1 });
    const schedule = await desk.idOf(made);
    const file = path.join(folder, `${String(files++)}.json`);
    await writeSchedule(file, { ...made, shown: [] });
    const memory = new Memory();
    const bench: Bench = {
      ...plain,
      paying: async (office) => {
        const sender = await plain.sender(office);
        const remembering = {
          from: sender.from,
          recall: (id: string) => Promise.resolve().then(() => memory.recall(id)),
          send: async (call: Call, id = "") => {
            memory.sent.push(id);
            memory.states.set(id, "final");
            return sender.send(call);
          },
        };
        return { client: plain.fisc.as(remembering), stateOf: (id) => memory.states.get(id) };
      },
    };
    const input = { file, token: await all.token.getAddress() };
    return { ...all, bench, desk, made, schedule, memory, input };
  }

  it("counts a chunk as paid where its block is final, and no earlier", async () => {
    const { bench, desk, made, schedule, schedules } = await stage();
    const { fisc } = bench;
    const before = await ethers.provider.getBlockNumber();
    await desk.pay(made, 1);
    const paidAt = async (number: number | null): Promise<boolean[]> => {
      finalAt(number);
      const isFinal = await finalChunks(fisc, schedule);
      restore();
      return [isFinal(0), isFinal(1)];
    };
    expect(await paidAt(before + 1)).to.deep.equal([false, true]);
    expect(await paidAt(before)).to.deep.equal([false, false]);
    expect(await paidAt(null)).to.deep.equal([false, false]);
    // Before there was such a contract.
    expect(await ethers.provider.getCode(schedules, 0)).to.equal("0x");
    expect(await paidAt(0)).to.deep.equal([false, false]);
    const schedulesGone = { progress: () => Promise.reject(new Error("gone")) };
    const gone = { provider: ethers.provider, contracts: { schedules: schedulesGone } };
    finalAt(before);
    expect((await caught(Error, () => finalChunks(gone as never, schedule))).message).to.equal("gone");
  });

  it("waits for a chunk that is mined and not final, by its name", async () => {
    const { bench, desk, made, schedule, memory, input } = await stage();
    finalAt(await ethers.provider.getBlockNumber());
    const { hash } = await desk.pay(made, 0);
    memory.states.set(`${schedule}/0`, "mined");
    memory.receipts.set(`${schedule}/0`, (await ethers.provider.getTransactionReceipt(hash))!);
    const told = await paySchedule.run(bench, input);
    expect(told).to.deep.equal(["paid 1.00 by chunk 1 of 2", "paid 2.00 by chunk 2 of 2"]);
    expect(memory.sent).to.deep.equal([`${schedule}/1`]);
  });

  it("does not call a chunk paid that somebody else paid in a block that is not final", async () => {
    const { bench, desk, made, schedule, memory, input } = await stage();
    finalAt(await ethers.provider.getBlockNumber());
    await desk.pay(made, 0);
    const error = await caught(Unfinished, () => paySchedule.run(bench, input));
    expect(error.told).to.deep.equal(["paid 2.00 by chunk 2 of 2"]);
    expect(error.message).to.include("it is paid in a block that can still be taken out");
    expect(memory.sent).to.deep.equal([`${schedule}/1`]);
  });

  it("tries a chunk anew, under the next name, where the one before failed for good", async () => {
    const { bench, schedule, memory, input } = await stage();
    memory.states.set(`${schedule}/0`, "failed");
    memory.states.set(`${schedule}/0#2`, "failed");
    memory.states.set(`${schedule}/1`, "broadcast");
    memory.failing.add(`${schedule}/1`);
    const told = await paySchedule.run(bench, input);
    expect(told).to.deep.equal(["paid 1.00 by chunk 1 of 2", "paid 2.00 by chunk 2 of 2"]);
    expect(memory.sent).to.deep.equal([`${schedule}/0#3`, `${schedule}/1#2`]);
  });

  it("tries the later chunks where one fails, and that one once a run", async () => {
    const { bench, schedule, memory, input } = await stage();
    memory.failing.add(`${schedule}/0`);
    const error = await caught(Unfinished, () => paySchedule.run(bench, input));
    expect(error.told).to.deep.equal(["paid 2.00 by chunk 2 of 2"]);
    expect(error.message).to.match(/^chunk 1 of 2 is not paid: intent /);
    expect(await paySchedule.run(bench, input)).to.deep.equal(["paid 1.00 by chunk 1 of 2"]);
    expect(memory.sent).to.deep.equal([`${schedule}/1`, `${schedule}/0#2`]);
  });

  it("stops where nobody knows what became of a payment", async () => {
    const { bench, memory, input } = await stage();
    memory.recall = () => {
      throw new OutboxFault("stuck", "here", "nothing moves", "wait");
    };
    expect((await caught(OutboxFault, () => paySchedule.run(bench, input))).kind).to.equal("stuck");
  });
});
