import { expect } from "chai";

import { fingerprintOf } from "../../../sdk/client/fingerprint.js";

const CONTRACT = `0x${"ab".repeat(20)}`;
const INPUT = { payee: 1n, lines: [{ amount: "1.00", to: undefined }] };

describe("the fingerprint of a write", () => {
  const one = fingerprintOf(CONTRACT, "pay", INPUT);

  it("is the same for the same input, however it is written", () => {
    for (const same of [
      { lines: [{ amount: "1.00" }], payee: 1 },
      { payee: 1n, sequence: undefined, lines: [{ to: undefined, amount: "1.00" }] },
    ])
      expect(fingerprintOf(CONTRACT.toUpperCase().replace("X", "x"), "pay", same)).to.equal(one);
  });

  it("is another for another contract, function or input", () => {
    const others = [
      fingerprintOf(`0x${"cd".repeat(20)}`, "pay", INPUT),
      fingerprintOf(CONTRACT, "reverse", INPUT),
      ...[
        { ...INPUT, payee: 2n },
        { ...INPUT, payee: "1" },
        { ...INPUT, lines: [{ amount: "2.00" }] },
        { ...INPUT, lines: [...INPUT.lines, ...INPUT.lines] },
        { ...INPUT, lines: new Set([1n]) },
        { ...INPUT, lines: new Set([2n]) },
        { ...INPUT, lines: new Map([["a", 1n]]) },
        { ...INPUT, lines: null },
        {},
      ].map((input) => fingerprintOf(CONTRACT, "pay", input)),
    ];
    expect(new Set([one, ...others]).size).to.equal(others.length + 1);
  });
});
