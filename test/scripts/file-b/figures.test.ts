import { expect } from "chai";
import fc from "fast-check";

import { addUp, decimals, totalsOf } from "../../../scripts/file-b/figures.js";
import { rowOf } from "../helpers/fileB.js";

const cents = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const row = fc
  .record({
    opening: fc.record({ undelivered: cents, delivered: cents, advanced: cents }),
    closing: fc.record({ undelivered: cents, delivered: cents, advanced: cents, paid: cents }),
    downward: cents,
  })
  .map((figures) => rowOf(figures));

describe("figures of File B", () => {
  it("sums each figure over rows", () => {
    const one = rowOf({
      opening: { undelivered: 1n, delivered: 20n, advanced: 300n, paid: 9n },
      closing: { undelivered: 4_000n, delivered: 50_000n, advanced: 600_000n, paid: 7_000_000n },
      downward: 80n,
    });
    const expected = {
      openingUndeliveredOrders: "0.01",
      openingDeliveredOrdersUnpaid: "0.20",
      openingAdvances: "3.00",
      recoveries: "0.80",
      undeliveredOrders: "40.00",
      deliveredOrdersUnpaid: "500.00",
      advances: "6000.00",
      grossOutlays: "76000.00",
      obligationsIncurred: "76540.00",
    };
    expect(decimals(totalsOf([one]))).to.deep.equal(expected);
    expect(totalsOf([one, one]).obligationsIncurred).to.equal(15_308_000n);
    expect(Object.values(totalsOf([]))).to.deep.equal(Array.from({ length: 9 }, () => 0n));
  });

  it("adds up however rows are parted, and no longer when one is gone", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(row, fc.boolean())), (parted) => {
        const heap = (side: boolean) => totalsOf(parted.filter(([, it]) => it === side).map(([it]) => it));
        const whole = totalsOf(parted.map(([it]) => it));
        expect(addUp(whole, heap(true), heap(false))).to.equal(true);
        const lost = totalsOf([rowOf({ closing: { paid: 1n } })]);
        expect(addUp(whole, heap(true), heap(false), lost)).to.equal(false);
      }),
    );
  });
});
