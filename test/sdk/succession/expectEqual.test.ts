import { expect } from "chai";

import { FiscInputError } from "../../../sdk/errors.js";
import { obligationId } from "../../../sdk/ids.js";
import type { SuccessionCheck } from "../../../sdk/succession/compare.js";
import { expectEqual } from "../../../sdk/succession/expectEqual.js";
import { caught } from "../../helpers/caught.js";

const EQUAL: SuccessionCheck = {
  ...{ differences: [], joinedDuties: [], openingAuthority: 1n, openingObligated: 1n },
  compared: 1,
};

describe("expectEqual", () => {
  it("lets a successor be sealed that is equal, and no other", async () => {
    expectEqual(EQUAL);
    const difference = { subject: "A NORTH", figure: "available", predecessor: 1_00n, successor: 2_00n };
    const one = await caught(FiscInputError, () => {
      expectEqual({ ...EQUAL, differences: [difference] });
    });
    expect(one.problem).to.equal("A NORTH, available: 1.00, in the successor 2.00");
    const many = await caught(FiscInputError, () => {
      expectEqual({ ...EQUAL, differences: Array.from({ length: 23 }, () => difference) });
    });
    expect(many.problem).to.match(/; and 3 more$/);
  });

  it("names officers whose duties the move would join", async () => {
    const joinedDuties = [{ obligation: obligationId(3, 2), officer: 9 }];
    const error = await caught(FiscInputError, () => {
      expectEqual({ ...EQUAL, joinedDuties });
    });
    expect(error.problem).to.equal(
      "officer 9 obligated obligation 3/2 on one side and accepted or certified on the other",
    );
  });
});
