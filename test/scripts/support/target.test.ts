import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { PUBLIC_NETWORKS } from "../../../deploy/networks.js";
import { openTarget } from "../../../scripts/support/target.js";
import { rpcOf } from "../../../scripts/support/network.js";
import { expectFault, expectInputError } from "../helpers/files.js";

/** A node that says that it is on the chain; it has no account. */
async function withNode<T>(chainId: number, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { id, method } = JSON.parse(body) as { id: number; method: string };
      const result = method === "eth_chainId" ? `0x${chainId.toString(16)}` : [];
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await work(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** With settings of the environment, which the test leaves as they were. */
async function withSettings<T>(
  settings: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(settings).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, settings);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}

const KEY = `0x${"11".repeat(32)}`;

/** Hardhat looks a setting up once, so each test has networks of its own. */
const [MISTAKEN, KEYLESS, ...SOUND] = Object.entries(PUBLIC_NETWORKS);

describe("the network that a deployment goes to", () => {
  it("is one that is known", async () => {
    await expectInputError(openTarget("mainnet", undefined), "--network", /^there is no network "mainnet"$/);
    await expectInputError(
      openTarget("sepolia", "http://127.0.0.1:9"),
      "--rpc",
      /^it is for localhost alone$/,
    );
  });

  it("answers", async () => {
    await expectInputError(
      openTarget("localhost", "http://127.0.0.1:9"),
      "--network localhost",
      /^it can't be used/,
    );
  });

  for (const [name, { chainId, rpcVariable }] of SOUND) {
    it(`is ${name}, with its node and a key in the settings`, async () => {
      await withNode(chainId, (url) =>
        withSettings({ [rpcVariable]: url, FISC_DEPLOYER_KEY: KEY }, async () => {
          const target = await openTarget(name, undefined);
          expect(target.deployer).to.equal("0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A");
          expect(target.wallet?.privateKey).to.equal(KEY);
          expect(target.network?.chainId).to.equal(chainId);
          await target.connection.close();
        }),
      );
    });
  }

  it("is not another chain than its name says", async () => {
    await withNode(1, async (url) => {
      await expectInputError(
        openTarget("localhost", url),
        "--network localhost",
        /^the node is on chain 1, not 31337/,
      );
      const [name, { rpcVariable }] = MISTAKEN!;
      await withSettings({ [rpcVariable]: url, FISC_DEPLOYER_KEY: KEY }, () =>
        expectInputError(
          openTarget(name, undefined),
          `--network ${name}`,
          /^the node is on chain 1, not 11155111$/,
        ),
      );
    });
  });

  it("needs a key that is one, and never says it", async () => {
    const [name, { rpcVariable, chainId }] = KEYLESS!;
    await withNode(chainId, async (url) => {
      await withSettings({ [rpcVariable]: url, FISC_DEPLOYER_KEY: "0xsecret" }, async () => {
        const error: unknown = await openTarget(name, undefined).catch((it: unknown) => it);
        expectFault(error, `--network ${name}`, /key|hex/i);
        expect(String(error)).not.to.include("secret");
      });
    });
  });

  it("has an account to deploy with", async () => {
    await withNode(31337, (url) =>
      expectInputError(openTarget("localhost", url), "the node", /^it has no account of its own$/),
    );
  });
});

describe("the node that a story is told to", () => {
  it("is one in this process, localhost, or the one that is given", async () => {
    expect(rpcOf({})).to.equal(undefined);
    expect(rpcOf({ rpc: "http://a" })).to.equal("http://a");
    expect(rpcOf({ network: "localhost", rpc: "http://a" })).to.equal("http://a");
    await withSettings({ FISC_RPC_URL: "http://b" }, () => {
      expect(rpcOf({ network: "localhost" })).to.equal("http://b");
      return Promise.resolve();
    });
    expect(() => rpcOf({ network: "sepolia" })).to.throw(/"sepolia" is not localhost/);
  });
});
