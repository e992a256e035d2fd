import { expect } from "chai";

import { FiscInputError } from "../../sdk/errors.js";

describe("FiscInputError", () => {
  it("says where, what and what to do in one sentence, and keeps the three apart", () => {
    const error = new FiscInputError("line 3", '"x" is no amount', "write digits");
    expect(error).to.be.instanceOf(Error);
    expect(error.name).to.equal("FiscInputError");
    expect(error.message).to.equal('line 3: "x" is no amount; write digits.');
    expect(error).to.include({ place: "line 3", problem: '"x" is no amount', remedy: "write digits" });
  });
});
