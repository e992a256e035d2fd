import { expect } from "chai";

import { isRangeRefused } from "../../../sdk/journal/isRangeRefused.js";

describe("isRangeRefused", () => {
  const refusals = [
    "query returned more than 10000 results",
    "block range is too large",
    "eth_getLogs is limited to a 10,000 block range",
    "exceed maximum block range: 5000",
    "Log response size exceeded",
    "request timed out",
  ];
  for (const message of refusals) {
    it(`takes "${message}" for a refusal, however deep it lies`, () => {
      expect(isRangeRefused(new Error(message))).to.be.true;
      expect(isRangeRefused({ code: "UNKNOWN_ERROR", error: { code: -32000, message } })).to.be.true;
      expect(isRangeRefused({ info: { error: { message } } })).to.be.true;
    });
  }

  it("knows the code for it without words", () => {
    expect(isRangeRefused({ error: { code: -32005, message: "" } })).to.be.true;
  });

  for (const message of ["connection refused", "unauthorized", "method not found", "header not found"]) {
    it(`takes "${message}" for what it is`, () => {
      expect(isRangeRefused(new Error(message))).to.be.false;
    });
  }

  it("takes nothing for nothing", () => {
    for (const nothing of [undefined, null, "limit", 5]) expect(isRangeRefused(nothing)).to.be.false;
  });
});
