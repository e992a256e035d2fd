import { expect } from "chai";

import { CLAIM_KINDS } from "../../sdk/claims.js";
import { BULK_LOGS } from "../../sdk/journal/schema.js";
import { enumMembers, solidity } from "./helpers/solidity.js";

describe("claims", () => {
  it("have the contracts' kinds, in their order", () => {
    expect(enumMembers(solidity("types/ClaimKind.sol"), "ClaimKind")).to.deep.equal([...CLAIM_KINDS]);
  });

  it("are events of their own in the journal, in the same order", () => {
    const { events } = BULK_LOGS.ClaimsPosted!;
    expect(events).to.deep.equal(["Certified", "Decertified", "Paid", "Returned", "InterestAccrued"]);
  });
});
