import { expect } from "chai";
import { type AbstractProvider, type TransactionRequest } from "ethers";

import { BulkRunner, type BulkRunnerOptions } from "../../../sdk/rpc/bulkRunner.js";
import { NetworkTrouble } from "../../../sdk/rpc/errors.js";
import { BudgetLedger__factory, OfficerRegistry__factory } from "../../../types/ethers-contracts/index.js";
import { freshLedger } from "../../fixtures/freshLedger.js";
import { ethers, networkHelpers } from "../../fixtures/network.js";
import { refused } from "../helpers/refused.js";

describe("BulkRunner", () => {
  /** Contracts behind a runner, and the requests that it makes. */
  async function inBulk(
    options: BulkRunnerOptions = {},
    spoil: (request: TransactionRequest, i: number) => string | undefined = () => undefined,
  ) {
    const { registry, ledger } = await networkHelpers.loadFixture(freshLedger);
    const requests: TransactionRequest[] = [];
    const node = {
      call: async (request: TransactionRequest) => {
        requests.push(request);
        return spoil(request, requests.length) ?? ethers.provider.call(request);
      },
      // Safe: the runner calls nothing else.
    } as unknown as AbstractProvider;
    const runner = new BulkRunner(node, options);
    return {
      registry: OfficerRegistry__factory.connect(await registry.getAddress(), runner),
      ledger: BudgetLedger__factory.connect(await ledger.getAddress(), runner),
      alone: { registry, ledger },
      requests,
    };
  }

  const blockTag = "latest";

  it("gives each call its own answer, in one request", async () => {
    const { registry, ledger, alone, requests } = await inBulk();
    const [settings, identity, officer, count] = await Promise.all([
      registry.settings({ blockTag }),
      ledger.identity({ blockTag }),
      registry.officer(1, { blockTag }),
      ledger.accountCount({ blockTag }),
    ]);
    expect(settings).to.deep.equal(await alone.registry.settings());
    expect(identity).to.deep.equal(await alone.ledger.identity());
    expect(officer).to.deep.equal(await alone.registry.officer(1));
    expect(count).to.equal(await alone.ledger.accountCount());
    expect(requests).to.have.length(1);
  });

  it("parts what does not fit into one request", async () => {
    const { registry, alone, requests } = await inBulk({ mostCalls: 1_000 });
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, i) => registry.officer(i % 3, { blockTag })),
    );
    expect(all[1]).to.deep.equal(await alone.registry.officer(1));
    expect(requests.length).to.be.within(4, 8);
  });

  it("asks in halves, at last one by one, where a node refuses so many", async () => {
    const { registry, requests } = await inBulk({}, ({ data = "" }) => {
      if (data !== null && data.length > 900) throw new Error("too much");
      return undefined;
    });
    const all = await Promise.all(Array.from({ length: 20 }, () => registry.counts({ blockTag })));
    expect(all.every(([, officers]) => officers === all[0]![1])).to.be.true;
    expect(requests.length).to.be.greaterThan(20);
  });

  it("fails the call that failed, in the node's own words, and no other", async () => {
    const { ledger, registry } = await inBulk();
    const [unknown, counts] = await Promise.allSettled([
      ledger.parties(1n, { blockTag }),
      registry.counts({ blockTag }),
    ]);
    expect(String((unknown as PromiseRejectedResult).reason)).to.include("BudgetLedgerUnknownObligation");
    expect(counts.status).to.equal("fulfilled");
  });

  it("does not believe answers that are cut short", async () => {
    const { registry, alone } = await inBulk({}, (_, i) => (i === 1 ? "0x0020ff" : undefined));
    const [one, two] = await Promise.all([registry.counts({ blockTag }), registry.counts({ blockTag })]);
    expect(one).to.deep.equal(await alone.registry.counts());
    expect(two).to.deep.equal(one);
  });

  it("gives up at once where the node is the reason", async () => {
    let calls = 0;
    const { registry } = await inBulk({}, () => {
      calls += 1;
      throw new NetworkTrouble("node", "it stalls", "try another");
    });
    const both = Promise.all([registry.counts({ blockTag }), registry.counts({ blockTag })]);
    expect(await refused(both)).to.be.instanceOf(NetworkTrouble);
    expect(calls).to.equal(1);
  });
});
