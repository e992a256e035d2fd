import { createHmac } from "node:crypto";

import { expect } from "chai";
import fc from "fast-check";

import { invoiceFingerprint } from "../../../sdk/disbursement/fingerprint.js";
import { FiscInputError } from "../../../sdk/errors.js";

const KEY = `0x${"f1".repeat(32)}`;

const fingerprint = (invoiceNumber: string, payee = 7, key = KEY) =>
  invoiceFingerprint(key, payee, invoiceNumber);

const payees = fc.integer({ min: 1, max: 2 ** 32 - 1 });
/** A number as it is compared: letters and digits, the first one no zero. */
const plain = fc.stringMatching(/^[A-Z1-9][A-Z0-9]{0,20}$/);
/** What people write between and before. */
const ornaments = fc.array(fc.constantFrom(" ", "-", ".", "/", "\\", "_", "\t", "\u00a0"), { maxLength: 3 });

describe("invoice fingerprint", () => {
  it("is HMAC-SHA-256 under the registrar's key, of the payee and the number as it is compared", () => {
    fc.assert(
      fc.property(payees, plain, (payee, number) => {
        const hmac = createHmac("sha256", Buffer.from(KEY.slice(2), "hex"));
        expect(fingerprint(number, payee)).to.equal(
          `0x${hmac.update(`fisc invoice 1\n${payee}\n${number}`).digest("hex")}`,
        );
      }),
    );
  });

  it("stays the same for ever: invoices are claimed under it", () => {
    expect(fingerprint("INV-2025/0017")).to.equal(
      "0xdadec042d55a28152a35605e295b26b6455d757e50714f40a7b87c3e51c186e1",
    );
  });

  it("is the same however the number is written", () => {
    fc.assert(
      fc.property(
        plain,
        fc.nat(4),
        fc.array(ornaments, { minLength: 22, maxLength: 22 }),
        (number, zeros, between) => {
          const written = Array.from(number, (letter, i) => between[i]!.join("") + letter).join("");
          const padded = between[21]!.join("") + "0".repeat(zeros) + written.toLowerCase();
          expect(fingerprint(padded)).to.equal(fingerprint(number));
        },
      ),
    );
    for (const written of [
      "inv 17",
      " INV-17 ",
      "I.N.V/1_7",
      "00INV17",
      "- 0inv17",
      "ＩＮＶ１７",
      "INV\\17",
      "inv\n17",
    ]) {
      expect(fingerprint(written), JSON.stringify(written)).to.equal(fingerprint("INV17"));
    }
  });

  it("differs with the number, the payee and the key", () => {
    fc.assert(
      fc.property(plain, plain, payees, payees, (number, other, payee, another) => {
        fc.pre(number !== other && payee !== another);
        const it = fingerprint(number, payee);
        expect(it).to.match(/^0x[0-9a-f]{64}$/);
        expect(fingerprint(other, payee)).to.not.equal(it);
        expect(fingerprint(number, another)).to.not.equal(it);
        expect(fingerprint(number, payee, `0x${"f2".repeat(32)}`)).to.not.equal(it);
      }),
    );
    // Zeros within and at the end count, and payee and number don't run into each other.
    expect(new Set(["17", "170", "107", "1-007"].map((number) => fingerprint(number))).size).to.equal(4);
    expect(fingerprint("17", 1)).to.not.equal(fingerprint("7", 11));
  });

  it("needs something to tell an invoice by", () => {
    for (const nothing of ["", " ", "-", "0", "000", " 0-0 ", "./\\_", "\u00a0"]) {
      expect(() => fingerprint(nothing), JSON.stringify(nothing)).to.throw(
        FiscInputError,
        `invoice number: "${nothing}" has no letter or digit to tell it by; give the number that stands on the invoice.`,
      );
    }
  });
});
