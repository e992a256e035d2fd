import { expect } from "chai";
import { id } from "ethers";
import fc from "fast-check";

import { type Rail, RAILS } from "../../../sdk/disbursement/lines.js";
import { linesPerCall } from "../../../sdk/disbursement/schedule.js";
import { TRANSACTION_GAS_CAP } from "../../../sdk/transactionGas.js";
import { loadFixture } from "../../fixtures/network.js";
import { linesOf, scheduling, schedulesDesk } from "../../fixtures/scheduling.js";

/** What no call may use (EIP-7825). */

const world = async () => {
  const all = await loadFixture(scheduling);
  return { ...all, ...schedulesDesk(all) };
};

describe("schedules on the chain", () => {
  it("are paid chunk by chunk in whichever order, to the cent", async () => {
    const plan = fc.record({
      rail: fc.constantFrom<Rail>(...RAILS),
      amounts: fc.array(fc.bigInt({ min: 1n, max: 100_00n }), { minLength: 1, maxLength: 24 }),
      perChunk: fc.integer({ min: 1, max: 8 }),
      order: fc.infiniteStream(fc.nat()),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ rail, amounts, perChunk, order }) => {
        const { certified, pay, progressOf, claimed, byBank, inTokens } = await world();
        const it = await certified({ rail, lines: linesOf(rail, ...amounts), perChunk });
        const waiting = [...it.chunks.keys()];
        for (let trace = 1n; waiting.length > 0; trace += BigInt(perChunk)) {
          const [chunk] = waiting.splice((order.next().value ?? 0) % waiting.length, 1);
          await pay(it, chunk!, rail === "token" ? inTokens : await byBank({ firstTrace: trace }));
        }
        const total = amounts.reduce((sum, amount) => sum + amount, 0n);
        expect(await claimed()).to.deep.equal([0n, total]);
        expect(await progressOf(it)).to.deep.include({
          left: 0n,
          paidChunks: (1n << BigInt(it.chunks.length)) - 1n,
        });
      }),
      { numRuns: 25 },
    );
  });

  for (const rail of RAILS) {
    it(`are paid in one call with as many lines as one takes: ${rail}`, async () => {
      const { certified, pay, claimed, byBank, inTokens } = await world();
      const count = linesPerCall(rail, "osaka");
      const lines = linesOf(rail, ...Array.from({ length: count }, () => 1n));
      const it = await certified({ rail, lines, perChunk: count, salt: id("full") });
      const sent = await pay(it, 0, rail === "token" ? inTokens : await byBank());
      const receipt = await sent.wait();
      expect(receipt!.gasUsed <= TRANSACTION_GAS_CAP, String(receipt!.gasUsed)).to.equal(true);
      expect(await claimed()).to.deep.equal([0n, BigInt(count)]);
    });
  }

  it("leave room in a full call for a line that is stopped and a last one that fails", async () => {
    const { certified, pay, stop, claimed, unpaid, tokenRail } = await world();
    const count = linesPerCall("token", "osaka");
    const lines = linesOf("token", ...Array.from({ length: count }, () => 1n));
    // The vault is nobody's account.
    lines[count - 1] = { payee: await tokenRail.getAddress(), amount: 1n };
    const it = await certified({ lines, perChunk: count });
    await stop(it, 0, 1n);
    await pay(it, 0, undefined, undefined, undefined, { gasLimit: TRANSACTION_GAS_CAP });
    const last = BigInt(count - 1);
    expect(await unpaid(it, 0, Math.floor(Number(last) / 256))).to.equal(1n << (last % 256n));
    expect(await claimed()).to.deep.equal([1n, BigInt(count - 2)]);
  });
});
