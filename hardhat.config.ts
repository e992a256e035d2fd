import { createRequire } from "node:module";
import path from "node:path";

import hardhatToolboxMochaEthers from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { config as loadEnv } from "dotenv";
import { toBeHex } from "ethers";
import { configVariable, defineConfig } from "hardhat/config";
import type { HttpNetworkUserConfig } from "hardhat/types/config";

import { DEPLOYER_KEY, PUBLIC_NETWORKS } from "./deploy/networks.js";
import { strictWarnings } from "./tools/strict-warnings.js";
import { testsWithoutYul } from "./tools/tests-without-yul.js";

loadEnv({ quiet: true });

/** Compile contracts through Yul: needed for deep stacks, costs compile time. The only switch for it. */
const VIA_IR = true;

/** A long session of the property tests (`npm run test:deep`). */
const deep = process.env.FISC_DEEP === "1";

/** What the property tests draw from; see `tools/test/seed.ts`. */
const seed = process.env.FISC_SEED;

/** Deploys to a node of one's own, if not one of the node's accounts shall. */
const localhostKey = process.env.FISC_LOCALHOST_KEY;

/**
 * Where the build goes. Coverage instruments the bytecode, so it gets a place of its own:
 * nothing else may ever pick up an instrumented artifact.
 */
const coverage = process.env.FISC_COVERAGE === "1";
const out = (folder: string): string => (coverage ? path.join("cache/coverage", folder) : folder);

/** @param runs How often the optimizer expects code to run: the more, the larger it gets. */
const compiler = (runs: number) => ({
  version: "0.8.37",
  // The compiler comes from npm, so that the lock file pins it and nothing is downloaded later.
  path: createRequire(import.meta.url).resolve("solc/soljson.js"),
  settings: {
    evmVersion: "osaka",
    viaIR: VIA_IR,
    // Instrumented, as little is inlined as can be: else the stack gets too deep.
    optimizer: { enabled: true, runs: coverage ? 1 : runs },
  },
});

const profile = {
  compilers: [compiler(1_000_000)],
  // Fewer for the two largest contracts, which have to keep under the limit of 24,576 bytes.
  overrides: {
    "contracts/budget/BudgetLedger.sol": compiler(1_100),
    "contracts/buildings/BuildingRegistry.sol": compiler(1_500),
  },
};

export default defineConfig({
  plugins: [hardhatToolboxMochaEthers, strictWarnings, testsWithoutYul],

  solidity: {
    // Ignition's command line builds with the profile `production`, which would inherit nothing but the version.
    profiles: { default: profile, production: profile },
    // The timelock is OpenZeppelin's as it stands; deploying it needs its artifact.
    npmFilesToBuild: ["@openzeppelin/contracts/governance/TimelockController.sol"],
    // `npm start` needs the contracts only; tests compile when tests run.
    splitTestsCompilation: true,
  },

  paths: {
    sources: "./contracts",
    tests: { mocha: "./test", solidity: "./test" },
    ignition: "./deploy",
    artifacts: out("artifacts"),
    cache: out("cache"),
  },

  typechain: { outDir: out("types/ethers-contracts") },

  coverage: { skipFiles: ["contracts/mocks/**"] },

  networks: {
    default: { type: "edr-simulated", chainType: "l1", hardfork: "osaka" },
    // The next hard fork, to see early what it changes (gas above all).
    amsterdam: {
      type: "edr-simulated",
      chainType: "l1",
      hardfork: "amsterdam",
      blockGasLimit: 500_000_000,
      transactionGasCap: false,
    },
    localhost: {
      type: "http",
      chainType: "l1",
      url: process.env.FISC_RPC_URL ?? "http://127.0.0.1:8545",
      accounts: localhostKey === undefined ? "remote" : [localhostKey],
    },
    ...publicNetworks(),
  },

  // One key serves Etherscan's explorers of all these chains. Blockscout's and Sourcify need none.
  verify: { etherscan: { apiKey: configVariable("ETHERSCAN_API_KEY") } },

  test: {
    mocha: { timeout: 120_000 },
    solidity: {
      fuzz: { runs: deep ? 100_000 : 1_000, ...(seed === undefined ? {} : { seed: toBeHex(seed, 32) }) },
      invariant: { runs: deep ? 1_000 : 100, depth: deep ? 1_000 : 100, failOnRevert: true },
    },
  },
});

/** Looked up in the keystore and the environment when a network is used, and not before. */
function publicNetworks(): Record<string, HttpNetworkUserConfig> {
  return Object.fromEntries(
    Object.entries(PUBLIC_NETWORKS).map(([name, { chainId, chainType, rpcVariable }]) => [
      name,
      {
        type: "http",
        chainId,
        chainType,
        url: configVariable(rpcVariable),
        accounts: [configVariable(DEPLOYER_KEY)],
      },
    ]),
  );
}
