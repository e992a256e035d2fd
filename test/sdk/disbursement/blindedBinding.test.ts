import { expect } from "chai";
import { AbiCoder, dataSlice, hexlify, keccak256, randomBytes } from "ethers";

import { FiscInputError } from "../../../sdk/errors.js";
import { blindedBinding, blindedReference, scheduleSecret } from "../../../sdk/disbursement/reference.js";

const secret = hexlify(randomBytes(32));
const binding = {
  payee: 2 ** 32 - 1,
  version: 3,
  account: hexlify(randomBytes(20)),
  eligibleUntil: 2 ** 40 - 1,
};

describe("what a line stands for", () => {
  it("is the hash of the ABI's encoding", () => {
    const { payee, version, account, eligibleUntil } = binding;
    const encoded = AbiCoder.defaultAbiCoder().encode(
      ["bytes32", "uint32", "uint16", "bytes20", "uint40"],
      [secret, payee, version, account, eligibleUntil],
    );
    expect(blindedBinding(secret, binding)).to.equal(keccak256(encoded));
    expect(blindedReference(keccak256(encoded))).to.equal(dataSlice(keccak256(encoded), 0, 10));
  });

  it("refuses what its types can't hold", () => {
    const wrong = [
      { ...binding, payee: 2 ** 32 },
      { ...binding, payee: -1 },
      { ...binding, version: 1.5 },
      { ...binding, account: secret },
      { ...binding, eligibleUntil: 2 ** 40 },
    ];
    for (const it of wrong) expect(() => blindedBinding(secret, it)).to.throw(FiscInputError);
    expect(() => blindedBinding("0x12", binding)).to.throw(FiscInputError);
  });

  it("has another secret in each schedule", () => {
    const [one, other] = [hexlify(randomBytes(32)), hexlify(randomBytes(32))];
    expect(scheduleSecret(secret, one)).to.not.equal(scheduleSecret(secret, other));
    expect(scheduleSecret(secret, one)).to.equal(scheduleSecret(secret, `0x${one.slice(2).toUpperCase()}`));
  });
});
