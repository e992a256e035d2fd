import { expect } from "chai";
import { concat, id, toBeHex, ZeroHash } from "ethers";
import fc from "fast-check";

import { checkSchedule } from "../../../sdk/disbursement/checkSchedule.js";
import { encodeLines, type Rail, RAILS } from "../../../sdk/disbursement/lines.js";
import { chunkLeaf } from "../../../sdk/disbursement/merkle.js";
import {
  benefitSchedule,
  type Chunk,
  type Header,
  type Schedule,
  vendorSchedule,
} from "../../../sdk/disbursement/schedule.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { linesOf } from "../../fixtures/scheduling.js";
import { rebuilt, withHeader } from "../../helpers/schedules.js";

const SALT = id("salt");

const benefits = (rail: Rail, amounts: readonly bigint[], perChunk: number): Schedule =>
  benefitSchedule({
    rail,
    organisation: 2,
    obligation: 5n,
    eligibleUntil: 1_900_000_000,
    salt: SALT,
    lines: linesOf(rail, ...amounts).map((line, i) => ({ ...line, binding: id(`binding ${String(i)}`) })),
    perChunk,
  });

const vouchersOf = (amounts: readonly bigint[]) =>
  amounts.map((amount, i) => ({ id: id(`invoice ${String(i)}`), amount }));

const vendors = (amounts: readonly bigint[], perChunk: number): Schedule =>
  vendorSchedule({ rail: "token", organisation: 2, salt: SALT, vouchers: vouchersOf(amounts), perChunk });

const payable = (amounts: readonly bigint[]): ReadonlyMap<string, bigint> =>
  new Map(vouchersOf(amounts).map((it) => [it.id, it.amount]));

const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 10n }), { minLength: 1, maxLength: 40 });
const plan = fc.record({
  rail: fc.constantFrom<Rail>(...RAILS),
  cents: amounts,
  perChunk: fc.integer({ min: 1, max: 8 }),
  seed: fc.nat(),
});

const refuse = (schedule: Schedule, vouchers?: ReadonlyMap<string, bigint>, rule = /./): void => {
  expect(() => checkSchedule(schedule, vouchers))
    .to.throw(FiscInputError)
    .with.property("message")
    .that.matches(rule);
};

/** The schedule with one of its chunks changed, but not its root. */
const withChunk = (schedule: Schedule, place: number, change: Partial<Chunk>): Schedule => ({
  ...schedule,
  chunks: schedule.chunks.map((chunk, i) => (i === place ? { ...chunk, ...change } : chunk)),
});

describe("a schedule's check before it is certified", () => {
  it("lets every schedule pass that the SDK makes", () => {
    fc.assert(
      fc.property(plan, ({ rail, cents, perChunk }) => {
        checkSchedule(benefits(rail, cents, perChunk));
        checkSchedule(vendors(cents, perChunk), payable(cents));
      }),
    );
  });

  it("finds a total that is not what the lines come to", () => {
    fc.assert(
      fc.property(plan, fc.bigInt({ min: 1n, max: 10n ** 12n }), ({ rail, cents, perChunk }, more) => {
        const made = benefits(rail, cents, perChunk);
        refuse(withHeader(made, { total: made.header.total + more }), undefined, /not the header's/);
        const paying = vendors(cents, perChunk);
        refuse(withHeader(paying, { total: paying.header.total + more }), payable(cents), /not the header's/);
      }),
    );
  });

  it("finds two leaves with one number, though the root and the total are theirs", () => {
    fc.assert(
      fc.property(plan, ({ rail, cents, perChunk, seed }) => {
        const made = benefits(rail, [...cents, ...cents, ...cents], Math.min(perChunk, cents.length));
        const { chunks } = made;
        const twice = seed % chunks.length;
        const other = (twice + 1 + (seed % (chunks.length - 1))) % chunks.length;
        const parts = chunks.map(({ index, bindings, lines }) => ({
          index: index === other ? twice : index,
          bindings,
          lines,
        }));
        refuse(rebuilt(made, parts), undefined, /it is numbered/);
        // In whatever order they are handed over.
        const sorted = rebuilt(made, parts);
        refuse(
          { ...sorted, chunks: [...sorted.chunks].sort((a, b) => a.index - b.index) },
          undefined,
          /it is numbered/,
        );
      }),
    );
  });

  it("finds chunks too few, too many, or out of their order", () => {
    fc.assert(
      fc.property(plan, ({ rail, cents, perChunk }) => {
        const made = benefits(rail, [...cents, 1n], Math.min(perChunk, cents.length));
        const { chunks, header } = made;
        refuse({ ...made, chunks: chunks.slice(1) }, undefined, /are not the header's/);
        refuse({ ...made, chunks: [...chunks, chunks[0]!] }, undefined, /are not the header's/);
        refuse(withHeader(made, { chunks: header.chunks + 1 }), undefined, /are not the header's/);
        refuse({ ...made, chunks: [...chunks].reverse() }, undefined, /it is numbered/);
      }),
    );
  });

  it("finds whatever is not under the root", () => {
    fc.assert(
      fc.property(plan, ({ rail, cents, perChunk, seed }) => {
        const made = benefits(rail, cents, perChunk);
        const place = seed % made.chunks.length;
        refuse(withHeader(made, { root: ZeroHash }), undefined, /root/);
        refuse(withChunk(made, place, { bindings: id("others") }), undefined, /root/);
        const lines = encodeLines(rail, linesOf(rail, BigInt(seed) + 1n, 5n));
        refuse(withChunk(made, place, { lines }), undefined, /root/);
        refuse(withChunk(made, place, { proof: [id("no proof")] }), undefined, /its proof/);
      }),
    );
  });

  it("finds lines that are no lines, or of nothing", () => {
    const made = benefits("attested", [1n, 2n], 1);
    const { bindings } = made.chunks[0]!;
    const [right] = made.chunks;
    const nothing = concat([toBeHex(7, 10), toBeHex(0, 6)]);
    for (const lines of ["0x", nothing, concat([made.chunks[1]!.lines, nothing]), "0x00"]) {
      const parts = [
        { index: 0, bindings, lines: right!.lines },
        { index: 1, bindings, lines },
      ];
      refuse(rebuilt(made, parts));
    }
  });

  it("finds vouchers that are not to be paid, stand in it twice, or are cut short", () => {
    const cents = [1_00n, 2_00n, 3_00n];
    const [first, second, third] = vouchersOf(cents).map((it) => it.id) as [string, string, string];
    const made = vendors(cents, 2);
    const of = (...lines: readonly string[]) =>
      rebuilt(
        made,
        lines.map((it, index) => ({ index, bindings: ZeroHash, lines: it })),
      );
    checkSchedule(of(concat([first, second]), third), payable(cents));
    refuse(made, undefined, /not among those/);
    refuse(of(concat([first, second]), id("another")), payable(cents), /not among those/);
    refuse(of(concat([first, second]), first), payable(cents), /a second time/);
    refuse(of(concat([third, third])), payable(cents), /a second time/);
    for (const cut of ["0x", first.slice(0, -2), `${first}00`]) {
      refuse(of(second, cut), payable(cents), /whole ids/);
    }
    const many = concat(Array.from({ length: 257 }, (_, i) => id(String(i))));
    refuse(of(many), payable(cents), /whole ids/);
  });

  it("hashes a chunk as the contracts do", () => {
    const made: { header: Header; chunks: readonly Chunk[] } = benefits("token", [5n], 1);
    const { index, bindings, lines } = made.chunks[0]!;
    // The only leaf is the root.
    expect(chunkLeaf(index, bindings, lines)).to.equal(made.header.root);
  });
});
