import { createHmac } from "node:crypto";

import { expect } from "chai";
import { toBeHex } from "ethers";
import fc from "fast-check";

import { invoiceFingerprint, voucherIdOf } from "../../../sdk/disbursement/fingerprint.js";
import { FiscInputError } from "../../../sdk/errors.js";

const KEY = `0x${"f1".repeat(32)}`;

const fingerprint = (invoiceNumber: string, payee = 7, key = KEY) =>
  invoiceFingerprint(key, payee, invoiceNumber);

const hashOf = (id: string): string => id.slice(0, 2 + 2 * 28);
const payeeOf = (id: string): number => Number(`0x${id.slice(-8)}`);

const payees = fc.integer({ min: 1, max: 2 ** 32 - 2 });
/** A number as it is compared: words of capitals, digits and signs, a space between two of them. */
const plain = fc
  .array(fc.stringMatching(/^[A-Z0-9./\\_-]{1,6}$/), { minLength: 1, maxLength: 4 })
  .map((words) => words.join(" "))
  .filter((number) => /[A-Z0-9]/.test(number));
/** White space as people leave it. */
const blanks = fc.stringMatching(/^[ \t\n\u00a0]{0,3}$/);

describe("invoice fingerprint", () => {
  it("is 28 bytes of HMAC-SHA-256 under the registrar's key, of the payee and the number, and the payee", () => {
    fc.assert(
      fc.property(payees, plain, (payee, number) => {
        const hmac = createHmac("sha256", Buffer.from(KEY.slice(2), "hex"));
        const hash = hmac.update(`fisc invoice 1\n${payee}\n${number}`).digest("hex");
        expect(fingerprint(number, payee)).to.equal(
          `0x${hash.slice(0, 56)}${payee.toString(16).padStart(8, "0")}`,
        );
      }),
    );
  });

  it("stays the same for ever: invoices are claimed under it", () => {
    expect(fingerprint("INV-2025/0017")).to.equal(
      "0x566475de5a3eb4c987587cae0aeb70d8e1a85654e3c8ee9670ae3c8000000007",
    );
  });

  it("is the same in whichever case and with whichever white space the number is written", () => {
    fc.assert(
      fc.property(plain, blanks, blanks, blanks, (number, before, within, after) => {
        const written = before + number.toLowerCase().replaceAll(" ", ` ${within}`) + after;
        expect(fingerprint(written)).to.equal(fingerprint(number));
      }),
    );
    for (const written of [" inv 17", "INV  17\n", "ＩＮＶ\u00a0１７", "inv\n17"]) {
      expect(fingerprint(written), JSON.stringify(written)).to.equal(fingerprint("INV 17"));
    }
  });

  it("differs with anything else in the number", () => {
    fc.assert(
      fc.property(plain, plain, (number, other) => {
        fc.pre(number !== other);
        expect(fingerprint(number)).to.not.equal(fingerprint(other));
      }),
    );
    // One sign more, one less, or the same in another order.
    fc.assert(
      fc.property(plain, fc.nat(), fc.constantFrom("-", "/", ".", "_", "0", "1"), (number, at, sign) => {
        const place = at % (number.length + 1);
        expect(fingerprint(number.slice(0, place) + sign + number.slice(place))).to.not.equal(
          fingerprint(number),
        );
      }),
    );
    const alike = ["1-12", "11-2", "112", "1 12", "1/12", "0112", "1-0-12", "1120"];
    expect(new Set(alike.map((number) => fingerprint(number))).size).to.equal(alike.length);
  });

  it("differs with the payee and the key, in the hash too", () => {
    fc.assert(
      fc.property(plain, payees, payees, (number, payee, another) => {
        fc.pre(payee !== another);
        const it = fingerprint(number, payee);
        expect(it).to.match(/^0x[0-9a-f]{64}$/);
        expect(payeeOf(it)).to.equal(payee);
        expect(hashOf(fingerprint(number, another))).to.not.equal(hashOf(it));
        expect(hashOf(fingerprint(number, payee, `0x${"f2".repeat(32)}`))).to.not.equal(hashOf(it));
      }),
    );
    // Payee and number don't run into each other.
    expect(hashOf(fingerprint("17", 1))).to.not.equal(hashOf(fingerprint("7", 11)));
  });

  it("needs something to tell an invoice by", () => {
    for (const nothing of ["", " ", "-", " / - ", "./\\_", "\u00a0"]) {
      expect(() => fingerprint(nothing), JSON.stringify(nothing)).to.throw(
        FiscInputError,
        `invoice number: "${nothing}" has no letter or digit to tell it by; give the number that stands on the invoice.`,
      );
    }
    expect(fingerprint("0")).to.not.equal(fingerprint("00"));
  });

  it("is some payee's, and not that of many", () => {
    const hash = toBeHex(1, 32);
    for (const nobody of [0, -1, 1.5, 2 ** 32 - 1, 2 ** 32, Number.NaN]) {
      for (const make of [() => fingerprint("1", nobody), () => voucherIdOf(hash, nobody)]) {
        expect(make, String(nobody)).to.throw(FiscInputError, `payee: ${String(nobody)} is no payee's index`);
      }
    }
    expect(voucherIdOf(`0x${"ab".repeat(32)}`, 2 ** 32 - 2)).to.equal(`0x${"ab".repeat(28)}fffffffe`);
  });
});
