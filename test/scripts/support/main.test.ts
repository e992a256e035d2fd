import { expect } from "chai";

import { afterInput, EXIT } from "../../../scripts/support/main.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { refused } from "../../sdk/helpers/refused.js";

describe("afterInput", () => {
  it("gives what the work gives", async () => {
    expect(await afterInput(() => Promise.resolve(EXIT.disagreement))).to.equal(EXIT.disagreement);
  });

  it("never lets an input error pass for one after which nothing was done", async () => {
    const cause = new FiscInputError("the node", "its clock can't be moved", "replay elsewhere");
    const error = await refused(afterInput(() => Promise.reject(cause)));
    expect(error).not.to.be.instanceOf(FiscInputError);
    expect(error).to.be.instanceOf(Error).and.to.include({
      message:
        "broke off after transactions were sent: the node: its clock can't be moved; replay elsewhere.",
      cause,
    });
  });

  it("leaves every other failure as it is", async () => {
    const failure = new Error("mine");
    expect(await refused(afterInput(() => Promise.reject(failure)))).to.equal(failure);
  });
});
