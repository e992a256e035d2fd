import { expect } from "chai";
import fc from "fast-check";

import {
  ACQUISITION,
  BUILDING_STATUS,
  decodeFacts,
  encodeFacts,
  NOT_SURVEYED,
  TITLE,
} from "../../../sdk/buildings/facts.js";
import { FiscInputError } from "../../../sdk/errors.js";

const byte = fc.nat({ max: 255 });
const facts = fc.record({
  area: fc.nat({ max: 2 ** 32 - 1 }),
  condition: byte,
  utilisation: byte,
  standing: byte,
  use: byte,
  kind: byte,
  title: byte,
  status: byte,
  acquisition: byte,
});

describe("facts", () => {
  it("come back from their 96 bits", () => {
    fc.assert(
      fc.property(facts, (some) => {
        expect(decodeFacts(encodeFacts(some))).to.deep.equal({ ...some });
      }),
    );
  });

  it("give the 96 bits that they were read from", () => {
    const bits = fc.bigInt({ min: 0n, max: 2n ** 96n - 1n });
    fc.assert(
      fc.property(bits, (word) => {
        expect(encodeFacts(decodeFacts(word))).to.equal(word);
      }),
    );
  });

  it("stand where the contracts look for them", () => {
    const some = {
      area: 0x01020304,
      condition: 0x05,
      utilisation: NOT_SURVEYED,
      standing: 0x07,
      use: 0x08,
      kind: 0x09,
      title: TITLE.managed,
      status: BUILDING_STATUS.disposed,
      acquisition: ACQUISITION.leased,
    };
    expect(encodeFacts(some)).to.equal(0x04_05_03_09_08_07_ff_05_01020304n);
  });

  it("name the field that a number does not fit", () => {
    const none = decodeFacts(0n);
    for (const [field, value] of [
      ["area", 2 ** 32],
      ["kind", 256],
      ["use", -1],
      ["title", 1.5],
    ] as const) {
      expect(() => encodeFacts({ ...none, [field]: value }))
        .to.throw(FiscInputError)
        .with.property("place", `facts, ${field}`);
    }
  });
});
