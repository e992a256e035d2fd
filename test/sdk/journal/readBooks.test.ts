import { expect } from "chai";

import type { Provider } from "ethers";

import { acts } from "../../../sdk/acts.js";
import { cloneBooks } from "../../../sdk/books/cloneBooks.js";
import { emptyBooks } from "../../../sdk/books/emptyBooks.js";
import { TREASURY } from "../../../sdk/ids.js";
import { JournalReorganised } from "../../../sdk/journal/errors.js";
import { readBooks } from "../../../sdk/journal/readBooks.js";
import { type Funded, funded } from "../../fixtures/funded.js";
import { ethers, loadFixture, networkHelpers } from "../../fixtures/network.js";
import { refused } from "../helpers/refused.js";

async function sourceOf({ registry, ledger, veto }: Funded) {
  const addresses = await Promise.all([registry, ledger, veto].map((contract) => contract.getAddress()));
  return { provider: ethers.provider, addresses, from: 0 };
}

/** The same chain, but that its `nth` request for logs fails. */
function failingAt(nth: number): Provider {
  const { provider } = ethers;
  let requests = 0;
  const failing = {
    getBlockNumber: () => provider.getBlockNumber(),
    getBlock: (number: number) => provider.getBlock(number),
    getLogs: (...filter: Parameters<typeof provider.getLogs>) => {
      requests += 1;
      return requests === nth ? Promise.reject(new Error("connection lost")) : provider.getLogs(...filter);
    },
  };
  // Safe: the reader asks for nothing else.
  return failing as unknown as Provider;
}

const appropriate = ({ ledger, treasury, root }: Funded, sequence: number) =>
  ledger
    .connect(treasury.appropriating.signer)
    .execute(TREASURY, [acts.appropriate({ account: root, sequence, amount: 1n })]);

describe("readBooks", () => {
  it("reads a chain in two goes into the same books as in one", async () => {
    const all = await loadFixture(funded);
    const source = await sourceOf(all);
    // The chain may have been used before: halfway from the ledger's own first block.
    const [created] = await all.ledger.queryFilter(all.ledger.filters.LedgerCreated());
    const half = Math.floor((created!.blockNumber + (await ethers.provider.getBlockNumber())) / 2);
    const first = await readBooks({ ...source, to: half, pageSize: 7 });
    expect(first.books.events).to.be.greaterThan(10);
    expect(first.cursor!.blockNumber).to.equal(half);
    const before = cloneBooks(first.books);
    const { books } = await readBooks({ ...source, ...first, cursor: first.cursor! });
    const { books: whole, cursor } = await readBooks(source);
    expect(first.books, "the first ones are left alone").to.deep.equal(before);
    expect(books).to.deep.equal(whole);
    expect(whole.accounts.get(all.project)).to.include({ available: 20_000_00n, obligated: 10_000_00n });
    expect(cursor!.blockNumber).to.equal(await ethers.provider.getBlockNumber());
  });

  it("keeps the cursor, and leaves the books alone, when there is nothing new", async () => {
    const source = await sourceOf(await loadFixture(funded));
    const { books, cursor } = await readBooks(source);
    const { events } = books;
    expect((await readBooks({ ...source, books, cursor: cursor! })).cursor).to.deep.equal(cursor);
    expect(books.events).to.equal(events);
    const nothing = await readBooks({ ...source, from: cursor!.blockNumber + 1 });
    expect(nothing).to.deep.equal({ books: emptyBooks(), cursor: undefined });
  });

  it("can be asked again, with the same books, after a page failed", async () => {
    const all = await loadFixture(funded);
    const source = await sourceOf(all);
    const [created] = await all.ledger.queryFilter(all.ledger.filters.LedgerCreated());
    const first = await readBooks({ ...source, to: created!.blockNumber });
    const before = cloneBooks(first.books);
    const again = { ...source, books: first.books, cursor: first.cursor!, pageSize: 7 };
    const error = await refused(readBooks({ ...again, provider: failingAt(3) }));
    expect(error).to.be.instanceOf(Error).with.property("message", "connection lost");
    expect(first.books).to.deep.equal(before);
    const { books } = await readBooks(again);
    expect(books).to.deep.equal((await readBooks(source)).books);
    expect(books.events).to.be.greaterThan(before.events + 20);
  });

  it("notices that a real chain went another way", async () => {
    const all = await loadFixture(funded);
    const source = await sourceOf(all);
    const snapshot = await networkHelpers.takeSnapshot();
    await appropriate(all, 4);
    const { cursor } = await readBooks(source);
    await snapshot.restore();
    await networkHelpers.mine();
    await appropriate(all, 4);
    const error = await refused(readBooks({ ...source, cursor: cursor! }));
    expect(error).to.be.instanceOf(JournalReorganised).with.property("block", cursor!.blockNumber);
  });
});
