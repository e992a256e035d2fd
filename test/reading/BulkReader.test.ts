import { expect } from "chai";
import { concat, toBeHex } from "ethers";

import { freshLedger } from "../fixtures/freshLedger.js";
import { ethers, loadFixture } from "../fixtures/network.js";

/** A call as the reader takes it: 20 bytes of address, 2 of length, the data. */
const packed = (to: string, data: string): string => concat([to, toBeHex((data.length - 2) / 2, 2), data]);

/** An answer as it gives it: 2 bytes of length, the topmost bit for a call that failed, and what was returned. */
const answer = (data: string, failed = false): string =>
  concat([toBeHex((data.length - 2) / 2 + (failed ? 0x8000 : 0), 2), data]);

describe("BulkReader", () => {
  async function read(...calls: string[]): Promise<string> {
    const factory = await ethers.getContractFactory("BulkReader");
    return ethers.provider.call(await factory.getDeployTransaction(concat(calls)));
  }

  it("gives each call's answer in its order, and what a failed one reverted with", async () => {
    const { registry, ledger } = await loadFixture(freshLedger);
    const [first, second] = [await registry.getAddress(), await ledger.getAddress()];
    const settings = registry.interface.encodeFunctionData("settings");
    const version = ledger.interface.encodeFunctionData("version");
    const missing = "0x12345678";
    const answers = await read(packed(first, settings), packed(second, missing), packed(second, version));
    expect(answers).to.equal(
      concat([
        answer(await ethers.provider.call({ to: first, data: settings })),
        answer("0x", true),
        answer(await ethers.provider.call({ to: second, data: version })),
      ]),
    );
    // Refused with a reason, which stands behind the mark.
    const sealing = ledger.interface.encodeFunctionData("seal", [0, 0]);
    expect(await read(packed(second, sealing))).to.match(/^0x80[0-9a-f]{2}([0-9a-f]{2}){4,}$/);
  });

  it("gives nothing for nothing, and for an address without code", async () => {
    expect(await read()).to.equal("0x");
    expect(await read(packed(`0x${"11".repeat(20)}`, "0x12345678"))).to.equal(answer("0x"));
  });
});
