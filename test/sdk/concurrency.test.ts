import { expect } from "chai";

import { mapBounded } from "../../sdk/concurrency.js";
import { refused } from "./helpers/refused.js";

const pause = () => new Promise((resolve) => setImmediate(resolve));

describe("mapBounded", () => {
  it("gives results in order, with as many under way as permitted and no more", async () => {
    let under = 0;
    let most = 0;
    const results = await mapBounded([5, 1, 4, 2, 3, 9], 3, async (item) => {
      most = Math.max(most, ++under);
      for (let i = 0; i < item; i++) await pause();
      under -= 1;
      return item * 2;
    });
    expect(results).to.deep.equal([10, 2, 8, 4, 6, 18]);
    expect(most).to.equal(3);
  });

  it("fails with the first failure, and begins nothing more", async () => {
    const begun: number[] = [];
    const failure = new Error("two");
    const error = await refused(
      mapBounded([1, 2, 3, 4, 5, 6], 2, async (item) => {
        begun.push(item);
        await pause();
        if (item === 2) throw failure;
      }),
    );
    for (let i = 0; i < 10; i++) await pause();
    expect(error).to.equal(failure);
    expect(begun.length).to.be.at.most(4);
  });

  it("has nothing to do for no items", async () => {
    expect(await mapBounded([], 4, () => Promise.reject(new Error("never")))).to.deep.equal([]);
  });
});
