import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { concat, dataLength, hexlify, id, keccak256, ZeroHash } from "ethers";
import fc from "fast-check";

import { decodeLines, lineSize, mostPerLine, type Rail, RAILS } from "../../../sdk/disbursement/lines.js";
import {
  type Binding,
  blindedBinding,
  blindedReference,
  scheduleSecret,
} from "../../../sdk/disbursement/reference.js";
import {
  benefitSchedule,
  bindingsRoot,
  bindingsTree,
  type BoundLine,
  type HardFork,
  linesPerCall,
  MAX_CHUNKS,
  MAX_VOUCHERS,
  type Schedule,
  SCHEDULE_KINDS,
  vendorSchedule,
} from "../../../sdk/disbursement/schedule.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { enumMembers, solidity } from "../helpers/solidity.js";

const HARD_FORKS: readonly HardFork[] = ["osaka", "amsterdam"];
const LEAF = ["uint16", "bytes32", "bytes32"];
const BINDING_LEAF = ["uint32", "bytes32"];
const SALT = id("salt");

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((it) => hexlify(it));

const rail = fc.constantFrom<Rail>(...RAILS);

const linesOn = (on: Rail, maxLength = 30): fc.Arbitrary<BoundLine[]> =>
  fc.array(
    fc.record({
      payee: bytes(on === "token" ? 20 : 10),
      amount: fc.bigInt({ min: 1n, max: mostPerLine(on) }),
      binding: bytes(32),
    }),
    { minLength: 1, maxLength },
  );

const benefits = (on: Rail, lines: readonly BoundLine[], perChunk?: number) =>
  benefitSchedule({
    rail: on,
    organisation: 2,
    obligation: 5n,
    eligibleUntil: 1_900_000_000,
    salt: SALT,
    lines,
    ...(perChunk === undefined ? {} : { perChunk }),
  });

const vendors = (count: number, perChunk?: number) =>
  vendorSchedule({
    rail: "token",
    organisation: 2,
    salt: SALT,
    vouchers: Array.from({ length: count }, (_, i) => ({ id: id(String(i)), amount: BigInt(i + 1) })),
    ...(perChunk === undefined ? {} : { perChunk }),
  });

/** As many lines as asked for, of a cent each. */
const cents = (count: number): BoundLine[] =>
  Array.from({ length: count }, () => ({ payee: `0x${"11".repeat(10)}`, amount: 1n, binding: ZeroHash }));

const isProven = ({ header, chunks }: Schedule, chunk: number): boolean => {
  const { index, bindings, lines, proof } = chunks[chunk]!;
  const leaf = [index, bindings, keccak256(lines)];
  return StandardMerkleTree.verify(header.root, LEAF, leaf, [...proof]);
};

describe("schedules", () => {
  it("have the contracts' kinds and bounds", () => {
    const kinds = enumMembers(solidity("disbursement/Schedule.sol"), "ScheduleKind");
    expect(kinds.map((kind) => kind.toLowerCase())).to.deep.equal(Object.keys(SCHEDULE_KINDS));
    expect(Object.values(SCHEDULE_KINDS)).to.deep.equal([0, 1]);
    expect(solidity("disbursement/Schedules.sol")).to.match(
      new RegExp(`MAX_CHUNKS = ${String(MAX_CHUNKS)};`),
    );
    expect(solidity("budget/ClaimLines.sol")).to.match(new RegExp(` MOST = ${String(MAX_VOUCHERS)};`));
  });

  describe("of benefits", () => {
    it("hold every line once, in order, with its binding, under one root", () => {
      fc.assert(
        fc.property(
          rail.chain((on) => fc.tuple(fc.constant(on), linesOn(on))),
          fc.integer({ min: 1, max: 40 }),
          ([on, lines], perChunk) => {
            const schedule = benefits(on, lines, perChunk);
            const { header, chunks } = schedule;
            expect(header).to.deep.include({
              kind: SCHEDULE_KINDS.benefit,
              rail: RAILS.indexOf(on),
              organisation: 2,
              obligation: 5n,
              total: lines.reduce((sum, { amount }) => sum + amount, 0n),
              chunks: Math.ceil(lines.length / perChunk),
              eligibleUntil: 1_900_000_000,
              salt: SALT,
            });
            expect(chunks.map(({ index }) => index)).to.deep.equal([...chunks.keys()]);
            const packed = decodeLines(on, concat(chunks.map((chunk) => chunk.lines)));
            expect(packed.map(({ payee, amount }) => [payee.toLowerCase(), amount])).to.deep.equal(
              lines.map(({ payee, amount }) => [payee, amount]),
            );
            for (const [i, { bindings }] of chunks.entries()) {
              const part = lines.slice(i * perChunk, (i + 1) * perChunk);
              expect(bindings).to.equal(bindingsRoot(part.map(({ binding }) => binding)));
              expect(isProven(schedule, i)).to.equal(true);
            }
          },
        ),
      );
    });

    it("prove no chunk under another's number, bindings or lines", () => {
      fc.assert(
        fc.property(linesOn("token"), bytes(32), (lines, other) => {
          const { header, chunks } = benefits("token", lines, 1);
          for (const { index, bindings, lines: packed, proof } of chunks) {
            for (const leaf of [
              [index + 1, bindings, keccak256(packed)],
              [index, other, keccak256(packed)],
              [index, bindings, other],
            ]) {
              expect(StandardMerkleTree.verify(header.root, LEAF, leaf, [...proof])).to.equal(false);
            }
          }
        }),
      );
    });

    it("let a payee find their line with their key, and prove it to anyone", () => {
      fc.assert(
        fc.property(
          fc.array(bytes(32), { minLength: 2, maxLength: 20 }),
          bytes(32),
          fc.nat(),
          (keys, salt, choice) => {
            const own = choice % keys.length;
            fc.pre(new Set(keys).size === keys.length);
            const bindingOf = (payee: number): Binding => ({
              payee: payee + 1,
              version: 1,
              account: `0x${"ac".repeat(20)}`,
              eligibleUntil: 1_900_000_000,
            });
            const blinded = keys.map((key, i) => blindedBinding(scheduleSecret(key, salt), bindingOf(i)));
            const { chunks } = benefitSchedule({
              rail: "attested",
              organisation: 2,
              obligation: 5n,
              eligibleUntil: 1_900_000_000,
              salt,
              lines: blinded.map((binding) => ({
                payee: blindedReference(binding),
                amount: 1n,
                binding,
              })),
            });
            // From the journal, key in hand.
            const mine = blindedBinding(scheduleSecret(keys[own]!, salt), bindingOf(own));
            const lines = decodeLines("attested", chunks[0]!.lines);
            const found = lines.flatMap(({ payee }, i) => (payee === blindedReference(mine) ? [i] : []));
            expect(found).to.deep.equal([own]);
            // The registrar, who has all bindings, gives the proof.
            const proof = bindingsTree(blinded).getProof(own);
            const { bindings } = chunks[0]!;
            const verify = (leaf: unknown[]) =>
              StandardMerkleTree.verify(bindings, BINDING_LEAF, leaf, proof);
            expect(verify([own, mine])).to.equal(true);
            // Not another's line, nor theirs with another's key.
            expect(verify([(own + 1) % keys.length, mine])).to.equal(false);
            const wrong = keys[(own + 1) % keys.length]!;
            expect(verify([own, blindedBinding(scheduleSecret(wrong, salt), bindingOf(own))])).to.equal(
              false,
            );
          },
        ),
      );
    });

    it("are refused without a line, or with more than 128 chunks", () => {
      for (const [count, perChunk] of [
        [0, 1],
        [129, 1],
        [257, 2],
      ] as const) {
        expect(() => benefits("attested", cents(count), perChunk)).to.throw(FiscInputError, "schedule: ");
      }
      expect(benefits("attested", cents(128), 1).chunks).to.have.lengthOf(128);
    });

    it("are refused with chunks of an impossible size", () => {
      for (const perChunk of [0, -1, 1.5, NaN, Infinity, 65_536]) {
        expect(() => benefits("attested", cents(3), perChunk)).to.throw(
          FiscInputError,
          `schedule: ${String(perChunk)} lines can't be in a chunk; put from 1 to 65535 into each.`,
        );
      }
    });
  });

  describe("of vendors", () => {
    it("hold voucher ids, and bind nothing else", () => {
      const schedule = vendors(250);
      expect(schedule.header).to.deep.include({
        kind: SCHEDULE_KINDS.vendor,
        rail: 0,
        organisation: 2,
        obligation: 0n,
        total: (250n * 251n) / 2n,
        chunks: 3,
        eligibleUntil: 0,
        salt: SALT,
      });
      expect(concat(schedule.chunks.map(({ lines }) => lines))).to.equal(
        concat(Array.from({ length: 250 }, (_, i) => id(String(i)))),
      );
      for (const [i, { bindings }] of schedule.chunks.entries()) {
        expect(bindings).to.equal(ZeroHash);
        expect(isProven(schedule, i)).to.equal(true);
      }
    });

    it("take as many vouchers in a chunk as the contracts", () => {
      expect(vendors(300, 256).chunks).to.have.lengthOf(2);
      expect(() => vendors(300, 257)).to.throw(FiscInputError, "put from 1 to 256 into each");
      expect(() => vendors(0)).to.throw(FiscInputError, "0 lines make 0 chunks");
    });

    it("are refused with a total that no header can carry", () => {
      const half = 2n ** 63n;
      const totalling = (...amounts: bigint[]) =>
        vendorSchedule({
          rail: "token",
          organisation: 2,
          salt: SALT,
          vouchers: amounts.map((amount, i) => ({ id: id(String(i)), amount })),
        });
      expect(totalling(half, half - 1n).header.total).to.equal(2n ** 64n - 1n);
      expect(() => totalling(half, half)).to.throw(
        FiscInputError,
        "schedule: 184467440737095516.16 can't be certified at once; give lines of 184467440737095516.15 in all at the most.",
      );
    });
  });

  describe("lines in a call", () => {
    it("are some, and leave room below the gas limit and in a node's pool", () => {
      for (const on of RAILS) {
        for (const hardFork of HARD_FORKS) {
          const most = linesPerCall(on, hardFork);
          expect(most, `${on} ${hardFork}`).to.be.greaterThan(100);
          expect(Number.isInteger(most)).to.equal(true);
          expect(most * lineSize(on)).to.be.lessThan(128 * 1024 - 8_000);
        }
        expect(linesPerCall(on, "amsterdam")).to.be.at.most(linesPerCall(on, "osaka"));
      }
      expect(linesPerCall("token", "osaka") * 25_800).to.be.lessThan(16_777_216);
      expect(linesPerCall("attested", "osaka") * 640).to.be.lessThan(16_777_216);
    });

    it("are as many as fit any hard fork, unless said otherwise", () => {
      const most = linesPerCall("attested", "amsterdam");
      const { chunks } = benefits("attested", cents(most + 1));
      expect(chunks.map(({ lines }) => dataLength(lines) / 16)).to.deep.equal([most, 1]);
    });
  });
});
