import { expect } from "chai";
import fc from "fast-check";
import { concat, dataLength, dataSlice, getAddress, toBeHex, zeroPadBytes } from "ethers";

import {
  decodeLines,
  encodeLines,
  type Line,
  lineSize,
  mostPerLine,
  type Rail,
  railNumber,
  RAILS,
} from "../../../sdk/disbursement/lines.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { ethers } from "../../fixtures/network.js";
import { enumMembers, solidity } from "../helpers/solidity.js";

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((it) => ethers.hexlify(it));

/** Any line that a rail carries. */
const lineOn = (rail: Rail): fc.Arbitrary<Line> =>
  fc.record({
    payee: rail === "token" ? bytes(20).map(getAddress) : bytes(10),
    amount: fc.bigInt({ min: 1n, max: mostPerLine(rail) }),
  });

const ADDRESS = "0x00000000000000000000000000000000DeaDBeef";
const REFERENCE = "0x0123456789abcdef0123";

describe("lines", () => {
  it("know the contracts' rails, in their order", () => {
    const members = enumMembers(solidity("types/Rail.sol"), "Rail").map((name) => name.toLowerCase());
    expect(members).to.deep.equal([...RAILS]);
    expect(RAILS.map(railNumber)).to.deep.equal([0, 1]);
  });

  it("have the contracts' sizes and limits", () => {
    const source = solidity("disbursement/Lines.sol");
    for (const [rail, name, most] of [
      ["token", "TOKEN", 2n ** 40n - 1n],
      ["attested", "ATTESTED", 2n ** 48n - 1n],
    ] as const) {
      expect(source).to.include(`${name}_SIZE = ${String(lineSize(rail))};`);
      expect(source).to.include(`${name}_MOST = type(uint${rail === "token" ? "40" : "48"}).max;`);
      expect(mostPerLine(rail)).to.equal(most);
    }
  });

  it("are payee and cents, big-endian, one behind the other", () => {
    const amount = 258n;
    const token = encodeLines("token", [
      { payee: ADDRESS, amount },
      { payee: ADDRESS, amount: 1n },
    ]);
    expect(token).to.equal(concat([ADDRESS, "0x0000000102", ADDRESS, "0x0000000001"]));
    expect(encodeLines("attested", [{ payee: REFERENCE, amount }])).to.equal(
      concat([REFERENCE, "0x000000000102"]),
    );
    expect(encodeLines("token", [])).to.equal("0x");
    expect(decodeLines("token", "0x")).to.deep.equal([]);
  });

  for (const rail of RAILS) {
    it(`are read as they were written, ${rail}`, () => {
      fc.assert(
        fc.property(fc.array(lineOn(rail), { maxLength: 40 }), (lines) => {
          const packed = encodeLines(rail, lines);
          expect(dataLength(packed)).to.equal(lines.length * lineSize(rail));
          expect(decodeLines(rail, packed)).to.deep.equal(lines);
        }),
      );
    });

    it(`are what the contracts write, add up and pick, ${rail}`, async () => {
      const contract = await ethers.deployContract("LinesMock");
      const some = fc.array(lineOn(rail), { minLength: 1, maxLength: 300 });
      await fc.assert(
        fc.asyncProperty(some, fc.bigInt({ min: 0n, max: 2n ** 300n - 1n }), async (lines, bits) => {
          const packed = encodeLines(rail, lines);
          // An attested line takes the first half of the account that it names.
          const accounts = lines.map(({ payee }) => zeroPadBytes(payee, 20));
          const amounts = lines.map(({ amount }) => amount);
          expect(await contract.pack(railNumber(rail), accounts, amounts)).to.equal(packed);
          const sum = amounts.reduce((all, amount) => all + amount, 0n);
          expect(await contract.total(packed, railNumber(rail))).to.equal(sum);

          const words = [bits & (2n ** 256n - 1n), bits >> 256n];
          for (const wanted of [true, false]) {
            const picked = await contract.pick(packed, lineSize(rail), words, wanted);
            const kept = lines.filter((_, i) => ((bits >> BigInt(i)) & 1n) === (wanted ? 1n : 0n));
            expect(decodeLines(rail, picked)).to.deep.equal(kept);
          }
        }),
        { numRuns: 30 },
      );
    });

    it(`carry no more than fits, and no less than a cent, ${rail}`, () => {
      const payee = rail === "token" ? ADDRESS : REFERENCE;
      const most = mostPerLine(rail);
      for (const amount of [1n, most]) {
        const [line] = decodeLines(rail, encodeLines(rail, [{ payee, amount }]));
        expect(line).to.deep.equal({ payee, amount });
      }
      for (const amount of [0n, -1n, most + 1n, 2n ** 64n]) {
        const lines = [
          { payee, amount: 1n },
          { payee, amount },
        ];
        expect(() => encodeLines(rail, lines))
          .to.throw(FiscInputError)
          .with.property("place", "line 2");
      }
    });

    it(`are whole, ${rail}`, () => {
      const size = lineSize(rail);
      const packed = toBeHex(1, 3 * size);
      for (let length = 1; length < 3 * size; ++length) {
        if (length % size === 0) continue;
        expect(() => decodeLines(rail, dataSlice(packed, 0, length)))
          .to.throw(FiscInputError)
          .with.property("problem")
          .that.includes(`${String(length)} bytes`);
      }
      expect(decodeLines(rail, packed)).to.have.length(3);
    });
  }

  it("name whom the rail can pay", () => {
    const wrong: readonly (readonly [Rail, string])[] = [
      ["token", REFERENCE],
      ["token", ""],
      ["token", "someone.eth"],
      // A checksum that is not its own.
      ["token", ADDRESS.replace("DeaD", "dEaD")],
      ["attested", ADDRESS],
      ["attested", "0x"],
      ["attested", REFERENCE.slice(2)],
      ["attested", `${REFERENCE.slice(0, -1)}g`],
    ];
    for (const [rail, payee] of wrong) {
      expect(() => encodeLines(rail, [{ payee, amount: 1n }]), payee)
        .to.throw(FiscInputError)
        .with.property("problem")
        .that.includes(`"${payee}"`);
    }
  });
});
