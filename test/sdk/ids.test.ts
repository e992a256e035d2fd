import { expect } from "chai";
import fc from "fast-check";

import { accountOf, obligationId, TREASURY } from "../../sdk/ids.js";

const index = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("ids", () => {
  it("packs account and sequence number into an obligation's id, and gives the account back", () => {
    fc.assert(
      fc.property(index, index, (account, sequence) => {
        const obligation = obligationId(account, sequence);
        expect(accountOf(obligation)).to.equal(account);
        expect(Number(obligation & 0xffffffffn)).to.equal(sequence);
        expect(obligation < 2n ** 64n).to.equal(true);
      }),
    );
    expect(obligationId(7, 3)).to.equal(0x0000000700000003n);
  });

  it("names the organisation at the top", () => {
    expect(TREASURY).to.equal(1);
  });
});
