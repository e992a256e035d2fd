import { expect } from "chai";

import { batchesOf, MOST_BYTES } from "../../../scripts/buildings/batches.js";
import type { Step, StepKind } from "../../../scripts/buildings/steps.js";

/** A step with a description of so many bytes. */
function step(kind: StepKind, bytes = 150): Step {
  const asked = { building: "A", lease: "", lines: [2] };
  const description = `0x${"41".repeat(bytes)}`;
  if (kind === "report") return { kind, ...asked, standing: 1 };
  if (kind === "register" || kind === "amend")
    return { kind, ...asked, facts: 1n, record: "0x", description };
  return { kind, ...asked, from: 0, until: 0, area: 0, rent: 0n, parts: 1, description };
}

const many = (count: number, kind: StepKind, bytes?: number): Step[] =>
  Array.from({ length: count }, () => step(kind, bytes));

describe("batchesOf", () => {
  it("keeps the order, and each call to one kind", () => {
    const steps = [...many(3, "register"), ...many(2, "amend"), ...many(2, "registerLease")];
    const batches = batchesOf(steps);
    expect(batches.flat()).to.deep.equal(steps);
    expect(batches.map(({ length }) => length)).to.deep.equal([3, 2, 2]);
  });

  it("sends reports one by one", () => {
    expect(batchesOf(many(3, "report"))).to.have.length(3);
  });

  it("fills calls as far as gas goes, for the dearest hard fork", () => {
    const lengths = (steps: Step[]) => batchesOf(steps).map(({ length }) => length);
    expect(lengths(many(200, "register"))).to.deep.equal([97, 97, 6]);
    expect(lengths(many(120, "registerLease"))).to.deep.equal([97, 23]);
  });

  it("keeps calls shorter than nodes pass on", () => {
    for (const bytes of [150, 1_000, 8_192]) {
      for (const batch of batchesOf(many(300, "amend", bytes))) {
        expect(batch.length * (450 + bytes)).to.be.at.most(MOST_BYTES);
      }
    }
  });

  it("has nothing to send for nothing", () => {
    expect(batchesOf([])).to.deep.equal([]);
  });
});
