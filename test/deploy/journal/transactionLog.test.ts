import { appendFile, readFile, rm } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";
import { Transaction } from "ethers";

import { TransactionLog } from "../../../deploy/journal/transactionLog.js";
import { signed, temporaryFolder } from "./helpers.js";

const TO = `0x${"2".repeat(40)}`;

describe("the log of signed transactions", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("has after it was opened again what was written", async () => {
    const log = await TransactionLog.open(folder);
    expect(log.all).to.deep.equal([]);
    const raws = [await signed(0, null, "0x6001"), await signed(1, TO, "0x1234")];
    for (const raw of raws) await log.add(raw);
    const again = await TransactionLog.open(folder);
    expect(again.all.map(({ raw, nonce }) => [raw, nonce])).to.deep.equal([
      [raws[0], 0],
      [raws[1], 1],
    ]);
    const hash = Transaction.from(raws[1]).hash!;
    expect(again.get(hash)?.raw).to.equal(raws[1]);
    expect(again.get(TO)).to.equal(undefined);
  });

  it("leaves out a line that was cut off, which was never sent, and goes on behind it", async () => {
    const log = await TransactionLog.open(folder);
    const [first, torn, last] = [
      await signed(0, TO, "0x"),
      await signed(1, TO, "0x"),
      await signed(1, TO, "0x12"),
    ];
    await log.add(first);
    await appendFile(path.join(folder, "transactions.log"), torn.slice(0, 50));
    const after = await TransactionLog.open(folder);
    expect(after.all.map(({ raw }) => raw)).to.deep.equal([first]);
    await after.add(last);
    expect((await TransactionLog.open(folder)).all.map(({ raw }) => raw)).to.deep.equal([first, last]);
    expect(await readFile(path.join(folder, "transactions.log"), "utf8")).to.include(`\n${last}\n`);
  });
});
