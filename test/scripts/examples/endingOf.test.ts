import { expect } from "chai";

import { endingOf } from "../../../scripts/examples/support/endingOf.js";
import { Unfinished } from "../../../scripts/examples/support/unfinished.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { OutboxFault, type OutboxProblem } from "../../../sdk/outbox/faults.js";

const fault = (kind: OutboxProblem): OutboxFault => new OutboxFault(kind, "here", "it is so", "wait");

describe("how an example ends with an error", () => {
  it("says that nothing was sent only where nothing can be out", () => {
    for (const kind of ["leased", "wrong chain", "refused"] as const) {
      expect(endingOf(fault(kind), false)?.code, kind).to.equal(2);
      expect(endingOf(fault(kind), true)?.code, kind).to.equal(1);
    }
    const kinds = ["disk", "funds", "id reused", "lease lost", "no quorum", "reverted", "stuck", "wrong key"];
    for (const kind of kinds as OutboxProblem[]) expect(endingOf(fault(kind), false)?.code, kind).to.equal(1);
    const input = new FiscInputError("--csv", "it is empty", "fill it in");
    expect(endingOf(input, false)).to.deep.equal({ told: [], message: input.message, code: 2 });
    expect(endingOf(input, true)?.code).to.equal(1);
  });

  it("tells what was done and what was not, and leaves faults of its own to a stack trace", () => {
    const error = new Unfinished(["paid 1.00"], [{ what: "chunk 2 of 2", error: new Error("no money") }]);
    expect(endingOf(error, true)).to.deep.equal({
      told: ["paid 1.00"],
      message: "chunk 2 of 2 is not paid: no money",
      code: 1,
    });
    expect(endingOf(new Error("bug"), true)).to.equal(undefined);
  });
});
