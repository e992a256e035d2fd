import { expect } from "chai";
import { dataLength, dataSlice, getAddress, hexlify, ZeroHash } from "ethers";
import fc from "fast-check";

import {
  type Binding,
  blindedBinding,
  blindedReference,
  scheduleSecret,
} from "../../../sdk/disbursement/reference.js";

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((it) => hexlify(it));

const word = bytes(32);

const binding: fc.Arbitrary<Binding> = fc.record({
  payee: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  version: fc.integer({ min: 1, max: 2 ** 16 - 1 }),
  account: bytes(20),
  eligibleUntil: fc.integer({ min: 0, max: 2 ** 40 - 1 }),
});

/** What stands in the journal for a payee, who has this key. */
const referenceUnder = (key: string, salt: string, it: Binding): string =>
  blindedReference(blindedBinding(scheduleSecret(key, salt), it));

const KEY = `0x${"a1".repeat(32)}`;
const SALT = `0x${"5a".repeat(32)}`;
const PERSON: Binding = {
  payee: 9,
  version: 1,
  account: `0x${"ac".repeat(20)}`,
  eligibleUntil: 1_900_000_000,
};

/** Worked out by hand from the definitions, with other tools. */
const SECRET = "0xaad1ef87e77d2accbbaa5b2a845dfe12453c9dde05b1094e0a308548eeed218a";
const REFERENCE = "0xf07bf62fc11a92d80ade";

describe("blinded references", () => {
  it("are the first ten bytes of what they stand for, under the payee's key", () => {
    const blinded = blindedBinding(scheduleSecret(KEY, SALT), PERSON);
    expect(dataLength(blinded)).to.equal(32);
    expect(blindedReference(blinded)).to.equal(dataSlice(blinded, 0, 10));
  });

  it("stay what they are: whoever kept a key finds old lines by it", () => {
    expect(scheduleSecret(KEY, SALT)).to.equal(SECRET);
    expect(referenceUnder(KEY, SALT, PERSON)).to.equal(REFERENCE);
  });

  it("are the same whichever way salt and account are written", () => {
    const upper = `0x${SALT.slice(2).toUpperCase()}`;
    expect(scheduleSecret(KEY, upper)).to.equal(scheduleSecret(KEY, SALT));
    const account = getAddress(PERSON.account);
    expect(referenceUnder(KEY, SALT, { ...PERSON, account })).to.equal(REFERENCE);
  });

  it("are recognised with the key, and with no other", () => {
    fc.assert(
      fc.property(word, word, word, binding, (key, wrong, salt, it) => {
        fc.pre(key !== wrong);
        expect(referenceUnder(key, salt, it)).to.equal(referenceUnder(key, salt, it));
        expect(referenceUnder(key, salt, it)).not.to.equal(referenceUnder(wrong, salt, it));
      }),
    );
  });

  it("of one person in two schedules have nothing in common without the key", () => {
    fc.assert(
      fc.property(word, word, word, binding, (key, salt, other, it) => {
        fc.pre(salt !== other);
        const [one, two] = [referenceUnder(key, salt, it), referenceUnder(key, other, it)];
        expect(one).not.to.equal(two);
        // All that is public, salts and bindings, leads to neither of them.
        for (const guess of [ZeroHash, salt, other, scheduleSecret(salt, other)]) {
          for (const blinded of [
            blindedBinding(guess, it),
            blindedBinding(scheduleSecret(guess, salt), it),
          ]) {
            expect([one, two]).not.to.include(blindedReference(blinded));
          }
        }
      }),
    );
  });

  it("of one schedule tell nothing about another: its secret opens that one alone", () => {
    fc.assert(
      fc.property(word, word, word, binding, (key, salt, other, it) => {
        fc.pre(salt !== other);
        const shown = scheduleSecret(key, salt);
        expect(blindedReference(blindedBinding(shown, it))).to.equal(referenceUnder(key, salt, it));
        expect(blindedReference(blindedBinding(shown, it))).not.to.equal(referenceUnder(key, other, it));
        expect(scheduleSecret(shown, other)).not.to.equal(scheduleSecret(key, other));
      }),
    );
  });

  it("depend on each of payee, version, account and expiry", () => {
    fc.assert(
      fc.property(word, word, binding, binding, (key, salt, it, other) => {
        for (const field of ["payee", "version", "account", "eligibleUntil"] as const) {
          fc.pre(it[field] !== other[field]);
          const changed = { ...it, [field]: other[field] };
          expect(referenceUnder(key, salt, changed)).not.to.equal(referenceUnder(key, salt, it));
        }
      }),
    );
  });

  it("have no form for what the contracts could not hold", () => {
    for (const change of [{ payee: 2 ** 32 }, { version: 2 ** 16 }, { account: "0x" }, { payee: -1 }]) {
      expect(() => blindedBinding(ZeroHash, { ...PERSON, ...change })).to.throw();
    }
  });
});
