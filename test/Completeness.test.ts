import { readdirSync } from "node:fs";
import path from "node:path";

import { artifacts } from "hardhat";
import { type ErrorFragment, type EventFragment, Interface } from "ethers";

import { seen } from "./helpers/expect.js";

/** Every contract of ours that is deployed. */
const CONTRACTS = [
  "OfficerRegistry",
  "InspectorVeto",
  "BudgetLedger",
  "PayeeRegistry",
  "CashCeilings",
  "InterestRates",
  "TokenRail",
  "AttestedRail",
  "Vouchers",
  "Schedules",
  "BuildingRegistry",
  "RecordRegistry",
];

/**
 * What OpenZeppelin's ERC-721 declares and nothing here can bring about: the register refuses transfers and approvals
 * before its base looks at them, and mints by itself.
 */
const OUT_OF_REACH = new Set([
  "Approval",
  "ApprovalForAll",
  "ERC721IncorrectOwner",
  "ERC721InsufficientApproval",
  "ERC721InvalidApprover",
  "ERC721InvalidOperator",
  "ERC721InvalidReceiver",
  "ERC721InvalidSender",
]);

const testFolder = import.meta.dirname;

/**
 * After all stories: every custom error and every event of ours was provoked by one of them.
 *
 * Only a run of everything can tell: with a single file, a pattern or a failure, nothing is claimed.
 */
after("every custom error and event of ours was provoked", async function () {
  const root = this.test?.parent;
  if (root === undefined || !ranEverything(root)) return;

  const missing: string[] = [];
  for (const name of CONTRACTS) {
    const { abi } = await artifacts.readArtifact(name);
    const { fragments } = new Interface(abi);
    for (const fragment of fragments) {
      const { type } = fragment;
      if (type !== "error" && type !== "event") continue;
      const it = fragment as ErrorFragment | EventFragment;
      if (OUT_OF_REACH.has(it.name)) continue;
      if (!seen[type].has(it.name)) missing.push(`${type} ${it.name} of ${name}`);
    }
  }
  if (missing.length > 0) throw new Error(`No test provokes:\n  ${missing.join("\n  ")}`);
});

function ranEverything(root: Mocha.Suite): boolean {
  const tests = testsIn(root);
  const loaded = new Set(tests.map(({ file }) => file));
  const onDisk = readdirSync(testFolder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => path.join(testFolder, file))
    .filter((file) => file !== import.meta.filename);
  return (
    tests.every((test) => test.isPassed() || test.isPending()) && onDisk.every((file) => loaded.has(file))
  );
}

const testsIn = (suite: Mocha.Suite): Mocha.Test[] => [...suite.tests, ...suite.suites.flatMap(testsIn)];
