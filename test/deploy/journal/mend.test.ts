import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";
import { Transaction } from "ethers";

import { mendJournal } from "../../../deploy/journal/mend.js";
import { journalIn } from "../../../deploy/journal/readJournal.js";
import { TransactionLog } from "../../../deploy/journal/transactionLog.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { FakeNode, signed, temporaryFolder } from "./helpers.js";

const TO = `0x${"2".repeat(40)}`;

const asked = (futureId: string, to: string | undefined, data: string) => ({
  futureId,
  type: "NETWORK_INTERACTION_REQUEST",
  networkInteraction: { id: 1, type: "ONCHAIN_INTERACTION", ...(to === undefined ? {} : { to }), data },
});
const step = (type: string, futureId: string, more: object = {}) => ({
  futureId,
  networkInteractionId: 1,
  type,
  ...more,
});
const prepared = (futureId: string, nonce: number) => step("TRANSACTION_PREPARE_SEND", futureId, { nonce });
const sentAs = (futureId: string, nonce: number, hash: string) =>
  step("TRANSACTION_SEND", futureId, { nonce, transaction: { hash } });

describe("Ignition's journal after a run that was cut off", () => {
  let folder: string;
  let log: TransactionLog;
  let node: FakeNode;

  beforeEach(async () => {
    folder = await temporaryFolder();
    await (await TransactionLog.open(folder)).begin();
    log = await TransactionLog.open(folder);
    node = new FakeNode();
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** What the journal holds after it was mended. */
  async function mended(lines: readonly object[], tail = ""): Promise<Record<string, unknown>[]> {
    const text = lines.map((line) => `\n${JSON.stringify(line)}`).join("") + tail;
    await writeFile(journalIn(folder), text);
    await mendJournal(folder, node, log);
    const after = await readFile(journalIn(folder), "utf8");
    return after
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  const add = async (...args: Parameters<typeof signed>): Promise<string> =>
    (await log.add(await signed(...args))).hash;

  it("is left alone where there is none", async () => {
    await mendJournal(folder, node, log);
    expect(node.sent).to.deep.equal([]);
  });

  it("forgets an intention to send that came to nothing", async () => {
    const lines = [asked("a", TO, "0x12"), prepared("a", 4), asked("b", TO, "0x34")];
    expect(await mended(lines)).to.deep.equal([lines[0], lines[2]]);
    expect(node.sent).to.deep.equal([]);
  });

  it("learns of what was signed, and sends it again where the node does not know it", async () => {
    const lines = [asked("a", TO, "0x12"), prepared("a", 4)];
    const hash = await add(4, TO, "0x12");
    const amount = (value: string) => ({ _kind: "bigint", value });
    const learnt = {
      ...sentAs("a", 4, hash),
      transaction: { fees: { maxFeePerGas: amount("10"), maxPriorityFeePerGas: amount("1") }, hash },
    };
    expect(await mended(lines)).to.deep.equal([...lines, learnt]);
    expect(node.sent.map((raw) => Transaction.from(raw).hash)).to.deep.equal([hash]);
    // Once more, it has nothing to learn, and the node knows.
    expect(await mended([...lines, learnt])).to.deep.equal([...lines, learnt]);
    expect(node.sent).to.have.length(1);
  });

  it("is not guessed about where the node signed by itself", async () => {
    const lines = [asked("a", TO, "0x12"), prepared("a", 4)];
    await writeFile(journalIn(folder), lines.map((line) => `\n${JSON.stringify(line)}`).join(""));
    const error: unknown = await mendJournal(folder, node, undefined).catch((it: unknown) => it);
    expect(error).to.be.instanceOf(FiscInputError);
    expect(String(error)).to.include("while the node sent a under nonce 4 by a key of its own");
    // Known to have been sent, it is no matter who signed.
    const known = [...lines, sentAs("a", 4, TO)];
    await writeFile(journalIn(folder), known.map((line) => `\n${JSON.stringify(line)}`).join(""));
    await mendJournal(folder, node, undefined);
  });

  it("is not guessed about where the log of what was signed is lost", async () => {
    await rm(path.join(folder, "transactions.log"));
    log = await TransactionLog.open(folder);
    const lines = [asked("a", TO, "0x12"), prepared("a", 4)];
    for (const more of [[], [sentAs("a", 4, TO)]]) {
      const error: unknown = await mended([...lines, ...more]).catch((it: unknown) => it);
      expect(error).to.be.instanceOf(FiscInputError);
      expect(String(error)).to.include(
        "transactions.log: it is missing, and nobody knows whether a was sent",
      );
    }
    // It is no better when asked again.
    log = await TransactionLog.open(folder);
    expect(await mended(lines).catch((it: unknown) => it)).to.be.instanceOf(FiscInputError);
    // What is confirmed needs no log.
    const done = [...lines, sentAs("a", 4, TO), step("TRANSACTION_CONFIRM", "a")];
    expect(await mended(done)).to.deep.equal(done);
  });

  it("has a log from the first step on, so that one cut off before it signed can go on", async () => {
    await rm(path.join(folder, "transactions.log"));
    await mendJournal(folder, node, await TransactionLog.open(folder));
    log = await TransactionLog.open(folder);
    const lines = [asked("a", TO, "0x12"), prepared("a", 0)];
    expect(await mended(lines)).to.deep.equal([lines[0]]);
  });

  it("learns of a contract's creation, whose transaction goes nowhere", async () => {
    const hash = await add(0, null, "0x6001");
    const lines = [asked("a", undefined, "0x6001"), prepared("a", 0)];
    expect((await mended(lines)).at(-1)).to.include({ type: "TRANSACTION_SEND", nonce: 0 });
    expect(node.known.has(hash)).to.equal(true);
  });

  it("sends again what the node dropped after Ignition had seen it off", async () => {
    const hash = await add(4, TO, "0x12");
    const lines = [asked("a", TO, "0x12"), prepared("a", 4), sentAs("a", 4, hash)];
    expect(await mended(lines)).to.deep.equal(lines);
    expect(node.known.has(hash)).to.equal(true);
  });

  it("learns of a higher fee under the same nonce, and sends the last one where the node knows neither", async () => {
    const low = await add(4, TO, "0x12", 10);
    const high = await add(4, TO, "0x12", 20);
    const lines = [asked("a", TO, "0x12"), prepared("a", 4), sentAs("a", 4, low), prepared("a", 4)];
    const after = await mended(lines);
    expect(after.slice(0, 4)).to.deep.equal(lines);
    expect(after[4]).to.have.nested.property("transaction.hash", high);
    expect([...node.known]).to.deep.equal([high]);
  });

  it("leaves alone what is confirmed, and what was signed for another step", async () => {
    const hash = await add(4, TO, "0x12");
    const done = [
      asked("a", TO, "0x12"),
      prepared("a", 4),
      sentAs("a", 4, hash),
      step("TRANSACTION_CONFIRM", "a"),
    ];
    const other = [asked("b", TO, "0x34"), prepared("b", 4)];
    expect(await mended([...done, ...other])).to.deep.equal([...done, other[0]]);
    expect(node.sent).to.deep.equal([]);
  });

  for (const type of ["ONCHAIN_INTERACTION_DROPPED", "ONCHAIN_INTERACTION_REPLACED_BY_USER"]) {
    it(`takes a step as not sent after ${type}`, async () => {
      const lines = [asked("a", TO, "0x12"), prepared("a", 4), sentAs("a", 4, TO), step(type, "a")];
      expect(await mended(lines)).to.deep.equal(lines);
    });
  }

  it("loses a last line that was cut off, and no other", async () => {
    const lines = [asked("a", TO, "0x12")];
    expect(await mended(lines, '\n{"type":"TRANS')).to.deep.equal(lines);
    await writeFile(journalIn(folder), '\n{"type":\n{"type":"X"}');
    const error: unknown = await mendJournal(folder, node, log).catch((it: unknown) => it);
    expect(String(error)).to.match(/line 1 of .*journal\.jsonl can't be read/);
  });

  it("says why, when the node refuses what was signed; not when it takes it all the same", async () => {
    const lines = [asked("a", TO, "0x12"), prepared("a", 4)];
    await add(4, TO, "0x12");
    node.refusal = new Error("insufficient funds");
    const error: unknown = await mended(lines).catch((it: unknown) => it);
    expect(String(error)).to.equal("Error: insufficient funds");
    node.takesAnyhow = true;
    expect(await mended(lines)).to.have.length(3);
  });
});
