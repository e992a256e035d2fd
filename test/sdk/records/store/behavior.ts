import { randomBytes } from "node:crypto";

import { expect } from "chai";

import { FiscInputError } from "../../../../sdk/errors.js";
import { addressOf } from "../../../../sdk/records/store/address.js";
import { BlobFault, type BlobProblem } from "../../../../sdk/records/store/blobFault.js";
import type { BlobStore } from "../../../../sdk/records/store/blobStore.js";
import { readBlob } from "../../../../sdk/records/store/readBlob.js";
import { refused } from "../../helpers/refused.js";

/** A store, and a hand that reaches past it. */
export interface StoreUnderTest {
  readonly store: BlobStore;
  /** Puts bytes where the store has a blob. */
  readonly tamper: (address: string, bytes: Uint8Array) => Promise<void>;
  /** Everything that lies in the store, finished or not. */
  readonly count: () => Promise<number>;
}

async function expectFault(attempt: Promise<unknown>, address: string, kind: BlobProblem): Promise<void> {
  const error = await refused(attempt);
  expect(error).to.be.instanceOf(BlobFault);
  expect(error).to.include({ address, kind });
  expect(String(error)).to.include(address).and.include(kind);
}

async function* pieces(...all: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* all;
  return Promise.resolve();
}

/** What every store does. */
export function shouldBehaveLikeBlobStore(create: () => Promise<StoreUnderTest>): void {
  let it_: StoreUnderTest;
  beforeEach(async () => {
    it_ = await create();
  });

  it("gives back what was stored, by its hash, whole or in pieces", async () => {
    const { store } = it_;
    for (const bytes of [new Uint8Array(), Uint8Array.of(0), randomBytes(3_000_000)]) {
      const address = await store.put(bytes);
      expect(address).to.equal(addressOf(bytes));
      expect(Buffer.compare(await readBlob(store, address), bytes)).to.equal(0);
      expect(await store.put(pieces(bytes.subarray(0, 10), bytes.subarray(10)))).to.equal(address);
      expect(await store.has(address)).to.be.true;
    }
  });

  it("stores nothing of what broke off", async () => {
    const { store, count } = it_;
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(randomBytes(100_000));
      throw new Error("the line went dead");
    }
    expect(String(await refused(store.put(broken())))).to.include("the line went dead");
    expect(await count()).to.equal(0);
  });

  it("names a blob that is missing", async () => {
    const { store } = it_;
    const address = addressOf(randomBytes(8));
    expect(await store.has(address)).to.be.false;
    await expectFault(readBlob(store, address), address, "missing");
  });

  it("names one that was cut off, altered or exchanged for another", async () => {
    const { store, tamper } = it_;
    const [bytes, other] = [randomBytes(70_000), randomBytes(70_000)];
    const address = await store.put(bytes);
    await store.put(other);
    await tamper(address, bytes.subarray(0, -1));
    await expectFault(readBlob(store, address), address, "altered or cut off");
    await tamper(
      address,
      Uint8Array.from(bytes, (byte, i) => (i === 7 ? byte ^ 1 : byte)),
    );
    await expectFault(readBlob(store, address), address, "altered or cut off");
    await tamper(address, new Uint8Array());
    await expectFault(readBlob(store, address), address, "empty");
    await tamper(address, other);
    await expectFault(readBlob(store, address), address, "swapped");
    // Whoever stores it again repairs it.
    await store.put(bytes);
    expect(Buffer.compare(await readBlob(store, address), bytes)).to.equal(0);
  });

  it("removes a blob, and says nothing of one that is not there", async () => {
    const { store, count } = it_;
    const address = await store.put(randomBytes(8));
    expect(await count()).to.equal(1);
    await store.delete(address);
    await store.delete(address);
    expect(await store.has(address)).to.be.false;
    expect(await count()).to.equal(0);
  });

  it("takes nothing for an address that is none", async () => {
    const { store } = it_;
    for (const text of ["../secret", "", "A".repeat(64), "0".repeat(63)]) {
      for (const attempt of [() => readBlob(store, text), () => store.has(text), () => store.delete(text)]) {
        expect(await refused(attempt()))
          .to.be.instanceOf(FiscInputError)
          .with.property("problem")
          .that.matches(/is no address/);
      }
    }
  });
}
