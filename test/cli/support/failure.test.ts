import { expect } from "chai";

import { failureOf, sentenceOf } from "../../../cli/support/failure.js";
import { JournalGap } from "../../../sdk/books/errors.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { OutboxFault } from "../../../sdk/outbox/faults.js";
import { NetworkTrouble } from "../../../sdk/rpc/errors.js";

describe("failureOf", () => {
  const trouble = new NetworkTrouble("node", "it stalls", "try another");
  for (const [title, error, code] of [
    ["input", new FiscInputError("file", "it is empty", "fill it"), 2],
    ["trouble with a node", trouble, 4],
    ["what ethers calls a time-out", Object.assign(new Error("x"), { code: "TIMEOUT" }), 4],
    ["a journal that has a gap", new JournalGap("block 1", "a", "b"), 1],
    ["what the outbox was refused", new OutboxFault("refused", "intent", "it would fail", "see"), 3],
    ["another process's outbox", new OutboxFault("leased", "key", "another writes", "wait"), 2],
    ["an outbox that does not know", new OutboxFault("stuck", "key", "nothing moves", "look"), 4],
    ["a full disk", new OutboxFault("disk", "folder", "it is full", "make room"), 4],
    ["anything else", new TypeError("x is undefined"), 5],
  ] as const) {
    it(`gives ${title} exit code ${String(code)}`, () => {
      expect(failureOf(error).code).to.equal(code);
    });
  }

  it("makes one line of place, problem and remedy, safe to print", () => {
    const failure = failureOf(new FiscInputError("a\nfile", "it holds \u001B[31mred", "clean it"));
    expect(sentenceOf(failure)).to.equal("a file: it holds  [31mred; clean it.");
  });
});
