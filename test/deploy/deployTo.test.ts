import { randomBytes } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";
import { computeAddress, JsonRpcProvider, Transaction } from "ethers";

import { addressesIn } from "../../sdk/client/addressBook.js";
import type { DeploymentBook } from "../../sdk/deployment/book.js";
import { parseBook } from "../../sdk/deployment/parseBook.js";
import type { DeploymentFinding } from "../../sdk/deployment/selfCheck/finding.js";
import { runScript } from "../scripts/helpers/run.js";
import { type Anvil, startAnvil } from "../../scripts/support/anvil.js";
import { DEPLOYER_KEY, runDeploy } from "./helpers/deploying.js";
import { type Fate, type Proxy, startProxy } from "./helpers/proxy.js";

/** Transactions of a deployment with one councillor. */
const STEPS = 23;
const DEPLOYMENTS = path.resolve(import.meta.dirname, "../../deploy/deployments");
const deep = process.env.FISC_DEEP === "1";

describe("a deployment over HTTP", function () {
  this.timeout(900_000);
  let anvil: Anvil | undefined;
  let provider: JsonRpcProvider;
  let proxy: Proxy;
  let name: string;

  beforeEach(async function () {
    anvil = await startAnvil();
    if (anvil === undefined) {
      console.log("      left out: anvil can't be had here (npx -y -p @foundry-rs/anvil@1.7.1 anvil)");
      return this.skip();
    }
    provider = new JsonRpcProvider(anvil.url, undefined, { cacheTimeout: -1 });
    proxy = await startProxy(anvil.url, (raw) => Transaction.from(raw).hash!);
    name = `local-test-${randomBytes(4).toString("hex")}`;
  });

  afterEach(async () => {
    if (anvil === undefined) return;
    provider.destroy();
    await proxy.close();
    await anvil.stop();
    await rm(path.join(DEPLOYMENTS, name), { recursive: true, force: true });
  });

  /** Deploys with the fates in turn, a run each, of which the last ends by itself. Returns how many were killed. */
  async function deployThrough(fates: readonly ((index: number) => Fate)[]): Promise<number> {
    let kills = 0;
    for (const fate of fates) {
      proxy.fate = fate;
      proxy.sent = 0;
      const { code, stdout, stderr } = await runDeploy(proxy, name);
      if (code === null) {
        kills++;
        continue;
      }
      expect(stderr).to.equal("");
      expect(code).to.equal(0);
      const { book, findings } = JSON.parse(stdout) as {
        book: DeploymentBook;
        findings: DeploymentFinding[];
      };
      expect(findings).to.deep.equal([]);
      await expectOnce(book);
    }
    return kills;
  }

  /** Each step was sent once and succeeded, and the book says where. */
  async function expectOnce(book: DeploymentBook): Promise<void> {
    const deployer = computeAddress(DEPLOYER_KEY);
    expect(await provider.getTransactionCount(deployer)).to.equal(STEPS);
    const created: string[] = [];
    for (let number = 1; number <= (await provider.getBlockNumber()); number++) {
      for (const hash of (await provider.getBlock(number))!.transactions) {
        const receipt = (await provider.getTransactionReceipt(hash))!;
        expect(receipt.status).to.equal(1);
        if (receipt.contractAddress !== null) created.push(receipt.contractAddress);
      }
    }
    expect(created.sort()).to.deep.equal(Object.values(addressesIn(book)).sort());
    expect(book.deployer).to.equal(deployer);
    const file = path.join(DEPLOYMENTS, name, "book.json");
    expect(parseBook(await readFile(file, "utf8"), file)).to.deep.equal(book);
  }

  /** The command finds nothing left to do, and the book's own check finds out what is not so. */
  async function expectDone(): Promise<void> {
    const again = await runDeploy(proxy, name, "--dry-run");
    expect([again.code, again.stderr]).to.deep.equal([0, ""]);
    expect(JSON.parse(again.stdout)).to.include({ transactions: 0, network: "localhost" });
    const file = path.join(DEPLOYMENTS, name, "book.json");
    const book = await readFile(file, "utf8");
    await writeFile(file, book.replace('"minimumDelay": 172800', '"minimumDelay": 86400'));
    const checked = await runScript("scripts/check-deployment.ts", "--book", file, "--rpc", proxy.url);
    expect([checked.code, checked.stderr]).to.deep.equal([1, ""]);
    expect(checked.stdout).to.match(
      /\nwrong \(settings\): TimelockController gives 172800 as its minimum delay instead of 86400\.\n$/,
    );
  }

  it("goes on after a kill, whether the node got the transaction or not, and sends again what it forgot", async () => {
    const kills = await deployThrough([
      (index) => (index === 3 ? "stop after" : "pass"),
      (index) => (index === 6 ? "stop before" : "pass"),
      (index) => (index === 0 ? "stop before" : "pass"),
      (index) => (index === 1 ? "swallow" : "pass"),
    ]);
    expect(kills).to.equal(3);
    await expectDone();
  });

  if (deep) it("goes on after kills at every step", killedAtEveryStep);

  async function killedAtEveryStep(): Promise<void> {
    // Each transaction meets both; none gets further than the next one.
    const fates = Array.from({ length: STEPS }, () => [
      () => "stop before" as const,
      () => "stop after" as const,
    ]).flat();
    expect(await deployThrough([...fates, () => "pass" as const])).to.equal(2 * STEPS);
  }
});
