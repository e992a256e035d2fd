import { expect } from "chai";
import fc from "fast-check";

import { RAILS } from "../../../sdk/disbursement/lines.js";
import { seenHash, type SeenVoucher } from "../../../sdk/disbursement/seen.js";

/** Bits of each field in a voucher's slot. */
const BITS = {
  obligation: 64n,
  amount: 64n,
  payee: 32n,
  submitter: 24n,
  certifier: 24n,
  version: 16n,
  dueDay: 16n,
  state: 3n,
  marks: 5n,
  round: 8n,
} satisfies Record<keyof SeenVoucher, bigint>;

const FIELDS = Object.keys(BITS) as (keyof SeenVoucher)[];

/** What certifying writes itself. */
const ATTESTED = 4n;

const voucher = fc.record(
  Object.fromEntries(FIELDS.map((field) => [field, fc.bigInt({ min: 0n, max: 2n ** BITS[field] - 1n })])),
) as fc.Arbitrary<SeenVoucher & Readonly<Record<keyof SeenVoucher, bigint>>>;

describe("what a certifying officer saw", () => {
  it("is another hash wherever one bit of one field differs, but the mark of the rail", () => {
    fc.assert(
      fc.property(
        fc.array(voucher, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...RAILS),
        fc.nat(),
        fc.constantFrom(...FIELDS),
        fc.nat(63),
        (vouchers, rail, which, field, bit) => {
          const mask = 1n << (BigInt(bit) % BITS[field]);
          const place = which % vouchers.length;
          const altered = vouchers.map((it, i) => (i === place ? { ...it, [field]: it[field] ^ mask } : it));
          const isRail = field === "marks" && mask === ATTESTED;
          expect(seenHash(rail, altered) === seenHash(rail, vouchers)).to.equal(isRail);
        },
      ),
    );
  });

  it("is another hash on the other rail, and in another order", () => {
    fc.assert(
      fc.property(voucher, voucher, (one, other) => {
        fc.pre(one.obligation !== other.obligation);
        expect(seenHash("token", [one])).to.not.equal(seenHash("attested", [one]));
        expect(seenHash("token", [one, other])).to.not.equal(seenHash("token", [other, one]));
      }),
    );
  });

  it("is of figures that a slot holds", () => {
    const [one] = fc.sample(voucher, 1);
    expect(() => seenHash("token", [{ ...one!, amount: 2n ** 64n }])).to.throw();
  });
});
