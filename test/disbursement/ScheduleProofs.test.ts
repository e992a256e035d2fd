import { expect } from "chai";
import { concat, dataSlice, ZeroHash } from "ethers";

import { encodeLines } from "../../sdk/disbursement/lines.js";
import type { Chunk, Schedule } from "../../sdk/disbursement/schedule.js";
import { ethers, loadFixture } from "../fixtures/network.js";
import { addressOf, linesOf, scheduling, schedulesDesk } from "../fixtures/scheduling.js";
import { expectRevert } from "../helpers/expect.js";
import { alterations, rebuilt, withHeader } from "../helpers/schedules.js";

const [NONE, SUBMITTED] = [0, 1] as const;

/** Three chunks: 100.00 and 200.00, 300.00 and 400.00, 500.00. */
const LINES = linesOf("token", 100_00n, 200_00n, 300_00n, 400_00n, 500_00n);

async function world() {
  const all = await loadFixture(scheduling);
  return { ...all, ...schedulesDesk(all) };
}

/** A chunk of a schedule with something else in it. */
const chunkWith = ({ chunks }: Schedule, index: number, change: Partial<Chunk>): Chunk => ({
  ...chunks[index]!,
  ...change,
});

describe("Schedules: proofs of payments", () => {
  describe("of what was not certified", () => {
    it("are refused: lines that are cut, reordered, added to or exchanged", async () => {
      const { schedules, pay, certified, idOf } = await world();
      const it = await certified({ lines: LINES });
      const id = await idOf(it);
      const { lines } = it.chunks[0]!;
      const [first, second] = [dataSlice(lines, 0, 25), dataSlice(lines, 25, 50)];
      for (const other of [
        first,
        second,
        "0x",
        concat([second, first]),
        concat([lines, first]),
        dataSlice(lines, 0, 49),
        it.chunks[1]!.lines,
        encodeLines("token", linesOf("token", 100_00n, 200_01n)),
      ]) {
        const chunk = chunkWith(it, 0, { lines: other });
        await expectRevert(pay(it, chunk), schedules, "SchedulesInvalidProof", id, 0);
      }
    });

    it("are refused: other bindings, another chunk's number, a forged proof", async () => {
      const { schedules, pay, certified, idOf } = await world();
      const it = await certified({ lines: LINES });
      const id = await idOf(it);
      const { proof } = it.chunks[0]!;
      for (const change of [
        { bindings: ZeroHash },
        { bindings: it.chunks[1]!.bindings },
        { index: 1 },
        { proof: [] },
        { proof: proof.slice(1) },
        { proof: proof.toReversed().concat(ZeroHash) },
        { proof: [...proof, ethers.id("one more")] },
        { proof: it.chunks[2]!.proof },
        { proof: [it.header.root] },
      ] satisfies Partial<Chunk>[]) {
        const chunk = chunkWith(it, 0, change);
        await expectRevert(pay(it, chunk), schedules, "SchedulesInvalidProof", id, chunk.index);
      }
    });

    it("are refused: a chunk of another schedule, under its own root or under this one's", async () => {
      const { schedules, pay, certified, draft, idOf } = await world();
      const it = await certified({ lines: LINES });
      const other = await draft({ lines: linesOf("token", 1n, 2n, 3n), salt: ethers.id("other") });
      await expectRevert(pay(it, other.chunks[0]!), schedules, "SchedulesInvalidProof", await idOf(it), 0);
      const forged = withHeader(it, { root: other.header.root });
      await expectRevert(
        pay(forged, other.chunks[0]!),
        schedules,
        "SchedulesWrongState",
        await idOf(forged),
        NONE,
      );
    });

    it("are refused under a header altered in any field", async () => {
      const { schedules, pay, certified, idOf } = await world();
      const it = await certified({ lines: LINES });
      for (const change of alterations(it)) {
        const other = withHeader(it, change);
        await expectRevert(pay(other, 0), schedules, "SchedulesWrongState", await idOf(other), NONE);
      }
    });

    it("are refused before it is certified", async () => {
      const { schedules, pay, submitted, idOf } = await world();
      const it = await submitted({ lines: LINES });
      await expectRevert(pay(it, 0), schedules, "SchedulesWrongState", await idOf(it), SUBMITTED);
    });
  });

  describe("of what was certified without care", () => {
    /** A certified schedule whose tree holds these chunks. */
    async function careless(...[parts, change]: [parts: Partial<Chunk>[], change?: object]) {
      const all = await world();
      const it = rebuilt(await all.draft({ lines: LINES }), parts, change);
      await all.submit(it);
      await all.certify(it);
      return { ...all, it, id: await all.idOf(it) };
    }

    const packed = (...amounts: bigint[]) => encodeLines("token", linesOf("token", ...amounts));

    it("pay one of two leaves with the same number", async () => {
      const { schedules, pay, it, id, progressOf } = await careless([
        { index: 0, lines: packed(1_00n) },
        { index: 0, lines: packed(2_00n) },
      ]);
      await pay(it, 1);
      await expectRevert(pay(it, 0), schedules, "SchedulesAlreadyPaid", id, 0);
      expect(await progressOf(it)).to.deep.include({ paidChunks: 1n, left: 1_498_00n });
    });

    it("pay no leaf numbered beyond the header's chunks", async () => {
      const { schedules, pay, it, id } = await careless([
        { index: 2, lines: packed(1_00n) },
        { index: 128, lines: packed(1_00n) },
        { index: 65_535, lines: packed(1_00n) },
        { index: 0, lines: packed(1_00n) },
      ]);
      await pay(it, 0);
      for (const place of [1, 2]) {
        const { index } = it.chunks[place]!;
        await expectRevert(pay(it, place), schedules, "SchedulesInvalidProof", id, index);
      }
      await pay(it, 3);
    });

    it("pay no more than the total", async () => {
      const { schedules, pay, it, id, claimed } = await careless(
        [{ lines: packed(300_00n) }, { lines: packed(100_00n, 100_01n) }, { lines: packed(200_00n) }],
        { total: 500_00n },
      );
      await pay(it, 0);
      await expectRevert(pay(it, 1), schedules, "SchedulesExceedsTotal", id, 200_00n, 200_01n);
      await pay(it, 2);
      await expectRevert(pay(it, 1), schedules, "SchedulesExceedsTotal", id, 0n, 200_01n);
      expect(await claimed()).to.deep.equal([0n, 500_00n]);
    });

    it("pay no amounts that would overflow", async () => {
      const most = 2n ** 40n - 1n;
      const many = Array.from({ length: 400 }, () => most);
      const { schedules, pay, it, id } = await careless([{ lines: packed(...many) }]);
      await expectRevert(pay(it, 0), schedules, "SchedulesExceedsTotal", id, 1_500_00n, 400n * most);
    });

    it("pay no chunk with a line of nothing", async () => {
      const zero = concat([addressOf(1), "0x0000000000"]);
      const { schedules, pay, it } = await careless([{ lines: concat([packed(1n), zero, packed(1n)]) }]);
      await expectRevert(pay(it, 0), schedules, "LinesZeroAmount");
    });

    it("pay no chunk whose bytes are no whole number of lines, stopped ones or not", async () => {
      const lengths = [0, 1, 24, 26, 49] as const;
      const lines = packed(1_00n, 1_00n);
      const { schedules, pay, stop, it } = await careless(
        lengths.map((length) => ({ lines: dataSlice(lines, 0, length) })),
      );
      const refused = async () => {
        for (const [chunk, length] of lengths.entries()) {
          await expectRevert(pay(it, chunk), schedules, "LinesInvalidLength", length, 25);
        }
      };
      await refused();
      await stop(it, 0, 1n);
      await refused();
      for (const chunk of [1, 2, 3, 4]) await stop(it, chunk, 1n);
      await refused();
    });
  });
});
